"""Tables that a column cannot hold are shown as lines.

Eight columns of words in a column of 70 mm would be eight towers of single characters. Such
a table loses its rules, not its words: each row becomes an item, its cells the items below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from cribdeck.facts.model import Grid
from cribdeck.sheets.fit import COMFORTABLE
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.frame import MM_PER_PT, Frame
from cribdeck.sheets.model import Box, Piece, Remark, TableRows
from cribdeck.sheets.pieces import lines_of_table
from cribdeck.sheets.table_columns import CELL_PADDING, column_widths, table_lines

_NARROWEST: Final = 2.0
"""Em; a table with a column narrower than two Han characters is none."""
_TALLEST: Final = 1 / 3
"""Of the height of a column; rows cannot be cut."""
_TABLE_SIZE: Final = 0.955
_LINE: Final = 1.27


def without_wide_tables(
    boxes: Iterable[Box], frame: Frame, metrics: FontMetrics
) -> tuple[Box, ...]:
    """Return the boxes with every table that is too wide or too tall for the page as lines."""

    @cache
    def fits(grid: Grid) -> bool:
        return _fits(grid, frame, metrics)

    return tuple(replace(box, pieces=tuple(_rewritten(box.pieces, fits))) for box in boxes)


def _rewritten(pieces: Iterable[Piece], fits: Callable[[Grid], bool]) -> Iterator[Piece]:
    for piece in pieces:
        match piece:
            case TableRows(grid, start) if not fits(grid):
                # The first piece stands for all.
                yield from lines_of_table(grid) if start == 0 else ()
            case Remark(body=body):
                inside = tuple(_rewritten(body, fits))
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


def _fits(grid: Grid, frame: Frame, metrics: FontMetrics) -> bool:
    width = frame.text_width(COMFORTABLE) / _TABLE_SIZE
    shares = column_widths(grid, width, metrics)
    if not shares:
        return True
    if len(shares) > 1 and min(shares) * width - 2 * CELL_PADDING < _NARROWEST:
        return False
    tallest = max(table_lines(grid, shares, width, metrics)) * _LINE * _TABLE_SIZE
    return tallest * COMFORTABLE * MM_PER_PT <= _TALLEST * frame.column_height
