"""What a target means: the path of a note and what it wrote go in, a file comes out, or why not.

Looked for among the files that lie below the source folder, never on the disk: whatever is
written, nothing outside can be meant. In this order: relative to the note; relative to the source
folder; for a bare name, or the end of a path, wherever the only such file lies (Obsidian). As
written first, then with `%20` and the like resolved, then whatever the case of letters.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote

_REMOTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""A scheme, or a drive."""
_FILE: Final = re.compile(r"file:|[a-z]:", re.IGNORECASE)

Fault: TypeAlias = Literal["remote", "outside", "missing", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a target means no file."""

    fault: Fault
    names: tuple[str, ...] = ()
    """Files that may have been meant."""


class Files:
    """The files below a source folder that notes may show."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Take paths below the source folder, with `/`."""
        self._paths = frozenset(paths)
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            self._alike[_folded(path)].append(path)
            self._by_name[_folded(posixpath.basename(path))].append(path)
        self._found: dict[tuple[str, str], str | Unresolved] = {}

    def __contains__(self, path: object) -> bool:
        """Return whether there is a file at a path below the source folder."""
        return path in self._paths

    def find(self, note: str, target: str) -> str | Unresolved:
        """Return the path of the file that a note means.

        Args:
            note: its path below the source folder.
            target: as written.
        """
        key = (posixpath.dirname(note), target)
        if key not in self._found:
            self._found[key] = self._find(note, target)
        return self._found[key]

    def _find(self, note: str, target: str) -> str | Unresolved:
        if _FILE.match(target):
            return Unresolved("outside")
        if _REMOTE.match(target) or _ELSEWHERE.match(target):
            return Unresolved("remote")
        leaves = False
        for written in _readings(target):
            paths = _places(note, written)
            if path := self._at(paths):
                return path
            if paths[0].startswith(".."):
                leaves = True
            elif found := self._anywhere(paths[-1]):
                return found[0] if len(found) == 1 else Unresolved("ambiguous", found)
        return Unresolved("outside") if leaves else Unresolved("missing", self._close(target))

    def _at(self, paths: Sequence[str]) -> str | None:
        """Return the file at one of `paths`, whatever the case of letters if there is one only."""
        for path in paths:
            if path in self._paths:
                return path
        for path in paths:
            alike = self._alike.get(_folded(path), ())
            if len(alike) == 1:
                return alike[0]
        return None

    def _anywhere(self, end: str) -> tuple[str, ...]:
        """Return the files whose path ends like that."""
        folded = _folded(end)
        named = self._by_name.get(posixpath.basename(folded), ())
        return tuple(it for it in named if f"/{_folded(it)}".endswith(f"/{folded}"))

    def _close(self, target: str) -> tuple[str, ...]:
        """Return the file whose name is most like the one that is missing."""
        *_, written = _readings(target)
        name = _folded(posixpath.basename(written))
        names = get_close_matches(name, self._by_name, n=1, cutoff=0.7)
        return tuple(self._by_name[names[0]][:1]) if names else ()


def _places(note: str, written: str) -> tuple[str, ...]:
    """Return where a file may lie: beside the note, or below the source folder."""
    below = posixpath.normpath(written.lstrip("/"))
    if written.startswith("/"):
        return (below,)
    return posixpath.normpath(posixpath.join(posixpath.dirname(note), written)), below


def _readings(target: str) -> Iterator[str]:
    """Yield what a target may mean, likeliest first."""
    seen: set[str] = set()
    slashed = target.strip().replace("\\", "/")
    for written in (slashed, re.split(r"[?#]", slashed, maxsplit=1)[0]):
        for reading in (written, unquote(written).replace("\\", "/")):
            if reading and reading not in seen and "\0" not in reading:
                seen.add(reading)
                yield reading
    if not seen:
        yield "."


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
