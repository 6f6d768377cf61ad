"""Tables on their way to facts: what the four table rules have in common.

A grid and the shapes a rule is about go in; the comparison comes out, if the table has
one of these shapes and a cell worth asking for.
"""

from __future__ import annotations

from collections.abc import Iterator

from cribdeck.compare.classify import Shape, classify
from cribdeck.compare.typed import typed
from cribdeck.extract.rule import Declined
from cribdeck.extract.unit import Grid, origin
from cribdeck.facts.model import Comparison
from cribdeck.inline import Text


def comparisons(grid: Grid, *shapes: Shape) -> Iterator[Comparison | Declined]:
    """Yield the comparison in `grid` if the table has one of `shapes`, or why it has none."""
    kind = classify(grid.table, grid.title)
    if kind.shape == "never":
        yield Declined(kind.reason)
    elif kind.shape in shapes:
        comparison = typed(grid.table, kind, (Text(grid.title),), origin(grid))
        yield comparison or Declined("no cell holds an answer")
