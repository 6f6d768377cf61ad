"""All running text of a box rewritten in one way; pieces of one table go on sharing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from cribdeck.facts.model import Grid
from cribdeck.inline import RichText
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    PictureFrame,
    Piece,
    Remark,
    Subheading,
    TableRows,
)


def texts(pieces: Sequence[Piece]) -> Iterator[RichText]:
    """Yield the lines and cells of `pieces` as they are read, headers of tables left out."""
    for piece in pieces:
        match piece:
            case Line(text=text):
                yield text
            case TableRows(grid, start, end):
                yield from (cell for row in grid.rows[start:end] for cell in row)
            case Remark(body=body):
                yield from texts(body)
            case CodeLines() | PictureFrame() | Subheading():
                pass
            case _:
                assert_never(piece)


def rewritten_box(
    box: Box, text: Callable[[RichText], RichText], line: Callable[[Line], Line] = lambda it: it
) -> Box:
    """Return the box with its lines and cells rewritten.

    Args:
        box: the box.
        text: rewrites the text of a line or cell; called in the order that `texts` yields them.
        line: makes a line ready for that.
    """
    return replace(box, pieces=_Rewriting(text, line).pieces(box.pieces))


class _Rewriting:
    def __init__(self, text: Callable[[RichText], RichText], line: Callable[[Line], Line]) -> None:
        self._text = text
        self._line = line
        self._grids: dict[Grid, Grid] = {}

    def pieces(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(map(self._piece, pieces))

    def _piece(self, piece: Piece) -> Piece:
        match piece:
            case Line():
                ready = self._line(piece)
                return replace(ready, text=self._text(ready.text))
            case TableRows(grid):
                if grid not in self._grids:
                    self._grids[grid] = self._grid(grid)
                return replace(piece, grid=self._grids[grid])
            case Remark(body=body):
                return replace(piece, body=self.pieces(body))
            case CodeLines() | PictureFrame() | Subheading():
                return piece
            case _:
                assert_never(piece)

    def _grid(self, grid: Grid) -> Grid:
        rows = tuple(tuple(map(self._text, row)) for row in grid.rows)
        return replace(grid, rows=rows)
