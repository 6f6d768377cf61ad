"""Letting all columns end on one line.

What a column lacks is spread first over the gaps between its boxes, then, a hair's breadth
each, over its pieces. A column that lacks more than that stays short: stretched text would
look worse than an uneven end.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cribdeck.sheets.heights import is_seam
from cribdeck.sheets.model import Box, Column, Part
from cribdeck.sheets.packing import Load

WIDEST_GAP: Final = 3.4
"""Times the least gap."""
MOST_AIR: Final = 0.55
"""Millimetres between two pieces: a sixth of a line."""
_COMFORTABLE_GAP: Final = 2.0
"""Times the least gap; up to here gaps grow before pieces move apart."""


def levelled(parts: tuple[Part, ...], boxes: tuple[Box, ...], load: Load, height: float) -> Column:
    """Return a column of the given height, or as near to it as looks well."""
    slack = max(0.0, height - load.column_height(parts))
    gaps = len(parts) - 1
    seams = sum(_seams(boxes[part.box], part) for part in parts)
    wider = min(slack, gaps * load.gap * (_COMFORTABLE_GAP - 1))
    air = min(slack - wider, seams * MOST_AIR)
    wider += min(slack - wider - air, gaps * load.gap * (WIDEST_GAP - _COMFORTABLE_GAP))
    return Column(
        parts,
        gap=load.gap + (wider / gaps if gaps else 0.0),
        air=air / seams if seams else 0.0,
    )


def _seams(box: Box, part: Part) -> int:
    """Return between how many neighbours in a part there can be more air."""
    pieces = box.pieces[part.start : part.end]
    return sum(is_seam(*pair) for pair in pairwise(pieces))
