"""Pictures get their place on a sheet: a plan goes in, the same with what is printed comes out.

A picture on a line of its own is printed there, with its words below it. One in a line of text is
printed below the paragraph, whose words go on without it; in a table cell its words must do. A
hundred and fifty pixels are an inch, for the type of a sheet is two thirds of a screen's; no
picture is wider than a column or higher than half of one.

Where a card asks for what the words of a picture say, blanks show neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from cribdeck.inline import Cloze, Image, Inline, RichText, Styled, Text, plain
from cribdeck.sheets.frame import MM_PER_PT, Frame, frame_of
from cribdeck.sheets.heights import is_glued
from cribdeck.sheets.model import (
    Box,
    Line,
    PictureFrame,
    Piece,
    PrintedPicture,
    Remark,
    SheetPlan,
)
from cribdeck.sheets.rewriting import texts

PIXELS_PER_INCH: Final = 150
DOTS_PER_INCH: Final = 300
_MM_PER_INCH: Final = 25.4
_USUAL: Final = 8.0 * MM_PER_PT
"""An em of the type size at which a pixel is as large as said, in millimetres."""
_LARGEST: Final = 9.5 * MM_PER_PT
_SHORTEST_ANSWER: Final = 2

Printed: TypeAlias = Callable[[Image, "Room"], PrintedPicture | None]
"""Makes a picture ready for a place; None if only its words can be shown."""


class Room:
    """How much of a page a picture may take."""

    def __init__(self, frame: Frame) -> None:
        """Take the measures of `frame`."""
        self._width = frame.column_width
        self._height = frame.column_height / 2

    def width_of(self, pixels: int, ratio: float) -> float:
        """Return the width of a picture in em of the type size.

        Args:
            pixels: its width on a screen.
            ratio: height by width.
        """
        natural = pixels / PIXELS_PER_INCH * _MM_PER_INCH / _USUAL
        return round(min(natural, self._height / ratio / _LARGEST), 3)

    def dots(self, width: float, ratio: float) -> tuple[int, int]:
        """Return width and height in dots of a picture that is `width` em wide."""
        wide = min(self._width, width * _LARGEST) / _MM_PER_INCH * DOTS_PER_INCH
        return max(1, round(wide)), max(1, round(wide * ratio))


def illustrated(plan: SheetPlan, printed: Printed) -> SheetPlan:
    """Return the plan with its pictures."""
    room = Room(frame_of(plan.settings))
    return replace(plan, boxes=tuple(_Illustrating(printed, room, it).box for it in plan.boxes))


class _Illustrating:
    def __init__(self, printed: Printed, room: Room, box: Box) -> None:
        self._printed = printed
        self._room = room
        self._asked = [
            answer
            for text in texts(box.pieces)
            for answer in _gaps(text)
            if len(answer) >= _SHORTEST_ANSWER
        ]
        pieces = tuple(self._pieces(box.pieces))
        self.box = replace(box, pieces=pieces) if pieces != box.pieces else box

    def _pieces(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        waiting: list[PictureFrame] = []
        for number, piece in enumerate(pieces):
            match piece:
                case PictureFrame(_, alt, target, title, width):
                    yield self._framed(piece, Image(alt, target, title, width)) or piece
                case Remark(body=body):
                    yield replace(piece, body=tuple(self._pieces(body)))
                case Line() if any(_images(piece.text)):
                    line, frames = self._below(piece)
                    waiting += frames
                    yield line
                case _:
                    yield piece
            following = pieces[number + 1 : number + 2]
            if waiting and not (following and is_glued(piece, following[0])):
                yield from waiting
                waiting.clear()

    def _below(self, line: Line) -> tuple[Line, list[PictureFrame]]:
        frames: list[PictureFrame] = []

        def without(node: Inline) -> Inline:
            if isinstance(node, Styled):
                return replace(node, children=tuple(map(without, node.children)))
            if not isinstance(node, Image):
                return node
            frame = PictureFrame(
                line.span, node.alt, node.target, node.title, node.width, has_caption=False
            )
            found = self._framed(frame, node)
            if found is None:
                return node
            frames.append(found)
            return Text(node.alt)

        return replace(line, text=tuple(map(without, line.text))), frames

    def _framed(self, frame: PictureFrame, image: Image) -> PictureFrame | None:
        printed = self._printed(image, self._room)
        if printed is None:
            return None
        words = f"{image.alt} {image.title}"
        tells = any(answer in words for answer in self._asked)
        return replace(frame, printed=printed, tells=tells)


def _images(text: RichText) -> Iterator[Image]:
    for node in text:
        if isinstance(node, Image):
            yield node
        elif isinstance(node, Styled):
            yield from _images(node.children)


def _gaps(text: RichText) -> Iterator[str]:
    for node in text:
        if isinstance(node, Cloze) and node.number is not None:
            yield plain(node.children).strip()
        elif isinstance(node, Styled):
            yield from _gaps(node.children)


def pictures_in(pieces: Sequence[Piece]) -> Iterator[PrintedPicture]:
    """Yield the pictures that `pieces` print."""
    for piece in pieces:
        match piece:
            case PictureFrame(printed=PrintedPicture() as printed):
                yield printed
            case Remark(body=body):
                yield from pictures_in(body)
            case _:
                pass
