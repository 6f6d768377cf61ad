from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.model import (
    Callout,
    Code,
    Definition,
    Formula,
    Grid,
    Origin,
    Passage,
    Picture,
    Prose,
    Shown,
)
from cribdeck.inline import Break, Inline, RichText, Strong, Text, plain
from cribdeck.inline import Code as InlineCode
from cribdeck.sheets.model import CodeLines, Line, Remark, TableRows
from cribdeck.sheets.pieces import LONGEST_CODE_LINE, SENTENCES, pieces_of
from tests.sheets.samples import at, prose, text, texts, words_of, words_of_shown

CHARACTERS = st.text(st.sampled_from("中文，。：；a b:1\t<&"), max_size=400)


def rich_texts() -> st.SearchStrategy[RichText]:
    leaf: st.SearchStrategy[Inline] = st.one_of(
        st.builds(Text, CHARACTERS), st.builds(InlineCode, CHARACTERS), st.just(Break())
    )
    node = st.recursive(leaf, lambda it: st.builds(Strong, st.lists(it, max_size=3).map(tuple)))
    return st.lists(node, max_size=4).map(tuple)


def grids() -> st.SearchStrategy[Grid]:
    def rows(width: int) -> st.SearchStrategy[Grid]:
        row = st.lists(rich_texts(), min_size=width, max_size=width).map(tuple)
        body = st.lists(row, max_size=6).map(tuple)
        return st.builds(Grid, st.just(at()), row, body, st.booleans())

    return st.integers(1, 10).flatmap(rows)


def shown() -> st.SearchStrategy[Shown]:
    marker = st.sampled_from(["", "-", "1.", "（1）"])
    leaf = st.one_of(
        st.builds(Prose, st.just(at()), rich_texts(), st.integers(0, 9), marker),
        st.builds(Code, st.just(at()), st.just("python"), CHARACTERS),
        st.builds(Formula, st.just(at()), CHARACTERS),
        st.builds(Picture, st.just(at()), CHARACTERS, st.just("a.png")),
        grids(),
    )
    kind = st.sampled_from(["warning", "unheard-of", "quote"])

    def callout(inner: st.SearchStrategy[Shown]) -> st.SearchStrategy[Shown]:
        body = st.lists(inner.map(Passage), max_size=3).map(tuple)
        return st.builds(Callout, st.just(at()), kind, rich_texts(), body)

    return st.recursive(leaf, callout, max_leaves=6)


def characters(characters: str) -> str:
    return "".join(characters.split())


@given(shown())
def test_every_character_is_in_exactly_one_piece_and_in_order(item: Shown) -> None:
    pieces = list(pieces_of(Passage(item)))
    assert pieces
    assert characters("".join(map(words_of, pieces))) == characters(words_of_shown(item))


@given(st.text(st.sampled_from("中。a "), min_size=1, max_size=2000))
def test_no_line_grows_taller_than_a_column(characters: str) -> None:
    lines = list(pieces_of(Passage(prose(characters))))
    assert all(isinstance(it, Line) for it in lines)
    longest = max(len(words_of(it)) for it in lines)
    assert longest <= SENTENCES.stop + SENTENCES.start


def test_long_text_is_cut_after_a_sentence() -> None:
    first = "这是第一句话，" * 8 + "到此为止。"
    lines = list(pieces_of(Passage(prose(first + "第二句。" * 40, marker="-", depth=1))))
    assert words_of(lines[0]) == first
    assert [it.marker for it in lines if isinstance(it, Line)] == ["-", *[""] * (len(lines) - 1)]


def test_a_definition_gives_the_run_in_term_with_its_colon() -> None:
    line = prose("Broker：一台 Kafka 服务器")
    origin = Origin(at(), "colon_term", ())
    fact = Definition(origin, text("Broker"), text("一台 Kafka 服务器"), "both")
    (piece,) = pieces_of(Passage(line, (fact,)))
    assert isinstance(piece, Line)
    assert plain(piece.text)[: piece.term] == "Broker："


def test_a_line_without_a_fact_gets_its_term_from_the_colon() -> None:
    terms = {
        "轮询：依次分给每一台": "轮询：",
        "见 http://example.org": "",
        "12:30 开会": "",
        "原因如下：": "",
        "这是一句话，其中有冒号：在后面": "",
        "key: value": "key",
        "VRRP（Virtual Router Redundancy Protocol）：竞选协议": (
            "VRRP（Virtual Router Redundancy Protocol）："
        ),
        "通告被防火墙拦住的时候会发生脑裂：两台同时持有": "",
    }
    for line, term in terms.items():
        (piece,) = pieces_of(Passage(prose(line)))
        assert isinstance(piece, Line)
        assert line[: piece.term] == term


def test_a_short_line_that_ends_with_a_colon_leads_in_what_follows() -> None:
    (lead,) = pieces_of(Passage(prose("三项职责：")))
    (statement,) = pieces_of(Passage(prose("三项职责")))
    assert isinstance(lead, Line)
    assert isinstance(statement, Line)
    assert (lead.label, statement.label) == (True, False)


def test_code_keeps_its_lines_and_blank_lines() -> None:
    code = Code(at(), "python", "a\n\n" * 30 + "b\n")
    pieces = list(pieces_of(Passage(code)))
    assert "\n".join(map(words_of, pieces)) == "a\n\n" * 30 + "b"
    assert all(it.end - it.start <= 4 for it in pieces if isinstance(it, CodeLines))


def test_a_code_line_of_ten_kilobytes_is_broken_into_lines() -> None:
    pieces = list(pieces_of(Passage(Code(at(), "json", "x" * 10_000))))
    lines = "\n".join(map(words_of, pieces)).split("\n")
    assert max(map(len, lines)) == LONGEST_CODE_LINE
    assert "".join(lines) == "x" * 10_000
    assert all(it.code.language == "" for it in pieces if isinstance(it, CodeLines))


def test_rows_of_different_lengths_become_a_table() -> None:
    ragged = Grid(at(), texts("名", "义"), (texts("甲"), texts("乙", "二", "三")), row_headers=True)
    (first, second) = pieces_of(Passage(ragged))
    assert isinstance(first, TableRows)
    assert {len(row) for row in (first.grid.header, *first.grid.rows)} == {3}
    assert words_of(first) + words_of(second) == "名义甲乙二三"


def test_callouts_nested_without_end_lose_their_border_not_their_words() -> None:
    item: Shown = prose("最里面")
    for _ in range(200):
        item = Callout(at(), "quote", (), (Passage(item),))
    (piece,) = pieces_of(Passage(item))
    depth = 0
    while isinstance(piece, Remark):
        depth += 1
        (piece,) = piece.body
    assert depth == 3
    assert words_of(piece) == "最里面"
