"""Matching: notes of now and of the build before go in; which is which comes out.

`PASSES` is the order, from certain to likely. A pass by name pairs two notes that alone have
the same name in it; then notes that share cards; last what is alike, beyond doubt. What then
remains is new, or gone. Where a note of now may be one of before and nothing decides, it is new,
and the doubt is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cribdeck.identity import names
from cribdeck.identity.alike import across_kinds, retired_ones, same_kind
from cribdeck.identity.search import Doubt, Search
from cribdeck.identity.seen import Seen, are_crossed, asks_the_same, carries_on
from cribdeck.identity.shared_cards import shared_cards
from cribdeck.identity.successors import same_key_in_its_section

_Guard: TypeAlias = Callable[[Search, int, int], bool]


@dataclass(frozen=True, slots=True)
class Pass:
    """One way of knowing a note again."""

    title: str
    pairs: Callable[[Search], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Matched:
    """Which note is which."""

    pairs: Mapping[int, int]
    """The index in `before` of each note of `now`, by its index, that is the same."""
    doubts: tuple[Doubt, ...]


def _by(
    name: Callable[[Seen], names.Name],
    guard: _Guard | None = None,
    *,
    retired: bool = False,
) -> Callable[[Search], Mapping[int, int]]:
    """Return a pass that pairs what alone has the same name."""

    def pairs(search: Search) -> dict[int, int]:
        ours = _places(search.now, search.left(), name)
        theirs = _places(search.before, search.left_before(retired=retired), name) if ours else {}
        return {
            places[0]: theirs[value][0]
            for value, places in ours.items()
            if len(places) == len(theirs.get(value, ())) == 1
            and (guard is None or guard(search, places[0], theirs[value][0]))
        }

    return pairs


def _places(
    notes: Sequence[Seen], places: Iterator[int], name: Callable[[Seen], names.Name]
) -> dict[names.Name, list[int]]:
    found: dict[names.Name, list[int]] = {}
    for place in places:
        if (value := name(notes[place])) is not None:
            found.setdefault(value, []).append(place)
    return found


def _has_kept_its_answers(search: Search, new: int, old: int) -> bool:
    """Return whether no answer under an old name has come from another note, or gone to one."""
    now, before = search.now[new], search.before[old]
    if not are_crossed(now, before) and (
        carries_on(now, before, search.asked_before) or not search.are_exchanged(now, before)
    ):
        return True
    search.doubt(new, (old,))
    return False


def _goes_on(search: Search, new: int, old: int) -> bool:
    return carries_on(search.now[new], search.before[old])


def _is_alike(search: Search, new: int, old: int) -> bool:
    now, before = search.now[new], search.before[old]
    return carries_on(now, before) and asks_the_same(now, before) and not are_crossed(now, before)


def _has_come_along(search: Search, new: int, old: int) -> bool:
    """Return whether words that say nothing by themselves have moved with their section."""
    now, before = search.now[new], search.before[old]
    return (
        now.is_telling or search.have_become(now, before) or search.are_below_the_same(now, before)
    )


PASSES: Final = (
    Pass("block id and key", _by(names.block_id_and_key)),
    Pass("block id", _by(names.block_id)),
    Pass("block id in another source", _by(names.moved_block_id)),
    Pass("block id in another source, reworded", _by(names.lone_block_id, _goes_on)),
    Pass("same content, same place", _by(names.same_place)),
    Pass(
        "same content under the same headings of a renamed source",
        _by(names.same_headings, _has_come_along),
    ),
    Pass("same content elsewhere in the source", _by(names.same_source, _has_come_along)),
    Pass("same content elsewhere", _by(names.anywhere)),
    Pass("same words, spelt otherwise, same place", _by(names.words_in_place)),
    Pass("same words elsewhere in the source", _by(names.words_in_source, _has_come_along)),
    Pass("same words elsewhere", _by(names.words, _has_come_along)),
    Pass("same content as one that had gone, same place", _by(names.same_place, retired=True)),
    Pass("same content as one that had gone", _by(names.anywhere, retired=True)),
    Pass(
        "same content as one that had gone with its section",
        _by(names.content, _has_come_along, retired=True),
    ),
    Pass("same cards, cut or asked otherwise", shared_cards),
    Pass("same key in the same place", _by(names.same_key, _has_kept_its_answers)),
    Pass("same key where its section has gone", same_key_in_its_section(_has_kept_its_answers)),
    Pass("same question in the same place", _by(names.same_question, _is_alike)),
    Pass("likeness within a kind", same_kind),
    Pass("likeness across kinds", across_kinds),
    Pass("likeness to one that had gone", retired_ones),
)


def match(now: Sequence[Seen], before: Sequence[Seen]) -> Matched:
    """Return which note of `before` each note of `now` is.

    Args:
        now: in reading order.
        before: of the ledger, the retired ones included, in an order that is always the same.
    """
    search = Search(now, before)
    for each in PASSES:
        search.take(each.pairs(search))
    return Matched(search.known, search.doubts())
