"""Tables with `?` in their cells: what they ask the notes for.

A table goes in; out comes the table as it is shown, or its `Skeleton`. `?` means "find it in
my notes"; `[?](kafka.md#副本)` and, in a table with another `?`, `[[kafka#副本]]` say in which
section. Brackets behind the name of a row or column hold synonyms and are not shown. Policy:
a blank cell is no `?`, since real tables have blank cells; none of 789 had a `?`.
`` `?` `` in code is a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cribdeck.compare.headers import names_aspects
from cribdeck.facts.model import Skeleton, Wanted
from cribdeck.folding import fold
from cribdeck.inline import Code, Link, RichText, Text, cut, plain, strip
from cribdeck.syntax.nodes import Cell, Table

_QUESTION = ("?", "？")
_PAIR = 2
_BRACKETED = re.compile(r"\s*[（(](?P<names>[^（()）]{1,80})[）)]\s*$")
_BETWEEN_NAMES = re.compile(r"\s*[、，,;；/|]\s*")


def asks(table: Table) -> bool:
    """Return whether some cell of `table` is to be found in the notes.

    In a glossary a `?` is a character that is explained, or that explains.
    """
    if len(table.header) <= _PAIR and not names_aspects(
        fold(plain(table.header[0].content).strip())
    ):
        return False
    return any(_is_question(cell) for row in table.rows for cell in row[1:])


def bare(table: Table) -> Table:
    """Return `table` as it is shown and classified: names alone, a plain `?` where one is left.

    A table without `?` is returned as it is.
    """
    if not asks(table):
        return table
    return replace(
        table,
        header=tuple(map(_without_synonyms, table.header)),
        rows=tuple(
            (_without_synonyms(row[0]), *(_unpinned(cell) for cell in row[1:]))
            for row in table.rows
        ),
    )


def skeleton(table: Table, *, entities_in_columns: bool) -> Skeleton | None:
    """Return what `table` asks for; None if it asks for nothing."""
    if not asks(table):
        return None
    wanted = tuple(
        tuple(_wanted(cell, order, column) for column, cell in enumerate(row) if column)
        for order, row in enumerate(table.rows)
    )
    headers = tuple(tuple(_names(cell)) for cell in table.header[1:])
    rows = tuple(tuple(_names(row[0])) for row in table.rows)
    if entities_in_columns:
        return Skeleton(wanted, headers, rows)
    return Skeleton(tuple(zip(*wanted, strict=True)), rows, headers)


def _wanted(cell: Cell, row: int, column: int) -> Wanted | None:
    if _is_question(cell) or _is_pin(cell):
        return Wanted(cell.span, row, column, _target(cell.content))
    return None


def _is_question(cell: Cell) -> bool:
    if any(isinstance(node, Code) for node in cell.content):
        return False
    return plain(cell.content).strip() in _QUESTION


def _is_pin(cell: Cell) -> bool:
    """Return whether a cell is nothing but a link to a section without a file of its own name.

    `[[kafka#副本]]` is; a web address or `[text](kafka.md#副本)` is what the author typed.
    """
    content = strip(cell.content)
    if len(content) != 1 or not isinstance(content[0], Link):
        return False
    target = content[0].target
    path, mark, section = target.partition("#")
    return bool(mark) and "." not in path and plain(content).strip() == section.strip()


def _target(content: RichText) -> str:
    return next((node.target for node in content if isinstance(node, Link)), "")


def _unpinned(cell: Cell) -> Cell:
    if _is_question(cell) or _is_pin(cell):
        return replace(cell, content=(Text("?"),))
    return cell


def _without_synonyms(cell: Cell) -> Cell:
    content = strip(cell.content)
    match = _BRACKETED.search(plain(content))
    if match is None or match.start() == 0:
        return cell
    return replace(cell, content=cut(content, 0, match.start()))


def _names(cell: Cell) -> Iterator[str]:
    name = plain(cell.content).strip()
    match = _BRACKETED.search(name)
    if match is None or match.start() == 0:
        yield name
        return
    yield name[: match.start()]
    yield from filter(None, _BETWEEN_NAMES.split(match["names"].strip()))
