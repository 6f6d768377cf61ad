from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.diagnostics import Severity
from cribdeck.facts.model import Code as CodeBlock
from cribdeck.inline import Code, RichText, Strong, Text, plain
from cribdeck.sheets.model import CodeLines, Line
from cribdeck.sheets.typography import HAIR_SPACE, hair_spaced, printable, typeset
from tests.sheets.samples import at, box, metrics, text


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


def test_marks_and_emoji_have_plain_counterparts() -> None:
    drawable = metrics().drawable()
    shown, lacking = printable("1\ufe0f\u20e3 ✅ ❌ ⭐ 🔟 👉 ⚠\ufe0f", drawable)
    assert (shown, lacking) == ("① ✓ ✗ ★ ⑩ ☞ ⚠", [])


def test_an_apostrophe_is_no_quotation_mark() -> None:
    drawable = frozenset("isn't’甲")
    assert printable("isn’t", drawable) == ("isn't", [])
    assert printable("’甲’", drawable) == ("’甲’", [])


def test_what_cannot_be_drawn_is_shown_as_a_missing_sort_and_named() -> None:
    line = Line(at(7), text("鐧火箭🚀"))
    boxes, diagnostics = typeset([box(line)], metrics().drawable(), hair_spaces=True)
    (piece,) = boxes[0].pieces
    assert isinstance(piece, Line)
    assert plain(piece.text) == "〓火箭〓"
    assert [(it.severity, it.span.line) for it in diagnostics] == [
        (Severity.WARNING, 7),
        (Severity.INFO, 7),
    ]
    assert "U+9427" in diagnostics[0].message
    assert "ROCKET" in diagnostics[1].message


def test_a_character_is_reported_once_for_each_place() -> None:
    lines = [Line(at(line), text("🚀🚀")) for line in (3, 4)]
    _, diagnostics = typeset([box(*lines)], metrics().drawable(), hair_spaces=True)
    assert [it.span.line for it in diagnostics] == [3, 4]


def test_invisible_and_direction_changing_characters_go() -> None:
    shown, lacking = printable("a\u200bb\u202ec\ufeff\x07d", metrics().drawable())
    assert (shown, lacking) == ("abcd", [])


@given(st.text())
def test_whatever_comes_in_only_drawable_characters_go_out(characters: str) -> None:
    drawable = metrics().drawable()
    shown, _ = printable(characters, drawable)
    assert all(it in drawable or it == "\n" for it in shown)


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
    assert first.code.text == "# 〓\na\nb"


def test_the_bundled_fonts_have_what_notes_use() -> None:
    drawable = metrics().drawable()
    wanted = "←→↑↓↔⇒⇔✓✗✔✘①⑳㈠≥≤≠≈∞±×÷─│┌┐└┘├┤┬┴┼═║█░▪–•●○■□▲▼★☆…—·℃ⅠΩαßé〓“”‘’￥"
    assert [it for it in wanted if it not in drawable] == []
    traditional = "負載均衡資料庫訊息佇列"
    assert [it for it in traditional if it not in drawable] == []
