from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.diagnostics import Severity
from cribdeck.facts.model import Code as CodeBlock
from cribdeck.facts.model import Grid
from cribdeck.inline import Code, Math, RichText, Strong, Subscript, Superscript, Text, plain
from cribdeck.sheets.formula import Formula, Unset
from cribdeck.sheets.model import CodeLines, Line, Piece, Remark
from cribdeck.sheets.pieces import table_rows
from cribdeck.sheets.typography import HAIR_SPACE, hair_spaced, typeset
from cribdeck.span import Span
from tests.sheets.samples import at, box, metrics, text, texts


def spaced(*nodes: object) -> str:
    return plain(hair_spaced(tuple(nodes))).replace(HAIR_SPACE, "_")  # type: ignore[arg-type]


def test_han_and_latin_are_set_apart() -> None:
    assert spaced(Text("基于HTTP的RPC，用100%带宽")) == "基于_HTTP_的_RPC，用_100%_带宽"


def test_the_boundary_may_lie_between_two_nodes() -> None:
    assert spaced(Text("用"), Strong((Text("Kafka"),)), Text("发送")) == "用_Kafka_发送"


def test_code_and_typed_spaces_stay_as_they_are() -> None:
    assert (
        spaced(Text("用"), Code("set键"), Text("命令，见 RFC 文档")) == "用set键命令，见 RFC 文档"
    )


@given(st.lists(st.text(st.sampled_from("中a1 ，%"), max_size=6)))
def test_nothing_but_hair_spaces_is_added(parts: list[str]) -> None:
    nodes: RichText = tuple(Text(it) for it in parts)
    assert plain(hair_spaced(nodes)).replace(HAIR_SPACE, "") == "".join(parts)


def test_hair_spaces_can_be_switched_off() -> None:
    boxes, _ = typeset([box(Line(at(), text("用Kafka")))], metrics().drawable(), hair_spaces=False)
    (piece,) = boxes[0].pieces
    assert isinstance(piece, Line)
    assert plain(piece.text) == "用Kafka"


def test_what_cannot_be_drawn_is_shown_as_a_missing_sort_and_named() -> None:
    line = Line(at(7), text("鐧火箭🚀"))
    boxes, diagnostics = typeset([box(line)], metrics().drawable(), hair_spaces=True)
    (piece,) = boxes[0].pieces
    assert isinstance(piece, Line)
    assert plain(piece.text) == "〓火箭"
    assert [(it.severity, it.span.line) for it in diagnostics] == [
        (Severity.WARNING, 7),
        (Severity.INFO, 7),
    ]
    assert "U+9427" in diagnostics[0].message
    assert "ROCKET" in diagnostics[1].message


def test_a_character_is_reported_once_at_its_first_place() -> None:
    lines = [Line(at(line), text("🚀🚀鐧")) for line in (3, 4)]
    _, diagnostics = typeset([box(*lines)], metrics().drawable(), hair_spaces=True)
    assert [it.span.line for it in diagnostics] == [3, 3]


def test_a_character_of_code_is_placed_by_its_line() -> None:
    fenced = CodeBlock(Span("a.md", 5, 1, 9, 4), "", "a\n鐧\nb")
    _, diagnostics = typeset([box(CodeLines(fenced, 0, 3))], metrics().drawable(), hair_spaces=True)
    assert [str(it.span) for it in diagnostics] == ["a.md:7:1"]


def test_a_character_of_a_table_is_placed_by_its_cell() -> None:
    table = Grid(
        at(3),
        texts("名", "义"),
        (texts("甲", "乙"), texts("丙", "鐧")),
        row_headers=True,
        cell_spans=((at(5), at(5)), (at(6), Span("a.md", 6, 9, 6, 10))),
    )
    _, diagnostics = typeset([box(*table_rows(table))], metrics().drawable(), hair_spaces=True)
    assert [str(it.span) for it in diagnostics] == ["a.md:6:9"]


@given(st.text() | st.text(st.sampled_from("a中⁻³ⁿₔₙ⌈ℝ🚀1\ufe0f\u20e3")))
def test_whatever_comes_in_only_drawable_characters_stand_in_a_line(characters: str) -> None:
    drawable = metrics().drawable()
    (ready,), _ = typeset([box(Line(at(), text(characters)))], drawable, hair_spaces=True)
    (piece,) = ready.pieces
    assert isinstance(piece, Line)
    assert all(it in drawable or it == "\n" for it in plain(piece.text))


def test_raised_characters_are_raised_whether_the_font_has_them_or_not() -> None:
    ((line,), said) = set_pieces(Line(at(), text("10⁻³ 与 aₙ、x²")))
    assert isinstance(line, Line)
    assert line.text == (
        Text("10"),
        Superscript((Text("−3"),)),
        Text(" 与 a"),
        Subscript((Text("n"),)),
        Text("、x²"),
    )
    assert said == []


def test_the_term_of_a_line_is_found_again_after_spacing() -> None:
    line = Line(at(), text("Kafka的Topic：逻辑容器"), term=len("Kafka的Topic："))
    boxes, _ = typeset([box(line)], metrics().drawable(), hair_spaces=True)
    (piece,) = boxes[0].pieces
    assert isinstance(piece, Line)
    assert plain(piece.text)[: piece.term] == f"Kafka{HAIR_SPACE}的{HAIR_SPACE}Topic："


def test_pieces_of_one_block_go_on_sharing_it() -> None:
    code = CodeBlock(at(), "", "# 🚀\na\nb")
    pieces = [CodeLines(code, 0, 2), CodeLines(code, 2, 3)]
    boxes, _ = typeset([box(*pieces)], metrics().drawable(), hair_spaces=True)
    first, second = boxes[0].pieces
    assert isinstance(first, CodeLines)
    assert isinstance(second, CodeLines)
    assert first.code is second.code
    assert first.code.text == "# \na\nb"


# --- formulas ----------------------------------------------------------------------------


def setter(formula: Math) -> Formula | Unset:
    """Set what has no `!`, each character one em wide, on lines of ten."""
    if "!" in formula.tex:
        return Unset("no")
    too_wide = len(formula.tex) > 10
    return Unset("too wide", too_wide=True) if too_wide else Formula(len(formula.tex), 1, 0, "")


def set_pieces(*pieces: Piece) -> tuple[tuple[Piece, ...], list[str]]:
    (ready,), diagnostics = typeset([box(*pieces)], metrics().drawable(), setter, hair_spaces=False)
    return ready.pieces, [f"{it.code} {it.span.line}" for it in diagnostics]


def test_a_formula_that_is_set_stays_as_it_is_written() -> None:
    line = Line(at(3), (Text("设"), Math("x’鐧")))
    assert set_pieces(line) == ((line,), [])


def test_a_formula_that_cannot_be_set_is_shown_as_its_source() -> None:
    pieces, said = set_pieces(Line(at(3), (Text("设"), Strong((Math("a!"),)))))
    assert pieces == (Line(at(3), (Text("设"), Strong((Code("a!"),)))),)
    assert said == ["formula_source 3"]


def test_a_display_formula_that_cannot_be_set_is_a_block_of_code() -> None:
    pieces, said = set_pieces(Line(at(3), (Math("a!\n" * 9, display=True),)))
    assert [type(it) for it in pieces] == [CodeLines] * 3
    assert said == ["formula_source 3"]


def test_a_display_formula_in_a_callout_leaves_no_piece_that_cannot_be_cut() -> None:
    body = (Line(at(3), (Math("a!\n" * 9, display=True),)),)
    pieces, _ = set_pieces(Remark(at(2), "tip", text("提示"), body))
    assert [
        (len(it.body), it.opens, plain(it.title)) for it in pieces if isinstance(it, Remark)
    ] == [
        (1, True, "提示"),
        (1, False, ""),
        (1, False, ""),
    ]


def test_a_wide_formula_is_broken_where_tex_breaks_it() -> None:
    ((line,), said) = set_pieces(Line(at(), (Math("aaaa=bbbb=(c=c)"),)))
    assert isinstance(line, Line)
    assert line.text == (Math("aaaa"), Math("{}=bbbb"), Math("{}=(c=c)"))
    assert said == []


def test_lines_of_a_wide_display_formula_are_filled() -> None:
    pieces, _ = set_pieces(Line(at(), (Math(r"a\quad b\quad cccccc", display=True),)))
    rows = [it.text[0] for it in pieces if isinstance(it, Line)]
    assert rows == [Math(r"a \quad b", display=True), Math("cccccc", display=True)]


def test_a_sign_that_only_the_math_font_has_is_set_as_a_formula() -> None:
    ((line,), said) = set_pieces(Line(at(), text("取⌈n⌉个")))
    assert isinstance(line, Line)
    assert line.text == (Text("取"), Math("⌈"), Text("n"), Math("⌉"), Text("个"))
    assert said == []
