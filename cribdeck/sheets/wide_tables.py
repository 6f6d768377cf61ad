"""Tables that are too wide for a column are turned, split, or shown as lines.

Eight columns of words in a column of 70 mm would be eight towers of single characters. Such
a table is turned, its rows made columns, or cut into tables that are printed one below the
other, each with the names of the rows: whichever takes the fewest lines, but what stays in one
table is worth some. A table that fits stays as the author wrote it. If even two columns are
too wide or a row is too tall, the table loses its rules, not its words: each row becomes an
item, its cells the items below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from cribdeck.facts.model import Grid
from cribdeck.inline import RichText
from cribdeck.sheets.fit import COMFORTABLE
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.frame import MM_PER_PT, Frame
from cribdeck.sheets.model import Box, Piece, Remark, TableRows
from cribdeck.sheets.pieces import lines_of_table, table_rows
from cribdeck.sheets.table_columns import (
    CELL_PADDING,
    column_widths,
    columns_with_broken_words,
    table_lines,
)

_NARROWEST: Final = 2.0
"""Em; a table with a column narrower than two Han characters is none."""
_MOST_BROKEN: Final = 1
"""Columns in which a word may be broken: one long identifier does no harm."""
_TALLEST: Final = 1 / 3
"""Of the height of a column; rows cannot be cut."""
_COSTS: Final = (1.4, 1.0, 2.0)
"""What a line is reckoned at in a table that is cut, turned, or both: whoever compares wants to
see all of it at once, and the way he wrote it."""
_TABLE_SIZE: Final = 0.955
_LINE: Final = 1.27


@dataclass(frozen=True, slots=True)
class _Paper:
    """What tables have to fit on."""

    width: float
    """Of a column, in em of the type of tables."""
    tallest: float
    """Lines of one row."""
    metrics: FontMetrics

    def lines(self, grid: Grid) -> int | None:
        """Return how many lines a table takes; None if it does not fit."""
        return _lines(grid, self.width, self.tallest, self.metrics)

    def all_lines(self, grids: Sequence[Grid]) -> int | None:
        """Return how many lines all of them take; None if there is none, or one does not fit."""
        counts = [self.lines(grid) for grid in grids]
        known = [count for count in counts if count is not None]
        return sum(known) if known and len(known) == len(counts) else None


def without_wide_tables(
    boxes: Iterable[Box], frame: Frame, metrics: FontMetrics
) -> tuple[Box, ...]:
    """Return the boxes with every table that is too wide or too tall for the page put otherwise."""
    paper = _Paper(
        frame.text_width(COMFORTABLE) / _TABLE_SIZE,
        _TALLEST * frame.column_height / (_LINE * _TABLE_SIZE * COMFORTABLE * MM_PER_PT),
        metrics,
    )
    return tuple(replace(box, pieces=tuple(_rewritten(box.pieces, paper))) for box in boxes)


def _rewritten(pieces: Iterable[Piece], paper: _Paper) -> Iterator[Piece]:
    for piece in pieces:
        match piece:
            case TableRows(grid, start):
                parts = _laid_out(grid, paper)
                if parts == (grid,):
                    yield piece
                elif start == 0:
                    # The first piece stands for all.
                    for part in parts:
                        yield from table_rows(part)
                    yield from lines_of_table(grid) if not parts else ()
            case Remark(body=body):
                inside = tuple(_rewritten(body, paper))
                if inside == body:
                    yield piece
                    continue
                # Pieces of a callout hold one piece each, so that it can be cut between them.
                for number, it in enumerate(inside):
                    opens = piece.opens and number == 0
                    title = piece.title if opens else ()
                    yield replace(piece, title=title, body=(it,), opens=opens)
            case _:
                yield piece


@lru_cache(maxsize=512)
def _laid_out(grid: Grid, paper: _Paper) -> tuple[Grid, ...]:
    """Return the tables that show `grid` best: itself, turned, or cut; nothing if none fits."""
    if paper.lines(grid) is not None:
        return (grid,)
    turned = _turned(grid)
    candidates = [_split(grid, paper)]
    if turned is not None:
        candidates += [(turned,), _split(turned, paper)]
    reckoned = [
        (lines * cost, order)
        for order, (it, cost) in enumerate(zip(candidates, _COSTS, strict=False))
        if (lines := paper.all_lines(it)) is not None
    ]
    return candidates[min(reckoned)[1]] if reckoned else ()


def _lines(grid: Grid, width: float, tallest: float, metrics: FontMetrics) -> int | None:
    shares = column_widths(grid, width, metrics)
    if not shares:
        return 0
    if len(shares) > 1 and min(shares) * width - 2 * CELL_PADDING < _NARROWEST:
        return None
    if columns_with_broken_words(grid, shares, width, metrics) > _MOST_BROKEN:
        return None
    lines = table_lines(grid, shares, width, metrics)
    return sum(lines) if max(lines) <= tallest else None


def _turned(grid: Grid) -> Grid | None:
    """Return the table with rows for columns; None if the rows or columns have no names."""
    if not (grid.header and grid.rows and grid.row_headers):
        return None
    header, *rows = zip(grid.header, *grid.rows, strict=True)
    return replace(grid, header=header, rows=tuple(rows), cell_spans=())


def _split(grid: Grid, paper: _Paper) -> tuple[Grid, ...]:
    """Return tables of the first column and as many of the others as fit, in their order.

    None where the first column holds no names, or where no two columns fit beside it.
    """
    width = len(grid.rows[0]) if grid.rows else len(grid.header)
    edges = [1]
    while grid.row_headers and edges[-1] < width:
        end = edges[-1] + 1
        while end < width and paper.lines(_columns(grid, edges[-1], end + 1)) is not None:
            end += 1
        edges.append(end)
    count = len(edges) - 1
    if not 0 < count < width - 1:
        return ()
    # Parts of one size look better than a last one with the column that was left.
    even = [1 + (width - 1) * number // count for number in range(count + 1)]
    for ends in (even, edges):
        parts = tuple(_columns(grid, *part) for part in pairwise(ends))
        if paper.all_lines(parts) is not None:
            return parts
    return ()


def _columns(grid: Grid, start: int, end: int) -> Grid:
    def taken(row: tuple[RichText, ...]) -> tuple[RichText, ...]:
        return (*row[:1], *row[start:end])

    return replace(
        grid, header=taken(grid.header), rows=tuple(map(taken, grid.rows)), cell_spans=()
    )
