"""Renames: rows of a table, now and then, go in; which columns have a new name comes out.

A column has been renamed when its name has left the table, the new one was not there before,
and most of its cells still are what they were. A single cell proves nothing: 支持 stands in
many columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from cribdeck.facts.model import Hole
from cribdeck.identity.ledger import ClozeRecord
from cribdeck.identity.likeness import normal
from cribdeck.identity.numbers import short

Row: TypeAlias = tuple[Sequence[Hole], Sequence[ClozeRecord]]


def renamed(rows: Sequence[Row]) -> Mapping[str, str]:
    """Return the new name of each renamed column by its old one."""
    now = {hole.role for holes, _ in rows for hole in holes}
    before = Counter(it.role for _, clozes in rows for it in clozes if it.live)
    shared = Counter(
        (it.role, hole.role)
        for holes, clozes in rows
        for it in _missing(clozes, now)
        for hole in holes
        if hole.role not in before and normal(short(hole)) == normal(short(it))
    )
    names: dict[str, str] = {}
    for (old, new), count in sorted(shared.items(), key=lambda it: (-it[1], it[0])):
        rivals = [
            other
            for pair, other in shared.items()
            if (pair[0] == old) != (pair[1] == new) and other >= count
        ]
        if 2 * count > before[old] and not rivals:
            names[old] = new
    return names


def _missing(clozes: Iterable[ClozeRecord], now: set[str]) -> Iterable[ClozeRecord]:
    return (it for it in clozes if it.live and it.role not in now)
