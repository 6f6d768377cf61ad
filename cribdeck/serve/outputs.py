"""The outputs that may be asked for: the folder goes in, open files come out.

What they are is read from the manifest, again whenever a build has replaced it, and filtered:
a manifest that somebody has edited, or a link that leads out of the folder, opens nothing else.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from cribdeck.emit.manifest import outputs_of, sheets_of
from cribdeck.own_files import MANIFEST_NAME, REPORT_NAME

DECK: Final = ".apkg"
SHEET: Final = ".pdf"
_PLAIN_OPEN: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""What has become a link or a pipe since it was looked at is not followed, or waited for."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file to be had."""

    name: str
    """Path below the folder, `/`-separated."""
    size: int
    """Bytes."""
    sheet: str = ""
    """The sheet that it prints, if it is one."""
    variant: str = ""
    """`answers`, `blanks`, …."""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to be sent; it stays what it was when it was opened, whatever is built meanwhile."""

    stream: BinaryIO
    size: int
    tag: str
    """Another one for every content."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a manifest says; `stamp` tells it from the one after it."""

    stamp: tuple[int, ...]
    names: frozenset[str] = frozenset()
    sheets: Mapping[str, Mapping[str, Any]] | None = None


class Outputs:
    """What a build has put into one folder, as it is at each moment."""

    def __init__(self, dist: Path) -> None:
        """Take the outputs of `dist`, which need not be there yet."""
        self._dist = dist.resolve()
        self._known = _Known(())
        self._reading = threading.Lock()

    def listed(self) -> tuple[Output, ...]:
        """Return what there is: the report, the package, then the sheets as built."""
        known = self._now()
        sheets = known.sheets or {}
        order = {name: number for number, name in enumerate(sheets)}
        found = []
        for name in sorted(known.names, key=lambda it: (order.get(it, -1), it != REPORT_NAME, it)):
            opened = self.open(name)
            if opened is None:
                continue
            opened.stream.close()
            entry = sheets.get(name, {})
            words = (str(entry.get("name", "")), str(entry.get("variant", "")))
            pages = entry.get("pages")
            found.append(Output(name, opened.size, *words, pages if isinstance(pages, int) else 0))
        return tuple(found)

    def open(self, name: str) -> Opened | None:
        """Return the output of that name, opened; None if there is none."""
        if name not in self._now().names:
            return None
        try:
            path = (self._dist / name).resolve(strict=True)
            if not path.is_relative_to(self._dist):
                return None
            number = os.open(path, _PLAIN_OPEN)
        except (OSError, ValueError, RuntimeError):
            return None
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode):
            os.close(number)
            return None
        stream = os.fdopen(number, "rb")
        return Opened(stream, found.st_size, "-".join(f"{it:x}" for it in _stamp(found)))

    def _now(self) -> _Known:
        """Return what the manifest says now; nothing while there is none."""
        path = self._dist / MANIFEST_NAME
        with self._reading:
            try:
                stamp = _stamp(path.stat())
                if stamp != self._known.stamp:
                    self._known = _known(path.read_bytes(), stamp)
            except OSError:
                self._known = _Known(())
            return self._known


def _known(manifest: bytes, stamp: tuple[int, ...]) -> _Known:
    written = outputs_of(manifest)
    names = {it for it in written if it.endswith((DECK, SHEET)) or it == REPORT_NAME}
    hidden = {it for it in names if any(part[:1] == "." for part in PurePosixPath(it).parts)}
    sheets = {it["file"]: it for it in sheets_of(manifest)} if written else {}
    return _Known(stamp, frozenset(names - hidden), sheets)


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_ino, found.st_mtime_ns, found.st_size)
