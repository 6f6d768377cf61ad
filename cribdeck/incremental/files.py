"""Files as they were seen: whether one is still what it was, told without reading it if possible.

A file is taken for the same when size, times and inode are the same and its last change lies
well before it was looked at; else its bytes decide. The times alone would miss an edit within
the same tick of the file system's clock.

Imports next to nothing: every start passes through here.
"""

from __future__ import annotations

import os
import stat
from functools import partial
from hashlib import blake2b, file_digest

Seen = list[int | str]
"""Size, time of change, time of status change, inode, and the digest of the bytes; for JSON."""

_TICK = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system (FAT)."""
_SKIPPED = "__pycache__"
_LARGEST = 256 * 1024 * 1024
"""Bytes of a file of the cache; a larger one is not ours."""
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | _BINARY | _NO_LINK | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_LINK


def clock(folder: str) -> int:
    """Return the time as the file system of a cache counts it, in nanoseconds since 1970.

    0 where nothing can be written: then no file is ever taken for the same by its times.
    """
    path = f"{folder}/now"
    it = status(path) if write(path, b"") else None
    return int(it[1]) if it else 0


_blake = partial(blake2b, digest_size=20)


def digest(data: bytes) -> str:
    """Return 40 hexadecimal digits that stand for `data`."""
    return _blake(data).hexdigest()


def status(path: str) -> Seen | None:
    """Return size, times and inode of a file; None if there is none, or only a pipe or the like."""
    try:
        it = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(it.st_mode):
        return None
    # ctime is the time of creation on Windows, which does not hurt.
    return [it.st_size, it.st_mtime_ns, it.st_ctime_ns, it.st_ino]


def seen(path: str) -> Seen | None:
    """Return what there is to see of a file, its bytes included; None if it cannot be read."""
    now = status(path)
    if now is None:
        return None
    try:
        with open(path, "rb") as file:
            return [*now, file_digest(file, _blake).hexdigest()]
    except OSError:
        return None


def seen_again(path: str, known: Seen, looked: int) -> Seen | None:
    """Return the same, without reading the file if it is certainly as it was.

    Args:
        path: of the file.
        known: as it was seen before.
        looked: when that was, in nanoseconds since 1970.
    """
    return known if is_settled(known, looked) and status(path) == known[:-1] else seen(path)


def as_written(path: str, content: bytes) -> Seen | None:
    """Return what is seen of a file that was just written, None if it is another by now."""
    now = status(path)
    return [*now, digest(content)] if now is not None and now[0] == len(content) else None


def is_settled(known: Seen, looked: int) -> bool:
    """Return whether a file seen at `looked` cannot have changed since without its times."""
    return max(int(known[1]), int(known[2])) + _TICK < looked


def names(folder: str, suffixes: list[str] | None, but: str = "") -> list[str] | None:
    """Return the names in a folder that may matter, sorted; folders end in `/`.

    Args:
        folder: what to list.
        suffixes: of files, in small letters; None for any.
        but: path of a folder to be passed over.

    Returns:
        None if the folder cannot be read. Hidden files and folders are left out.
    """
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(".") or name == _SKIPPED:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if entry.path != but:
                        found.append(f"{name}/")
                elif suffixes is None or name.lower().endswith(tuple(suffixes)):
                    found.append(name)
    except OSError:
        return None
    return sorted(found)


def content(path: str) -> bytes | None:
    """Return the bytes of a file of the cache, None if there is no such regular file.

    The folder may be anybody's: nothing is waited for, and no link is followed.
    """
    try:
        with os.fdopen(os.open(path, _READ), "rb") as file:
            it = os.fstat(file.fileno())
            if not stat.S_ISREG(it.st_mode) or it.st_size > _LARGEST:
                return None
            return file.read(_LARGEST)
    except (OSError, MemoryError):
        return None


def write(path: str, data: bytes) -> bool:
    """Put a file that nothing depends on in place, whole; return whether that was possible."""
    new, folder = f"{path}.new", os.path.dirname(path)
    if os.path.islink(folder):
        return False
    try:
        os.makedirs(folder, exist_ok=True)
        if os.path.lexists(new):
            os.unlink(new)
        with os.fdopen(os.open(new, _WRITE, 0o666), "wb") as file:
            file.write(data)
        os.replace(new, path)
    except OSError:
        remove(new)  # half a file on a full disk takes room that somebody else needs
        return False
    return True


def remove(path: str) -> bool:
    """Remove a file of the cache; return whether that was possible."""
    try:
        os.unlink(path)
    except OSError:
        return False
    return True
