"""Rewordings: two lists of texts, before and after, go in; which text became which comes out.

A text counts as a rewording of another only if both lie between the same known
neighbours, look alike, and nothing else there looks nearly as alike. Anything less is in
doubt, and what is in doubt is not paired.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

ALIKE: Final = 0.5
"""From here on a text counts as an edited version of the other."""
MARGIN: Final = 0.1
"""By how much the best likeness must beat the next best."""
_REACH: Final = 20
"""How far a text may have wandered within its gap; bounds the work on a rewritten chapter."""


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1.

    Dice's coefficient over character bigrams, with width, case and white space set aside:
    it needs no word boundaries, so it serves Chinese and English alike.
    """
    return _overlap(_bigrams(one), _bigrams(other))


def reworded(
    after: Mapping[int, str], before: Mapping[int, str], known: Mapping[int, int]
) -> dict[int, int]:
    """Return which text of `before` each text of `after` is a rewording of, by their keys.

    Args:
        after: texts in their present order.
        before: texts in the order of the build before.
        known: pairs found already, key in `after` to key in `before`; a text whose partner
            is not in `before` has come from elsewhere and is passed over.
    """
    return {
        new: old
        for mine, theirs in _gaps(after, before, known)
        for new, old in _mutual_best(
            {key: _bigrams(after[key]) for key in mine},
            {key: _bigrams(before[key]) for key in theirs},
        )
    }


def _gaps(
    after: Mapping[int, str], before: Mapping[int, str], known: Mapping[int, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the unknown keys between each two known neighbours, of both lists."""
    taken = set(known.values())
    order = list(before)
    place = {key: number for number, key in enumerate(order)}
    left, mine = -1, list[int]()
    for key in (*after, None):
        if key is not None and key not in known:
            mine.append(key)
        elif key is None or known[key] in place:
            right = len(before) if key is None else place[known[key]]
            theirs = [old for old in order[left + 1 : right] if old not in taken]
            if mine and theirs:
                yield mine, theirs
            left, mine = right, []


def _mutual_best(
    new: Mapping[int, Counter[str]], old: Mapping[int, Counter[str]]
) -> Iterator[tuple[int, int]]:
    likeness = {
        (mine, theirs): _overlap(new[mine], old[theirs])
        for row, mine in enumerate(new)
        for column, theirs in enumerate(old)
        if abs(row - column) <= _REACH
    }
    ours, others = defaultdict[int, list[float]](list), defaultdict[int, list[float]](list)
    for (mine, theirs), value in likeness.items():
        ours[mine].append(value)
        others[theirs].append(value)
    for (mine, theirs), value in likeness.items():
        rivals = [*ours[mine], *others[theirs]]
        # The pair itself is counted on both sides.
        nearly = sum(rival > value - MARGIN for rival in rivals)
        if value >= ALIKE and nearly == len((mine, theirs)):
            yield mine, theirs


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _bigrams(text: str) -> Counter[str]:
    flat = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    # The ends count too, so that texts of one character can be compared.
    framed = f"\u0002{flat}\u0003" if flat else ""
    return Counter(map("".join, pairwise(framed)))
