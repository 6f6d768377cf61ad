"""How high the boxes of a sheet will be, guessed without laying anything out.

Lines are counted by simulated line breaking. The sum is within a few per cent of the truth,
and its error hardly depends on the type size; so one measured layout calibrates it, and the
search for the type size needs two or three layouts instead of six.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final, assert_never

from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.frame import GAP, MM_PER_PT, Frame
from cribdeck.sheets.heights import blocks
from cribdeck.sheets.line_breaking import Word, line_count, words
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    PictureFrame,
    Piece,
    PrintedPicture,
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


def estimator(boxes: Sequence[Box], metrics: FontMetrics, frame: Frame) -> Callable[[float], float]:
    """Return a function from type size in points to the height of all boxes in millimetres."""
    measured = [[(block, _words(block, metrics)) for block in blocks(it.pieces)] for it in boxes]

    @cache
    def total(type_pt: float) -> float:
        width = frame.text_width(type_pt)
        inside = sum(
            _BETWEEN + _block(block, text, width, metrics)
            for box in measured
            for block, text in box
        )
        height = inside + _BAR * len(boxes)
        return height * type_pt * MM_PER_PT + GAP * len(boxes)

    return total


def _words(block: Sequence[Piece], metrics: FontMetrics) -> tuple[Word, ...]:
    texts = [it.text for it in block if isinstance(it, Line | Subheading)]
    bold = isinstance(block[0], Subheading)
    return words(tuple(node for text in texts for node in text), metrics, bold=bold)


def _block(  # noqa: PLR0911  one for each kind
    block: Sequence[Piece], text: Sequence[Word], width: float, metrics: FontMetrics
) -> float:
    first, last = block[0], block[-1]
    match first:
        case Line(depth=depth):
            return _LINE * line_count(text, width - _INDENT * depth)
        case Subheading():
            return _LINE * line_count(text, width) + _BETWEEN
        case CodeLines():
            assert isinstance(last, CodeLines)  # noqa: S101  glued pieces are of one kind
            return _CODE_LINE * (last.end - first.start) + _FRAME
        case TableRows(grid):
            width /= _TABLE_SIZE
            lines = table_lines(grid, column_widths(grid, width, metrics), width, metrics)
            return _TABLE_SIZE * sum(1.27 * it + _ROW_PADDING for it in lines)
        case PictureFrame(printed=PrintedPicture(width=wide, ratio=ratio)):
            return min(wide, width) * ratio + _LINE + _BETWEEN
        case PictureFrame():
            return 2 * _LINE + _FRAME
        case Remark():
            pieces = [it for part in block if isinstance(part, Remark) for it in part.body]
            inside = sum(
                _block(it, _words(it, metrics), width - 1.2, metrics) for it in blocks(pieces)
            )
            return inside + _FRAME + (0.5 * _LINE if first.title else 0.0)
        case _:
            assert_never(first)
