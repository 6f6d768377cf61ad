"""The cache on disk: one file for each entry below `dist/.cache`, named by its fingerprint.

In goes a value and the fingerprint of all that it depends on; out comes an equal value, or
None. The folder may be deleted, damaged, full, read-only or written by somebody hostile at any
time: whatever is not exactly what was put there is a miss, and what cannot be written is not
kept. So this is not a part of the world: no build depends on it, and no build fails over it.

Entries of a stage that a build has not asked for are removed at its end: the folder holds
what the last builds need and does not grow. On a full disk it is given up for the outputs.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar

from cribdeck.incremental.files import content, remove, write
from cribdeck.incremental.packing import UnreadableError, fingerprint, packed, unpacked
from cribdeck.incremental.record import forget

_ENTRY: Final = re.compile(r"([a-z]+)-[0-9a-f]{40}(?:\.new)?")
"""Stage and fingerprint. Nothing else in the folder is ever removed or replaced."""
_COUNTED: Final = (("extract", "sources"), ("sheet", "sheets"))
"""Stages whose results people count, and what they call them."""
_SEAL: Final = 32
"""Bytes of the digest in front of an entry."""
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Key:
    """Which entry."""

    stage: str
    """Lower-case letters."""
    fingerprint: str
    """Of all that its value depends on."""

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.stage}-{self.fingerprint}"


class Cache:
    """What stages gave before; keeps count of what is asked for in this build."""

    def __init__(
        self, folder: Path | None, grounds: Mapping[str, str], *, fresh: bool = False
    ) -> None:
        """Keep entries in `folder`; None keeps none.

        Args:
            folder: made when the first entry is written.
            grounds: by stage, what its results depend on whatever it is given: the program, the
                versions of libraries.
            fresh: give nothing that was there before.
        """
        self._folder = None if folder is None or folder.is_symlink() else folder
        self._grounds = grounds
        self._fresh = fresh
        self._asked: dict[str, list[str]] = {}
        self._given: dict[str, int] = {}

    def key(self, stage: str, *parts: object) -> Key:
        """Return the name of the entry that depends on the grounds of `stage` and on `parts`."""
        if self._folder is None:
            return Key(stage, "")
        return Key(stage, fingerprint(self._grounds.get(stage, ""), *parts))

    def get(self, key: Key, kind: type[_Value]) -> _Value | None:
        """Return what was put in under `key`, None if that is not there, or not whole.

        Args:
            key: what is asked for.
            kind: what the value must be an instance of.
        """
        self._asked.setdefault(key.stage, []).append(key.name)
        if self._folder is None or self._fresh:
            return None
        data = content(str(self._folder / key.name))
        if data is None or data[:_SEAL] != _seal(key.name, data[_SEAL:]):
            return None
        try:
            value = unpacked(data[_SEAL:])
        except UnreadableError:
            return None
        if not isinstance(value, kind):
            return None
        self._given[key.stage] = self._given.get(key.stage, 0) + 1
        return value

    def spare(self, key: Key) -> None:
        """Let an entry stay that this build has no use for, but the next one may have."""
        self._asked.setdefault(key.stage, []).append(key.name)

    def put(self, key: Key, value: object) -> None:
        """Keep `value`, if that is possible."""
        if self._folder is None:
            return
        data = packed(value)
        write(str(self._folder / key.name), _seal(key.name, data) + data)

    def remembered(self, key: Key, kind: type[_Value], make: Callable[[], _Value]) -> _Value:
        """Return what is kept under `key`, or make it and keep it."""
        known = self.get(key, kind)
        if known is not None:
            return known
        made = make()
        self.put(key, made)
        return made

    def tally(self) -> str:
        """Return how much was done again, of what the user knows; empty if nothing was asked."""
        counts = [
            f"{len(asked) - self._given.get(stage, 0)} of {len(asked)} {name}"
            for stage, name in _COUNTED
            if (asked := self._asked.get(stage))
        ]
        return f"done: {', '.join(counts)}" if counts else ""

    def sweep(self) -> None:
        """Remove the entries that this build had no use for, of those stages that it ran."""
        asked = {stage: frozenset(names) for stage, names in self._asked.items()}
        for stage, name, path in self._entries():
            if name not in asked.get(stage, {name}):
                remove(path)

    def give_up(self) -> bool:
        """Remove all there is and keep nothing from here on; return whether that has made room."""
        removed = [remove(path) for _, _, path in self._entries()]
        if self._folder is not None:
            removed.append(forget(str(self._folder)))
        self._folder = None
        return any(removed)

    def _entries(self) -> list[tuple[str, str, str]]:
        """Return stage, name and path of all entries, half-written ones too."""
        if self._folder is None:
            return []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            found = ((_ENTRY.fullmatch(it.name), it.path) for it in entries)
            return [(match[1], match[0], path) for match, path in found if match]
        return []


def _seal(name: str, data: bytes) -> bytes:
    # The name is sealed too: an entry that was renamed is none.
    return blake2b(name.encode() + b"\0" + data, digest_size=_SEAL).digest()


NO_CACHE: Final = Cache(None, {})
"""Keeps nothing: for commands that write nothing."""
