"""Table rows: where the cells of a line stand, and which lines are rows at all.

A pipe in a code span or behind a backslash belongs to the cell. The outer pipes are
optional. Everything here works on one line of text and returns offsets into it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

OPENING: Final = r"^ {0,3}(?=\S)[^\n|]*\|[^\n]*$"
"""Pattern of a line, in a text of several, that may be the first of a table."""
ROWS_WITHOUT_HEADER: Final = 3
"""Fewer lines with pipes, and no header row, may be anything."""

_PIECE = re.compile(r"\\.|`+|\|")
_DELIMITER = re.compile(r"(?:[ \t]*\|)?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")


def cells(row: str) -> list[tuple[int, int]]:
    """Return start and end of each cell's text in `row`, without surrounding white space."""
    bars = _bars(row)
    stripped = row.strip()
    left = len(row) - len(row.lstrip())
    right = left + len(stripped)
    if bars and bars[0] == left:
        left += 1
        bars = bars[1:]
    if bars and bars[-1] == right - 1:
        right -= 1
        bars = bars[:-1]
    starts = [left, *(bar + 1 for bar in bars)]
    ends = [*bars, max(left, right)]
    return [_trim(row, start, end) for start, end in zip(starts, ends, strict=True)]


def is_row(line: str) -> bool:
    """Return whether `line` holds a pipe that separates cells."""
    return bool(_bars(line))


def is_delimiter(line: str, width: int) -> bool:
    """Return whether `line` is the rule below a header of `width` cells."""
    if "-" not in line or ("|" not in line and width > 1):
        return False
    if _DELIMITER.fullmatch(line) is None:
        return False
    return width > 1 or line.strip().startswith("|")


def is_boxed(line: str) -> bool:
    """Return whether `line` opens with a pipe and has another: a row even without a header."""
    return line.lstrip().startswith("|") and len(_bars(line)) > 1


def table_lines(lines: Sequence[str]) -> set[int]:
    """Return the indices of lines that belong to a table with a header."""
    found: set[int] = set()
    for index in range(1, len(lines)):
        above = lines[index - 1]
        if index in found or "|" not in above or not is_delimiter(lines[index], len(cells(above))):
            continue
        end = index + 1
        while end < len(lines) and "|" in lines[end]:
            end += 1
        found.update(range(index - 1, end))
    return found


def _bars(row: str) -> list[int]:
    """Return the offsets of the pipes that separate cells."""
    pieces = list(_PIECE.finditer(row))
    closing = {}
    for index, piece in enumerate(pieces):
        if piece[0][0] == "`":
            closing[len(piece[0])] = index
    bars = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if piece[0] == "|":
            bars.append(piece.start())
        elif piece[0][0] == "`" and closing[len(piece[0])] > index:
            index += 1
            while pieces[index][0] != piece[0]:
                index += 1
        index += 1
    return bars


def _trim(row: str, start: int, end: int) -> tuple[int, int]:
    text = row[start:end]
    left = start + len(text) - len(text.lstrip())
    return left, max(left, start + len(text.rstrip()))
