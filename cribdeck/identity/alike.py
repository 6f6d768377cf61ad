"""Likeness of notes: what no name has told goes in, pairs that are alike beyond doubt come out.

Two notes are one, edited, when their texts are alike and no other is nearly as alike, when they
ask the same question, and when a card of the one is asked by the other. Standing between the
same neighbours, under the same headings or in the same source speaks for a pair where several
are alike; it never makes a pair by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from cribdeck.identity.assignment import MARGIN, Pair, assign, undisputed
from cribdeck.identity.candidates import candidates
from cribdeck.identity.likeness import ALIKE, asks_for_another, gist, likeness
from cribdeck.identity.numbers import between
from cribdeck.identity.search import Search
from cribdeck.identity.seen import Seen, are_crossed, asks_the_same, carries_on, questions
from cribdeck.units import units

_NEIGHBOURS, _HEADINGS, _SOURCE = 0.1, 0.05, 0.02
"""What being in the same place adds to the likeness of two notes."""
_NEARER: Final = 0.05
"""How much more alike a question must be to be nearer."""
_BACK: Final = 0.8
"""Likeness to a note that had gone: what resembles it mostly is something new."""
_CELLS, _SAID = 2, 4
"""Answers, and units in them, by which a row is known whose name has changed."""
_TELLING: Final = 12
"""Units of an answer that says by itself what it is the answer to."""


def same_kind(search: Search) -> dict[int, int]:
    """Pair what is alike and of one kind."""
    return _alike(search, lambda now, before: now.trace.kind == before.trace.kind)


def across_kinds(search: Search) -> dict[int, int]:
    """Pair what is alike, of whatever kinds: the author rewrote it, or a rule reads it anew."""
    return _alike(search, lambda _now, _before: True)


def retired_ones(search: Search) -> dict[int, int]:
    """Pair what is nearly the same as a note that had gone."""
    return _alike(
        search, lambda now, before: now.trace.kind == before.trace.kind, _BACK, retired=True
    )


def _alike(
    search: Search,
    fits: Callable[[Seen, Seen], bool],
    least: float = ALIKE,
    *,
    retired: bool = False,
) -> dict[int, int]:
    likely = _likely(search, fits, retired=retired)
    beside = _places_of(search, likely)
    values = {
        pair: value + beside(*pair) for pair, value in likely.items() if value >= least - MARGIN
    }
    found = assign(values, least)
    asked = _Asked(search, values)
    alike = {
        pair for pair in found.pairs.items() if likely[pair] >= least and _goes_on(search, pair)
    }
    certain = {
        pair
        for pair in alike
        if search.may_have_moved(search.now[pair[0]], search.before[pair[1]])
        and asked.nothing_nearer(*pair)
        and _is_about_the_same(search, search.now[pair[0]], search.before[pair[1]])
    }
    # What was refused is a rival again.
    pairs = undisputed(certain, values)
    if not retired:
        _say(search, alike - pairs, found.doubts, likely, least)
    return dict(sorted(pairs))


def _likely(
    search: Search, fits: Callable[[Seen, Seen], bool], *, retired: bool
) -> dict[Pair, float]:
    """Return how alike candidates are."""
    now = {place: gist(search.now[place].trace.text) for place in search.left()}
    left = search.left_before(retired=retired) if now else ()
    before = {place: gist(search.before[place].trace.text) for place in left}
    return {
        (new, old): likeness(now[new], before[old])
        for new, old in candidates(now, before)
        if fits(search.now[new], search.before[old])
    }


def _goes_on(search: Search, pair: Pair) -> bool:
    return carries_on(search.now[pair[0]], search.before[pair[1]])


def _say(
    search: Search,
    refused: Collection[Pair],
    doubts: Mapping[int, Sequence[Pair]],
    likely: Mapping[Pair, float],
    least: float,
) -> None:
    """Keep what is in doubt, if there is a history to lose."""
    for new, old in sorted(refused):
        search.doubt(new, (old,))
    for new, near in doubts.items():
        if likely[near[0]] >= least and any(_goes_on(search, pair) for pair in near):
            search.doubt(
                new,
                (old for one, old in near if one == new),
                (one for one, _ in near if one != new),
            )


class _Asked:
    """How alike the questions of candidate pairs are, the answers left aside."""

    def __init__(self, search: Search, pairs: Iterable[Pair]) -> None:
        self._search = search
        self._of_new = defaultdict[int, list[Pair]](list)
        self._of_old = defaultdict[int, list[Pair]](list)
        for pair in pairs:
            self._of_new[pair[0]].append(pair)
            self._of_old[pair[1]].append(pair)

    def nothing_nearer(self, new: int, old: int) -> bool:
        """Return whether no rival asks what one of the two asks rather than the other does.

        Two values exchanged between two terms are found where the question stayed.
        """
        least = self._likeness((new, old)) + _NEARER
        rivals = (*self._of_new[new], *self._of_old[old])
        return not any(self._likeness(it) >= least for it in rivals)

    def _likeness(self, pair: Pair) -> float:
        now, before = self._search.now[pair[0]], self._search.before[pair[1]]
        if now.trace.kind != before.trace.kind:
            return likeness(*questions(now, before))
        # Whatever either hides: the answers may be what was exchanged.
        return likeness(gist(now.question), gist(before.question))


def _is_about_the_same(search: Search, now: Seen, before: Seen) -> bool:
    """Return whether both ask the same, or what they ask about has a new name.

    When the old name still stands there, or the new one stood there, an answer has changed what
    it is the answer for. Otherwise answers that are nobody else's tell.
    """
    if search.have_changed_names(now, before) or are_crossed(now, before):
        return False
    if asks_the_same(now, before):
        return True
    if now.trace.kind != before.trace.kind:
        return False
    same = now.answers & before.answers
    said = sum(map(units, same))
    if not now.is_keyed:
        return said >= _TELLING and not asks_for_another(*questions(now, before))
    is_row = len(same) >= _CELLS and now.section == before.section
    return said >= _TELLING or (is_row and said >= _SAID and any(map(search.asked_once, same)))


def _places_of(search: Search, pairs: Iterable[tuple[int, int]]) -> Callable[[int, int], float]:
    """Return what the place of a pair says for it."""
    news, olds = {new for new, _ in pairs}, {old for _, old in pairs}
    known_before = {old: old for old in search.known.values()}
    left = _neighbours(search.now, news, search.known)
    left_before = _neighbours(search.before, olds, known_before)

    def bonus(new: int, old: int) -> float:
        here, there = search.now[new], search.before[old]
        if left[new] == left_before[old] != (-1, -1):
            return _NEIGHBOURS
        if here.section == there.section:
            return _HEADINGS
        return _SOURCE if here.trace.anchor.path == there.trace.anchor.path else 0.0

    return bonus


def _neighbours(
    notes: Sequence[Seen], wanted: set[int], known: dict[int, int]
) -> dict[int, tuple[int, int]]:
    """Return the nearest known notes before and after each in its section, as of then."""
    needed = {notes[place].section for place in wanted}
    sections = defaultdict[object, list[int]](list)
    for place, it in enumerate(notes):
        if not it.retired and it.section in needed:
            sections[it.section].append(place)
    found = dict.fromkeys(wanted, (-1, -1))
    for places in sections.values():
        places.sort(key=lambda place: notes[place].trace.anchor.position)
        sides = between([known.get(place) for place in places])
        found.update((place, side) for place, side in zip(places, sides, strict=True))
    return found
