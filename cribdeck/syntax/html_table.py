"""Tables written as HTML: where their cells stand, and the grid that spans make of them.

Text goes in, offsets into it come out; the texts of the cells are read as running text
elsewhere (`tree`). All that leaves a tag is how many columns and rows a cell takes.

Policy. A cell that takes several columns or rows says what it says for each of them; but
in the first column a name stands once, and rows without one go on with the row above (see
`compare.layout`). A caption, or a first row that is one cell above all columns, is the
title; such a row further down names a group and stays in the first column. Several header
rows are one: a column's name is all that stands above it. A table inside a cell is text.
What HTML would move out of the table (text between the rows) and code in fences would be
lost in a grid: such a table is none, and is read as the text that it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_PIECE: Final = re.compile(
    r"<!--|-->|`[^`\n]*`|<(?P<close>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th|caption)\b[^<>]*>",
    re.IGNORECASE,
)
_OPENER: Final = re.compile(r"<table\b[^<>]*>", re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_SPAN: Final = re.compile(
    r"(?<![\w-])(col|row)span[ \t]*=[ \t]*[\"']?[ \t]*(\d{1,9})", re.IGNORECASE
)
_ASKS: Final = re.compile(r"[?？]|\[+[^\[\]]*\]+(?:\([^()\s]*\))?")
"""A cell that leaves its answer to the notes; put once, or two things would get one answer."""
_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_DEEPEST: Final = 20
"""Tables nested deeper than this are text."""
_MOST_COLUMNS: Final = 64
_MOST_ROWS: Final = 128
"""What a cell takes of columns and rows at most, whatever its tag says."""
_MOST_REPEATED: Final = 10_000
"""Places of one table at which a cell stands beside its own; cells beyond take one place."""
_MOST_BLANKS: Final = 4
"""Places for each cell that is written; one row of thousands among short ones is no table."""
_FEWEST: Final = 2
"""Rows and columns; what has fewer is laid out for the eye and is no table."""
_MOST_HEADERS: Final = 3
"""Rows of header cells; below that they are cells like others."""


@dataclass(frozen=True, slots=True)
class Written:
    """A cell: the range of its text, without its tags."""

    start: int
    end: int
    columns: int = 1
    rows: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table: its range with its tags, its title and its rows, in which a cell may recur."""

    start: int
    end: int
    title: Written | None
    headers: tuple[tuple[Written | None, ...], ...]
    """Header rows; none in a table whose first column has all the header cells."""
    rows: tuple[tuple[Written | None, ...], ...]
    """As wide as the headers; None where nothing is written."""


def find(text: str, start: int, limit: int) -> HtmlTable | None:
    """Return the first table that opens in `text[start:limit]`, wherever it ends."""
    for opener in _OPENER.finditer(text, start, limit):
        table = _read(text, opener)
        if table:
            return table
    return None


def _read(text: str, opener: re.Match[str]) -> HtmlTable | None:
    reading = _Reading(text, opener.end())
    end = reading.run()
    if end is None or reading.is_lossy:
        return None
    # A row without cells may still be one of those that a cell takes.
    every = zip(_grid(reading.rows), reading.rows, strict=False)
    lines = [(tuple(places), row) for places, row in every if row.cells]
    if len(lines) < _FEWEST or len(lines[0][0]) < _FEWEST:
        return None
    title = reading.caption
    if title is None and _is_title(lines[0][0], lines[0][1].cells):
        title = lines[0][1].cells[0]
        del lines[0]
    headers = _headers([row for _, row in lines])
    body = [
        (places[0], *[None] * (len(places) - 1)) if _is_title(places, row.cells) else places
        for places, row in lines[headers:]
    ]
    names = [row[0] for row in body]
    once = tuple(
        (None, *row[1:]) if name is before else row
        for row, (before, name) in zip(body, pairwise((None, *names)), strict=True)
    )
    above = tuple(places for places, _ in lines[:headers])
    return HtmlTable(opener.start(), end, title, above, once)


@dataclass(slots=True)
class _Row:
    cells: list[Written] = field(default_factory=list)
    in_head: bool = False


class _Reading:
    """One pass over the tags of a table."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.rows: list[_Row] = []
        self.caption: Written | None = None
        self.is_lossy = False
        """Whether the grid would not hold all that is written."""
        self._open: tuple[re.Match[str], int] | None = None
        """The tag of the cell or caption that is being read, and where its text begins."""
        self._outside = start
        """Up to where all is read that stands in no cell."""
        self._in_head = False

    def run(self) -> int | None:
        """Read up to the end of the table and return where it is, if there is one."""
        depth, in_comment = 1, False
        last_comment = self.text.rfind("-->")
        for piece in _PIECE.finditer(self.text, self._outside):
            if in_comment:
                in_comment = piece[0] != "-->"
                self._outside = piece.end()
            elif piece[0] == "<!--":
                in_comment = piece.start() < last_comment
                self._pass_over(piece.start())
            elif piece["name"] is None:
                continue
            elif piece["name"].lower() == "table":
                depth += -1 if piece["close"] else 1
                if depth == 0:
                    self._end_cell(piece)
                    return piece.end()
            elif depth == 1:
                self._end_cell(piece)
                self._begin(piece)
            if depth > _DEEPEST or self.is_lossy:
                return None
        return None

    def _begin(self, tag: re.Match[str]) -> None:
        match tag["name"].lower():
            case "td" | "th" | "caption" if not tag["close"]:
                self._open = tag, tag.end()
            case "thead":
                self._in_head = not tag["close"]
            case "tbody" | "tfoot":
                self._in_head = False
            case "tr" if not tag["close"]:
                self.rows.append(_Row(in_head=self._in_head))
            case _:
                pass

    def _end_cell(self, tag: re.Match[str]) -> None:
        """End the cell that is being read, if there is one, where another tag stands."""
        if self._open:
            self._keep(*self._open, tag.start())
        else:
            self._pass_over(tag.start())
        self._open = None
        self._outside = tag.end()

    def _pass_over(self, end: int) -> None:
        """Note what stands outside of cells up to `end`."""
        if self._open is None and self._outside < end:
            between = _ANY_TAG.sub("", self.text[self._outside : end])
            self.is_lossy = self.is_lossy or bool(between.strip())

    def _keep(self, opener: re.Match[str], start: int, end: int) -> None:
        self.is_lossy = self.is_lossy or _FENCE.search(self.text, start, end) is not None
        if opener["name"].lower() == "caption":
            self.is_lossy = self.is_lossy or bool(self.rows or self.caption)
            self.caption = Written(start, end)
            return
        if not self.rows:
            self.rows.append(_Row(in_head=self._in_head))
        spans = {name.lower(): int(count) for name, count in _SPAN.findall(opener[0])}
        columns = min(max(spans.get("col", 1), 1), _MOST_COLUMNS)
        # HTML's 0 is "down to the end".
        rows = min(spans.get("row", 1) or _MOST_ROWS, _MOST_ROWS)
        if _ASKS.fullmatch(self.text[start:end].strip()):
            columns = rows = 1
        is_header = opener["name"].lower() == "th"
        self.rows[-1].cells.append(Written(start, end, columns, rows, is_header))


def _grid(rows: Sequence[_Row]) -> list[list[Written | None]]:
    """Return the cell at each place; nothing if hardly any place has one.

    Columns in which no cell begins are left out. Such a column only repeats its neighbour:
    `colspan="100"` means "all there are".
    """
    grid: list[dict[int, Written]] = [{} for _ in rows]
    begun: set[int] = set()
    spare = _MOST_REPEATED
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while column in grid[index]:
                column += 1
            begun.add(column)
            reach = grid[index : index + cell.rows]
            needed = len(reach) * cell.columns - 1
            width = cell.columns if needed <= spare else 1
            spare -= needed if needed <= spare else 0
            for below in reach if width == cell.columns else reach[:1]:
                for taken in range(column, column + width):
                    below.setdefault(taken, cell)
            column += width
    order = sorted(begun)
    if len(order) * len(rows) > _MOST_REPEATED + _MOST_BLANKS * sum(len(row.cells) for row in rows):
        return []
    return [[row.get(column) for column in order] for row in grid]


def _is_title(row: Sequence[Written | None], cells: Sequence[Written]) -> bool:
    """Return whether a row is nothing but one cell above all columns."""
    return len(row) > 1 and len(cells) == 1 and set(row) == {cells[0]}


def _headers(rows: Sequence[_Row]) -> int:
    """Return how many rows are headers.

    Many authors write `<td>` throughout; then the first row is the header.
    """
    count = 0
    for row in rows[:_MOST_HEADERS]:
        if not (row.in_head or all(cell.is_header for cell in row.cells)):
            break
        count += 1
    if count:
        return min(count, len(rows) - 1) or 1
    has_names = all(
        [cell.is_header for cell in row.cells] == [True] + [False] * (len(row.cells) - 1)
        for row in rows
    )
    return 0 if has_names else 1


def header_parts(table: HtmlTable) -> Iterator[tuple[Written, ...]]:
    """Yield for each column the cells above it, from the top, each once."""
    for column in zip(*table.headers, strict=True):
        cells = [cell for cell in column if cell is not None]
        yield tuple(cell for above, cell in pairwise((None, *cells)) if cell is not above)
