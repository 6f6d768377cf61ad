"""A watch as its user has it: a process of its own whose lines are waited for.

Nothing here depends on how fast the machine is: every wait ends when the line comes.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 120
"""Seconds after which a line will not come any more."""

DIGITS = "甲乙丙丁戊己庚辛壬癸"
NOTE = "# {0}\n\n- {0}：{1}的意思，让同一客户端的请求落到同一台机器\n"


def term(number: int) -> str:
    """Return a term for each number, such as a note explains; numbers as such make no card."""
    return "".join(DIGITS[int(digit)] for digit in str(number)) + "机制"


class Watching:
    """A running `build.py watch` of a folder that also holds the outputs and the ledger."""

    def __init__(self, root: Path, *words: str) -> None:
        self.source = root / "notes"
        self.source.mkdir(exist_ok=True)
        self.dist = self.source / "dist"
        self.words = words
        self.lines: list[str] = []
        self.errors: list[str] = []
        self._more = threading.Condition()

    def write(self, name: str, meaning: str) -> None:
        """Write a note with one definition, as an editor that overwrites does."""
        path = self.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(NOTE.format(path.stem, meaning), encoding="utf-8")

    def start(self) -> None:
        command = [sys.executable, str(PROJECT / "build.py"), "watch", "--only", "cards"]
        # A shell's background job ignores Ctrl-C, and its children with it.
        ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.process = subprocess.Popen(
                [*command, "--source", self.source, "--dist", self.dist, *self.words],
                env={**os.environ, "CRIBDECK_NO_VENV": "1", "PYTHONIOENCODING": "utf-8"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        finally:
            signal.signal(signal.SIGINT, ignored)
        assert self.process.stdout
        assert self.process.stderr
        streams = ((self.process.stdout, self.lines), (self.process.stderr, self.errors))
        self._readers = [
            threading.Thread(target=self._read, args=pair, daemon=True) for pair in streams
        ]
        for reader in self._readers:
            reader.start()

    def expect(self, pattern: str, known: int = 0) -> str:
        """Wait for a line, behind the first `known` ones, in which `pattern` is found."""

        def there() -> str | None:
            return next((it for it in self.lines[known:] if re.search(pattern, it)), None)

        with self._more:
            came = self._more.wait_for(lambda: there() or not self._is_running(), PATIENCE)
            line = there()
        assert came, (pattern, self.lines, self.errors)
        assert line, (pattern, self.lines, self.errors)
        return line

    def end(self, number: int = signal.SIGTERM) -> int:
        """End the watch; return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def stop(self) -> None:
        """End the watch whatever has become of it."""
        if self._is_running():
            self.process.kill()
            self.process.wait(PATIENCE)

    def told(self) -> list[str]:
        """Return the lines without times of day and seconds."""
        return [re.sub(r"^\d\d:\d\d:\d\d  | \([\d.]+ s\)$", "", line) for line in self.lines]

    def leftovers(self) -> list[str]:
        """Return the files of which no build would know what to do."""
        return [it.name for it in self.source.rglob("*.new")]

    def _is_running(self) -> bool:
        return hasattr(self, "process") and self.process.poll() is None

    def _read(self, stream: Iterable[str], into: list[str]) -> None:
        for line in stream:
            with self._more:
                into.append(line.rstrip("\n"))
                self._more.notify_all()
        with self._more:
            self._more.notify_all()
