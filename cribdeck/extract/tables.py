"""Tables on their way to facts: what the four table rules have in common.

A grid and the shapes a rule is about go in; the comparison comes out, if the table has
one of these shapes and a cell worth asking for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from cribdeck.compare.classify import Kind, Shape, classify
from cribdeck.compare.typed import behind_name, flagged, opposed, typed, whole
from cribdeck.extract.rule import Declined
from cribdeck.extract.unit import Grid, origin
from cribdeck.facts.model import Comparison, Contrast, Definition, Listing
from cribdeck.inline import Cloze, Text, plain, strip
from cribdeck.units import units

Told: TypeAlias = Comparison | Contrast | Definition | Listing
"""What a table may give."""
_MOST = 7
_SHORTEST_USE, _LONGEST_USE = 4, 40
"""Units."""


def comparisons(grid: Grid, *shapes: Shape) -> Iterator[Told | Declined]:
    """Yield what `grid` tells if the table has one of `shapes`, or why it tells nothing."""
    kind = classify(grid.table, grid.title)
    if kind.shape == "never":
        yield Declined(kind.reason)
    elif kind.shape in shapes:
        comparison = typed(grid.table, kind, (Text(grid.title),), origin(grid))
        beside: tuple[Told, ...] = (*_listings(grid, kind.shape), *_contrasts(grid, kind))
        yield from beside
        if comparison or not beside:
            yield comparison or Declined("no cell holds an answer")
        if kind.shape == "headerless":
            yield from _uses(grid)


def _uses(grid: Grid) -> Iterator[Definition]:
    """Yield what a table without headers tells of the names in its second column."""
    place = origin(grid)
    for row in grid.table.rows:
        rest = behind_name(row)
        if rest and _SHORTEST_USE <= units(plain(rest)) <= _LONGEST_USE:
            term = (*strip(row[0].content), Text(" "), *strip(row[1].content))
            there = replace(place, span=row[1].span.to(row[-1].span))
            yield Definition(there, term, rest, "meaning")


def _contrasts(grid: Grid, kind: Kind) -> Iterator[Contrast]:
    """Yield what two things have opposite: which of them is fast, and which slow."""
    if kind.shape not in ("columns", "rows"):
        return
    comparison = whole(grid.table, kind, (), origin(grid))
    if comparison is None:
        return
    for aspect, cells in opposed(comparison):
        claims = tuple(
            (Cloze(entity), Text("："), *aspect, Text(" "), *cell)
            for entity, cell in zip(comparison.entities, cells, strict=True)
        )
        yield Contrast(origin(grid), claims)


def _listings(grid: Grid, shape: Shape) -> Iterator[Listing]:
    """Yield a list of the things for which a column of nothing but yes and no says yes."""
    if shape not in ("glossary", "record", "rows"):
        return
    for header, names in flagged(grid.table):
        title = f"{grid.title} › " if grid.title else ""
        if len(names) <= _MOST and plain(header):
            yield Listing(origin(grid), (Text(title), *header), names)
