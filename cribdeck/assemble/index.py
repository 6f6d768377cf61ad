"""Which lines may tell of what a table compares: an index by name, made in one pass.

All lines, and the names of the things of all tables, go in; for each table its lines come
out: those that name one of its things, stand below a title that does, or go on with what the
line above tells. Every position of a text is looked at once, by the two characters that stand
there, so that time is linear in the size of the notes and the number of hits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from cribdeck.assemble.lines import Line
from cribdeck.assemble.matching import Names, matchable

_Heads: TypeAlias = Mapping[str, Sequence[tuple[str, int]]]
"""The first one or two characters of names to the names and the order of the table."""


def lines_by_table(
    lines: Sequence[Line], tables: Sequence[Names], goes_on: Callable[[Line, Line], bool]
) -> list[list[Line]]:
    """Return, for each of `tables`, the lines that may tell of its things, in reading order.

    Args:
        lines: all lines, in reading order.
        tables: the names of the things that each table compares.
        goes_on: whether the second line may tell of what the first is about.
    """
    heads = _heads(tables)

    @cache
    def named_in(text: str) -> frozenset[int]:
        return frozenset(_named(text, heads))

    found: list[list[Line]] = [[] for _ in tables]
    before: frozenset[int] = frozenset()
    for order, line in enumerate(lines):
        named = frozenset(_named(line.text, heads)).union(*map(named_in, line.above))
        named = named.union(*(named_in(matchable(name)) for name in line.names))
        if before and goes_on(lines[order - 1], line):
            named |= before
        for table in named:
            found[table].append(line)
        before = named
    return found


def _heads(tables: Sequence[Names]) -> _Heads:
    heads: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for order, names in enumerate(tables):
        for name in names.all:
            heads[name[:2]].append((name, order))
    return heads


def _named(text: str, heads: _Heads) -> Iterator[int]:
    """Yield the tables that `text`, matchable, names a thing of."""
    for start in range(len(text)):
        for head in (text[start], text[start : start + 2]):
            for name, table in heads.get(head, ()):
                if text.startswith(name, start):
                    yield table
