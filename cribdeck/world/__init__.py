"""The only door to disk and clock, so that every stage stays a pure function.

In come the folders of one build; out go the bytes of sources, settings, templates and ledger,
the time, and, at the very end, all outputs together (`publishing.py`). `disk.py` holds the
operations on files.

Sources are untrusted: a link that leads out of the source folder is not followed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import filelock

from cribdeck.clock import BadClockError, now, seconds, time_of_day
from cribdeck.config import SETTINGS_NAME
from cribdeck.own_files import LOCK_NAME, MANIFEST_NAME
from cribdeck.world.disk import DISK, Disk, is_full, is_writable
from cribdeck.world.publishing import (
    AnotherBuildError,
    LedgerChangedError,
    Place,
    Recovered,
    UnfinishedError,
    publish,
    recover,
)

__all__ = [
    "SOURCE_SUFFIXES",
    "AnotherBuildError",
    "BadClockError",
    "LedgerChangedError",
    "Recovered",
    "UnfinishedError",
    "World",
    "is_full",
    "is_writable",
    "seconds",
    "time_of_day",
]

SOURCE_SUFFIXES: Final = (".md", ".markdown", ".txt")
"""What counts as a note."""


@dataclass(frozen=True, slots=True)
class World:
    """The folders and files of one build."""

    source: Path
    dist: Path
    ledger: Path
    templates: Path
    disk: Disk = DISK

    def source_paths(self) -> list[str]:
        """Return the paths of all notes below the source folder, `/`-separated and sorted.

        Hidden files and folders, the output folder and links that leave the source
        folder are passed over.

        Raises:
            OSError: a folder cannot be read; its notes must not be taken for removed ones.
        """
        return self._paths(SOURCE_SUFFIXES)

    def media_paths(self, suffixes: tuple[str, ...]) -> list[str]:
        """Return the paths of all files that notes may show, found as notes are.

        Args:
            suffixes: of their names, in small letters.

        Raises:
            OSError: a folder cannot be read.
        """
        return self._paths(suffixes)

    def read_media(self, path: str, largest: int) -> bytes | None:
        """Return the bytes of a file that a note shows; None if it has more than `largest`.

        Raises:
            OSError: it cannot be read, or leads out of the source folder by now.
        """
        file = self.source / path
        if not file.resolve().is_relative_to(self.source.resolve()):
            raise PermissionError(errno.EACCES, "it leads out of the source folder", path)
        if self.disk.size(file) > largest:
            return None
        return self.read_source(path)

    def _paths(self, suffixes: tuple[str, ...]) -> list[str]:
        root = self.source.resolve()
        dist = self.dist.resolve()
        found: list[str] = []
        for folder, subfolders, names in os.walk(root, onerror=_not_a_vanished_one):
            here = Path(folder)
            subfolders[:] = [
                name
                for name in subfolders
                if not name.startswith(".") and (here / name).resolve() != dist
            ]
            found.extend(
                (here / name).relative_to(root).as_posix()
                for name in names
                if not name.startswith(".")
                and name.lower().endswith(suffixes)
                and (here / name).resolve().is_relative_to(root)
            )
        return sorted(found)

    def source_path(self, path: str) -> str | None:
        """Return the note that `path` means, below the source folder or the current one."""
        known = self.source_paths()
        if path in known:
            return path
        root = self.source.resolve()
        for folder in (root, Path.cwd()):
            resolved = (folder / path).resolve()
            if resolved.is_relative_to(root) and resolved.relative_to(root).as_posix() in known:
                return resolved.relative_to(root).as_posix()
        return None

    def read_source(self, path: str) -> bytes:
        """Return the bytes of one note.

        Raises:
            OSError: the file cannot be read; the pipeline makes it a diagnostic.
        """
        content = self.disk.read(self.source / path)
        if content is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return content

    def read_settings(self) -> bytes | None:
        """Return the bytes of `cribdeck.toml`, None when there is none."""
        return self.disk.read(self.source / SETTINGS_NAME)

    def read_ledger(self) -> bytes | None:
        """Return the bytes of the ledger, None before the first build."""
        return self.disk.read(self.ledger)

    def read_manifest(self) -> bytes | None:
        """Return the manifest of the build before, None when there is none."""
        return self.disk.read(self.dist / MANIFEST_NAME)

    def read_output(self, name: str) -> bytes | None:
        """Return an output of the build before by its path in `dist`, None if it is not there."""
        return self.disk.read(self.dist / name)

    def now(self) -> int:
        """Return the time of this build in seconds since 1970.

        Raises:
            BadClockError: `SOURCE_DATE_EPOCH` is set to what is no time.
        """
        return now()

    def ledger_is_writable(self) -> bool:
        """Return whether the ledger can be replaced; asked before anything is built."""
        target = self.ledger.resolve()
        return is_writable(target) and is_writable(target.parent)

    def publish(
        self,
        ledger: bytes | None,
        outputs: Mapping[str, bytes],
        obsolete: frozenset[str],
        *,
        read: bytes | None,
    ) -> bool:
        """Replace the ledger and the outputs by complete new ones; return whether any changed.

        The arguments are those of `publishing.publish`.

        Raises:
            LedgerChangedError: the ledger is no longer the one that was read; nothing is replaced.
            UnfinishedError: a file could not be moved; the next start tries again.
            OSError: something could not be written; nothing is replaced.
        """
        return publish(self._place, ledger, outputs, obsolete, read)

    @contextmanager
    def alone(self) -> Iterator[Recovered | None]:
        """Hold the right to write; one build at a time.

        Yields what became of the files that a killed build had not finished.

        Raises:
            AnotherBuildError: somebody else holds it.
            OSError: the folder of the outputs cannot be written.
        """
        self.disk.make_folder(self.dist)
        if not is_writable(self.dist):
            raise PermissionError(errno.EACCES, "the folder is read-only", str(self.dist))
        lock = filelock.FileLock(self.dist / LOCK_NAME)
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout as taken:
            message = f"another build is writing to {self.dist}; wait for it to end"
            raise AnotherBuildError(message) from taken
        try:
            yield recover(self._place)
        finally:
            lock.release()

    @property
    def _place(self) -> Place:
        return Place(self.disk, self.dist, self.ledger)


def _not_a_vanished_one(problem: OSError) -> None:
    """Raise what kept a folder from being read, unless it has just been removed.

    Raises:
        OSError: the folder is there.
    """
    if not isinstance(problem, FileNotFoundError):
        raise problem
