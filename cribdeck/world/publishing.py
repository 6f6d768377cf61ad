"""Publishing: complete contents of ledger and outputs go in; all of them are put in place, or none.

Every new file is first written beside the one it is to replace, so that the move stays within
one file system even when a folder is a link to another. Then a journal in `dist` says that
all are complete, then they are moved, then the journal goes. Whoever starts next reads the
journal that a killed build left: if all was complete, the moves are finished, otherwise what
was written is removed. So afterwards everything is new, or everything is as it was.

The ledger is moved first and decides: outputs newer than the ledger would give numbers away
twice, outputs older than it are simply made again. If the ledger has meanwhile been changed by
another hand (a merge, a build into another folder), nothing is put in its place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, TypeAlias

from cribdeck.own_files import JOURNAL_NAME
from cribdeck.world.disk import Disk, is_writable
from cribdeck.world.journal import LEDGER, Journal, is_below, read_journal, written

_UNWRITTEN: Final = f"{JOURNAL_NAME}.new"

Recovered: TypeAlias = Literal["finished", "discarded"]
"""What became of what a killed build had begun."""


class AnotherBuildError(Exception):
    """Somebody else writes to the same place; the text says so to the user."""


class LedgerChangedError(AnotherBuildError):
    """Somebody else has changed the ledger since this build has read it."""


class UnfinishedError(OSError):
    """Not all files could be moved into place; the next start does the rest."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to publish."""

    disk: Disk
    dist: Path
    ledger: Path

    def target(self, name: str) -> Path:
        """Return the file that a name in the journal means; links of the ledger are followed."""
        return self.dist / name if name else self.ledger.resolve()

    def staged(self, name: str) -> Path:
        """Return where the new content of that file waits.

        The name is short, whatever that of the target. For the ledger it is another one for each
        `dist`, since several may share one.
        """
        target = self.target(name)
        mark = target.name if name else f"{self.dist.resolve()}\0{target.name}"
        return target.with_name(f".cribdeck-{_digest(os.fsencode(mark))[:16]}.new")

    @property
    def journal(self) -> Path:
        """The file that tells the next start what was being published."""
        return self.dist / JOURNAL_NAME


def publish(
    place: Place,
    ledger: bytes | None,
    outputs: Mapping[str, bytes],
    obsolete: Iterable[str],
    read: bytes | None,
) -> bool:
    """Put `ledger` and `outputs` in place, and remove what is `obsolete`.

    Args:
        place: where.
        ledger: its new contents; None leaves it as it is.
        outputs: contents by path below `dist`, `/`-separated.
        obsolete: such paths that an earlier build wrote and this one does not.
        read: the ledger that this build was made from; None if there was none.

    Returns:
        Whether anything has changed.

    Raises:
        LedgerChangedError: the ledger is no longer the one that was read; nothing is replaced.
        UnfinishedError: a file could not be moved; the next start tries again.
        OSError: something could not be written; nothing is replaced.
    """
    disk = place.disk
    disk.make_folder(place.dist)
    wanted = ({} if ledger is None else {LEDGER: ledger}) | dict(sorted(outputs.items()))
    changed = {
        name: content
        for name, content in wanted.items()
        if disk.read(place.target(name)) != content
    }
    gone = tuple(_gone(place, outputs, obsolete))
    if not changed and not gone:
        return False
    _check(place, changed)
    moves = {name: _digest(content) for name, content in changed.items()}
    span = None if ledger is None else (_digest(read), _digest(ledger))
    try:
        _write_journal(place, Journal(complete=False, moves=moves, obsolete=(), ledger=span))
        for name, content in changed.items():
            disk.write(place.staged(name), content, like=place.target(name))
        for folder in _folders(place, changed):
            disk.sync_folder(folder)
        if ledger is not None:
            _expect(place, read)
        _write_journal(place, Journal(complete=True, moves=moves, obsolete=gone, ledger=span))
    except BaseException:
        # What cannot be cleaned up now is cleaned up by the next start.
        with contextlib.suppress(OSError):
            _discard(place, moves)
        raise
    try:
        _finish(place, moves, gone)
    except OSError as problem:
        raise UnfinishedError(str(problem)) from problem
    except BaseException:
        # The user has ended the build between two moves.
        with contextlib.suppress(OSError):
            _finish(place, [name for name in moves if disk.is_file(place.staged(name))], gone)
        raise
    return True


def recover(place: Place) -> Recovered | None:
    """Finish or discard what a killed build has left, and say which; None if there is nothing.

    Raises:
        OSError: a file can still not be moved or removed.
    """
    place.disk.remove(place.journal.with_name(_UNWRITTEN))
    content = place.disk.read(place.journal)
    if content is None:
        return None
    journal = read_journal(content)
    waiting = [name for name in journal.moves if _is_waiting(place, name, journal.moves[name])]
    if journal.complete and _can_finish(place, journal, waiting):
        _finish(place, waiting, journal.obsolete)
        return "finished"
    _discard(place, journal.moves)
    return "discarded"


def _can_finish(place: Place, journal: Journal, waiting: list[str]) -> bool:
    """Return whether the ledger is, or can now be made, the one that the outputs belong to."""
    if journal.ledger is not None:
        before, after = journal.ledger
        present = _digest(place.disk.read(place.target(LEDGER)))
        if present != (before if LEDGER in waiting else after):
            return False
    return all(
        name in waiting or _digest(place.disk.read(place.target(name))) == wanted
        for name, wanted in journal.moves.items()
    )


def _is_waiting(place: Place, name: str, wanted: str) -> bool:
    content = place.disk.read(place.staged(name))
    return content is not None and _digest(content) == wanted


def _finish(place: Place, waiting: Iterable[str], obsolete: Iterable[str]) -> None:
    names = list(waiting)
    for name in names:
        place.disk.replace(place.staged(name), place.target(name))
    for name in obsolete:
        place.disk.remove(place.target(name))
    for folder in _folders(place, names):
        place.disk.sync_folder(folder)
    place.disk.remove(place.journal)


def _discard(place: Place, moves: Iterable[str]) -> None:
    for name in moves:
        place.disk.remove(place.staged(name))
    place.disk.remove(place.journal)


def _expect(place: Place, read: bytes | None) -> None:
    if place.disk.read(place.target(LEDGER)) != read:
        message = f"{place.ledger} was changed during the build; nothing was written, build again"
        raise LedgerChangedError(message)


def _check(place: Place, names: Iterable[str]) -> None:
    """Make the folders, and refuse now what could not be replaced later.

    Raises:
        OSError: so it is.
    """
    for name in names:
        target = place.target(name)
        place.disk.make_folder(target.parent)
        if not is_writable(target.parent):
            raise PermissionError(errno.EACCES, "the folder is read-only", str(target.parent))


def _gone(place: Place, outputs: Iterable[str], obsolete: Iterable[str]) -> Iterator[str]:
    """Yield the names in `obsolete` that are there and ours to remove."""
    twins = {_folded(name): name for name in outputs}
    for name in sorted(obsolete):
        path = place.target(name)
        if not is_below(name) or not place.disk.is_file(path):
            continue
        # Where Kafka.pdf and kafka.pdf are one file, the new one must not be removed.
        twin = twins.get(_folded(name))
        if twin is None or not _are_same(path, place.target(twin)):
            yield name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _are_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _folders(place: Place, names: Iterable[str]) -> list[Path]:
    return sorted({place.target(name).parent for name in names} | {place.dist})


def _digest(content: bytes | None) -> str:
    return "absent" if content is None else sha256(content).hexdigest()


def _write_journal(place: Place, journal: Journal) -> None:
    """Replace the journal, which is never half-written."""
    unwritten = place.journal.with_name(_UNWRITTEN)
    place.disk.write(unwritten, written(journal))
    place.disk.replace(unwritten, place.journal)
    place.disk.sync_folder(place.dist)
