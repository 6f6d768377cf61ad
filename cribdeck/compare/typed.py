"""A table as typed becomes a comparison: entities × aspects → cells, whichever way it lies.

A table and its kind go in, a `Comparison` comes out, transposed so that
`cells[aspect][entity]`. Policy for cells: blank, `-`, `?`, `…`, `略`, `见下`, a picture or
more than 80 units are never asked and become None; `同上` is what the cell above it says
(`同左`, the one before it). `无` is an answer where things are told apart, and nothing
elsewhere. What the cells beside it give away (低 beside 高, Y in a column of Y) is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from cribdeck.compare.classify import Kind
from cribdeck.compare.opposites import are_opposites
from cribdeck.facts.model import Comparison, Origin
from cribdeck.inline import Image, RichText, Text, plain, strip
from cribdeck.syntax.nodes import Cell, Table
from cribdeck.units import units

T = TypeVar("T")

LONGEST_ANSWER = 80
"""Units; a longer answer cannot be checked at a glance (research on card length)."""
_NEVER_ASKED = re.compile(
    r"[-—–/\\?？…。.、\s]*|N/?A|略|见[上下].{0,4}|同[上左前下][文述面列行]?|同\s?[A-Z][\w ]{0,14}",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"无|没有|none", re.IGNORECASE)
_AS_ABOVE = re.compile(r"同上|〃|″|as above|ditto", re.IGNORECASE)
_AS_LEFT = re.compile(r"同左|as left", re.IGNORECASE)
_SEPARATOR = Text("；")
_PAIR, _THREE = 2, 3
_YES = re.compile(r"y|yes|true|是|有|√|✓|✔|✅|支持|可以", re.IGNORECASE)
_FLAG = re.compile(
    r"y|yes|true|是|有|√|✓|✔|✅|支持|可以|n|no|false|否|无|×|✗|✘|❌|不支持|不可以", re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z][A-Za-z '/-]{1,40}")
_LONGEST_GLOSS = 6
"""Units that a cell behind a Latin name may add to it: `Not Found；资源不存在`."""


def opposed(comparison: Comparison) -> Iterator[tuple[RichText, tuple[RichText, ...]]]:
    """Yield each aspect in which two things are opposites, with both cells.

    One shown would give the other away, so `typed` asks for neither.
    """
    for aspect, row in zip(comparison.aspects, comparison.cells, strict=True):
        cells = tuple(cell for cell in row if cell is not None)
        if len(row) == len(cells) and are_opposites([plain(cell) for cell in cells]):
            yield aspect, cells


def typed(table: Table, kind: Kind, title: RichText, origin: Origin) -> Comparison | None:
    """Return the comparison that `table` holds, or None if no cell of it can be asked."""
    found = whole(table, kind, title, origin)
    if found is None or kind.shape == "headerless":
        return found
    cells = tuple(_without_trivial(row, found.genre) for row in found.cells)
    if all(cell is None for row in cells for cell in row):
        return None
    return replace(found, cells=cells)


def whole(table: Table, kind: Kind, title: RichText, origin: Origin) -> Comparison | None:
    """Return the comparison with the cells, too, that others give away."""
    genre: Literal["comparison", "glossary", "record"] = "comparison"
    match kind.shape:
        case "never":
            return None
        case "glossary" | "record":
            genre = kind.shape
        case "headerless":
            return _headerless(table, title, origin)
        case "columns" | "rows":
            pass
    grid = [[cell.content for cell in row[1:]] for row in table.rows]
    spans = [[cell.span for cell in row[1:]] for row in table.rows]
    keep_nothing = genre == "comparison"
    cells = _asked(grid, keep_nothing=keep_nothing)
    names = tuple(strip(row[0].content) for row in table.rows)
    headers = tuple(strip(cell.content) for cell in table.header[1:])
    if kind.shape == "columns":
        aspects, entities = names, headers
    else:
        aspects, entities = headers, names
        cells, spans = _transposed(cells), _transposed(spans)
    if all(cell is None for row in cells for cell in row):
        return None
    return Comparison(origin, genre, title, entities, aspects, _frozen(cells), _frozen(spans))


def unfilled(table: Table) -> Iterator[Cell]:
    """Yield the cells in which the author wrote `?`: to be found in the notes."""
    for row in table.rows:
        yield from (cell for cell in row[1:] if plain(cell.content).strip() in ("?", "？"))


def _headerless(table: Table, title: RichText, origin: Origin) -> Comparison | None:
    """Return a glossary: the first cell is the term, the others together are its meaning."""
    rows = table.rows if table.headerless else (table.header, *table.rows)
    rows = tuple(row for row in rows if plain(row[0].content).strip())
    meanings = [[_meaning(row)] for row in rows]
    cells = _transposed(_asked(meanings, keep_nothing=False))
    if not rows or all(cell is None for cell in cells[0]):
        return None
    spans = tuple(row[1].span.to(row[-1].span) for row in rows)
    entities = tuple(strip(row[0].content) for row in rows)
    return Comparison(origin, "glossary", title, entities, ((),), _frozen(cells), (spans,))


def behind_name(row: Sequence[Cell]) -> RichText:
    """Return what explains the Latin name in the second of three cells, if it is long."""
    if len(row) != _THREE or not _NAME.fullmatch(plain(row[1].content).strip()):
        return ()
    rest = strip(row[-1].content)
    return rest if units(plain(rest)) > _LONGEST_GLOSS else ()


def _meaning(row: Sequence[Cell]) -> RichText:
    """Return what a row says of its first cell: all the others, or the name in the second."""
    if behind_name(row):
        return strip(row[1].content)
    parts = [strip(cell.content) for cell in row[1:] if plain(cell.content).strip()]
    joined: RichText = parts[0] if parts else ()
    for part in parts[1:]:
        joined = (*joined, _SEPARATOR, *part)
    return joined


def _asked(grid: list[list[RichText]], *, keep_nothing: bool) -> list[list[RichText | None]]:
    """Return the cells that can be asked, in the shape of `grid`, the others as None."""
    asked: list[list[RichText | None]] = []
    for row in grid:
        asked.append([])
        for column, cell in enumerate(row):
            text = plain(cell).strip()
            if _AS_ABOVE.fullmatch(text):
                answer = asked[-2][column] if len(asked) > 1 else None
            elif _AS_LEFT.fullmatch(text):
                answer = asked[-1][-1] if column else None
            elif _is_asked(cell, text, keep_nothing=keep_nothing):
                answer = strip(cell)
            else:
                answer = None
            asked[-1].append(answer)
    return asked


def _is_asked(cell: RichText, text: str, *, keep_nothing: bool) -> bool:
    if _NEVER_ASKED.fullmatch(text) or any(isinstance(node, Image) for node in cell):
        return False
    if _NOTHING.fullmatch(text) and not keep_nothing:
        return False
    return units(text) <= LONGEST_ANSWER


def _without_trivial(row: tuple[RichText | None, ...], genre: str) -> tuple[RichText | None, ...]:
    """Return the cells of one aspect, or none where each can be told from the others.

    Of two things told apart, 低 gives 高 away; `Y` in a column of nothing but Y is no answer.
    """
    texts = [plain(cell).strip() for cell in row if cell is not None]
    against = genre == "comparison" and len(row) == _PAIR and are_opposites(texts)
    flags = bool(texts) and all(_FLAG.fullmatch(text) for text in texts)
    if against or (flags and (genre != "comparison" or len(set(texts)) == 1)):
        return (None,) * len(row)
    return row


def flagged(comparison_table: Table) -> Iterator[tuple[RichText, tuple[RichText, ...]]]:
    """Yield each header whose column says only yes or nothing, with the names of the yes rows."""
    for column, header in enumerate(comparison_table.header[1:], start=1):
        texts = [plain(row[column].content).strip() for row in comparison_table.rows]
        if not all(_FLAG.fullmatch(text) or not text for text in texts):
            continue
        names = tuple(
            strip(row[0].content)
            for row, text in zip(comparison_table.rows, texts, strict=True)
            if _YES.fullmatch(text)
        )
        if 1 < len(names) < len(texts):
            yield strip(header.content), names


def _transposed(grid: list[list[T]]) -> list[list[T]]:
    return [list(column) for column in zip(*grid, strict=True)]


def _frozen(grid: list[list[T]]) -> tuple[tuple[T, ...], ...]:
    return tuple(map(tuple, grid))
