"""Whether there is anything to do: the record of the last build, and the disk as it is now.

Outputs of the last build must be what it has written, and everything it was made of what it
was then; files are read only where their times leave a doubt. A start that finds nothing to
do ends before any stage is imported.

Imports next to nothing: every start passes through here.
"""

from __future__ import annotations

import os
from pathlib import Path

from cribdeck.clock import BadClockError, now
from cribdeck.exit_codes import BUILT
from cribdeck.incremental import program
from cribdeck.incremental.files import Seen, clock, is_settled, names, seen, status
from cribdeck.incremental.record import Record, read_record, write_record
from cribdeck.own_files import CACHE_NAME, JOURNAL_NAME

PACKAGE = os.path.realpath(os.path.dirname(os.path.dirname(__file__)))
"""The folder of the program."""
NOTHING_CHANGED = "nothing has changed"
_INFO = "info"
"""The severity of what is only for the record."""
TRIED_AGAIN = ("no_pango", "sheet_failed", "booklet_failed")
"""Codes of diagnostics about sheets that a second attempt may bring about: there may be more
memory, more time, a library more."""


def options_of(
    source: Path, dist: Path, ledger: Path, templates: Path, only: str | None
) -> dict[str, str]:
    """Return what a build is asked for, as a record holds it."""
    real = os.path.realpath
    return {
        "source": real(source),
        "dist": real(dist),
        "ledger": real(ledger),
        "templates": real(templates),
        "only": only or "",
        "package": PACKAGE,
    }


def unchanged(dist: str, options: dict[str, str]) -> Record | None:
    """Return the record of the last build if the same build would write the same outputs.

    The same but for what a manifest says of changes, where the record tells that it can settle.

    Args:
        dist: the folder of the outputs.
        options: as `options_of` gives them.
    """
    folder = os.path.join(dist, CACHE_NAME)
    try:
        now()
    except BadClockError:
        return None  # a build will say so
    try:
        record = read_record(folder)
        if record is None or not _is_made_by(record, dist, options):
            return None
        files = {**record.files, **record.outputs}
        doubtful = [path for path, it in files.items() if not _is_as_seen(path, it, record.looked)]
        if any(not _is_same(path, files[path]) for path in doubtful):
            return None
        if doubtful:
            _look_again(folder, record)
    except Exception:  # noqa: BLE001  a record that somebody has made up may hold anything
        return None
    return record


def said(record: Record) -> list[str]:
    """Return the diagnostics of a build, as lines to be printed."""
    return [str(line) for line, severity, *_ in record.said if severity != _INFO]


def _is_made_by(record: Record, dist: str, options: dict[str, str]) -> bool:
    """Return whether the last build was asked for the same, ran on the same, saw the same names."""
    return (
        record.options == options
        and record.python == program.python()
        and record.exit_code in BUILT
        and (record.is_settled or record.can_settle)
        and all(len(it) > 1 for it in record.said)
        and not any(it[2] in TRIED_AGAIN for it in record.said)
        and not os.path.lexists(os.path.join(dist, JOURNAL_NAME))
        and all(
            names(folder, suffixes, options["dist"]) == known
            for folder, (suffixes, known) in record.folders.items()
        )
        and all(status(path) == known for path, known in record.system.items())
        and record.libraries == program.versions()
    )


def _is_as_seen(path: str, known: Seen | None, looked: int) -> bool:
    if known is None:
        return not os.path.lexists(path)
    return is_settled(known, looked) and status(path) == known[:-1]


def _is_same(path: str, known: Seen | None) -> bool:
    """Return whether the bytes of a file are as they were."""
    now = status(path)
    if known is None or now is None or now[0] != known[0]:
        return False
    now = seen(path)
    return now is not None and now[-1] == known[-1]


def _look_again(folder: str, record: Record) -> None:
    """Keep the times of today, so that the next start need not read the same files again."""
    looked = clock(folder)
    again = {path: seen(path) for path in {**record.files, **record.outputs}}
    for table in (record.files, record.outputs):
        for path, known in table.items():
            now = again[path]
            if (now and now[-1]) != (known and known[-1]):
                return
            if now is not None:
                table[path] = now
    record.looked = looked
    write_record(folder, record)
