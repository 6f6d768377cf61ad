"""How high the boxes of a sheet will be, guessed without laying anything out.

Lines are counted by simulated line breaking. The sum is within a few per cent of the truth,
and its error hardly depends on the type size; so one measured layout calibrates it, and the
search for the type size needs two or three layouts instead of six.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, assert_never

from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.frame import GAP, MM_PER_PT, Frame
from cribdeck.sheets.heights import is_glued
from cribdeck.sheets.line_breaking import Word, line_count, words
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    Piece,
    PictureFrame,
    Remark,
    Subheading,
    TableRows,
)
from cribdeck.sheets.table_columns import column_widths, table_lines

# Roughly what the style sheet does, in em.
_LINE: Final = 1.34
_BETWEEN: Final = 0.14
_BAR: Final = 2.4
_CODE_LINE: Final = 1.15
_FRAME: Final = 0.9
_INDENT: Final = 1.0
_TABLE_SIZE: Final = 0.955
_ROW_PADDING: Final = 0.25


def estimator(
    boxes: Sequence[Box], metrics: FontMetrics, frame: Frame
) -> Callable[[float], float]:
    """Return a function from type size in points to the height of all boxes in millimetres."""
    broken = [[(piece, _words(piece, metrics)) for piece in box.pieces] for box in boxes]

    def total(type_pt: float) -> float:
        width = frame.text_width(type_pt)
        height = 0.0
        for box in broken:
            height += _BAR
            before: Piece | None = None
            for piece, text in box:
                glued = before is not None and is_glued(before, piece)
                height += _piece(piece, text, width, metrics) + (0.0 if glued else _BETWEEN)
                before = piece
        return height * type_pt * MM_PER_PT + GAP * len(boxes)

    return total


def _words(piece: Piece, metrics: FontMetrics) -> tuple[Word, ...]:
    match piece:
        case Line(_, text):
            return words(text, metrics)
        case Subheading(_, text):
            return words(text, metrics, bold=True)
        case _:
            return ()


def _piece(piece: Piece, text: Sequence[Word], width: float, metrics: FontMetrics) -> float:
    match piece:
        case Line(depth=depth):
            return _LINE * line_count(text, width - _INDENT * depth)
        case Subheading():
            return _LINE * line_count(text, width) + _BETWEEN
        case CodeLines(_, start, end):
            return _CODE_LINE * (end - start) + (_FRAME if start == 0 else 0.0)
        case TableRows(grid, start, end):
            width /= _TABLE_SIZE
            lines = table_lines(grid, column_widths(grid, width, metrics), width, metrics)
            header = 1 if grid.header else 0
            shown = lines[start + header : end + header] + (lines[:header] if start == 0 else [])
            return _TABLE_SIZE * sum(1.27 * it + _ROW_PADDING for it in shown)
        case PictureFrame():
            return 2 * _LINE + _FRAME
        case Remark(title=title, body=body):
            inside = sum(_piece(it, _words(it, metrics), width - 1.2, metrics) for it in body)
            return inside + _FRAME + (0.5 * _LINE if title else 0.0)
        case _:
            assert_never(piece)
