"""Where pictures stand on a sheet, how large they are, and when blanks leave them out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.config import SheetSettings
from cribdeck.inline import Cloze, Image, Strong, Text
from cribdeck.sheets.frame import MM_PER_PT, frame_of
from cribdeck.sheets.model import Line, PictureFrame, Piece, PrintedPicture, Remark
from cribdeck.sheets.pictures import Room, illustrated, pictures_in
from cribdeck.sheets.plan import plan_sheets
from cribdeck.span import Span
from tests.lint.samples import outline_of

AT = Span("a.md", 3, 1, 3, 9)
ROOM = Room(frame_of(SheetSettings()))


def printed(image: Image, _: Room) -> PrintedPicture | None:
    return PrintedPicture(image.target, b"", 10.0, 0.5) if image.target == "a.png" else None


def pieces_of(*pieces: Piece) -> tuple[Piece, ...]:
    (plan,), _ = plan_sheets([outline_of("# 甲\n\n文字。\n")], SheetSettings())
    box = replace(plan.boxes[0], pieces=pieces)
    return illustrated(replace(plan, boxes=(box,)), printed).boxes[0].pieces


def line(*text: Text | Image | Strong | Cloze, span: Span = AT) -> Line:
    return Line(span, text)


def test_a_picture_on_its_own_is_printed_there_and_what_is_none_keeps_its_words() -> None:
    there, missing = PictureFrame(AT, "图", "a.png"), PictureFrame(AT, "图", "b.png")
    first, second = pieces_of(there, missing)
    assert first == replace(there, printed=printed(Image("", "a.png"), ROOM))
    assert second == missing


def test_one_in_a_line_stands_below_the_paragraph_and_leaves_its_words() -> None:
    picture = Image("甲", "a.png")
    found = pieces_of(
        line(Text("前"), Strong((picture,)), Text("后")), line(Text("接着。")), line(Text("另"))
    )
    assert [type(it).__name__ for it in found] == ["Line", "Line", "Line", "PictureFrame"]
    assert isinstance(first := found[0], Line)
    assert first.text == (Text("前"), Strong((Text("甲"),)), Text("后"))
    assert isinstance(frame := found[-1], PictureFrame)
    assert not frame.has_caption
    apart = pieces_of(line(picture), line(Text("另"), span=replace(AT, line=9)))
    assert [type(it).__name__ for it in apart] == ["Line", "PictureFrame", "Line"]


def test_one_in_a_callout_is_printed_there() -> None:
    (remark,) = pieces_of(Remark(AT, "note", (), (PictureFrame(AT, "图", "a.png"),)))
    assert [it.name for it in pictures_in([remark])] == ["a.png"]


@pytest.mark.parametrize(
    ("asked", "alt", "tells"),
    [("两个进程", "只有两个进程", True), ("两个进程", "结构", False), ("一", "一个", False)],
)
def test_blanks_leave_out_a_picture_whose_words_tell_the_answer(
    asked: str, alt: str, *, tells: bool
) -> None:
    gap = Cloze((Text(asked),), 1)
    *_, frame = pieces_of(line(Text("有"), gap), PictureFrame(AT, alt, "a.png"))
    assert isinstance(frame, PictureFrame)
    assert frame.tells == tells


@given(st.integers(1, 10_000), st.floats(0.01, 100))
def test_no_picture_is_larger_than_its_room(pixels: int, ratio: float) -> None:
    frame = frame_of(SheetSettings())
    width = ROOM.width_of(pixels, ratio)
    for type_pt in (6.8, 9.5):
        wide = min(width * type_pt * MM_PER_PT, frame.column_width)
        assert wide * ratio <= frame.column_height / 2 + 0.1 + 0.001 * ratio * type_pt
    dots = ROOM.dots(width, ratio)
    assert min(dots) >= 1
    assert dots[0] <= round(frame.column_width / 25.4 * 300)
