"""How much of the height of boxes is lines of text, which grows with the leading.

More leading moves lines apart and breaks none of them anew: what is text grows by the same
factor, paddings and borders stay. So one measured layout tells how high boxes are at any
leading, and columns can be made to end level without another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.sheets.frame import MM_PER_PT
from cribdeck.sheets.heights import BoxHeights, blocks
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

# What the style sheet puts around lines, in em of the running text.
_CODE_EDGE: Final = 0.3
"""At either end of a block."""
_ROW: Final = 0.25
_HEADER_ROW: Final = 0.35
_REMARK: Final = 0.42
_IN_REMARK: Final = 0.1
"""Between two pieces of a remark."""


@dataclass(frozen=True, slots=True)
class TextHeights:
    """How much of one box is lines of text at one type size, in millimetres."""

    tops: tuple[float, ...]
    """Text above the upper edge of each piece."""
    bottoms: tuple[float, ...]
    """Text above the lower edge of each piece."""
    repeated: tuple[float, ...]
    """Text of what each piece needs above itself if it opens a continuation."""

    def of(self, part: Part) -> float:
        """Return how much of a part is text."""
        head = self.repeated[part.start] if part.start else 0.0
        return head + self.bottoms[part.end - 1] - self.tops[part.start]


def text_heights(box: Box, heights: BoxHeights, type_pt: float) -> TextHeights:
    """Return how much of a box is text.

    Args:
        box: the box.
        heights: of the box at this type size.
        type_pt: the type size.
    """
    em = type_pt * MM_PER_PT
    tops: list[float] = []
    bottoms: list[float] = []
    above = 0.0
    for block in blocks(box.pieces):
        first = len(tops)
        last = first + len(block) - 1
        top, bottom = heights.tops[first], heights.bottoms[last]
        height = bottom - top
        share = max(0.0, 1.0 - _around(block) * em / height) if height > 0 else 0.0
        for piece in range(first, last + 1):
            tops.append(above + share * (heights.tops[piece] - top))
            bottoms.append(above + share * (heights.bottoms[piece] - top))
        above = bottoms[-1]
    repeated = tuple(max(0.0, it - _HEADER_ROW * em) for it in heights.repeated)
    return TextHeights(tuple(tops), tuple(bottoms), repeated)


def _around(block: Sequence[Piece]) -> float:
    """Return what of a block is no text, in em."""
    match block[0]:
        case Line() | Subheading():
            return 0.0
        case CodeLines(start=start):
            last = block[-1]
            ends = isinstance(last, CodeLines) and last.is_last()
            return _CODE_EDGE * ((start == 0) + ends)
        case TableRows(grid, start):
            rows = sum(it.end - it.start for it in block if isinstance(it, TableRows))
            return _ROW * rows + (_HEADER_ROW if grid.header and not start else 0.0)
        case Remark():
            inside = [it for part in block if isinstance(part, Remark) for it in part.body]
            own = sum(_around([it]) for it in inside)
            return _REMARK + own + _IN_REMARK * max(0, len(inside) - 1)
        case _:
            return math.inf  # a picture
