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

from cribdeck.facts.model import Abbreviation, Contrast, Listing, Question, Steps
from cribdeck.relate.opposition import difference
from cribdeck.relate.overlap import containment, overlapping
from cribdeck.relate.placed import Placed

_SAME_SUBJECT: Final = 0.5
_DIFFERENCES: Final = ("negation", "opposite", "number")
_SEVERAL: Final = 2
_ORDER: Final = re.compile(r"先([^，,。；;]{2,14}?)[，,]?\s*(?:再|后|然后|之后|才)([^，,。；;]{2,14})")


def disputes(facts: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Yield each pair of `facts` that contradict each other, the first in reading order first."""
    seen: set[tuple[Placed, Placed]] = set()
    for one, other in (*_same_key(facts), *_same_text(facts)):
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
    found = difference(one, other)
    if found not in _DIFFERENCES:
        return False
    if isinstance(one.fact, Question) and isinstance(other.fact, Question) and found == "number":
        return True
    return containment(one.told, other.told) >= _SAME_SUBJECT


def _same_text(facts: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    prose = [
        it
        for it in facts
        if not isinstance(it.fact, Abbreviation | Contrast | Listing | Steps)
    ]
    for one, other in overlapping(prose):
        if difference(one, other) in _DIFFERENCES and _about_the_same(one, other):
            yield one, other


def _about_the_same(one: Placed, other: Placed) -> bool:
    return one.key == other.key or one.key is None or other.key is None


_REACH: Final = 20
"""Facts of one key that are compared with each; more share a label, not a subject."""
