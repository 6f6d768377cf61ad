"""Build, wait until something has changed, build again, until the user ends it.

In: a `World`, a function that builds it and says in words what came of it, and one that says
a sentence to the user. Out: one line for each build: when, why, what came of it, how long it
took.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from cribdeck.watch.inputs import Inputs, difference, inputs_of, ledger_of
from cribdeck.watch.stirrings import NoNoticesError, stirrings
from cribdeck.world import AnotherBuildError, LedgerChangedError, World, seconds, time_of_day

_PATIENCE = 0.5
"""Seconds between two looks at what somebody else has to end or to bring back."""


@dataclass(slots=True)
class _Watch:
    world: World
    build: Callable[[], str]
    say: Callable[[str], None]
    poll: bool
    tried: Inputs | None = None
    """What the last build has read, whatever came of it; its own ledger included."""
    ready: bool = False
    folders: tuple[Path, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.folders = (self.world.source.resolve(), self.world.templates.resolve())

    def run(self) -> NoReturn:
        while True:
            self._wait_for_folders()
            self._build_if_changed()
            try:
                for _ in stirrings(self.folders, self._concerns, poll=self.poll):
                    self._build_if_changed()
                    self._say_ready()
            except NoNoticesError as problem:
                self._line(f"the system cannot tell of changes ({problem}); looking every second")
                self.poll = True

    def _wait_for_folders(self) -> None:
        gone = [folder for folder in self.folders if not folder.is_dir()]
        if not gone:
            return
        self._line(f"{gone[0]} is gone; waiting for it to come back")
        while not all(folder.is_dir() for folder in self.folders):
            _pause()
        self._line(f"{gone[0]} is back")

    def _build_if_changed(self) -> None:
        now = inputs_of(self.world)
        if now == self.tried or not all(folder.is_dir() for folder in self.folders):
            return
        waiting = False
        while True:
            began = seconds()
            try:
                came = self.build()
            except LedgerChangedError:
                pass  # by a merge, or a build into another folder; this one is made from the new
            except AnotherBuildError:
                if not waiting:
                    self._line(f"another build is writing to {self.world.dist}; waiting for it")
                waiting = True
            else:
                break
            _pause()
            now = inputs_of(self.world)
        why = "first build" if self.tried is None else difference(self.tried, now)
        self.tried = {**now, **ledger_of(self.world)}
        self._line(f"{why or 'as before'}: {came} ({seconds() - began:.1f} s)")

    def _concerns(self, path: Path) -> bool:
        """Return whether a change at `path` can matter: outputs and hidden files cannot."""
        dist = self.world.dist.resolve()
        for folder in self.folders:
            if not path.is_relative_to(folder):
                continue
            is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            is_output = dist.is_relative_to(folder) and dist != folder and path.is_relative_to(dist)
            if not is_hidden and not is_output:
                return True
        return False

    def _say_ready(self) -> None:
        if not self.ready:
            self._line(f"watching {self.world.source} (Ctrl-C ends it)")
        self.ready = True

    def _line(self, words: str) -> None:
        self.say(f"{time_of_day()}  {words}")


def watch(
    world: World, build: Callable[[], str], say: Callable[[str], None], *, poll: bool
) -> NoReturn:
    """Build `world` now and after each change, for ever.

    Args:
        world: what to watch and to build.
        build: builds `world` and returns in words what came of it; raises `AnotherBuildError`
            when it has to wait.
        say: prints a line.
        poll: look at all files every second instead of waiting for the system's notices.

    Raises:
        KeyboardInterrupt: the user has ended it.
    """
    _Watch(world, build, say, poll).run()


def _pause() -> None:
    threading.Event().wait(_PATIENCE)
