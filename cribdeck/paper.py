"""Sizes of paper: a name or two lengths go in, sides in millimetres come out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

PAPERS: Final[Mapping[str, tuple[float, float]]] = {
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "Letter": (215.9, 279.4),
}
"""Short and long side, by name (ISO 216, ANSI/ASME Y14.1)."""
LEAST, MOST = 100, 600
"""How wide and high paper may be: room for a column, and what a press in an office can print."""

_SIZE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)[x×](\d{1,3}(?:\.\d{1,2})?)", re.ASCII)


def sides(paper: str) -> tuple[float, float] | None:
    """Return short and long side of paper; None if it is no size for a sheet.

    >>> sides("Letter"), sides("297x210"), sides("10x10")
    ((215.9, 279.4), (210.0, 297.0), None)
    """
    if paper in PAPERS:
        return PAPERS[paper]
    found = _SIZE.fullmatch(paper)
    if found is None:
        return None
    short, long = sorted(map(float, found.groups()))
    return (short, long) if short >= LEAST and long <= MOST else None
