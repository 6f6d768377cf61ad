"""A table is laid out for the eye: what is left out or only counts is put right first.

A table as parsed goes in, one with the same span comes out, in which

* a header row of blanks gives way to the first row, where that is a header: `名称 | TCP | UDP`;
* a column that only numbers the rows of a comparison is gone;
* a column of remarks beside the things compared is gone: it is no thing;
* a column of groups comes after the names that it groups: 成功 | 200, 成功 | 204;
* a row without a name goes on with the row above: its cells are further lines of those.

Names are not carried down a record: its rows without one may be things of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cribdeck.compare.headers import names_aspects
from cribdeck.compare.skeleton import asks
from cribdeck.folding import fold
from cribdeck.inline import Break, plain
from cribdeck.syntax.nodes import Cell, Table
from cribdeck.units import units

_NUMBER_HEADER: Final = re.compile(r"#|No\.?|序号|编号|序", re.IGNORECASE)
_ROW_NUMBER: Final = re.compile(r"\d{1,3}\.?")
_NAMES: Final = re.compile(r"名称|名字|类型|种类|name|type", re.IGNORECASE)
_MEANING: Final = re.compile(
    r"说明|描述|含义|意义|作用|用途|解释|释义|备注|介绍|description|meaning|explanation|purpose|notes?",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"备注|说明|注释?|补充|remarks?|notes?|comments?", re.IGNORECASE)
_THREE: Final = 3
_LONGEST_NAME: Final = 10
"""Units."""


def laid_out(table: Table) -> Table:
    """Return `table` with a header where it has one, and a name in each row that has one.

    A table with `?` stays as it is: its cells are counted as written.
    """
    if asks(table):
        return table
    read = _without_remarks(_without_numbers(_with_header(table)))
    return _with_whole_rows(_with_names_first(read))


def text_of(cell: Cell) -> str:
    """Return the words of a cell on one line, in simplified characters."""
    return fold(" ".join(plain(cell.content).split()))


def _with_header(table: Table) -> Table:
    if any(map(text_of, table.header)) or not table.rows:
        return table
    corner, *others = [text_of(cell) for cell in table.rows[0]]
    names = corner != "" and (names_aspects(corner) or _NAMES.fullmatch(corner) is not None)
    is_header = any(map(_MEANING.fullmatch, others)) or (names and len(others) > 1)
    if is_header and corner and all(others):
        return replace(table, header=table.rows[0], rows=table.rows[1:], headerless=False)
    return replace(table, headerless=True)


def _without_numbers(table: Table) -> Table:
    names = [text_of(cell) for cell in table.header]
    if len(names) <= _THREE or not (names[1] and names_aspects(names[1])):
        return table
    counted = all(_ROW_NUMBER.fullmatch(text_of(row[0])) for row in table.rows)
    if not (_NUMBER_HEADER.fullmatch(names[0]) and counted):
        return table
    return replace(table, header=table.header[1:], rows=tuple(row[1:] for row in table.rows))


def _without_remarks(table: Table) -> Table:
    header = [text_of(cell) for cell in table.header]
    kept = [n for n, name in enumerate(header) if n == 0 or not _REMARK.fullmatch(name)]
    if not names_aspects(header[0]) or header[0] == "" or len(kept) < _THREE:
        return table
    if len(kept) == len(header):
        return table

    def taken(row: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(row[column] for column in kept)

    return replace(table, header=taken(table.header), rows=tuple(map(taken, table.rows)))


def _with_names_first(table: Table) -> Table:
    header = [text_of(cell) for cell in table.header]
    if table.headerless or len(header) < _THREE or names_aspects(header[0]):
        return table
    groups, names = ([text_of(row[column]) for row in table.rows] for column in (0, 1))
    repeated = groups[:1] != [""] and len(set(filter(None, groups))) < len(groups)
    if not (repeated and all(names) and len(set(names)) == len(names)):
        return table
    if any(units(name) > _LONGEST_NAME for name in names):
        return table
    rows: list[tuple[Cell, ...]] = []
    group = table.rows[0][0]
    for first, second, *rest in table.rows:
        group = first if text_of(first) else replace(first, content=group.content)
        rows.append((second, group, *rest))
    one, other, *others = table.header
    return replace(table, header=(other, one, *others), rows=tuple(rows))


def _with_whole_rows(table: Table) -> Table:
    names = [text_of(cell) for cell in table.header]
    one_by_one = len(names) < _THREE or names_aspects(names[0])
    if table.headerless or not one_by_one:
        return table
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        if rows and not text_of(row[0]) and text_of(rows[-1][0]):
            rows[-1] = _continued(rows[-1], row)
        else:
            rows.append(row)
    return replace(table, rows=tuple(rows))


def _continued(above: Sequence[Cell], row: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells of a row with those that go on with them."""
    return tuple(
        one
        if not text_of(other)
        else Cell(one.span.to(other.span), (*one.content, Break(), *other.content))
        if text_of(one)
        else other
        for one, other in zip(above, row, strict=True)
    )
