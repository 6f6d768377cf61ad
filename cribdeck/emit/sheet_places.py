"""Where things stand on a page: the layout's rectangles go in, millimetres come out.

The places of boxes and pieces are known by the ids that `sheet_html.identified` gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from cribdeck.sheets.heights import BoxHeights, blocks
from cribdeck.sheets.model import Box, Line

_MM_PER_PX: Final = 25.4 / 96
_TABLE_EDGES: Final = 0.3
"""Millimetres that the borders of two tables take more than those of one."""

Anchors: TypeAlias = Mapping[str, tuple[float, float, float, float]]
"""By id, left, top, right and bottom in CSS pixels."""


@dataclass(frozen=True, slots=True)
class Extent:
    """From where to where something reaches down its page, in millimetres."""

    top: float
    bottom: float


def extents(anchors: Anchors) -> dict[str, Extent]:
    """Return how far down the page things with an id reach."""
    return {
        name: Extent(top * _MM_PER_PX, bottom * _MM_PER_PX)
        for name, (_, top, _, bottom) in anchors.items()
    }


def box_heights(name: str, box: Box, places: Mapping[str, Extent], bar: float) -> BoxHeights:
    """Return the heights of a box.

    Args:
        name: the id of the box.
        box: the box.
        places: where it and its pieces stand.
        bar: distance of the first piece from the upper edge, in a continuation.
    """
    whole = places[name]
    tops: list[float] = []
    bottoms: list[float] = []
    repeated: list[float] = []
    for block in blocks(box.pieces):
        first = len(tops)
        spots = [places[f"{name}p{first + number}"] for number in range(len(block))]
        tops.extend(it.top for it in spots)
        # A sentence ends on the line that the next begins on; anything else, above the next.
        within = isinstance(block[0], Line)
        bottoms.extend(it.bottom if within else it.top for it in spots[1:])
        bottoms.append(spots[0].bottom)
        header = places.get(f"{name}p{first}h")
        height = header.bottom - header.top + _TABLE_EDGES if header else 0.0
        repeated.extend([0.0, *(height for _ in spots[1:])])
    return BoxHeights(
        total=whole.bottom - whole.top,
        tops=tuple(it - whole.top for it in tops),
        bottoms=tuple(it - whole.top for it in bottoms),
        continued_bar=bar,
        repeated=tuple(repeated),
    )
