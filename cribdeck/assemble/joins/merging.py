"""Several shapes may see the same: of all tables found in one section one of each remains.

Tables go in, in the order of precedence; fewer come out. Two tables of the same things in one
section become one; what was taken from a line once is not taken again. A section that holds a
table of these things already needs no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.assemble.joins.cell import Cell
from cribdeck.assemble.joins.names import key
from cribdeck.assemble.joins.scene import Part
from cribdeck.assemble.joins.shape import Joined
from cribdeck.facts.model import Grid
from cribdeck.inline import plain

_ENOUGH: Final = 2


def merged(tables: Iterable[Joined]) -> list[Joined]:
    """Return the tables of one section that are worth having."""
    kept: list[Joined] = []
    for table in tables:
        if _is_typed(table.part, table.things):
            continue
        same = next((it for it in kept if _things(it) == _things(table)), None)
        if same is not None:
            kept[kept.index(same)] = _with_rows(same, table)
        elif not any(_share_lines(it, table) for it in kept):
            kept.append(table)
    return kept


def _is_typed(part: Part, things: Sequence[str]) -> bool:
    """Return whether a table in the section names two of the things already."""
    wanted = set(map(key, things))
    for passage in part.section.passages:
        if isinstance(passage.shown, Grid):
            grid = passage.shown
            names = {
                key(plain(cell)) for cell in (*grid.header, *(row[0] for row in grid.rows if row))
            }
            if len(wanted & names) >= _ENOUGH:
                return True
    return False


def _with_rows(table: Joined, other: Joined) -> Joined:
    """Return `table` with those rows of `other` that it has not."""
    at = {key(name): order for order, name in enumerate(table.things)}
    known, taken = set(map(key, table.aspects)), _lines(table.cells.values())
    aspects, cells = list(table.aspects), dict(table.cells)
    for row, aspect in enumerate(other.aspects):
        mine = {place[1]: cell for place, cell in other.cells.items() if place[0] == row}
        if key(aspect) in known or taken & _lines(mine.values()):
            continue
        for column, cell in mine.items():
            cells[len(aspects), at[key(other.things[column])]] = cell
        aspects.append(aspect)
    return replace(table, aspects=tuple(aspects), cells=cells)


def _things(table: Joined) -> frozenset[str]:
    return frozenset(map(key, table.things))


def _share_lines(one: Joined, other: Joined) -> bool:
    return bool(_lines(one.cells.values()) & _lines(other.cells.values()))


def _lines(cells: Iterable[Cell]) -> set[int]:
    return {id(passage) for cell in cells for passage in cell.passages}
