"""A table is laid out for the eye: what is left out or only counts is put right first.

A table as parsed goes in, one with the same span comes out, in which

* a header row of blanks gives way to the first row, where that is a header: `名称 | TCP | UDP`;
* a column that only numbers the rows of a comparison is gone;
* a row without a name goes on with the row above: its cells are further lines of those.

Names cannot be carried down a record: its rows below a group are things of their own.
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

_NUMBER_HEADER: Final = re.compile(r"#|No\.?|序号|编号|序", re.IGNORECASE)
_ROW_NUMBER: Final = re.compile(r"\d{1,3}\.?")
_NAMES: Final = re.compile(r"名称|名字|类型|种类|name|type", re.IGNORECASE)
_THREE: Final = 3


def laid_out(table: Table) -> Table:
    """Return `table` with a header where it has one, and a name in each row that has one.

    A table with `?` stays as it is: its cells are counted as written.
    """
    if asks(table):
        return table
    return _with_whole_rows(_without_numbers(_with_header(table)))


def text_of(cell: Cell) -> str:
    """Return the words of a cell on one line, in simplified characters."""
    return fold(" ".join(plain(cell.content).split()))


def _with_header(table: Table) -> Table:
    if any(map(text_of, table.header)) or not table.rows:
        return table
    first = [text_of(cell) for cell in table.rows[0]]
    corner = first[0]
    is_header = len(first) >= _THREE and (
        (corner != "" and names_aspects(corner)) or _NAMES.fullmatch(corner) is not None
    )
    if is_header and all(first[1:]):
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
