"""Texts that overlap: facts go in, pairs that may say the same come out.

How alike two texts are is measured on the pairs of characters of their bare text, by
Jaccard's index and by containment (what of the shorter stands in the longer). Judged on
103 known duplicates among 1,497 sentences, Jaccard from 0.45, or containment from 0.75 with
Jaccard from 0.25, found duplicates with a precision of 89 %.

Not every fact is compared with every other: a pair must meet in a shingle. One that more than
`_COMMONEST` facts share is passed over, which bounds the work and costs only texts made of
nothing but common phrases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.facts.model import Definition, Question, Statement
from cribdeck.relate.normalise import shingles
from cribdeck.relate.placed import Placed

SHORTEST: Final = 12
"""Characters of a bare text; shorter ones are alike by chance."""
_JACCARD, _CONTAINED, _AND_JACCARD = 0.45, 0.75, 0.25
IDENTICAL: Final = 0.90
"""Jaccard's index from which on even two facts of one section say the same."""
_MET, _SHORT = 2, 18
"""In how many shingles two texts of more than so many must meet: one is chance."""
_COMMONEST: Final = 16
"""Facts that may share a shingle which is looked up."""


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of common pairs among all pairs, from 0 to 1."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the pairs of the shorter text stands in the longer, from 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two texts overlap as duplicates do."""
    index = jaccard(one, other)
    return index >= _JACCARD or (index >= _AND_JACCARD and containment(one, other) >= _CONTAINED)


def overlapping(facts: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Yield each pair of `facts` whose texts overlap, in the order of `facts`.

    Only facts that make one claim are compared: a list, or what stands side by side, makes
    several, and what an abbreviation stands for is found by its key. Of facts that say and
    ask the very same, each is paired with the first only.
    """
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for place, fact in enumerate(facts):
        makes_one_claim = isinstance(fact.fact, Definition | Question | Statement)
        if makes_one_claim and len(fact.flat) >= SHORTEST:
            by_text[fact.flat].append(place)
    distinct: dict[int, Placed] = {}
    for places in by_text.values():
        first: dict[frozenset[str], int] = {}
        for place in places:
            same = place if len(places) == 1 else first.setdefault(facts[place].answers, place)
            if same == place:
                distinct[place] = facts[place]
            else:
                yield facts[same], facts[place]
    for one, other in sorted(set(_candidates(distinct))):
        if overlap(facts[one].pairs, facts[other].pairs):
            yield facts[one], facts[other]


def _candidates(facts: dict[int, Placed]) -> Iterator[tuple[int, int]]:
    found = {place: shingles(fact.words) for place, fact in facts.items()}
    frequency = Counter(shingle for them in found.values() for shingle in them)
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, them in found.items():
        for shingle in them:
            if 1 < frequency[shingle] <= _COMMONEST:
                index[shingle].append(place)
    for place, them in found.items():
        met = Counter(near for shingle in them for near in index.get(shingle, ()))
        often = _MET if len(them) > _SHORT else 1
        for near, times in met.items():
            if near != place and times >= often:
                yield min(place, near), max(place, near)
