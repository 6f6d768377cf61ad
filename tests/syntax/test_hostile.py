"""Notes made to hurt: nothing raises, and time grows with the length of the note."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cribdeck.inline import Image, Link
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import Cell, CodeBlock, Document, Heading, Line, Paragraph, Quote, Table
from tests.syntax.test_spans import check, walk

SECONDS = 20
"""What any of these takes is below three; a quadratic parser takes minutes."""

RUNS = [
    "[", "![", "[[", "*", "**", "_", "`", "``a`", "|", "$", "$a ", "\\(", "\\[a", "==a", "~~a",
    "{{c1::", "{{c1::{{c2::", "}}", "{", "<", "<a ", "<b>", "<!--", "-->", "</b>", '<a href="',
    "&", "^", "http://", "(", "](", "[a](", "[a](<", "[a]: ", "*a **b ", "a**b", "- - ", "> - ",
    "|-", "<T>", "<!---->", ":-:|", "\\", "data:", "第", "（", "1、",
]  # fmt: skip
LINES = [
    "", "- ", "- a", "> a", "> - a", "1、a", "1) a", "10. a\n  b", "a\n> b\n2. c", "```",
    "```a\n## b", "~~~", "<!--", "<div>", "<pre>", "<script>", "$$", "$$ a", "  $$", "\\[",
    "|a|b|", "||", "|`",
    "a\n===", "---", "===", "    a", "\ta", "[a]: b", "# a", "---- a ----", "A\n", "- ```", "> ```",
    "- [ ] a", "> [!note] a", "1，a\n（1）b", "第一步：a", "• a", "+--+--+", "^a", "一、a",
]  # fmt: skip


def parsed_in_time(note: str) -> Document:
    start = time.process_time()
    document, _ = parse("note.md", note.encode())
    assert time.process_time() - start < SECONDS
    assert document is not None
    return document


@pytest.mark.parametrize("piece", RUNS)
def test_a_long_run_on_one_line(piece: str) -> None:
    parsed_in_time(piece * (100_000 // len(piece)))


GAP = " " * 100_000


@pytest.mark.parametrize(
    "note",
    [
        "-" * 100_000 + "字",
        f"-----{GAP}字{GAP}=----",
        f"a | b\n{GAP}x",
        f"a ｜ b\n{GAP}x\n|-{GAP}x",
        f"# 字{GAP}字",
        f"# 字{'#' * 100_000}字",
        f"# 字 {'{#' * 50_000}",
        f"[a]:{GAP}\n{GAP}",
        f"<details open>{GAP}<summary>{GAP}字",
        f"<summary>{GAP}</summary",
    ],
)
def test_runs_that_could_be_shared_out_in_many_ways(note: str) -> None:
    """Each took minutes when two parts of one pattern could take the same blanks."""
    start = time.process_time()
    parse("note.md", note.encode())
    assert time.process_time() - start < 2


@pytest.mark.parametrize("tail", [")", "]", ".", "(", "[", "_)"])
def test_an_address_with_a_long_tail(tail: str) -> None:
    parsed_in_time("https://a.cn/" + tail * 100_000)


@pytest.mark.parametrize("line", LINES)
def test_a_long_run_of_lines(line: str) -> None:
    parsed_in_time(f"{line}\n" * (60_000 // (len(line) + 1)))


@pytest.mark.parametrize("marker", [">", "> ", "- ", "1. ", "> - "])
@pytest.mark.parametrize("depth", [200, 3000])
def test_deep_nesting_ends_as_text(marker: str, depth: int) -> None:
    document = parsed_in_time(marker * depth + "字")
    assert any("字" in str(node) for node in walk(document.blocks))


def test_deep_nesting_by_indentation() -> None:
    check(parsed_in_time("\n".join("  " * depth + "- 字" for depth in range(300))))


def test_a_line_of_a_million_characters() -> None:
    document = parsed_in_time("字a，b。**粗**`c`" * 80_000)
    assert isinstance(document.blocks[0], Paragraph)


def test_pictures_inside_the_note_cost_nothing() -> None:
    picture = "![图](data:image/png;base64," + "A" * 100_000 + ")\n\n"
    start = time.process_time()
    document, _ = parse("note.md", (picture * 50).encode())
    assert time.process_time() - start < 5
    assert document is not None
    assert len(document.blocks) == 50


def test_a_table_of_32_000_columns() -> None:
    width = 32_000
    document = parsed_in_time("\n".join(cell * width + "|" for cell in ("|a", "|-", "|b")))
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert len(block.rows[0]) == width


def test_front_matter_that_nests_without_end() -> None:
    parsed_in_time("---\ntitle: " + "[" * 20_000 + "\n---\n")
    parsed_in_time("---\ntags: " + "{a: " * 500 + "\n---\n")


def test_front_matter_that_doubles_with_each_line() -> None:
    lines = [f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]" for n in range(1, 40)]
    parsed_in_time("\n".join(["---", "title: t", "k0: &k0 [x, x]", *lines, "---"]))


HOSTILE = "字a1 \t\n>-*+#=_`~|.)、（[]{}!:$\\<>/&;\"'@?^\u3000\ufdd0\u200b\0c"
anything = st.text(alphabet=HOSTILE, max_size=120)


@given(anything)
@settings(max_examples=600, deadline=None)
@example("\ufdd0**\ufdd0")
@example("<script>字")
def test_whatever_is_typed_parses(note: str) -> None:
    document, _ = parse("note.md", note.replace("\0", "").encode())
    assert document is not None
    check(document)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_there_are_get_an_answer(data: bytes) -> None:
    document, diagnostics = parse("note.md", data)
    assert document is not None or diagnostics


SCHEMES = st.sampled_from(
    ["javascript:", "JAVASCRIPT:", "java\tscript:", "data:text/html,", "vbscript:", "file:///"]
)
FORMS = st.sampled_from(
    [
        "[a]({}x)",
        "![a]({}x)",
        "<a href='{}x'>a</a>",
        '<img src="{}x" alt="a">',
        "<{}x>",
        "[a]: {}x\n\n[a]",
        "[[{}x|a]]",
        "[a](&#106;avascript:x)",
        "[a](java&Tab;script:x)",
        "[a](\u0001javascript:x)",
    ]
)


@given(SCHEMES, FORMS)
def test_no_target_that_would_do_harm(scheme: str, form: str) -> None:
    document, _ = parse("note.md", form.format(scheme).encode())
    assert document is not None
    for node in walk(document.blocks):
        match node:
            case Line(_, content) | Cell(_, content) | Heading(_, _, content):
                targets = [it.target for it in content if isinstance(it, Link | Image)]
                assert targets == []
            case _:
                pass


def test_containers_that_end_each_other_do_not_nest() -> None:
    document = parsed_in_time("> 引用\n- 项\n" * 2000)
    assert len(document.blocks) == 4000
    assert isinstance(document.blocks[-2], Quote)


def test_an_unclosed_fence_takes_only_its_section() -> None:
    document, (problem,) = parse("note.md", "```go\nx := 1\n\n## 节\n正文".encode())
    assert document is not None
    assert isinstance(document.blocks[0], CodeBlock)
    assert isinstance(document.blocks[1], Heading)
    assert str(problem).startswith("note.md:1:1: error unclosed_fence ")
