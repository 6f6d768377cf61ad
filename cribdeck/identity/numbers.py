"""Cloze numbers: the holes of a draft and the numbers its note has had go in, numbers come out.

In Anki the review history of a card hangs on its cloze number. So a number follows its
piece for ever: it is never changed, and never given to another piece. A hole is known again
by its role, then by its answer, then as a rewording between known neighbours. What is in
doubt gets a new number: a card learnt anew costs less than a history on a card that asks
something else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.facts.model import Hole
from cribdeck.identity.ledger import ClozeRecord
from cribdeck.identity.reworded import reworded

NUMBERS: Final = range(1, 500)
"""Anki ignores cloze numbers from 500 on."""

_ANSWER_LENGTH: Final = 80
"""Characters of an answer that the ledger keeps."""


def number_holes(
    holes: Sequence[Hole], before: Sequence[ClozeRecord]
) -> tuple[tuple[int | None, ...], tuple[ClozeRecord, ...]]:
    """Return the number of each hole, and the records of all numbers the note has ever had.

    A hole with nothing in it has no number, nor has one that comes when all are used up.

    Args:
        holes: in reading order.
        before: the records of the build before; live ones in the reading order of then.
    """
    asked = [place for place, hole in enumerate(holes) if hole.answer.strip()]
    known = _recognised([holes[place] for place in asked], before)
    numbers = {asked[order]: before[record].number for order, record in known.items()}
    taken = {record.number for record in before}
    for place in asked:
        wanted = holes[place].number
        # The author's own number is honoured on first sight, when it is free.
        if wanted is None or wanted in taken or wanted not in NUMBERS:
            continue
        if place not in numbers:
            numbers[place] = wanted
            taken.add(wanted)
    free = (number for number in NUMBERS if number not in taken)
    for place in asked:
        if place not in numbers and (number := next(free, None)):
            numbers[place] = number
    live = [
        ClozeRecord(number, holes[place].role, _short(holes[place]), live=True)
        for place, number in sorted(numbers.items())
    ]
    used = set(numbers.values())
    gone = [replace(record, live=False) for record in before if record.number not in used]
    gone.sort(key=lambda record: record.number)
    return tuple(map(numbers.get, range(len(holes)))), (*live, *gone)


def _recognised(holes: Sequence[Hole], before: Sequence[ClozeRecord]) -> dict[int, int]:
    """Return the index in `before` of each hole, by its index, that has a number already."""
    known: dict[int, int] = {}
    for trait in (lambda it: it.role, _short):
        known |= _equal(holes, before, known, trait)
    return known | reworded(
        {place: _short(hole) for place, hole in enumerate(holes)},
        {place: _short(record) for place, record in enumerate(before) if record.live},
        known,
    )


def _equal(
    holes: Sequence[Hole],
    before: Sequence[ClozeRecord],
    known: Mapping[int, int],
    trait: Callable[[Hole | ClozeRecord], str],
) -> dict[int, int]:
    """Pair what is not yet known by a trait that only one on either side has."""
    ours = _by_trait(holes, known.keys(), trait)
    theirs = _by_trait(before, known.values(), trait)
    return {
        places[0]: theirs[value][0]
        for value, places in ours.items()
        if len(places) == len(theirs.get(value, ())) == 1
    }


def _by_trait(
    them: Sequence[Hole | ClozeRecord],
    known: Collection[int],
    trait: Callable[[Hole | ClozeRecord], str],
) -> dict[str, list[int]]:
    passed = set(known)
    places: dict[str, list[int]] = {}
    for place, it in enumerate(them):
        if place not in passed:
            places.setdefault(trait(it), []).append(place)
    return places


def _short(it: Hole | ClozeRecord) -> str:
    return it.answer[:_ANSWER_LENGTH]
