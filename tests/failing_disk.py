"""A disk that fails, or ends the process, at a chosen operation."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

from cribdeck.world.disk import Disk

Fault: TypeAlias = Literal["killed", "killed halfway", "full", "gone", "hiccup"]
FAULTS: tuple[Fault, ...] = ("killed", "killed halfway", "full", "gone", "hiccup")
"""Killed before the operation, or in the midst of a write; from there on no room for a byte;
from there on nothing works; one operation fails."""

_T = TypeVar("_T")


class KilledError(BaseException):
    """The process is no more: nothing it still tries reaches the disk."""


class FailingDisk(Disk):
    """The real disk up to operation `at`, counted from 0."""

    def __init__(self, at: int, fault: Fault) -> None:
        self.at = at
        self.fault = fault
        self.operations = 0

    @property
    def has_failed(self) -> bool:
        return self.operations > self.at

    def read(self, path: Path) -> bytes | None:
        return self._do(lambda: Disk.read(self, path))

    def is_file(self, path: Path) -> bool:
        return self._do(lambda: Disk.is_file(self, path))

    def write(self, path: Path, content: bytes, like: Path | None = None) -> None:
        def half() -> None:
            Disk.write(self, path, content[: len(content) // 2])

        self._do(lambda: Disk.write(self, path, content, like), half)

    def replace(self, path: Path, target: Path) -> None:
        self._do(lambda: Disk.replace(self, path, target))

    def remove(self, path: Path) -> None:
        self._do(lambda: Disk.remove(self, path))

    def make_folder(self, path: Path) -> None:
        self._do(lambda: Disk.make_folder(self, path))

    def sync_folder(self, path: Path) -> None:
        self._do(lambda: Disk.sync_folder(self, path))

    def _do(self, it: Callable[[], _T], half: Callable[[], None] | None = None) -> _T:
        count = self.operations
        self.operations += 1
        if count < self.at or (self.fault == "hiccup" and count > self.at):
            return it()
        if half and (self.fault == "full" or (self.fault == "killed halfway" and count == self.at)):
            half()
        if self.fault == "full" and not half:
            return it()
        if self.fault.startswith("killed"):
            raise KilledError
        code = errno.ENOSPC if self.fault == "full" else errno.EIO
        raise OSError(code, "as the test wants it")
