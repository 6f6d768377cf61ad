"""The same said twice: facts go in, groups of facts that need one card come out.

Two facts say the same when

* they define the same term (or an alias of it), or spell out the same abbreviation, and do
  not come from different families: 事务 below MySQL is not 事务 below Redis;
* or their texts overlap, nothing tells them apart, and they hide the same words.

Defining is narrower than having the same label: `Kafka：只保证分区内有序` tells something of
Kafka, and stands beside what Kafka is. Inside one section notes do not repeat themselves,
they contrast; there only nearly identical texts are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cribdeck.facts.model import Abbreviation, Contrast, Definition, Listing, Question, Steps
from cribdeck.inline import plain
from cribdeck.relate.normalise import words
from cribdeck.relate.opposition import difference
from cribdeck.relate.overlap import IDENTICAL, containment, jaccard, overlapping
from cribdeck.relate.placed import Placed, told
from cribdeck.units import HAN

_IS_NOUN: Final = re.compile(
    rf"(?:是指?|即|指|可以理解为|一[种个类组套条款]|每一[种个条]|an?\b|the\b|[A-Za-z{HAN}]{{2,12}}[，,。]\s*(?:即|就是|也就是|是)?)"
)
"""How a definition begins."""
_ENDS_NOUN: Final = re.compile(rf"的[{HAN}A-Za-z ]{{1,8}}$|[{HAN}]{{2,12}}[方者器体人口]$")
"""How its first clause ends otherwise: 订阅消息的对象."""
_CLAUSE_END: Final = re.compile(r"[，,。；;]")
_SAME_SUBJECT: Final = 0.6
_DEFINES: Final = re.compile(r"是|指|即|is|are")


def duplicates(facts: Sequence[Placed]) -> list[list[Placed]]:
    """Return each group of two or more facts that say the same, the one to be asked first."""
    leader = {fact: fact for fact in facts}

    def root(fact: Placed) -> Placed:
        while leader[fact] is not fact:
            fact = leader[fact]
        return fact

    for one, other in (*_same_key(facts), *_same_text(facts)):
        first, second = sorted((root(one), root(other)), key=lambda it: it.rank)
        leader[second] = first
    groups: defaultdict[Placed, list[Placed]] = defaultdict(list)
    for fact in facts:
        groups[root(fact)].append(fact)
    return [sorted(group, key=lambda it: it.rank) for group in groups.values() if len(group) > 1]


def _same_key(facts: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    by_key: defaultdict[object, list[Placed]] = defaultdict(list)
    for fact in facts:
        if fact.key is not None and _is_definition(fact):
            by_key[fact.key].append(fact)
    for sharing in by_key.values():
        heads: list[Placed] = []
        for fact in sorted(sharing, key=lambda it: it.rank):
            head = next((it for it in heads if _same_thing(it, fact)), None)
            if head is None:
                heads.append(fact)
            else:
                yield head, fact


def _is_definition(placed: Placed) -> bool:
    """Return whether a fact says what its key is, and not something of it."""
    fact = placed.fact
    if isinstance(fact, Abbreviation):
        return True
    if placed.key is None or placed.key.aspect or not isinstance(fact, Definition | Question):
        return False
    if isinstance(fact, Question) or _DEFINES.match(fact.link):
        return True
    text = plain(told(fact)[0])
    return _IS_NOUN.match(text) is not None or _ENDS_NOUN.search(
        _CLAUSE_END.split(text, maxsplit=1)[0].strip()
    ) is not None


def _same_thing(one: Placed, other: Placed) -> bool:
    if one.place == other.place:
        return jaccard(one.pairs, other.pairs) >= IDENTICAL
    if isinstance(one.fact, Abbreviation):
        return containment(one.told, other.told) >= _SAME_SUBJECT
    if difference(one, other) in ("negation", "opposite", "number"):
        return False
    return not _families_differ(one, other)


def _families_differ(one: Placed, other: Placed) -> bool:
    """Return whether the titles above, as far as they differ, name different things."""
    mine, theirs = one.fact.origin.breadcrumb, other.fact.origin.breadcrumb
    shared = frozenset(mine) & frozenset(theirs)
    names = [
        frozenset(
            word
            for title in titles
            if title not in shared
            for word in words(title)
            if word[0].isascii() and word[0].isalpha()
        )
        for titles in (mine, theirs)
    ]
    return all(names) and not names[0] & names[1]


def _same_text(facts: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    prose = [
        it
        for it in facts
        if not isinstance(it.fact, Abbreviation | Contrast | Listing | Steps)
    ]
    for one, other in overlapping(prose):
        same_place = one.place == other.place
        if same_place and jaccard(one.pairs, other.pairs) < IDENTICAL:
            continue
        if one.fact.origin.span == other.fact.origin.span:
            continue  # two pieces of one sentence
        if difference(one, other) is None and _same_answer(one, other):
            yield one, other


def _same_answer(one: Placed, other: Placed) -> bool:
    """Return whether a piece that one hides is, or holds, a piece that the other hides."""
    if one.key is not None and one.key == other.key:
        return True
    return any(a in b or b in a for a in one.answers for b in other.answers if a and b)
