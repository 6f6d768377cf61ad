"""Where the cells of a comparison stand in the table that shows it.

A table may have its entities in columns or in rows, and a comparison knows only which is
which; the names in the first column say how the two lie on one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cribdeck.facts.model import Comparison, Grid
from cribdeck.inline import RichText, plain


@dataclass(frozen=True, slots=True)
class Place:
    """One cell, as the table and as the comparison count it; all from 0."""

    row: int
    """Of `Grid.rows`."""
    column: int
    aspect: int
    entity: int


def places(grid: Grid, table: Comparison) -> Iterator[Place]:
    """Yield the cells of `table` that `grid` has room for, aspect by aspect."""
    names = [_name(row[0]) for row in grid.rows if row]
    upright = [_name(it) for it in table.aspects] == names[: len(table.aspects)]
    for aspect, cells in enumerate(table.cells):
        for entity in range(len(cells)):
            row, column = (aspect, entity + 1) if upright else (entity, aspect + 1)
            if row < len(grid.rows) and column < min(map(len, _beside(grid, row))):
                yield Place(row, column, aspect, entity)


def _beside(grid: Grid, row: int) -> tuple[tuple[RichText, ...], ...]:
    """Return the rows that a cell of `row` must have a place in: its own, and any header."""
    return (grid.rows[row], grid.header) if grid.header else (grid.rows[row],)


def _name(cell: RichText) -> str:
    return " ".join(plain(cell).split())
