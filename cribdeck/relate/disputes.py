"""Claims that contradict each other: facts go in, pairs at odds come out.

Two facts are at odds when they are about the same thing, say nearly the same of it, and
differ in what counts: a number, a negation, an opposite (同步 and 异步), or the order of two
steps (先 A 再 B). Only texts that overlap are judged, so most contradictions between freely
worded notes stay unseen; what is reported is worth a look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.facts.model import Abbreviation, Question
from cribdeck.relate.opposition import difference
from cribdeck.relate.overlap import containment
from cribdeck.relate.placed import Placed

_SAME_SUBJECT: Final = 0.5
_DIFFERENCES: Final = ("negation", "opposite", "number")
_OPENING: Final = 4
"""Characters with which two sentences about one thing begin."""
_CONDITION: Final = re.compile(r"如果|假如|若|当|只要|只有|if|when|unless")
_REACH: Final = 20
"""Facts of one key that are compared with each; more share a label, not a subject."""


def disputes(
    facts: Sequence[Placed], near: Sequence[tuple[Placed, Placed]]
) -> Iterator[tuple[Placed, Placed]]:
    """Yield each pair of `facts` that contradict each other, the first in reading order first.

    Args:
        facts: in reading order.
        near: the pairs of them whose texts overlap.
    """
    seen: set[tuple[Placed, Placed]] = set()
    for one, other in (*_same_key(facts), *filter(_contradict, near)):
        if (one, other) not in seen and one.place != other.place:
            seen.add((one, other))
            yield one, other


def _same_key(facts: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    by_key: defaultdict[object, list[Placed]] = defaultdict(list)
    for fact in facts:
        if fact.key is not None and not isinstance(fact.fact, Abbreviation):
            by_key[fact.key].append(fact)
    for sharing in by_key.values():
        for place, one in enumerate(sharing):
            for other in sharing[place + 1 : place + 1 + _REACH]:
                if _at_odds(one, other):
                    yield one, other


def _at_odds(one: Placed, other: Placed) -> bool:
    both_asked = isinstance(one.fact, Question) and isinstance(other.fact, Question)
    if containment(one.told, other.told) >= _SAME_SUBJECT:
        return difference(one, other) in _DIFFERENCES
    return both_asked and difference(one, other) == "number"


def _contradict(pair: tuple[Placed, Placed]) -> bool:
    return _about_the_same(*pair) and difference(*pair) in _DIFFERENCES


def _about_the_same(one: Placed, other: Placed) -> bool:
    """Return whether both are about one thing: they share a key, a piece, or how they begin."""
    if one.key is not None and other.key is not None:
        return one.key == other.key
    if one.answers & other.answers:
        return True
    # Under opposite conditions opposite things may hold.
    return one.flat[:_OPENING] == other.flat[:_OPENING] and not _CONDITION.match(one.flat)
