"""Where the cells of a table come from, in small marks.

A table as shown and the comparisons found in it go in; out come the table with a raised number
behind each cell that was found elsewhere, and the line below it that says where that is.
What the author typed into the table has no mark. Cells from one line share their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cribdeck.facts.model import Comparison, Fact, Grid
from cribdeck.inline import RichText, Superscript, Text
from cribdeck.sheets.table_places import places
from cribdeck.span import Span


def with_marks(grid: Grid, facts: Iterable[Fact]) -> tuple[Grid, RichText]:
    """Return the table with marks, and what they mean; empty if all of it was typed."""
    spans: dict[tuple[int, int], Span] = {}
    for fact in facts:
        if isinstance(fact, Comparison):
            spans |= dict(_found(grid, fact))
    if not spans:
        return grid, ()
    by_line = {(it.path, it.line): it for _, it in sorted(spans.items())}
    numbers = {line: number for number, line in enumerate(by_line, start=1)}
    rows = [list(row) for row in grid.rows]
    for (row, column), span in spans.items():
        number = numbers[span.path, span.line]
        # A mark must not stand at the beginning of a line.
        mark = Superscript((Text(f"\N{NO-BREAK SPACE}{number}"),))
        rows[row][column] = (*rows[row][column], mark)
    legend: list[Superscript | Text] = []
    for (path, line), number in numbers.items():
        legend += [Text(" · ")] if legend else []
        legend += [Superscript((Text(str(number)),)), Text(f"\N{NO-BREAK SPACE}{path}:{line}")]
    return replace(grid, rows=tuple(map(tuple, rows))), tuple(legend)


def _found(grid: Grid, table: Comparison) -> Iterator[tuple[tuple[int, int], Span]]:
    """Yield row and column of each cell that stands outside the table, and where it stands."""
    shown = table.written or table.cells
    for it in places(grid, table):
        span = table.cell_spans[it.aspect][it.entity]
        if shown[it.aspect][it.entity] is not None and not _holds(grid.span, span):
            yield (it.row, it.column), span


def _holds(outer: Span, inner: Span) -> bool:
    return outer.path == inner.path and outer.line <= inner.line <= outer.end_line
