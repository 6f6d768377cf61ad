"""The only door to disk and clock, so that every stage stays a pure function.

In come the folders of one build; out go the bytes of sources, settings, templates and
ledger, the time, and, at the very end, all outputs together: each is written beside its
target first and moved into place only when all of them are complete. The ledger is moved
first, because a build that finds a ledger newer than its outputs simply makes the same
outputs again, while outputs newer than the ledger would be stamped twice.

Sources are untrusted: a link that leads out of the source folder is not followed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import filelock

from cribdeck.config import SETTINGS_NAME

SOURCE_SUFFIXES: Final = (".md", ".markdown", ".txt")
"""What counts as a note."""

LEDGER_NAME: Final = "ledger.jsonl"
MANIFEST_NAME: Final = "build.json"


class AnotherBuildError(Exception):
    """Another build writes to the same place right now."""


@dataclass(frozen=True, slots=True)
class World:
    """The folders and files of one build."""

    source: Path
    dist: Path
    ledger: Path
    templates: Path

    def source_paths(self) -> list[str]:
        """Return the paths of all notes below the source folder, `/`-separated and sorted.

        Hidden files and folders, the output folder and links that leave the source
        folder are passed over.
        """
        root = self.source.resolve()
        dist = self.dist.resolve()
        found: list[str] = []
        for folder, subfolders, names in os.walk(root):
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
                and name.lower().endswith(SOURCE_SUFFIXES)
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
        return (self.source / path).read_bytes()

    def read_settings(self) -> bytes | None:
        """Return the bytes of `cribdeck.toml`, None when there is none."""
        return _read_if_there(self.source / SETTINGS_NAME)

    def read_ledger(self) -> bytes | None:
        """Return the bytes of the ledger, None before the first build."""
        return _read_if_there(self.ledger)

    def read_manifest(self) -> bytes | None:
        """Return the manifest of the build before, None when there is none."""
        return _read_if_there(self.dist / MANIFEST_NAME)

    def now(self) -> int:
        """Return the time of this build in seconds since 1970.

        `SOURCE_DATE_EPOCH` overrides the clock (reproducible-builds.org).
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        return int(epoch) if epoch.isascii() and epoch.isdigit() else int(time.time())

    def ledger_is_writable(self) -> bool:
        """Return whether the ledger can be replaced; asked before anything is built."""
        return is_writable(self.ledger.parent)

    def publish(
        self, ledger: bytes | None, outputs: Mapping[str, bytes], obsolete: frozenset[str]
    ) -> bool:
        """Replace the ledger and the outputs by complete new ones.

        Args:
            ledger: what the ledger is to hold; None leaves it as it is.
            outputs: contents by path below `dist`.
            obsolete: paths below `dist` that an earlier build wrote and this one does not.

        Returns:
            Whether anything on disk has changed.

        Raises:
            OSError: nothing has been replaced then, unless the disk failed between two moves.
        """
        wanted = {} if ledger is None else {self.ledger: ledger}
        wanted |= {self.dist / name: content for name, content in sorted(outputs.items())}
        changed = {path: new for path, new in wanted.items() if _read_if_there(path) != new}
        staged: dict[Path, Path] = {}
        try:
            for path, content in changed.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                staged[path] = path.with_name(f".{path.name}.{os.getpid()}.new")
                _write_through(staged[path], content)
            for path, temporary in staged.items():
                temporary.replace(path)
        finally:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
        leftovers = [self.dist / name for name in sorted(obsolete) if (self.dist / name).is_file()]
        for path in leftovers:
            path.unlink()
        return bool(changed or leftovers)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the right to write; one build at a time.

        Raises:
            AnotherBuildError: somebody else holds it.
        """
        self.dist.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.dist / ".lock")
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout as taken:
            raise AnotherBuildError from taken
        try:
            yield
        finally:
            lock.release()


def is_writable(folder: Path) -> bool:
    """Return whether files in `folder`, or in the nearest folder above that exists, may change.

    A folder whose mode denies writing to everybody counts as read-only for root too: the
    owner has said so.
    """
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK) and (os.name == "nt" or folder.stat().st_mode & 0o222 != 0)


def _read_if_there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
