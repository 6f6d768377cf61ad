"""Sections become boxes.

As a rule a section below the title of a sheet is one box, and the sections inside it are
subheadings. A section too long for that passes its children on as boxes of their own, which
then carry its title as a tag; a child too small for a box stays with its neighbours. So the
boxes come out at a size that columns can be filled with, whatever level the author wrote at.

Headings with nothing below them, lists of links and tables of contents are left off, and
said to be. Lines that a joined table shows as its cells are printed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cribdeck.facts.model import (
    LINK_ONLY,
    TABLE_OF_CONTENTS,
    Outline,
    Passage,
    Section,
    Steps,
)
from cribdeck.inline import RichText, Text, cut, plain
from cribdeck.sheets.box_titles import TRAIL, unrepeated, without_number
from cribdeck.sheets.condensing import ANNOUNCEMENT, SAME_AS_TITLE
from cribdeck.sheets.labels import Genre
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    LeftOff,
    Line,
    Piece,
    Subheading,
    TableRows,
)
from cribdeck.sheets.pieces import pieces_of, size_of
from cribdeck.sheets.remark_lines import as_remark

LARGEST_BOX: Final = 750
"""Characters' room beyond which a section with children passes them on: half a column."""
SMALLEST_BOX: Final = 90
"""Characters' room below which a section gets no box of its own: two lines under a title."""
LONGEST_TITLE: Final = 90
"""Characters of a title bar; the rest of a longer heading stands below it."""

LEFT_OFF: Final = frozenset({LINK_ONLY, TABLE_OF_CONTENTS, ANNOUNCEMENT, SAME_AS_TITLE})
"""What a passage must be unused for to be left off a sheet: it leads elsewhere, or nowhere."""
OFF_BY_AUTHOR: Final = "the sheet is off here"

_QUESTION: Final = re.compile(
    r"[？?]\s*$|^(?:为什么|为何|如何|怎么|怎样|什么是|why\b|how\b|what\b)", re.IGNORECASE
)
_COMPARISON: Final = re.compile(r"\bvs\b|对比|比较|区别|differ", re.IGNORECASE)
_STEPS: Final = re.compile(r"步骤|流程|过程|steps?\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[（(]?(?:\d|[①-⑳])")


@dataclass(frozen=True, slots=True)
class DraftBox:
    """A box before its sheet is known."""

    section: Section
    title: RichText
    tag: str
    pieces: tuple[Piece, ...]
    genre: Genre

    def coloured(self, hue: int) -> Box:
        """Return the box in one of the hues."""
        return Box(self.section.span, self.title, self.tag, hue, self.pieces)


def boxes_of(section: Section, name: str, trail: tuple[str, ...] = ()) -> Iterator[DraftBox]:
    """Yield the boxes of a section, in reading order.

    Args:
        section: the section.
        name: title for text that stands before any heading.
        trail: titles of the sections around it that have passed it on.
    """
    if passes_on(section):
        yield from boxes_inside(section, name, (*trail, plain(section.title) or name))
    elif _has_text(section):
        yield _box(section, name, trail, _body(section, 0))


def passes_on(section: Section) -> bool:
    """Return whether the children of a section are boxes of their own."""
    return any(map(_has_text, section.children)) and _size(section) > LARGEST_BOX


def boxes_inside(section: Section, name: str, trail: tuple[str, ...] = ()) -> Iterator[DraftBox]:
    """Yield the boxes of a section that passes its children on, however short it is.

    Without a trail the section is a whole part of the sheet, and each child a topic of its
    own, be it ever so small.
    """
    least = SMALLEST_BOX if trail else 0
    for run in _runs(section, least):
        first, *others = run
        if first is not section and not others:
            yield from boxes_of(first, name, trail)
            continue
        body = _own_pieces(section) if first is section else _below(first, 1)
        rest = (piece for child in others for piece in _below(child, 1))
        # The section's own box has its title in the title bar already.
        yield _box(section, name, trail[:-1], [*body, *rest])


def left_off(outline: Outline) -> tuple[LeftOff, ...]:
    """Return the passages and headings of a source that no box shows."""
    return tuple(it for section in outline.sections for it in _left_off(section, outline.path))


def _left_off(section: Section, path: str) -> Iterator[LeftOff]:
    if section.title and not section.passages and not section.children:
        yield LeftOff(path, section.span.line, "heading with nothing below it")
    elif section.title and not _is_printed(section):
        yield LeftOff(path, section.span.line, "all below it is left off")
    for passage in section.passages:
        if passage.is_off_sheet:
            yield LeftOff(path, passage.shown.span.line, OFF_BY_AUTHOR)
        elif passage.unused in LEFT_OFF:
            yield LeftOff(path, passage.shown.span.line, passage.unused)
    for child in section.children:
        yield from _left_off(child, path)


def _is_printed(section: Section) -> bool:
    """Return whether anything of a section is on a sheet, here or in a table it was joined to."""
    return any(map(is_on_sheet, section.passages)) or any(map(_is_printed, section.children))


def is_on_sheet(passage: Passage) -> bool:
    """Return whether a sheet of the source shows the passage, if it has room."""
    return passage.unused not in LEFT_OFF and not passage.is_off_sheet


def _is_shown(passage: Passage) -> bool:
    return is_on_sheet(passage) and not passage.shown_elsewhere


def _has_text(section: Section) -> bool:
    return any(map(_is_shown, section.passages)) or any(map(_has_text, section.children))


def _runs(section: Section, least: int) -> Iterator[list[Section]]:
    """Group what a section passes on: its own text first, then its children.

    Neighbours of less than `least` characters' room share a box.
    """
    run: list[Section] = []
    for part in (section, *filter(_has_text, section.children)):
        own = part is section
        if own and not any(map(_is_shown, section.passages)):
            continue
        size = sum(map(size_of, _own_pieces(section))) if own else _size(part)
        if size >= least:
            if run:
                yield run
            yield [part]
            run = []
        else:
            run.append(part)
    if run:
        yield run


def _size(section: Section) -> int:
    heading = len(plain(section.title)) + 24 if section.title else 0
    own = sum(map(size_of, _own_pieces(section)))
    return heading + own + sum(map(_size, section.children))


def _own_pieces(section: Section) -> list[Piece]:
    shown = [*filter(_is_shown, section.passages), None]
    return [
        piece
        for passage, following in pairwise(shown)
        if passage is not None
        for piece in pieces_of(as_remark(passage, following))
    ]


def _below(section: Section, rank: int) -> list[Piece]:
    """Return a section as a subheading and what stands below it."""
    return [Subheading(section.span, section.title, rank), *_body(section, rank)]


def _body(section: Section, rank: int) -> list[Piece]:
    inside = [_below(child, rank + 1) for child in section.children if _has_text(child)]
    return [*_own_pieces(section), *(piece for pieces in inside for piece in pieces)]


def _box(section: Section, name: str, trail: tuple[str, ...], pieces: list[Piece]) -> DraftBox:
    title = without_number(section.title) or (Text(name),)
    long = len(plain(title)) > LONGEST_TITLE
    if long:
        rest = cut(title, LONGEST_TITLE, len(plain(title)))
        pieces = [Line(section.span, rest), *pieces]
        title = cut(title, 0, LONGEST_TITLE)
    genre = _genre(plain(title), section, pieces)
    return DraftBox(section, title, TRAIL.join(trail), tuple(unrepeated(pieces, title)), genre)


def _genre(title: str, section: Section, pieces: Iterable[Piece]) -> Genre:
    sizes = {"table": 0, "code": 0, "numbered": 0, "other": 0}
    for piece in pieces:
        match piece:
            case TableRows():
                sizes["table"] += size_of(piece)
            case CodeLines():
                sizes["code"] += size_of(piece)
            case Line(_, _, _, marker) if _NUMBER.match(marker):
                sizes["numbered"] += size_of(piece)
            case _:
                sizes["other"] += size_of(piece)
    half = sum(sizes.values()) / 2
    in_steps = any(isinstance(fact, Steps) for it in section.passages for fact in it.facts)
    if _QUESTION.search(title):
        return "question"
    if _COMPARISON.search(title) or sizes["table"] > half:
        return "comparison"
    if _STEPS.search(title) or in_steps or sizes["numbered"] > half:
        return "steps"
    return "code" if sizes["code"] > half else "points"
