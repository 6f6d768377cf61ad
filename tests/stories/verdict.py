"""Verdicts: what became of each card is compared with what the story says.

A card that the story does not name must be there as before, and no other may be new.
Problems are sentences that name the card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tests.stories.engine import CardState, State
from tests.stories.promises import RETIRED, named
from tests.stories.story import Card, Told, card, change

_EMPTY: Final = ""


def unlike_told(
    before: State, after: State, fates: tuple[Told, ...], *, first: bool
) -> Iterator[str]:
    """Yield where what became of the cards is not what the story tells.

    Args:
        before: the learner's collection before the import.
        after: the same after it.
        fates: the story's lines.
        first: whether the collection was empty: then new cards need not be named.
    """
    told: set[int] = set()
    for fate in fates:
        if fate.verb == "notes":
            yield from _counts(after, fate)
        elif fate.rest != "all":
            found = _FATES[fate.verb](before, after, fate)
            if isinstance(found, str):
                yield f"{fate} — {found}"
            elif fate.verb in _TELLS_ALL:
                told.add(found.id)
    if not any(fate.verb == "free" for fate in fates):
        yield from _untold(before, after, told, first=first)


def _untold(before: State, after: State, told: set[int], *, first: bool) -> Iterator[str]:
    """Yield what became of cards of which nothing is told."""
    for number, now in after.cards.items():
        if number in told:
            continue
        was = before.cards.get(number)
        if was is None:
            if not first:
                yield f"nothing is told of a new card {named(now)}"
        elif now.hidden != was.hidden:
            yield f"nothing is told of a change: {named(was)} now is {named(now)}"
        elif _is_retired(after, now) != _is_retired(before, was):
            yield f"nothing is told of retired or back: {named(now)}"


_TELLS_ALL: Final = ("keep", "new", "retired", "gone", "back")


def _keep(before: State, after: State, fate: Told) -> CardState | str:
    old, new = change(fate.rest)
    found = the_card(old, after if old is new else before)
    if isinstance(found, str):
        return found
    was, now = before.cards.get(found.id), after.cards[found.id]
    problems = (
        (was is None, "it is a new card"),
        (was is not None and not was.is_reviewed, "it has no history to keep"),
        (not new.is_meant_by(now.question, now.hidden), f"it now is {named(now)}"),
        (
            old is new and was is not None and was.hidden != now.hidden,
            f"its history is that of {named(was or now)}",
        ),
        (_is_retired(after, now), "its note is retired"),
    )
    return next((text for found, text in problems if found), now)


def _new(before: State, after: State, fate: Told) -> CardState | str:
    now = the_card(card(fate.rest), after)
    if isinstance(now, str):
        return now
    if now.id in before.cards:
        return f"it has the history of {named(before.cards[now.id])}"
    return now


def _retired(before: State, after: State, fate: Told) -> CardState | str:
    was = the_card(card(fate.rest), before)
    if isinstance(was, str):
        return was
    now = after.cards[was.id]
    if (now.question, now.hidden) != (was.question, was.hidden):
        return f"it was left, but not as it was: {named(now)}"
    if _is_retired(before, was):
        return "it was retired before"
    return now if _is_retired(after, now) else f"its note has no tag {RETIRED}"


def _gone(before: State, after: State, fate: Told) -> CardState | str:
    was = the_card(card(fate.rest), before)
    if isinstance(was, str):
        return was
    now = after.cards[was.id]
    if now.hidden != _EMPTY:
        return f"it now is {named(now)}"
    return "its note is retired" if _is_retired(after, now) else now


def _back(before: State, after: State, fate: Told) -> CardState | str:
    now = the_card(card(fate.rest), after)
    if isinstance(now, str):
        return now
    was = before.cards.get(now.id)
    if was is None:
        return "it is a new card"
    if was.hidden != _EMPTY and not _is_retired(before, was):
        return "it was never gone"
    return "its note is still retired" if _is_retired(after, now) else now


def _never(before: State, after: State, fate: Told) -> CardState | str:
    old, new = change(fate.rest)
    was = the_card(old, before)
    if isinstance(was, str):
        return was
    now = after.cards[was.id]
    return f"it is on {named(now)}" if new.is_meant_by(now.question, now.hidden) else now


def _untouched(before: State, after: State, fate: Told) -> CardState | str:
    now = the_card(card(fate.rest), after)
    if isinstance(now, str):
        return now
    was, is_ = before.notes.get(now.guid), after.notes[now.guid]
    return now if was == is_ else f"its note was {was}, is {is_}"


def _updated(before: State, after: State, fate: Told) -> CardState | str:
    now = the_card(card(fate.rest), after)
    if isinstance(now, str):
        return now
    was, is_ = before.notes.get(now.guid), after.notes[now.guid]
    return now if was != is_ else "its note is as it was"


_FATES: Final[Mapping[str, Callable[[State, State, Told], CardState | str]]] = MappingProxyType(
    {
        "keep": _keep,
        "new": _new,
        "retired": _retired,
        "gone": _gone,
        "back": _back,
        "never": _never,
        "untouched": _untouched,
        "updated": _updated,
    }
)


def _counts(after: State, fate: Told) -> Iterator[str]:
    wanted = dict[str, int]()
    for part in fate.rest.split(","):
        number, _, name = part.strip().partition(" ")
        wanted[name] = int(number)
    found = {name: number for name, number in after.counts.items() if name != "duplicate"}
    if found != {name: number for name, number in wanted.items() if number}:
        yield f"of the notes were {found}, not {wanted}"


def the_card(wanted: Card, state: State) -> CardState | str:
    """Return the only card that is meant, or why there is none."""
    found = [it for it in state.cards.values() if wanted.is_meant_by(it.question, it.hidden)]
    if len(found) == 1:
        return found[0]
    some = found or state.cards.values()
    number = len(found) or "no"
    return f"{number} such cards; there are {'; '.join(named(it) for it in some)}"


def _is_retired(state: State, it: CardState) -> bool:
    return RETIRED in state.notes[it.guid].tags
