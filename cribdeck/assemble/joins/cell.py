"""Cells of joined tables: what may stand in one, and where it is from.

Rich text and the lines it stands in go in, a `Cell` comes out, or None. Policy: a cell is
read at a glance and understood without what stands around it. So the heading of a list is no
cell, nor is a question, talk, code or a mere link; of a long text the first sentences are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.assemble.joins.scene import Line
from cribdeck.extract.splitting import leading
from cribdeck.facts.model import Passage
from cribdeck.inline import Image, Link, RichText, Text, plain, strip
from cribdeck.units import units
from cribdeck.wording import looks_like_code, mentions_person

LONGEST: Final = 60
"""Units of a cell, as of the answer to a question about one aspect."""
_LONGEST_PART: Final = 45
"""Units of the first sentences that are taken of a longer text."""
_MOST_POINTS, _LONGEST_POINT = 6, 30
_END_MARKS: Final = " 。；;，,、"
_OPEN_END: Final = re.compile(r"[:：，,]$|(?:如下|以下几点|包括|例如|比如|有)$")
_REFERS: Final = re.compile(
    r"[（(]?(?:参[考见照]|见|详见|同[上下]|如[上下]图|待补充?|todo|tbd)[^，。]{0,12}|略|n/?a|无|-+|\?|？",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(r"[?？]|怎么|怎样|如何|为何|为什么|哪些|吗$")
_BETWEEN_POINTS: Final = Text("；")


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """What one thing has to say of one aspect."""

    text: RichText
    passages: tuple[Passage, ...]
    """Where it stands, in reading order."""
    is_whole: bool = False
    """Whether the passages say nothing else but whose cell it is, and of which aspect."""


def cell(text: RichText, line: Line, *, is_whole: bool = False) -> Cell | None:
    """Return the cell that says `text`, which stands in `line`."""
    if any(below.is_item for below in line.below):
        return None
    stripped = strip(text, _END_MARKS)
    short = stripped if units(plain(stripped)) <= LONGEST else leading(stripped, _LONGEST_PART)
    is_whole = is_whole and short is stripped and not line.below
    short = strip(short, _END_MARKS)
    return Cell(short, (line.passage,), is_whole) if _can_be_read(short) else None


def cell_of_points(head: Line, points: Sequence[Line]) -> Cell | None:
    """Return the cell that a short list below `head` makes."""
    texts = [strip(point.text, _END_MARKS) for point in points]
    if not 1 <= len(points) <= _MOST_POINTS or any(point.below for point in points):
        return None
    if any(units(plain(text)) > _LONGEST_POINT or not _can_be_read(text) for text in texts):
        return None
    joined: RichText = texts[0]
    for text in texts[1:]:
        joined = (*joined, _BETWEEN_POINTS, *text)
    if units(plain(joined)) > LONGEST:
        return None
    return Cell(joined, (head.passage, *(point.passage for point in points)), is_whole=True)


def _can_be_read(text: RichText) -> bool:
    flat = plain(text).strip()
    return (
        1 <= units(flat) <= LONGEST
        and not all(isinstance(node, Link | Image) for node in text)
        and not any(isinstance(node, Image) for node in text)
        and not _OPEN_END.search(flat)
        and not _REFERS.fullmatch(flat)
        and not _ASKS.search(flat)
        and not mentions_person(flat)
        and not looks_like_code(flat)
    )
