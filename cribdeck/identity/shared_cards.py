"""Notes that share cards: the same question, and at least one answer the same.

A rule of ours, or the author, may cut a sentence into other pieces, tell a list from prose or
ask in another way. Whichever note goes on, its cards ask what they asked; so where several
share cards, the one that shares most is taken, and there is no doubt to report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from cribdeck.identity.assignment import Pair
from cribdeck.identity.likeness import normal
from cribdeck.identity.search import Search
from cribdeck.identity.seen import Seen, are_crossed

_COMMON: Final = 40
"""Notes that may share a card before it tells nothing."""


def shared_cards(search: Search) -> dict[int, int]:
    """Return pairs of notes that ask the same of the same, most shared cards first."""
    asked = defaultdict[tuple[str, str, str], list[int]](list)
    for old in search.left_before(retired=False):
        for card in _cards(search.before[old]):
            asked[card].append(old)
    shared: Counter[Pair] = Counter()
    for new in search.left():
        for card in _cards(search.now[new]):
            if len(asked.get(card, ())) <= _COMMON:
                shared.update((new, old) for old in asked.get(card, ()))
    shared = Counter({pair: count for pair, count in shared.items() if _may_be(search, pair)})
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for new, old in sorted(shared, key=lambda it: (-shared[it], _order(search, it))):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def _cards(it: Seen) -> frozenset[tuple[str, str, str]]:
    """Return each card as source, key and answer."""
    key = normal(it.trace.anchor.key)
    return frozenset((it.trace.anchor.path, key, answer) for answer in it.answers if key)


def _may_be(search: Search, pair: Pair) -> bool:
    now, before = search.now[pair[0]], search.before[pair[1]]
    return (now.is_telling or search.have_become(now, before)) and not are_crossed(now, before)


def _order(search: Search, pair: Pair) -> tuple[object, ...]:
    """Return what decides between equals: the same place, the same kind, then reading order."""
    now, before = search.now[pair[0]], search.before[pair[1]]
    return (
        now.section != before.section,
        now.trace.kind != before.trace.kind,
        now.section,
        now.trace.anchor.position,
        before.section,
        before.trace.anchor.position,
        now.trace.digest,
        before.trace.digest,
    )
