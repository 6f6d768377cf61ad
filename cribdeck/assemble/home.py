"""Where the things that a table compares are at home: lines around which most are told of.

Who is told of where goes in, the lines come out. A word like leader or 同步 may be met
anywhere in the notes; next to the others it is compared with, it means what the table means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_NEIGHBOURHOOD: Final = 8
"""Lines before and behind one that tell of the same."""


def home(told: Iterable[tuple[str, int, int]], things: int) -> frozenset[int]:
    """Return the lines, by order, around which at least half of the things are told of.

    Args:
        told: path and order of a line, and the thing that it tells of.
        things: how many are compared.
    """
    by_path: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for path, order, thing in told:
        by_path[path].add((order, thing))
    enough = max(2, -(-things // 2))
    return frozenset(
        order
        for places in by_path.values()
        for order, near in _near(sorted(places))
        if len({thing for _, thing in near}) >= enough
    )


def _near(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Sequence[tuple[int, int]]]]:
    """Yield each line with what is told in its neighbourhood; `places` are sorted."""
    first = last = 0
    for order, _ in places:
        while places[first][0] < order - _NEIGHBOURHOOD:
            first += 1
        while last < len(places) and places[last][0] <= order + _NEIGHBOURHOOD:
            last += 1
        yield order, places[first:last]
