"""How high boxes and their parts are, in millimetres, and where a box may be cut.

Heights are measured by a function that is passed in, so packing and fitting know nothing of
WeasyPrint. It measures whole boxes; the height of any part follows, because pieces stand
one below the other and a later part has the same title bar with one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    Part,
    Piece,
    Remark,
    Subheading,
    TableRows,
)

FORBIDDEN: Final = float("inf")


@dataclass(frozen=True, slots=True)
class BoxHeights:
    """Heights of one box at one type size."""

    total: float
    """Of the whole box, borders included."""
    tops: tuple[float, ...]
    """Distance of each piece's upper edge from that of the box."""
    bottoms: tuple[float, ...]
    """Distance of each piece's lower edge from the upper edge of the box."""
    continued_bar: float
    """Distance of the first piece from the upper edge, in a part that is a continuation."""
    repeated: tuple[float, ...]
    """What each piece needs above itself if it opens a continuation: a table's header row."""

    def of(self, part: Part) -> float:
        """Return the height of a part."""
        foot = self.total - self.bottoms[-1]
        head = self.tops[0]
        if part.start:
            head = self.continued_bar + self.repeated[part.start]
        return head + self.bottoms[part.end - 1] - self.tops[part.start] + foot

    def scaled(self, ratio: float) -> BoxHeights:
        """Return the heights, all larger or smaller by the same ratio."""
        return BoxHeights(
            self.total * ratio,
            tuple(it * ratio for it in self.tops),
            tuple(it * ratio for it in self.bottoms),
            self.continued_bar * ratio,
            tuple(it * ratio for it in self.repeated),
        )


Measure: TypeAlias = Callable[[Sequence[Box], float], Sequence[BoxHeights]]
"""Returns the heights of boxes at a type size in points."""


HeightCache: TypeAlias = MutableMapping[str, BoxHeights]
"""Measured heights by type size and a digest of all else; may be kept between builds."""


class AskedHeights(dict[str, BoxHeights]):
    """Heights known from before, and which of them were of use."""

    def __init__(self, known: Mapping[str, BoxHeights]) -> None:
        """Begin with what is known."""
        super().__init__(known)
        self._asked: set[str] = set()

    def __getitem__(self, key: str) -> BoxHeights:
        """Return the heights of a box, and remember that they were asked for."""
        self._asked.add(key)
        return super().__getitem__(key)

    def of_use(self) -> dict[str, BoxHeights]:
        """Return what was asked for: nobody will want more when the sheet is printed again."""
        return {key: self[key] for key in sorted(self._asked)}


def is_glued(before: Piece, after: Piece) -> bool:
    """Return whether two neighbouring pieces are one thing to the reader."""
    match before, after:
        case (CodeLines(code=one), CodeLines(code=other)):
            return one is other or one == other
        case (TableRows(grid=one), TableRows(grid=other)):
            return one is other or one == other
        case (Remark(span=one), Remark(span=other, opens=False)):
            return one == other
        case (Line(span=one), Line(span=other, marker="", term=0)):
            return one == other
        case _:
            return False


def is_seam(before: Piece, after: Piece) -> bool:
    """Return whether there can be more air between two neighbours without tearing one thing."""
    if isinstance(before, Remark) and isinstance(after, Remark) and before.body and after.body:
        return is_seam(before.body[-1], after.body[0])
    return not is_glued(before, after)


def blocks(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Group pieces into what the reader takes for one thing: a paragraph, a table, a callout."""
    block: list[Piece] = []
    for piece in pieces:
        if block and not is_glued(block[-1], piece):
            yield tuple(block)
            block = []
        block.append(piece)
    if block:
        yield tuple(block)


def cut_costs(box: Box) -> tuple[float, ...]:
    """Return how bad a cut before each piece is; before the first it costs nothing.

    The unit is the square of a millimetre: a cut of cost 100 is as bad as a column that ends
    10 mm too early.
    """
    costs: list[float] = []
    before: Piece | None = None
    for block in blocks(box.pieces):
        first, *others = block
        costs.append(0.0 if before is None else _cost_between(before, first))
        # One row or one sentence by itself is worse than several.
        edges = {1, len(others)}
        costs.extend(
            _cost_inside(piece) + (300.0 if number in edges else 0.0)
            for number, piece in enumerate(others, start=1)
        )
        before = block[-1]
    return tuple(costs)


def _cost_between(before: Piece, after: Piece) -> float:
    """Return the cost of a cut between two blocks."""
    if isinstance(before, Subheading) or (isinstance(after, Line) and after.small):
        return FORBIDDEN
    if isinstance(after, Subheading):
        return 40.0
    if isinstance(before, Line) and before.label:
        return 900.0
    match after:
        case Line(depth=depth):
            return 100.0 + 60.0 * depth
        case CodeLines() | TableRows():
            return 250.0
        case _:
            return 120.0


def _cost_inside(piece: Piece) -> float:
    """Return the cost of a cut inside a block."""
    return 250.0 if isinstance(piece, Line) else 400.0
