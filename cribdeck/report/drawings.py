"""Thumbnails of sheets as data: what was drawn goes in, rounded numbers come out, and back.

A build that leaves the sheets alone takes their drawings from the report before, as it takes
their entries from the manifest before; what is not of the form that is written here is none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from cribdeck.sheets.drawing import DrawnPage
from cribdeck.sheets.model import HUES

Drawing: TypeAlias = list[list[Any]]
"""One list for each page: width, height, boxes; of a box left, top, width, height, hue, title."""

_LONGEST_TITLE: Final = 40
_SIDES: Final = 4


def drawing_data(pages: Sequence[DrawnPage]) -> Drawing:
    """Return the drawing of one sheet, lengths in tenths of a millimetre."""
    return [
        [
            _tenths(page.width),
            _tenths(page.height),
            [
                [
                    *map(_tenths, (it.left, it.top, it.width, it.height)),
                    it.hue,
                    it.title[:_LONGEST_TITLE],
                ]
                for it in page.boxes
            ],
        ]
        for page in pages
    ]


def read_drawings(text: str) -> dict[str, Drawing]:
    """Return the drawings of an earlier report by name of the sheet; those that are none, not."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: pages for name, pages in found.items() if _is_drawing(pages)}


def _tenths(millimetres: float) -> int:
    return round(millimetres * 10)


def _is_drawing(pages: object) -> bool:
    return isinstance(pages, list) and all(map(_is_page, pages))


def _is_page(page: object) -> bool:
    match page:
        case [width, height, list(boxes)]:
            return _are_numbers(width, height) and all(map(_is_box, boxes))
        case _:
            return False


def _is_box(box: object) -> bool:
    match box:
        case [*sides, hue, str()]:
            is_hue = _are_numbers(hue) and hue in range(HUES + 1)
            return len(sides) == _SIDES and _are_numbers(*sides) and is_hue
        case _:
            return False


def _are_numbers(*them: object) -> bool:
    return all(type(it) is int for it in them)
