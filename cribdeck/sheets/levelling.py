"""Letting all columns end on one line.

A column that lacks some height is eased: the leading of its lines, the air around its pieces
and the gaps between its boxes grow together, each up to a limit within which type still looks
set, not stretched. Columns of a page lack about the same, so they look alike. What a column
lacks beyond that widens its gaps; one that lacks more still ends early.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from cribdeck.sheets.heights import is_seam
from cribdeck.sheets.model import Box, Column, Part, Piece, TableRows
from cribdeck.sheets.packing import Load, Packing

MOST_LEADING: Final = 1.2
"""Times the usual one: 1.61 of the type size, what books in Chinese are set with."""
MOST_AIR: Final = 0.85
"""Millimetres between two pieces: a quarter of a line."""
EASED_GAP: Final = 1.6
"""Times the least gap, when all else is at its limit …"""
WIDEST_GAP: Final = 3.4
"""… and what gaps may grow to after that."""


def ease_room(parts: Sequence[Part], boxes: Sequence[Box], load: Load) -> float:
    """Return how many millimetres a column can grow by as long as all grows together."""
    return _growth(parts, boxes, load) + _gaps(parts) * load.gap * (EASED_GAP - 1)


def widest_room(parts: Sequence[Part], boxes: Sequence[Box], load: Load) -> float:
    """Return how many millimetres a column can grow by at the most."""
    return _growth(parts, boxes, load) + _gaps(parts) * load.gap * (WIDEST_GAP - 1)


def fills(packing: Packing, boxes: Sequence[Box], load: Load, height: float) -> bool:
    """Return whether every column can be made that high, and there is no empty one."""
    return all(
        load.column_height(it) + widest_room(it, boxes, load) + 1e-9 >= height for it in packing
    )


def levelled(
    parts: tuple[Part, ...], boxes: Sequence[Box], load: Load, height: float, otherwise: float = 0.0
) -> Column:
    """Return a column of the given height.

    Args:
        parts: what stands in it.
        boxes: all boxes.
        load: their heights.
        height: where it is to end.
        otherwise: how far it is eased, 0 to 1, if it cannot reach so far down.
    """
    slack = max(0.0, height - load.column_height(parts))
    room = ease_room(parts, boxes, load)
    reaches = slack <= widest_room(parts, boxes, load) + 1e-9
    ease = min(1.0, slack / room) if reaches else otherwise
    gaps = _gaps(parts)
    wider = (slack - ease * room) / gaps if reaches and gaps else 0.0
    return Column(
        parts,
        gap=load.gap * (1 + ease * (EASED_GAP - 1)) + wider,
        air=ease * MOST_AIR,
        leading=1 + ease * (MOST_LEADING - 1),
        height=height if reaches else 0.0,
    )


def evened(column: Column, boxes: Sequence[Box], lacks: float) -> Column:
    """Return a column that came out `lacks` millimetres too short with that much more air."""
    return replace(column, air=column.air + lacks / airs(column.parts, boxes))


def filled(column: Column, boxes: Sequence[Box], load: Load) -> float:
    """Return the height of the boxes of a column as set, with no more than the least gaps."""
    parts = column.parts
    text = (column.leading - 1) * load.text_height(parts)
    return load.column_height(parts) + text + column.air * airs(parts, boxes)


def _growth(parts: Sequence[Part], boxes: Sequence[Box], load: Load) -> float:
    return load.text_height(parts) * (MOST_LEADING - 1) + airs(parts, boxes) * MOST_AIR


def _gaps(parts: Sequence[Part]) -> int:
    return max(0, len(parts) - 1)


def airs(parts: Sequence[Part], boxes: Sequence[Box]) -> float:
    """Return how many times a column has the air that is added between two pieces.

    The style sheet adds it between pieces, above the first and below the last of a box, and
    half of it to each row of a table.
    """
    return sum(_airs(boxes[part.box].pieces, part) for part in parts)


def _airs(pieces: Sequence[Piece], part: Part) -> float:
    inside = pieces[part.start : part.end]
    seams = sum(is_seam(*pair) for pair in pairwise(inside))
    rows = sum(
        it.end - it.start + (bool(it.grid.header) and (not it.start or not number))
        for number, it in enumerate(inside)
        if isinstance(it, TableRows)
    )
    return 2 + seams + rows / 2
