"""Which fact and which text are each other's nearest: evidence that both say the same.

Two families of sets of terms go in, pairs come out. Likeness is the cosine of the angle between
them, each term weighed by what it tells: 1 for the same terms, 0 for none in common. A text may
be almost as near to another fact, since facts overlap.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

_Fact = TypeVar("_Fact")
_Text = TypeVar("_Text")

_ALMOST: Final = 0.95
"""Share of the likeness to its nearest fact that a text must have to this one."""


def closest(
    facts: Mapping[_Fact, frozenset[str]],
    texts: Sequence[tuple[_Text, frozenset[str]]],
    weigh: Callable[[str], float],
) -> dict[_Fact, tuple[_Text, float]]:
    """Return for each fact its nearest text and how alike they are, if the text has no nearer fact.

    >>> closest({1: frozenset("ab"), 2: frozenset("abc")}, [("x", frozenset("abc"))], lambda _: 1)
    {2: ('x', 1.0)}
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, (_, terms) in enumerate(texts):
        for term in terms:
            holders[term].append(number)
    lengths = [_length(terms, weigh) for _, terms in texts]
    nearest: dict[_Fact, tuple[int, float]] = {}
    top = [0.0] * len(texts)
    for fact, terms in facts.items():
        common: dict[int, float] = defaultdict(float)
        for term in sorted(terms):
            for number in holders.get(term, ()):
                common[number] += weigh(term) ** 2
        length = _length(terms, weigh)
        alike = {number: it / (length * lengths[number]) for number, it in common.items()}
        for number, likeness in alike.items():
            top[number] = max(top[number], likeness)
        if alike:
            nearest[fact] = max(alike.items(), key=lambda it: (it[1], -it[0]))
    return {
        fact: (texts[number][0], round(likeness, 9))
        for fact, (number, likeness) in nearest.items()
        if likeness >= _ALMOST * top[number]
    }


def _length(terms: Iterable[str], weigh: Callable[[str], float]) -> float:
    return math.sqrt(sum(weigh(it) ** 2 for it in sorted(terms)))
