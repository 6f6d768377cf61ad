"""The lines of all notes with the titles they stand below: outlines go in, `Line`s come out.

A line is what a note says in one passage, or in one cell of a table. Its titles are headings,
the items of a list that it stands below, and short lines that lead what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from cribdeck.assemble.matching import matchable
from cribdeck.extract.crumb import crumb_of, title_of
from cribdeck.extract.splitting import labelled
from cribdeck.facts.model import (
    LINK_ONLY,
    TABLE_OF_CONTENTS,
    Callout,
    Grid,
    Outline,
    Passage,
    Prose,
    Section,
)
from cribdeck.inline import RichText, Text, plain, strip
from cribdeck.span import Span
from cribdeck.units import units

_LONGEST_TITLE: Final = 14
"""Units of a line that leads those below it."""
_LONGEST_BLOCK: Final = 12
"""Lines that a line leads if it opens a block; in the midst of one it leads the next alone."""
_ENDS_SENTENCE: Final = re.compile(r"[。！!;；,，.？?]\s*$")
_NO_ANSWER: Final = frozenset({"", "?", "？", "-", "—", "/"})
_COLON: Final = Text("：")
_COMMA: Final = Text("，")
_ENDS_OPEN: Final = re.compile(r"[:：]\s*$")


@dataclass(frozen=True, eq=False)
class Line:
    """One statement of a note; without slots, so that its texts are worked out once."""

    span: Span
    content: RichText
    titles: tuple[str, ...]
    """As written, the outermost first."""
    section: Span
    order: int
    """Its place among all lines, by path."""
    depth: int = 0
    marker: str = ""
    names: tuple[str, ...] = ()
    """For a cell of a table: the names of its row and column."""
    leads: bool = False
    """Whether other lines, anywhere in the notes, stand below a title of its wording."""

    @cached_property
    def written(self) -> str:
        """Its text as written."""
        return plain(self.content)

    @cached_property
    def text(self) -> str:
        """Its text for matching, of the same length."""
        return matchable(self.written)

    @cached_property
    def above(self) -> tuple[str, ...]:
        """Its titles for matching, the innermost first."""
        return tuple(matchable(title) for title in reversed(self.titles))


def lines(outlines: Iterable[Outline]) -> list[Line]:
    """Return the lines of `outlines`, by path and in reading order."""
    found: list[Line] = []
    for outline in sorted(outlines, key=lambda it: it.path):
        titles = (outline.title,) if outline.title else ()
        for section in outline.sections:
            _section(section, titles, found)
    leads = {title for line in found for title in line.titles}
    return [replace(line, leads=crumb_of(line.content) in leads) for line in found]


def _section(section: Section, above: tuple[str, ...], found: list[Line]) -> None:
    title = title_of(section.title)
    titles = (*above, title) if title and title not in above[-1:] else above
    _passages(_flat(section.passages), titles, section.span, found)
    for child in section.children:
        _section(child, titles, found)


def _passages(
    passages: Iterable[Passage], above: tuple[str, ...], section: Span, found: list[Line]
) -> None:
    parents: list[tuple[int, str]] = []
    lead, last_line, reach, below = "", 0, 0, 0
    for passage in passages:
        shown = passage.shown
        if passage.unused in (LINK_ONLY, TABLE_OF_CONTENTS):
            continue
        if isinstance(shown, Grid):
            titles = (*above, lead) if lead else above
            found.extend(_cells(shown, titles, section, len(found)))
            continue
        if not isinstance(shown, Prose):
            continue
        if shown.depth == 0:
            parents.clear()
            apart = shown.span.line - last_line > 1
            if lead and below and (apart or below >= reach):
                lead = ""
            below += 1
        while parents and (
            parents[-1][0] > shown.depth or (shown.marker and parents[-1][0] == shown.depth)
        ):
            parents.pop()
        titles = (*above, *((lead,) if lead else ()), *(title for _, title in parents))
        found.append(
            Line(shown.span, shown.text, titles, section, len(found), shown.depth, shown.marker)
        )
        opens = shown.span.line - last_line > 1
        last_line = shown.span.end_line
        if shown.marker:
            parents.append((shown.depth, crumb_of(shown.text)))
        elif shown.depth == 0 and (title := _lead(shown.text)):
            lead, below, reach = title, 0, _LONGEST_BLOCK if opens else 1
            # The line itself stands below nothing of its own kind.
            found[-1] = Line(shown.span, shown.text, above, section, len(found) - 1)


def _lead(text: RichText) -> str:
    """Return what a line is the title of those below it by; empty if it is none."""
    flat = plain(text).strip()
    if _ENDS_OPEN.search(flat) and units(flat) <= 2 * _LONGEST_TITLE:
        return crumb_of(text)
    if units(flat) <= _LONGEST_TITLE and not _ENDS_SENTENCE.search(flat) and labelled(text) is None:
        return crumb_of(text)
    return ""


def _cells(grid: Grid, titles: tuple[str, ...], section: Span, order: int) -> Iterator[Line]:
    """Yield the cells of a table, each below the names of its row and column."""
    if not grid.header:
        yield from _records(grid, titles, section, order)
        return
    count = 0
    for row, spans in zip(grid.rows, grid.cell_spans, strict=True):
        for header, cell, span in zip(grid.header[1:], row[1:], spans[1:], strict=True):
            if plain(cell).strip() in _NO_ANSWER:
                continue
            names = (plain(row[0]).strip(), plain(header).strip())
            yield Line(span, strip(cell), titles, section, order + count, names=names)
            count += 1


def _records(grid: Grid, titles: tuple[str, ...], section: Span, order: int) -> Iterator[Line]:
    """Yield the rows of a table without a header, each as `first cell：second，third`."""
    for row, spans in zip(grid.rows, grid.cell_spans, strict=True):
        first, *rest = map(strip, row)
        told = [text for text in rest if plain(text).strip() not in _NO_ANSWER]
        if plain(first) and told:
            joined = [piece for text in told for piece in (_COMMA, *text)]
            content = (*first, _COLON, *joined[1:])
            yield Line(min(spans).to(max(spans)), content, titles, section, order)
            order += 1


def _flat(outer: Sequence[Passage]) -> Iterator[Passage]:
    for passage in outer:
        if isinstance(passage.shown, Callout):
            yield from _flat(passage.shown.body)
        else:
            yield passage
