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

from cribdeck.facts.model import (
    Abbreviation,
    Definition,
    Question,
    Statement,
)
from cribdeck.folding import fold
from cribdeck.inline import plain
from cribdeck.relate.normalise import bare, words
from cribdeck.relate.opposition import difference
from cribdeck.relate.overlap import IDENTICAL, containment, jaccard
from cribdeck.relate.placed import Placed, said
from cribdeck.units import HAN, has_han

_BEGINS_AS_NOUN: Final = re.compile(
    rf"(?:是指?|即|指|可以理解为|(?:每一|一)[种个类组套条款][^，,。；;]{{1,40}}的)|(?:an?|the)\b"
    rf"|[A-Za-z ]{{2,20}}[，,。]|[{HAN}]{{2,4}}[，,。]\s*(?:即|就?是|也就是)"
)
"""How a definition begins; it may say the other name first: `Producer。发布消息的…`."""
_ENDS_AS_NOUN: Final = re.compile(
    rf"[^是]*(?:的(?!.*[是中里上下的]$)[{HAN}]{{1,6}}|[{HAN}]{{2,12}}[方者器体人口])"
)
"""What the first clause of a definition is otherwise: `订阅消息的对象`."""
_ITSELF: Final = re.compile(r"([^，,。；;是]{1,10})就?是")
"""`微服务就是…`, below 微服务架构."""
_CLAUSE_END: Final = re.compile(r"[，,。；;]")
_SAME_EXPANSION: Final = 0.6
_SPECIFIC: Final = 4
"""Chinese characters of a term that needs no title to be understood."""
_DEFINES: Final = re.compile(r"是|指|即|is|are")


def duplicates(
    facts: Sequence[Placed], near: Sequence[tuple[Placed, Placed]]
) -> list[list[Placed]]:
    """Return each group of two or more facts that say the same, the one to be asked first.

    Args:
        facts: in reading order.
        near: the pairs of them whose texts overlap.
    """
    leader = {fact: fact for fact in facts}

    def root(fact: Placed) -> Placed:
        while leader[fact] is not fact:
            fact = leader[fact]
        return fact

    for one, other in (*_same_key(facts), *filter(_same_text, near)):
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
    if isinstance(fact, Question) or _DEFINES.match(fact.link.strip()):
        return True
    text = fold(plain(said(fact)[1]))
    itself = _ITSELF.match(text)
    if itself is not None and bare(itself[1]) in placed.key.name:
        return True
    clause = _CLAUSE_END.split(text, maxsplit=1)[0].strip()
    return bool(_BEGINS_AS_NOUN.match(text) or _ENDS_AS_NOUN.fullmatch(clause))


def _same_thing(one: Placed, other: Placed) -> bool:
    if one.place == other.place:
        return jaccard(one.pairs, other.pairs) >= IDENTICAL
    if isinstance(one.fact, Abbreviation):
        return containment(one.told, other.told) >= _SAME_EXPANSION
    return not _families_differ(one, other) and difference(one, other) in (None, "name")


def _families_differ(one: Placed, other: Placed) -> bool:
    """Return whether the titles above, as far as they differ, name different things.

    A long term means the same anywhere: 一致性哈希, `cache stampede`.
    """
    if any(map(_is_specific, (one, other))):
        return False
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


def _is_specific(fact: Placed) -> bool:
    if not isinstance(fact.fact, Definition):
        return False
    term = words(plain(fact.fact.term))
    return len(term) > 1 or (has_han(term[0]) and len(term[0]) >= _SPECIFIC)


def _same_text(pair: tuple[Placed, Placed]) -> bool:
    one, other = pair
    if one.fact.origin.span == other.fact.origin.span:
        return False  # two pieces of one sentence
    if one.place == other.place and jaccard(one.pairs, other.pairs) < IDENTICAL:
        return False
    return _same_answer(one, other) and difference(one, other) is None


def _same_answer(one: Placed, other: Placed) -> bool:
    """Return whether the two ask for the same: one key, or one hidden piece.

    Of two sentences one may hide more than the other. A definition hides its whole meaning,
    so a piece of that is another question.
    """
    if one.key is not None and one.key == other.key:
        return True
    if isinstance(one.fact, Statement) and isinstance(other.fact, Statement):
        return any(a in b or b in a for a in one.answers for b in other.answers)
    return bool(one.answers & other.answers)
