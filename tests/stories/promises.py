"""Promises: the collection before and after an import go in, what was broken comes out.

These hold after every import, whatever the author did. Problems are sentences that name the
card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from cribdeck.cards.notetype import FIELDS
from tests.stories.author import Edition, Packed
from tests.stories.engine import CardState, State

RETIRED: Final = "cribdeck::retired"
"""The tag of notes that have left the sources."""
_EMPTY: Final = ""
_TEXT: Final = 0
"""Index of the field that holds the clozes."""
_SOURCE: Final = [name for name, _ in FIELDS].index("Source")
_OURS: Final = "cribdeck::"
"""What tags begin with that name a source."""


def named(it: CardState) -> str:
    """Return words for a card."""
    return f"“{' '.join(it.question.split())}” → “{it.hidden}”"


def broken_promises(
    before: State, after: State, old: Edition | None, new: Edition, missed: Iterable[Edition] = ()
) -> Iterator[str]:
    """Yield what no import may ever do.

    Args:
        before: the learner's collection before the import.
        after: the same after it.
        old: the edition imported last.
        new: the one that was imported now.
        missed: those in between.
    """
    if after.schema != before.schema and old is not None:
        yield "the import forces a full sync"
    if any(name.endswith("+") for name in after.notetypes):
        yield f"there are two notetypes: {after.notetypes}"
    if after.counts.get("conflicting"):
        yield "notes are refused: the notetype differs"
    if after.revlog != before.revlog:
        yield "the log of reviews is not what it was"
    yield from (f"GUID {guid} is there more than once" for guid in after.doubled)
    yield from _harmed_cards(before, after)
    yield from _harmed_notes(before, after, old, new, _changed_in(missed, old))
    yield from _twice(after)
    yield from _style(before, after, old, new)


def _harmed_cards(before: State, after: State) -> Iterator[str]:
    for number, was in before.cards.items():
        now = after.cards.get(number)
        if now is None:
            yield f"lost: {named(was)}"
            continue
        if now.key != was.key:
            yield f"another card has the id of {named(was)}"
        if now.schedule != was.schedule:
            yield f"the schedule of {named(was)} was {was.schedule}, is {now.schedule}"
        if (now.flags, now.deck) != (was.flags, was.deck):
            yield f"flag and deck of {named(was)} have changed to {now.flags}, {now.deck}"
    for number, now in after.cards.items():
        if number not in before.cards and now.schedule["type"] != 0:
            yield f"not new to the learner, though never seen: {named(now)}"


def _changed_in(missed: Iterable[Edition], old: Edition | None) -> set[str]:
    """Return the GUIDs of notes that have changed since `old`, if only for a while."""
    then = old.notes if old else {}
    return {
        guid
        for edition in missed
        for guid, packed in edition.notes.items()
        if guid not in then or _substance(packed) != _substance(then[guid])
    }


def _substance(packed: Packed) -> tuple[object, ...]:
    """Return all of a note but the source that it stands in: that alone makes no note newer."""
    fields = tuple(it for place, it in enumerate(packed.fields) if place != _SOURCE)
    return fields, [it for it in packed.tags if it == RETIRED or not it.startswith(_OURS)]


def _harmed_notes(
    before: State, after: State, old: Edition | None, new: Edition, meanwhile: set[str]
) -> Iterator[str]:
    then = {guid: it for guid, it in old.notes.items() if guid not in meanwhile} if old else {}
    for guid, packed in new.notes.items():
        was, now = before.notes.get(guid), after.notes.get(guid)
        same = guid in then and _substance(packed) == _substance(then[guid])
        if now is None:
            yield f"a note of the package has not arrived: {packed.fields[_TEXT]}"
        elif same and new.forgetful:
            continue
        elif same and packed.mod != then[guid].mod:
            yield f"not changed, yet it claims to be: {packed.fields[_TEXT]}"
        elif same and was is not None and now != was:
            yield f"not changed by the author, yet the learner's own was touched: {was}"
        elif same or (new.behind and was is not None):
            continue
        elif (now.fields, now.tags) != (packed.fields, packed.tags):
            yield f"the author's edit does not arrive: {now} instead of {packed}"
    for guid, was in before.notes.items():
        if guid not in new.notes and after.notes.get(guid) != was:
            yield f"not in the package, yet changed: {was}"


def _twice(after: State) -> Iterator[str]:
    seen = defaultdict[tuple[str, str], list[CardState]](list)
    for it in after.cards.values():
        if it.hidden != _EMPTY:
            seen[it.question, it.hidden].append(it)
    for same in seen.values():
        if len(same) > 1:
            yield f"{len(same)} cards ask the same: {named(same[0])}"


def _style(before: State, after: State, old: Edition | None, new: Edition) -> Iterator[str]:
    if old is None or old.templates != new.templates:
        if after.style != new.templates[-1]:
            yield "the new style does not arrive"
    elif after.style != before.style:
        yield "the style was touched though it has not changed"
