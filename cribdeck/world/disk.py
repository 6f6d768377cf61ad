"""The operations on files that a build is made of; nothing else touches the user's files.

They are few so that a test can put a disk in their place that fails, or ends the process, at
any one of them (`tests/failing_disk.py`).
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import time
from pathlib import Path
from typing import Final

_WINDOWS: Final = os.name == "nt"
_TRIES: Final = 20
_PAUSE: Final = 0.1
"""Seconds. Together two: virus scanners and indexers let go of a new file sooner than that."""


class Disk:
    """The disk of this machine."""

    def read(self, path: Path) -> bytes | None:
        """Return the bytes of a file, None if there is none.

        Raises:
            OSError: it cannot be read, or is a pipe, a socket or a device.
        """
        try:
            if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
                # A pipe would be waited for without end.
                raise OSError(errno.EINVAL, "not a regular file", str(path))
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def size(self, path: Path) -> int:
        """Return how many bytes a file has.

        Raises:
            OSError: it is not there.
        """
        return path.stat().st_size

    def is_file(self, path: Path) -> bool:
        """Return whether `path` is a file, or a link to one."""
        return path.is_file()

    def write(self, path: Path, content: bytes, like: Path | None = None) -> None:
        """Write a new file, through to the medium; with the permissions of `like`, if it is there.

        What is at `path` is removed first, so that no link is ever written through.
        """
        path.unlink(missing_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if like is not None:
            with contextlib.suppress(FileNotFoundError, PermissionError):
                shutil.copymode(like, path)

    def replace(self, path: Path, target: Path) -> None:
        """Move `path` to `target`, which is the old file until it is the new one.

        Windows refuses while another program has the target open, often for a moment only.
        """
        for _ in range(_TRIES if _WINDOWS else 0):
            try:
                path.replace(target)
            except PermissionError:
                time.sleep(_PAUSE)
            else:
                return
        path.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, if they are not there."""
        path.mkdir(parents=True, exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Have the names in a folder outlive a power cut, where the file system can."""
        if _WINDOWS:
            return
        with contextlib.suppress(OSError):
            folder = os.open(path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


DISK: Final = Disk()


def is_full(problem: OSError) -> bool:
    """Return whether there was no room: on the disk, or in what the user may have of it."""
    return problem.errno in {errno.ENOSPC, errno.EDQUOT}


def is_writable(path: Path) -> bool:
    """Return whether `path`, or the nearest folder above that exists, may change.

    What its mode denies to everybody counts as read-only for root too: the owner has said so.
    """
    while not path.exists():
        if path == path.parent:
            return False
        path = path.parent
    return os.access(path, os.W_OK) and (_WINDOWS or path.stat().st_mode & 0o222 != 0)
