"""A table as typed becomes a comparison: entities × aspects → cells, whichever way it lies.

A table and its kind go in, a `Comparison` comes out, transposed so that
`cells[aspect][entity]`. Policy for cells: blank, `-`, `?`, `…`, `略`, `见下`, `待补充`, a picture
or more than 80 units are never asked and become None, and so are cells without a name beside
or above them; `同上` is what the cell above it says (`同左`, the one before it). `无` is an answer
where things are told apart, and nothing elsewhere. Which of the cells are asked one by one
is decided in `asking`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, TypeVar

from cribdeck.compare.classify import Kind
from cribdeck.compare.skeleton import bare, skeleton
from cribdeck.facts.model import Comparison, Origin
from cribdeck.inline import Image, Link, RichText, Text, plain, strip
from cribdeck.syntax.nodes import Cell, Table
from cribdeck.units import units

T = TypeVar("T")

LONGEST_ANSWER = 80
"""Units; a longer answer cannot be checked at a glance (research on card length)."""
_NEVER_ASKED = re.compile(
    r"[-—–/\\?？…。.、\s]*|N/?A|略|见[上下].{0,4}|同[上左右前下][文述面列行]?|同\s?[A-Z][\w ]{0,14}"
    r"|待(?:补充?|定|续|完善|确认|填)|暂无|未知|不详|TODO|TBD|same(?: as .{1,20})?"
    r"|see (?:above|below)|https?://\S+",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"链接|地址|网址|官网|参考(?:资料)?|来源|出处|links?|urls?|sources?|references?", re.IGNORECASE
)
"""Aspects under which links are for clicking."""
_NOTHING = re.compile(r"无|没有|none", re.IGNORECASE)
_AS_ABOVE = re.compile(r"同上|〃|″|as above|ditto", re.IGNORECASE)
_AS_LEFT = re.compile(r"同左|as left", re.IGNORECASE)
_SEPARATOR = Text("；")
_THREE = 3
_NAME = re.compile(r"[A-Za-z][A-Za-z '/-]{1,40}")
_LONGEST_GLOSS = 6
"""Units that a cell behind a Latin name may add to it: `Not Found；资源不存在`."""


def whole(table: Table, kind: Kind, title: RichText, origin: Origin) -> Comparison | None:
    """Return the comparison that `table` holds, with all cells that say something; else None."""
    genre: Literal["comparison", "glossary", "record"] = "comparison"
    match kind.shape:
        case "never" | "pairs":
            return None
        case "glossary" | "record":
            genre = kind.shape
        case "headerless":
            return _headerless(table, title, origin)
        case "columns" | "rows":
            pass
    asked = skeleton(table, entities_in_columns=kind.shape == "columns")
    table = bare(table)
    grid = [[cell.content for cell in row[1:]] for row in table.rows]
    spans = [[cell.span for cell in row[1:]] for row in table.rows]
    keep_nothing = genre == "comparison"
    cells = _asked(grid, keep_nothing=keep_nothing)
    written = [
        [told if told is not None else strip(cell) or None for told, cell in zip(*row, strict=True)]
        for row in zip(cells, grid, strict=True)
    ]
    names = tuple(strip(row[0].content) for row in table.rows)
    headers = tuple(strip(cell.content) for cell in table.header[1:])
    if kind.shape == "columns":
        aspects, entities = names, headers
    else:
        aspects, entities = headers, names
        cells, spans = _transposed(cells), _transposed(spans)
        written = _transposed(written)
    cells = _named(cells, [*map(plain, aspects)], [*map(plain, entities)], genre)
    if asked is None and all(cell is None for row in cells for cell in row):
        return None
    return Comparison(
        origin,
        genre,
        title,
        entities,
        aspects,
        _frozen(cells),
        _frozen(spans),
        asked,
        # What is filled later is all there is to show.
        _frozen(written) if asked is None and written != cells else (),
    )


def _named(
    cells: list[list[RichText | None]], aspects: list[str], entities: list[str], genre: str
) -> list[list[RichText | None]]:
    """Return `cells` without those that cannot be asked for by name, or whose name two things have.

    The one aspect of a glossary needs none. What is the same as the thing beside it (`同 Kafka`)
    is no answer either.
    """
    needs_aspect = genre == "comparison" or len(aspects) > 1
    twice = {name for name, count in Counter(entities).items() if count > 1}
    same = {f"{sign}{name.strip()}" for name in entities for sign in ("同", "同 ", "与", "和")}

    def answers(cell: RichText, aspect: str, entity: str) -> bool:
        if not entity.strip() or entity in twice or (needs_aspect and not aspect.strip()):
            return False
        if _WHERE.fullmatch(aspect.strip()) and any(isinstance(it, Link) for it in cell):
            return False
        return plain(cell).strip().removesuffix("相同").removesuffix("一样") not in same

    return [
        [
            cell if cell is not None and answers(cell, aspect, entity) else None
            for cell, entity in zip(row, entities, strict=True)
        ]
        for row, aspect in zip(cells, aspects, strict=True)
    ]


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
            elif is_asked(cell, keep_nothing=keep_nothing):
                answer = strip(cell)
            else:
                answer = None
            asked[-1].append(answer)
    return asked


def is_asked(cell: RichText, *, keep_nothing: bool = False) -> bool:
    """Return whether a cell says something by itself; `无` does if `keep_nothing`."""
    text = plain(cell).strip()
    if _NEVER_ASKED.fullmatch(text) or any(isinstance(node, Image) for node in cell):
        return False
    if _NOTHING.fullmatch(text) and not keep_nothing:
        return False
    return units(text) <= LONGEST_ANSWER


def _transposed(grid: list[list[T]]) -> list[list[T]]:
    return [list(column) for column in zip(*grid, strict=True)]


def _frozen(grid: list[list[T]]) -> tuple[tuple[T, ...], ...]:
    return tuple(map(tuple, grid))
