"""Cloze numbers: the holes of a draft and the numbers its note has had go in, numbers come out.

In Anki the review history of a card hangs on its cloze number. So a number follows its
answer for ever: it is never changed, and never given to another answer. A hole is known again by
its role and answer; by its role, when the answer in it has been edited; by its answer, when its
role has been renamed; last as a rewording. An answer that was replaced by another is a card to
be learnt anew, and so is what is in doubt: a history on a card that asks something else
would cost more.
"""

from __future__ import annotations

import re
from collections.abc import (
    Callable,
    Collection,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from cribdeck.facts.model import Hole
from cribdeck.identity.assignment import assign
from cribdeck.identity.ledger import ClozeRecord
from cribdeck.identity.likeness import ALIKE, asks_for_another, gist, likeness, normal, same_answer

NUMBERS: Final = range(1, 500)
"""Anki ignores cloze numbers from 500 on."""

ANSWER_LENGTH: Final = 80
"""Characters of an answer that the ledger keeps."""
_REACH: Final = 20
"""How many unknown neighbours apart a rewording may be; bounds the work on a rewritten list."""
_NEIGHBOURS: Final = 0.1
"""What standing between the same neighbours adds to the likeness of two answers."""
_TERM, _MEANING = "term", "meaning"
_TELLING: Final = 8
"""Characters of a meaning that has one term."""
_REPEAT: Final = re.compile(r" #\d+$")

_Piece: TypeAlias = Hole | ClozeRecord


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the holes of a note."""

    elsewhere: Collection[str] = ()
    """Answers (`short`) that notes had then; one of another note has come from there."""
    renames: Mapping[str, str] | None = None
    """What roles of then are called now, as the whole table tells (`renames.renamed`); None if the
    note is all there is to go by."""
    columns: Collection[str] = ()
    """What the table has now, those without a hole in this row too."""
    sentence: str = ""
    """What a statement says now, its hidden pieces included."""


_NOTHING: Final = Around()


def number_holes(
    holes: Sequence[Hole], before: Sequence[ClozeRecord], around: Around = _NOTHING
) -> tuple[tuple[int | None, ...], tuple[ClozeRecord, ...]]:
    """Return the number of each hole, and the records of all numbers the note has ever had.

    A hole with nothing in it has no number, nor has one that comes when all are used up.

    Args:
        holes: in reading order.
        before: the records of the build before; live ones in the reading order of then.
        around: what else is known.
    """
    were = [it for it in before if it.live]
    if [(it.role, short(it)) for it in holes] == [(it.role, it.answer) for it in were]:
        return tuple(it.number for it in were), tuple(before)
    asked = [place for place, hole in enumerate(holes) if hole.answer.strip()]
    known = recognised([holes[place] for place in asked], before, around)
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
        ClozeRecord(number, holes[place].role, short(holes[place]), live=True)
        for place, number in sorted(numbers.items())
    ]
    used = set(numbers.values())
    gone = [replace(record, live=False) for record in before if record.number not in used]
    gone.sort(key=lambda record: record.number)
    return tuple(map(numbers.get, range(len(holes)))), (*live, *gone)


def short(it: _Piece) -> str:
    """Return as much of an answer as the ledger keeps."""
    return it.answer[:ANSWER_LENGTH]


def recognised(
    holes: Sequence[Hole], before: Sequence[ClozeRecord], around: Around = _NOTHING
) -> dict[int, int]:
    """Return the index in `before` of each hole, by its index, that has a number already."""
    called = [replace(it, role=(around.renames or {}).get(it.role, it.role)) for it in before]
    look = _Look(holes, called, around)
    for each in _PASSES if before else ():
        look.known |= each(look)
    return look.known


class _Look:
    """One look at the holes of a note and at its records: what is known of them so far."""

    def __init__(
        self, holes: Sequence[Hole], before: Sequence[ClozeRecord], around: Around
    ) -> None:
        self.holes, self.before, self.elsewhere = holes, before, around.elsewhere
        self._sentence = normal(around.sentence)
        self._is_all = around.renames is None
        self.known: dict[int, int] = {}
        self._roles = {*map(_role, holes), *map(normal, around.columns)}
        self._roles_before = {_role(it) for it in before if it.live}
        self._answers = {short(it) for it in holes}
        self._answers_before = {short(it) for it in before if it.live}
        self._labels = {_label(it) for it in self._answers} - {""}
        self._labels_before = {_label(it) for it in self._answers_before} - {""}

    def left(self) -> list[int]:
        """Return the holes not yet known."""
        return [place for place in range(len(self.holes)) if place not in self.known]

    def left_before(self, *, live: bool) -> list[int]:
        """Return the records not yet known."""
        taken = set(self.known.values())
        return [
            place for place, it in enumerate(self.before) if place not in taken and it.live == live
        ]

    def is_unchanged(self, role: str) -> bool:
        """Return whether the long answer in a role is what it was, to the letter."""
        return any(
            self.holes[new].role == role
            and len(short(self.holes[new])) >= _TELLING
            and short(self.holes[new]) == short(self.before[old])
            for new, old in self.known.items()
        )

    def may_be_edited(self, hole: int, record: int) -> bool:
        """Return whether the answer may be that of then in other words, and none has moved here."""
        new, old = short(self.holes[hole]), short(self.before[record])
        if new in self._answers_before or new in self.elsewhere or old in self._answers:
            # What was only mistyped has not moved.
            return likeness(gist(new), gist(old)) == 1
        mine, theirs = _label(new), _label(old)
        return mine == theirs or not (mine in self._labels_before or theirs in self._labels)

    def still_says(self, hole: int, record: int) -> bool:
        """Return whether the piece of then still stands in the sentence, beside that of now."""
        new, old = normal(self.holes[hole].answer), normal(short(self.before[record]))
        return bool(new) and old in self._sentence.replace(new, "\u2026")

    def may_be_renamed(self, hole: int, record: int) -> bool:
        """Return whether one role may have taken the other's place, if they say anything at all.

        When the name of then still stands in the note, or that of now stood there, an answer
        has changed what it is the answer for.
        """
        new, old = self.holes[hole], self.before[record]
        if not (self._is_all or _is_free(new) or _is_free(old)):
            return False
        is_known = not _is_free(new) and _role(new) in self._roles_before
        is_there = not _is_free(old) and _role(old) in self._roles
        return not is_known and not is_there


def _same_role_and_answer(look: _Look) -> dict[int, int]:
    return _pairs_of_equals(look, lambda it: (it.role, short(it)))


def _same_words(look: _Look) -> dict[int, int]:
    return _pairs_of_equals(look, lambda it: (_role(it), normal(short(it))))


def _edited_answer(look: _Look) -> dict[int, int]:
    """Pair what has the same role, and an answer that says the same."""
    found: dict[int, int] = {}
    for live in (True, False):
        theirs = _by_trait(look.before, look.left_before(live=live), _role)
        for role, places in _by_trait(look.holes, look.left(), _role).items():
            same = [
                (new, old)
                for new, old in _near(places, theirs.get(role, ()))
                if new not in found
                and look.may_be_edited(new, old)
                and same_answer(short(look.before[old]), short(look.holes[new]))
            ]
            if len(same) == 1:
                found |= dict(same)
    return found


def _put_right_term(look: _Look) -> dict[int, int]:
    """Pair a short term with a slip by its meaning, which is what its card shows."""
    terms = [it for it in look.left() if look.holes[it].role == _TERM]
    olds = [it for it in look.left_before(live=True) if look.before[it].role == _TERM]
    if not (len(terms) == len(olds) == 1 and look.is_unchanged(_MEANING)):
        return {}
    if not look.may_be_edited(terms[0], olds[0]):
        return {}
    new, old = gist(short(look.holes[terms[0]])), gist(short(look.before[olds[0]]))
    both = len(new.tokens) == len(old.tokens) and set(new.tokens) & set(old.tokens)
    return {terms[0]: olds[0]} if both and not asks_for_another(new, old) else {}


def _renamed_role(look: _Look) -> dict[int, int]:
    found = _pairs_of_equals(look, lambda it: normal(short(it)))
    return {new: old for new, old in found.items() if look.may_be_renamed(new, old)}


def _reworded(look: _Look) -> dict[int, int]:
    """Pair live answers by likeness; those long gone have no neighbours to vouch for them."""
    if not look.left() or not look.left_before(live=True):
        return {}
    beside, beside_before = _neighbours(look)
    values: dict[tuple[int, int], float] = {}
    for new, old in _near(look.left(), look.left_before(live=True)):
        if not (look.may_be_edited(new, old) and look.may_be_renamed(new, old)):
            continue
        if look.still_says(new, old):
            continue
        value = likeness(gist(short(look.holes[new])), gist(short(look.before[old])))
        if value >= ALIKE - _NEIGHBOURS:
            values[new, old] = value + _NEIGHBOURS * (beside[new] == beside_before[old])
    pairs = assign(values, ALIKE + _NEIGHBOURS).pairs
    return {
        new: old
        for new, old in pairs.items()
        if same_answer(short(look.before[old]), short(look.holes[new]))
    }


_PASSES: Final[tuple[Callable[[_Look], dict[int, int]], ...]] = (
    _same_role_and_answer,
    _same_words,
    _edited_answer,
    _put_right_term,
    _renamed_role,
    _reworded,
)


def _pairs_of_equals(look: _Look, trait: Callable[[_Piece], Hashable]) -> dict[int, int]:
    """Pair what is not yet known by a trait that only one on either side has; live ones first."""
    found: dict[int, int] = {}
    ours = _by_trait(look.holes, look.left(), trait)
    for live in (True, False):
        theirs = _by_trait(look.before, look.left_before(live=live), trait)
        for value, places in ours.items():
            if len(places) == len(theirs.get(value, ())) == 1 and places[0] not in found:
                found[places[0]] = theirs[value][0]
    return found


def _by_trait(
    them: Sequence[_Piece], places: Iterable[int], trait: Callable[[_Piece], Hashable]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for place in places:
        found.setdefault(trait(them[place]), []).append(place)
    return found


def _near(ours: Sequence[int], theirs: Sequence[int]) -> Iterator[tuple[int, int]]:
    for row, new in enumerate(ours):
        for old in theirs[max(0, row - _REACH) : row + _REACH + 1]:
            yield new, old


def _neighbours(look: _Look) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]:
    """Return the known neighbours, by their index of before, of what is not known on each side."""
    live = [place for place, it in enumerate(look.before) if it.live]
    taken = set(look.known.values())
    now = [look.known.get(place) for place in range(len(look.holes))]
    then = [place if place in taken else None for place in live]
    return (
        dict(enumerate(between(now))),
        dict(zip(live, between(then), strict=True)),
    )


def between(known: Sequence[int | None]) -> list[tuple[int, int]]:
    """Return for each place the nearest known ones on its left and right; -1 is the end."""
    last, left = -1, list[int]()
    for it in known:
        left.append(last)
        last = last if it is None else it
    last, right = -1, list[int]()
    for it in reversed(known):
        right.append(last)
        last = last if it is None else it
    return list(zip(left, reversed(right), strict=True))


def _label(answer: str) -> str:
    """Return what stands before the colon in an item of a list."""
    label, colon, _ = normal(answer).partition(":")
    return label if colon else ""


def _role(it: _Piece) -> str:
    return normal(it.role)


def _is_free(it: _Piece) -> bool:
    """Return whether the role says nothing beside the answer, as in a list or a sentence."""
    return normal(_REPEAT.sub("", it.role))[:ANSWER_LENGTH] == normal(it.answer)[:ANSWER_LENGTH]
