"""Tables are put where they belong, and lines that they show in full are marked.

Outlines and tables go in, outlines come out. A table stands behind the lines it is made of;
one that is made of several sections, at the end of what stands above these. A line counts as
shown when nothing of it is missing from the table; the lines of one thing only all together,
so that no item is left with half of what stands below it. A single row beside the lines it is
from would say everything twice, so it is not printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from cribdeck.assemble.joins.cell import Cell
from cribdeck.assemble.joins.scene import Line, Part
from cribdeck.assemble.joins.shape import Joined
from cribdeck.facts.model import Outline, Passage, Prose, Section

_WORTH_PRINTING: Final = 2
"""Rows of a table whose lines are printed as well."""


@dataclass(slots=True)
class Places:
    """What changes in outlines, by the `id` of what is there; that must be alive while this is."""

    tables: dict[int, list[tuple[int, Passage]]] = field(default_factory=dict)
    """By section: after how many of its passages which table stands."""
    shown: set[int] = field(default_factory=set)
    """Passages that a table shows in full."""

    def put(self, joined: Joined, table: Passage) -> None:
        """Note where `table`, made of `joined`, stands."""
        section = joined.part.section
        shown = set(_shown_by(joined))
        if not shown and len(joined.aspects) < _WORTH_PRINTING and _is_near(joined):
            table = replace(table, shown_elsewhere=True)
        self.tables.setdefault(id(section), []).append((_after(joined), table))
        self.shown |= shown


def placed(outline: Outline, places: Places) -> Outline:
    """Return `outline` with the tables in their places."""
    return replace(outline, sections=tuple(_section(it, places) for it in outline.sections))


def _section(section: Section, places: Places) -> Section:
    passages = [
        replace(it, shown_elsewhere=True) if id(it) in places.shown else it
        for it in section.passages
    ]
    # From the end, so that earlier places hold.
    for after, table in sorted(
        places.tables.get(id(section), ()), key=lambda it: it[0], reverse=True
    ):
        passages.insert(after, table)
    return replace(
        section,
        passages=tuple(passages),
        children=tuple(_section(child, places) for child in section.children),
    )


def _after(joined: Joined) -> int:
    """Return how many passages of the section stand before the table."""
    passages = joined.part.section.passages
    used = {id(it) for cell in joined.cells.values() for it in cell.passages}
    last = max((order for order, it in enumerate(passages) if id(it) in used), default=None)
    if last is None:
        return len(passages)
    end = last + 1
    while end < len(passages) and _goes_on(passages[end]):
        end += 1
    return end


def _goes_on(passage: Passage) -> bool:
    """Return whether a passage belongs to the list before it."""
    return isinstance(passage.shown, Prose) and passage.shown.depth > 0


def _is_near(joined: Joined) -> bool:
    """Return whether the lines of a table stand in the section where it would be printed."""
    return bool(joined.part.section.passages)


def _shown_by(joined: Joined) -> Iterator[int]:
    """Yield the passages of the section that the table shows in full."""
    here = set(map(id, _inside(joined.part)))
    whole = _whole(joined) & here
    if not joined.heads:
        yield from whole
        return
    owned = [_owned(head) for head in joined.heads]
    if all(map(whole.issuperset, owned)):
        yield from (id(head.passage) for head in joined.heads if isinstance(head, Line))
        yield from whole


def _whole(joined: Joined) -> set[int]:
    """Return the passages of which nothing is missing from the table, row by row."""
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in joined.cells.items():
        rows.setdefault(row, []).append(cell)
    return {
        id(it)
        for cells in rows.values()
        if joined.heads or all(cell.is_whole for cell in cells)
        for cell in cells
        if cell.is_whole
        for it in cell.passages
    }


def _owned(head: Line | Part) -> set[int]:
    """Return what stands below a line, or in a section."""
    if isinstance(head, Part):
        return set(map(id, _inside(head)))
    return {it for line in head.below for it in (id(line.passage), *_owned(line))}


def _inside(part: Part) -> Iterator[Passage]:
    yield from part.section.passages
    for inner in part.parts:
        yield from _inside(inner)
