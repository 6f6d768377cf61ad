"""Builds that are ended from outside: at once, without a word, and with nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cribdeck.cli import interrupts
from tests.watching import NOTE, PATIENCE, PROJECT, term

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")


class Printing:
    """A build that has begun to print its sheets, in a session of its own as in a terminal."""

    def __init__(self, root: Path, until: str = "sheets:") -> None:
        self.dist = root / "dist"
        source = root / "notes"
        source.mkdir()
        for number in range(40):
            text = NOTE.format(term(number), term(number))
            (source / f"{number}.md").write_text(text, encoding="utf-8")
        # A shell's background job ignores Ctrl-C, and its children with it.
        ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.process = subprocess.Popen(
                [sys.executable, PROJECT / "build.py", "--source", source, "--dist", self.dist],
                env={**os.environ, "CRIBDECK_NO_VENV": "1"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        finally:
            signal.signal(signal.SIGINT, ignored)
        assert self.process.stderr
        self.said = [self.process.stderr.readline()]
        while not self.said[-1].startswith(until):
            assert self.said[-1], self.said
            self.said.append(self.process.stderr.readline())

    def end(self) -> int:
        """Wait for the end of the build, then for that of all who can still write to its log."""
        code = self.process.wait(PATIENCE)
        waiting = threading.Thread(target=self._read_to_the_end, daemon=True)
        waiting.start()
        waiting.join(PATIENCE)
        assert not waiting.is_alive(), "a worker has outlived its build"
        return code

    def _read_to_the_end(self) -> None:
        assert self.process.stderr
        self.said += self.process.stderr.readlines()


@pytest.fixture
def printing(tmp_path: Path) -> Iterator[Printing]:
    printing = Printing(tmp_path)
    yield printing
    if printing.process.poll() is None:
        printing.process.kill()
        printing.process.wait(PATIENCE)


def test_ctrl_c_in_a_terminal_reaches_all_its_processes(printing: Printing) -> None:
    os.killpg(printing.process.pid, signal.SIGINT)
    assert printing.end() == 130
    assert printing.said[-1].startswith("sheets:"), "nothing is said after that"
    assert not list(printing.dist.glob("*.apkg"))


@pytest.mark.parametrize("later", [0.2, 0.5, 0.8])
def test_ctrl_c_while_the_printers_start_is_not_theirs(tmp_path: Path, later: float) -> None:
    printing = Printing(tmp_path, until="cards:")
    time.sleep(later)
    os.killpg(printing.process.pid, signal.SIGINT)
    assert printing.end() == 130
    assert "KeyboardInterrupt" not in "".join(printing.said)


def test_a_scheduler_ends_the_build_alone(printing: Printing) -> None:
    printing.process.send_signal(signal.SIGTERM)
    assert printing.end() == 143
    assert printing.said[-1].startswith("sheets:")


def test_workers_do_not_outlive_a_build_that_is_killed(printing: Printing) -> None:
    printing.process.kill()
    assert printing.end() == -signal.SIGKILL


def test_signals_that_somebody_has_switched_off_stay_off() -> None:
    """As under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interrupts.ends():
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_who_waits_for_signals_itself_does_not_hide_which_it_was() -> None:
    """A library may answer any signal with `KeyboardInterrupt`."""

    def library() -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        except interrupts.Ended:
            raise KeyboardInterrupt from None

    with pytest.raises(interrupts.Ended), interrupts.ends():
        library()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
