"""Histories: one author edits invented notes week after week, one learner reviews what comes.

A seed goes in, what was lost comes out. Every step has chances of its own, so a history that
went wrong can be told again without some of its steps: `shortened` leaves out all that do
not matter.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Final

from tests.stories.author import WEEK, Author, Edition, imported
from tests.stories.engine import CardState, Engine, State
from tests.stories.invented_facts import Fact
from tests.stories.invented_notes import Notes
from tests.stories.promises import RETIRED, broken_promises, named

A_WEEK: Final = 8
"""Steps from one build to the next."""

EDITS: Final[Mapping[str, Callable[[Notes, Random], str]]] = MappingProxyType(
    {
        "reword": Notes.reword,
        "rearrange": Notes.rearrange,
        "change script": Notes.change_script,
        "move": Notes.move,
        "remove": Notes.remove,
        "bring back": Notes.bring_back,
        "write": Notes.write,
        "rename file": Notes.rename_file,
        "rename title": Notes.rename_title,
        "rename heading": Notes.rename_heading,
        "reorder sections": Notes.reorder_sections,
        "split section": Notes.split_section,
        "split file": Notes.split_file,
        "merge files": Notes.merge_files,
    }
)
_OFTEN: Final = ("reword", "reword", "rearrange", "rearrange", "move")


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong in a history."""

    seed: int
    steps: tuple[int, ...]
    told: tuple[str, ...]
    """The edits in words; the last ones are those of the week it happened in."""
    problems: tuple[str, ...]

    def __str__(self) -> str:
        lines = [
            f"history {self.seed}, steps {self.steps}:",
            *self.told,
            "and then:",
            *self.problems,
        ]
        return "\n  ".join(lines)


@dataclass(slots=True, eq=False)
class _History:
    engine: Engine
    author: Author
    notes: Notes
    state: State
    done: Counter[str]
    old: Edition | None = None
    cards: dict[tuple[Fact, str], int] = field(default_factory=dict)
    """Which card asks for which answer."""

    def build(self) -> list[str]:
        """Build and import; return what went wrong."""
        for path in self.author.source.rglob("*.md"):
            path.unlink()
        for file in self.notes.files:
            self.author.write(file.path, file.text())
        code = self.author.build()
        if code != 0:
            return [f"the build ends with {code}"]
        new = self.author.edition()
        after = self.engine.do("import", new.time, package=str(new.package))
        problems = [
            *broken_promises(self.state, after, self.old, new),
            *self._misplaced(after),
            *self._lost(after),
        ]
        self.done["builds"] += 1
        self.state, self.old = after, imported(self.old, new)
        self.notes.a_week_passes()
        return problems

    def _misplaced(self, after: State) -> Iterator[str]:
        """Yield cards that ask for another answer than the one they were reviewed with."""
        for (fact, role), number in self.cards.items():
            was, now = self.state.cards[number], after.cards.get(number)
            if now is not None and now.hidden not in ("", was.hidden, fact.texts[role]):
                yield f"a history is on another answer: {named(was)} now is {named(now)}"

    def _lost(self, after: State) -> Iterator[str]:
        """Yield answers without a card, with a second one, or with another one than before."""
        live = dict[str, list[CardState]]()
        for card in after.cards.values():
            if RETIRED not in after.notes[card.guid].tags:
                live.setdefault(card.hidden, []).append(card)
        for fact in self.notes.facts():
            for role, text in fact.asked().items():
                found = live.pop(text, [])
                known = self.cards.get((fact, role))
                if len(found) != 1:
                    yield f"{len(found)} cards ask for “{text}” ({role} of {fact.name})"
                elif known is not None and known != found[0].id:
                    was = named(self.state.cards[known])
                    yield f"lost: {was}, there is a new {named(found[0])}"
                else:
                    self.cards[fact, role] = found[0].id
        live.pop("", None)
        for rest in live.values():
            yield from (f"not retired, though it has left the notes: {named(it)}" for it in rest)

    def learn(self, chance: Random) -> None:
        """Review some cards, and do what learners do with others."""
        assert self.old is not None
        now = self.old.time + WEEK // 2
        keys = [card.key for card in self.state.cards.values() if card.hidden]
        some = chance.sample(keys, len(keys) // 3)
        self.engine.tell("review", now, some)
        self.engine.tell("flag", now, some[:3], flag=chance.randrange(1, 8))
        self.engine.tell("suspend", now, some[3:5])
        self.engine.tell("tag", now, some[5:7], tag="mine")
        self.state = self.engine.do("edit", now, some[7:9], field="Extra", text="（我的话）")
        self.done["reviews"] += len(some)


def failure_of(
    seed: int, steps: Sequence[int], engine: Engine, done: Counter[str]
) -> Failure | None:
    """Return what goes wrong in the history with this seed, played with only these steps.

    Args:
        seed: what all chances come from.
        steps: numbers of edits; a build follows on every `A_WEEK` numbers.
        engine: the learner's Anki.
        done: counts what was done.
    """
    with tempfile.TemporaryDirectory() as folder:
        author = Author(Path(folder) / "root")
        history = _History(engine, author, Notes(_chance(seed)), engine.open(), done)
        told = list[str]()
        weeks = max(steps, default=0) // A_WEEK + 1
        for week in range(-1, weeks):
            for step in (it for it in steps if it // A_WEEK == week):
                chance = _chance(seed, step)
                name = chance.choice((*EDITS, *_OFTEN))
                told.append(f"week {week + 1}, {name}: {EDITS[name](history.notes, chance)}")
                done[name] += 1
                done["edits"] += 1
            if problems := history.build():
                return Failure(seed, tuple(steps), tuple(told), tuple(problems))
            history.learn(_chance(seed, "week", week))
    return None


def _chance(*parts: object) -> Random:
    return Random(" ".join(map(str, parts)))  # noqa: S311  dice, not secrets


def shortened(failure: Failure, engine: Engine, tries: int = 40) -> Failure:
    """Return a failure of as few steps as `tries` replays can find."""
    size = len(failure.steps) // 2
    while size and tries:
        for start in range(0, len(failure.steps), size):
            fewer = failure.steps[:start] + failure.steps[start + size :]
            tries -= 1
            if found := failure_of(failure.seed, fewer, engine, Counter()):
                failure = found
                break
            if not tries:
                break
        else:
            size //= 2
    return failure
