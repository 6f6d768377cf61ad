"""Plays: a story, the decks of its rounds and an engine go in, what went wrong comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.stories.author import Edition, imported
from tests.stories.engine import CardKey, Engine, State
from tests.stories.promises import broken_promises
from tests.stories.story import Round, Story, Told, card
from tests.stories.verdict import the_card, unlike_told

_DAY = 86_400


def play(story: Story, editions: Sequence[Edition], engine: Engine) -> Iterator[str]:
    """Yield what goes wrong, each with the round it happens in."""
    state = engine.open()
    old: Edition | None = None
    missed = list[Edition]()
    for it, new in zip(story.rounds, editions, strict=True):
        if new.missed:
            missed.append(new)
            yield from (f"{it.title}: {problem}" for problem in new.problems)
            continue
        after = engine.do("import", new.time, package=str(new.package))
        problems = [
            *new.problems,
            *unlike_told(state, after, _fates_on(engine, it), first=old is None),
            *broken_promises(state, after, old, _seen_by(engine, new), missed),
            *(f"for somebody new: {problem}" for problem in engine.problems_of(new.package)),
        ]
        yield from (f"{it.title}: {problem}" for problem in problems)
        state, old = after, imported(old, new)
        missed.clear()
        for told in it.learner:
            state = _act(engine, told, state, new.time + _DAY)


def _fates_on(engine: Engine, it: Round) -> tuple[Told, ...]:
    """Return what must hold on this engine: lines may be marked as true of the newest one."""
    return tuple(fate for fate in it.fates if fate.more in ("", engine.age))


def _seen_by(engine: Engine, edition: Edition) -> Edition:
    return replace(edition, behind=edition.behind and engine.age == "oldest")


def _act(engine: Engine, told: Told, state: State, now: int) -> State:
    old, _, new = told.rest.partition(" => ")
    first, _, second = told.more.partition(", ")
    match told.verb:
        case "rename deck":
            return engine.do("rename deck", now, deck=old, name=new)
        case "style":
            return engine.do("style", now, css=told.rest)
        case "delete empty cards":
            return engine.do("delete empty cards", now)
        case verb:
            more = {"deck": first, "days": first, "tag": first, "field": first, "text": second}
            flag = int(first) if verb == "flag" else 0
            return engine.do(verb, now, _cards(told, state), flag=flag, **more)


def _cards(told: Told, state: State) -> list[CardKey]:
    if told.rest == "all":
        return [it.key for it in state.cards.values() if it.hidden]
    found = the_card(card(told.rest), state)
    if isinstance(found, str):
        message = f"{told}: {found}"
        raise ValueError(message)  # noqa: TRY004  the story is wrong, not a type
    return [found.key]
