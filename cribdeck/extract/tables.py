"""Tables on their way to facts: what the four table rules have in common.

A grid and the shapes a rule is about go in; the comparison comes out, if the table has
one of these shapes and a cell worth asking for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from cribdeck.compare.asking import beside, one_by_one
from cribdeck.compare.classify import Kind, Shape, classify
from cribdeck.compare.layout import text_of
from cribdeck.compare.typed import behind_name, is_asked, whole
from cribdeck.extract.rule import Declined
from cribdeck.extract.unit import Grid, origin
from cribdeck.facts.model import Comparison, Contrast, Definition, Listing
from cribdeck.inline import Cloze, Text, plain, strip
from cribdeck.syntax.nodes import Cell
from cribdeck.units import units

Told: TypeAlias = Comparison | Contrast | Definition | Listing
"""What a table may give."""
_SHORTEST_CLAIM, _SHORTEST_USE, _LONGEST_USE = 2, 4, 40
"""Units."""


def comparisons(grid: Grid, *shapes: Shape) -> Iterator[Told | Declined]:
    """Yield what `grid` tells if the table has one of `shapes`, or why it tells nothing."""
    kind = classify(grid.table, grid.about)
    if kind.shape == "never":
        yield Declined(kind.reason)
    elif kind.shape in shapes:
        yield from _pairs(grid) if kind.shape == "pairs" else _told(grid, kind)


def _told(grid: Grid, kind: Kind) -> Iterator[Told | Declined]:
    found = whole(grid.table, kind, (Text(grid.title),), origin(grid))
    if found is None:
        yield Declined("no cell holds an answer")
        return
    if kind.shape == "headerless":
        yield found
        yield from _uses(grid)
        return
    if found.skeleton is not None:
        # How its cells are asked for is decided when they are there.
        yield found
        return
    yield from asked_for(found)


def asked_for(found: Comparison) -> Iterator[Told]:
    """Yield the facts that ask for the cells of a comparison with all its cells."""
    yield from beside(found)
    rest = one_by_one(found)
    if rest is not None:
        yield rest


def _pairs(grid: Grid) -> Iterator[Contrast | Declined]:
    """Yield for each row which of the two things each of its cells is about."""
    names = [strip(cell.content) for cell in grid.table.header]
    rows = [row for row in grid.table.rows if all(map(_can_be_told, row))]
    for row in rows:
        if text_of(row[0]) != text_of(row[1]):
            # Sorted by what is told, or the first blank would always be the first column.
            told = sorted(zip(names, row, strict=True), key=lambda it: text_of(it[1]))
            claims = tuple((Cloze(name), Text("："), *strip(cell.content)) for name, cell in told)
            yield Contrast(origin(grid), claims)
    if not rows:
        yield Declined("no row tells the two things apart")


def _can_be_told(cell: Cell) -> bool:
    return _SHORTEST_CLAIM <= units(text_of(cell)) <= _LONGEST_USE and is_asked(cell.content)


def _uses(grid: Grid) -> Iterator[Definition]:
    """Yield what a table without headers tells of the names in its second column."""
    place = origin(grid)
    for row in grid.table.rows:
        rest = behind_name(row)
        if rest and _SHORTEST_USE <= units(plain(rest)) <= _LONGEST_USE:
            term = (*strip(row[0].content), Text(" "), *strip(row[1].content))
            there = replace(place, span=row[1].span.to(row[-1].span))
            yield Definition(there, term, rest, "meaning")
