"""Column widths of a table: the ones with the fewest lines.

In come the cells and the width of the table, in em of its own type; out come widths for
`table-layout: fixed`. Line breaking is simulated for each column at many widths, then width
is traded between columns as long as the table gets shorter or, at the same height, its
last lines longer. Fixed widths also save WeasyPrint a fifth of the layout time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import permutations
from typing import Final

from cribdeck.facts.model import Grid
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.line_breaking import (
    Word,
    full_width,
    last_line,
    line_count,
    widest_word,
    words,
)

CELL_PADDING: Final = 0.32
"""On each side of a cell, in em; the style sheet has the same figure."""
_STEPS: Final = (2.0, 1.0, 0.5, 0.25)
"""How much width is traded at a time, in em."""
_ALMOST_EMPTY: Final = 2.1
"""A last line this short, two characters, is worth avoiding."""
_ROW_HEADER_SHARE: Final = 0.32
"""Row headers that need no more than this share of the table are kept on one line."""
_NARROWEST: Final = 1.2
_NARROWEST_NAMES: Final = 2.1
"""Of row headers: two Han characters."""
_SPARE: Final = 0.08
"""Added to what a text needs: rounded widths must not break a line that just fits."""

_Cost = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """A column's cells, with line counts remembered."""

    cells: tuple[tuple[Word, ...], ...]
    full: float
    least: float
    shapes: Callable[[float], tuple[tuple[int, ...], int]]
    """Lines of each cell at a width, and how many last lines are almost empty."""


@lru_cache(maxsize=2048)
def column_widths(grid: Grid, width: float, metrics: FontMetrics) -> tuple[float, ...]:
    """Return the share of each column, adding up to 1.

    Args:
        grid: the table; every row has as many cells as the first.
        width: of the whole table, in em of the table's type.
        metrics: of the fonts it is set in.
    """
    columns = _columns(grid, metrics)
    if not columns:
        return ()
    padding = 2 * CELL_PADDING
    room = width - padding * len(columns)
    first = columns[0]
    if grid.row_headers:
        first = replace(first, least=max(first.least, min(first.full, _NARROWEST_NAMES)))
        columns = (first, *columns[1:])
    if grid.row_headers and first.full <= _ROW_HEADER_SHARE * room:
        kept = (replace(first, least=first.full), *columns[1:])
        if sum(column.least for column in kept) <= room:
            columns = kept
    best = _shared_out(columns, room)
    if sum(column.full for column in columns) > room:
        # Trading stops at the first widths that no single trade improves; two starts find
        # better ones than one.
        starts = [best, [room / len(columns)] * len(columns)]
        fair = [it for it in starts if _gives_least(columns, it)] or starts[:1]
        best = min((_improved(columns, it) for it in fair), key=lambda it: _cost(columns, it))
    total = sum(best) + padding * len(best)
    return tuple((it + padding) / total for it in best)


def table_lines(
    grid: Grid, shares: Sequence[float], width: float, metrics: FontMetrics
) -> list[int]:
    """Return how many lines each row takes, the header row first if there is one."""
    columns = _columns(grid, metrics)
    rooms = [share * width - 2 * CELL_PADDING for share in shares]
    shapes = [column.shapes(room)[0] for column, room in zip(columns, rooms, strict=True)]
    return [max(row) for row in zip(*shapes, strict=True)]


def columns_with_broken_words(
    grid: Grid, shares: Sequence[float], width: float, metrics: FontMetrics
) -> int:
    """Return in how many columns some word is wider than its line."""
    rooms = [share * width - 2 * CELL_PADDING for share in shares]
    # Rounding must not break what just fits.
    return sum(
        room < column.least - _SPARE
        for column, room in zip(_columns(grid, metrics), rooms, strict=True)
    )


@lru_cache(maxsize=512)
def _columns(grid: Grid, metrics: FontMetrics) -> tuple[_Text, ...]:
    rows = (grid.header, *grid.rows) if grid.header else grid.rows
    columns: list[_Text] = []
    for number, cells in enumerate(zip(*rows, strict=True)):
        in_bold = [
            (row == 0 and bool(grid.header)) or (number == 0 and grid.row_headers)
            for row in range(len(cells))
        ]
        broken = tuple(
            words(cell, metrics, bold=bold) for cell, bold in zip(cells, in_bold, strict=True)
        )
        full = max(map(full_width, broken)) + _SPARE
        least = max(_NARROWEST, max(map(widest_word, broken)) + _SPARE)
        columns.append(_Text(broken, max(full, _NARROWEST), least, _shapes(broken)))
    return tuple(columns)


def _shapes(
    cells: tuple[tuple[Word, ...], ...],
) -> Callable[[float], tuple[tuple[int, ...], int]]:
    @cache
    def shapes(width: float) -> tuple[tuple[int, ...], int]:
        short = sum(last_line(cell, width) < _ALMOST_EMPTY for cell in cells)
        return tuple(line_count(cell, width) for cell in cells), short

    return shapes


def _shared_out(columns: Sequence[_Text], room: float) -> list[float]:
    """Return widths that add up to `room`: what words need first, the rest by demand."""
    full = sum(column.full for column in columns)
    if full <= room:
        return [column.full * room / full for column in columns]
    least = [column.least for column in columns]
    if sum(least) >= room:
        # Some words will be broken: the longest, for the others it is worse.
        return _levelled(least, room)
    wanted = [column.full - column.least for column in columns]
    free = room - sum(least)
    return [it + free * want / sum(wanted) for it, want in zip(least, wanted, strict=True)]


def _levelled(least: Sequence[float], room: float) -> list[float]:
    """Return `least` with the greatest cut down to one level, so that all add up to `room`."""
    rest, left = room, len(least)
    for width in sorted(least):
        if width * left > rest:
            break
        rest, left = rest - width, left - 1
    level = rest / left if left else 0.0
    return [min(it, level) for it in least]


def _gives_least(columns: Sequence[_Text], widths: Sequence[float]) -> bool:
    return all(it >= column.least for column, it in zip(columns, widths, strict=True))


def _improved(columns: Sequence[_Text], widths: list[float]) -> list[float]:
    best, cost = widths, _cost(columns, widths)
    for step in _STEPS:
        moved = True
        while moved:
            moved = False
            for giver, taker in permutations(range(len(columns)), 2):
                trial = list(best)
                trial[giver] -= step
                trial[taker] += step
                least = columns[giver].least
                # Where words are broken anyway, a line more or less is all that counts.
                if trial[giver] < (least if best[giver] >= least else _NARROWEST_NAMES):
                    continue
                trial_cost = _cost(columns, trial)
                if trial_cost < cost:
                    best, cost, moved = trial, trial_cost, True
    return best


def _cost(columns: Sequence[_Text], widths: Sequence[float]) -> _Cost:
    shapes = [column.shapes(round(it, 3)) for column, it in zip(columns, widths, strict=True)]
    lines = sum(max(row) for row in zip(*(counts for counts, _ in shapes), strict=True))
    short = sum(number for _, number in shapes)
    # What a column has more than it can use is taken from others.
    unused = sum(max(0.0, it - column.full) for column, it in zip(columns, widths, strict=True))
    crowding = max(column.full / it for column, it in zip(columns, widths, strict=True))
    return lines, short, round(unused + crowding, 3)
