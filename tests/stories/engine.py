"""The two engines that stories are played on: the newest, and the oldest that we support.

Each lives in a process of its own (`anki_worker.py`) and serves one collection after the
other. The newest is that of the tests' own environment; for the oldest an environment is
made beside the project's, once, like the project's own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from cribdeck.bootstrap.environment import python_of
from cribdeck.bootstrap.messages import SetUpError
from cribdeck.bootstrap.set_up import set_up

Age: TypeAlias = Literal["oldest", "newest"]
CardKey: TypeAlias = tuple[str, int]
"""GUID and ordinal."""

NEEDED: Final = "CRIBDECK_OLDEST_ANKI"
"""Set to `required` where it must not be done without the oldest engine."""

_MEMORY: Final = Path("/dev/shm")  # noqa: S108  where Linux keeps files in memory
_WORKER: Final = Path(__file__).with_name("anki_worker.py")
_REQUIREMENTS: Final = Path(__file__).with_name("requirements-oldest.txt")
_ENVIRONMENT: Final = _WORKER.parent.parent.parent / ".venv-oldest-anki"


class NoEngineError(Exception):
    """An engine cannot be had here; the text says why."""


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note in the learner's collection."""

    guid: str
    mod: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardState:
    """A card in the learner's collection."""

    id: int
    guid: str
    ordinal: int
    deck: str
    question: str
    """What the learner is shown, headings included."""
    hidden: str
    """What the blank hides; empty when the note has no such cloze any more."""
    schedule: dict[str, int]
    flags: int

    @property
    def key(self) -> CardKey:
        """By what the card is asked for."""
        return (self.guid, self.ordinal)

    @property
    def is_reviewed(self) -> bool:
        """Whether the card has a history."""
        return self.schedule["reps"] > 0


@dataclass(frozen=True, slots=True)
class State:
    """All of a collection that a rebuild could harm."""

    notes: dict[str, NoteState]
    doubled: tuple[str, ...]
    """GUIDs that several notes have."""
    cards: dict[int, CardState]
    revlog: tuple[tuple[int, ...], ...]
    schema: int
    """Changes when the next sync has to be a full one."""
    notetypes: tuple[str, ...]
    style: str
    counts: dict[str, int] = field(default_factory=dict)
    """After an import: what became of the notes of the package."""


class Engine:
    """A learner's Anki; one collection at a time."""

    def __init__(self, python: Path, age: Age) -> None:
        self.age = age
        # A collection that nobody needs after a power cut can do without a disk.
        memory = {"TMPDIR": str(_MEMORY)} if os.access(_MEMORY, os.W_OK) else {}
        self._process = subprocess.Popen(
            [python, _WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | memory,
        )

    def open(self) -> State:
        """Start an empty collection."""
        return _state(self._ask({"do": "open"}))

    def do(self, what: str, now: int, cards: Iterable[CardKey] = (), **more: Any) -> State:  # noqa: ANN401
        """Let the learner do something at the time `now`; return the collection afterwards."""
        return _state(self._ask({"do": what, "now": now, "cards": list(cards), **more}))

    def tell(self, what: str, now: int, cards: Iterable[CardKey] = (), **more: Any) -> None:  # noqa: ANN401
        """Let the learner do something, and look at the collection later."""
        self._ask({"do": what, "now": now, "cards": list(cards), "unseen": True, **more})

    def problems_of(self, package: Path) -> list[str]:
        """Return what is wrong with a package for somebody who imports it for the first time."""
        found: list[str] = self._ask({"do": "judge", "package": str(package)})["problems"]
        return found

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"Anki died of {request}"
        answer: dict[str, Any] = json.loads(line)
        assert "error" not in answer, f"{request}: {answer['error']}"
        return answer


def engine(age: Age) -> Engine:
    """Start an engine.

    Raises:
        NoEngineError: it cannot be had here.
    """
    if age == "newest":
        return Engine(Path(sys.executable), age)
    try:
        set_up(_ENVIRONMENT, [_REQUIREMENTS])
    except SetUpError as problem:
        message = f"no Anki 23.10 to play stories on: {problem}"
        raise NoEngineError(message) from problem
    finally:
        if _ENVIRONMENT.is_dir():
            (_ENVIRONMENT / ".gitignore").write_text("*\n", encoding="utf-8")
    return Engine(python_of(_ENVIRONMENT), age)


def _state(answer: dict[str, Any]) -> State:
    notes = [
        NoteState(it["guid"], it["mod"], tuple(it["tags"]), tuple(it["fields"]))
        for it in answer["notes"]
    ]
    by_guid = {it.guid: it for it in notes}
    copies = Counter(it.guid for it in notes)
    return State(
        notes=by_guid,
        doubled=tuple(guid for guid, number in copies.items() if number > 1),
        cards={it["id"]: CardState(**it) for it in answer["cards"]},
        revlog=tuple(map(tuple, answer["revlog"])),
        schema=answer["schema"],
        notetypes=tuple(answer["notetypes"]),
        style=answer["style"],
        counts=answer.get("counts", {}),
    )
