"""Look-alikes of one section: definitions go in, which-one cards come out.

What stands close together and reads nearly the same is there to be told apart: 最多一次 and
至少一次, 正向代理 and 反向代理. Of 37 such pairs 26 were contrasts. Policy: precision before
number. Both terms stand below the same titles, both claims can be read at a glance, neither
names a term of the other or shows which is which, and a definition is used once, with
the one most like it. The definitions keep their own cards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cribdeck.extract.guards import guarded
from cribdeck.facts.holes import clozes
from cribdeck.facts.model import Contrast, Definition, Origin
from cribdeck.inline import Cloze, RichText, Text, plain
from cribdeck.relate.normalise import words
from cribdeck.relate.overlap import jaccard
from cribdeck.relate.placed import Placed
from cribdeck.units import units
from cribdeck.wording import is_example, mentions_person

RULE: Final = "look_alikes"
"""Stands as the rule in the origin of these contrasts."""
_ALIKE: Final = 0.40
_ALIKE_WITH_PARALLEL_NAMES: Final = 0.20
_LONGEST_CLAIM: Final = 45
"""Units."""
_LONGEST_TERM: Final = 10
"""Units."""
_SHORTEST_TOLD: Final = 4
"""Units."""
_REACH: Final = 8
"""Definitions between the two; bounds the work in long glossaries."""


def contrasts(facts: Sequence[Placed]) -> Iterator[tuple[Placed, Contrast]]:
    """Yield each contrast among `facts`, with the fact beside which it is found."""
    sections: defaultdict[object, list[Placed]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.fact, Definition) and _is_short(fact.fact):
            sections[fact.place, fact.fact.origin.breadcrumb].append(fact)
    for siblings in sections.values():
        used: set[Placed] = set()
        for one, other in _most_alike(siblings):
            if one in used or other in used:
                continue
            made = _contrast(one.fact, other.fact)
            if made is not None:
                used |= {one, other}
                yield other, made


def _most_alike(siblings: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    found: list[tuple[float, Placed, Placed]] = []
    for place, one in enumerate(siblings):
        for other in siblings[place + 1 : place + 1 + _REACH]:
            index = jaccard(one.told, other.told)
            enough = _ALIKE_WITH_PARALLEL_NAMES if _are_parallel(one, other) else _ALIKE
            if enough <= index < 1 and not _gives_away(one, other):
                found.append((index, one, other))
    # The sort is stable: of equal pairs the first in the note comes first.
    return [(one, other) for _, one, other in sorted(found, key=lambda it: -it[0])]


def _is_short(fact: Definition) -> bool:
    term, meaning = plain(fact.term), plain(fact.meaning)
    return (
        units(term) <= _LONGEST_TERM
        and units(meaning) >= _SHORTEST_TOLD
        and units(term) + units(meaning) <= _LONGEST_CLAIM
        and not mentions_person(meaning)
        and not is_example(meaning)
        and not any(clozes((*fact.term, *fact.meaning)))
    )


def _are_parallel(one: Placed, other: Placed) -> bool:
    """Return whether the names are built alike: 生产者 and 消费者, `at most once`."""
    mine, theirs = _name(one), _name(other)
    if mine[-1][0].isascii() or theirs[-1][0].isascii():
        return len(mine) == len(theirs) > 1 and bool(frozenset(mine) & frozenset(theirs))
    return mine[-1][-1] == theirs[-1][-1]


def _gives_away(one: Placed, other: Placed) -> bool:
    """Return whether a claim shows what its name alone has, or is but the other cut short."""
    texts = ["".join(_told_words(it)) for it in (one, other)]
    if texts[0] in texts[1] or texts[1] in texts[0]:
        return True
    pairs = ((one, other), (other, one))
    return any(
        (_parts(_name(mine)) - _parts(_name(theirs)))
        & (_parts(_told_words(mine)) - _parts(_told_words(theirs)))
        for mine, theirs in pairs
    ) or any(
        fact.key is not None and fact.key.name in fact.words[len(_name(fact)) :]
        for fact in (one, other)
    )


def _name(fact: Placed) -> tuple[str, ...]:
    assert isinstance(fact.fact, Definition)  # noqa: S101  the only kind compared here
    return words(plain(fact.fact.term)) or (" ",)


def _told_words(fact: Placed) -> tuple[str, ...]:
    assert isinstance(fact.fact, Definition)  # noqa: S101  the only kind compared here
    return words(plain(fact.fact.meaning))


def _parts(found: Iterable[str]) -> frozenset[str]:
    """Return Latin words whole and Chinese ones by character."""
    return frozenset(part for word in found for part in ([word] if word[0].isascii() else word))


def _contrast(one: object, other: object) -> Contrast | None:
    assert isinstance(one, Definition)  # noqa: S101  the only kind compared here
    assert isinstance(other, Definition)  # noqa: S101
    origin = one.origin
    place = Origin(origin.span.to(other.origin.span), RULE, origin.breadcrumb)
    made = guarded(Contrast(place, (_claim(one), _claim(other))))
    return made if isinstance(made, Contrast) else None


def _claim(fact: Definition) -> RichText:
    return (Cloze(fact.term), Text(fact.link), *fact.meaning)
