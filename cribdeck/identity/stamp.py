"""Stamps: rendered notes and the ledger go in; out come the notes with their time of change.

Anki takes a note from a package only when it is newer than its own, and then overwrites the
learner's edits and tags. So a note keeps the time of the build in which its present fields
first appeared, and an unchanged note is left alone by every later import.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from cribdeck.identity.digest import digest
from cribdeck.identity.ledger import Ledger, NoteRecord, NotetypeRecord


class Rendered(Protocol):
    """A note as it will be written, a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def guid(self) -> str:
        """Its identity."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The HTML of its fields."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""

    @property
    def mod(self) -> int:
        """Time of change, still to be set."""


_Note = TypeVar("_Note", bound=Rendered)


def stamp(notes: Iterable[_Note], ledger: Ledger, now: int) -> tuple[tuple[_Note, ...], Ledger]:
    """Return the notes with `mod` set, and the ledger of this build.

    A time of change is `now`, never later, unless the ledger holds a later one to exceed.
    Records without a note are kept as retired; those that never had one are dropped.

    Args:
        notes: all notes of this build.
        ledger: as `identify` left it.
        now: the time of this build, in seconds since 1970.
    """
    stamped: list[_Note] = []
    records: dict[str, NoteRecord] = {}
    for note in notes:
        record = ledger.notes[note.guid]
        mod = record.mod if _is_as_built(note, record) else _after(record.mod, now)
        stamped.append(replace(note, mod=mod))
        records[note.guid] = replace(
            record, mod=mod, fields=_kept(note.fields), tags=note.tags, built="", retired=None
        )
    for guid, record in ledger.notes.items():
        if guid not in records and record.mod:
            since = now if record.retired is None else record.retired
            records[guid] = replace(record, retired=since)
    return tuple(stamped), replace(ledger, notes=records)


def stamp_notetype(
    notetype_id: int, content: Iterable[str], ledger: Ledger, now: int
) -> tuple[int, Ledger]:
    """Return the time of change of a notetype with this content, and the ledger that keeps it."""
    fields = digest(content)
    before = ledger.notetypes.get(notetype_id, NotetypeRecord(notetype_id, 0, ""))
    mod = before.mod if before.digest == fields else _after(before.mod, now)
    record = replace(before, mod=mod, digest=fields)
    return mod, replace(ledger, notetypes={**ledger.notetypes, notetype_id: record})


def _is_as_built(note: Rendered, record: NoteRecord) -> bool:
    if record.built:
        return record.built == digest((*note.fields, "tags", *note.tags))
    return (record.fields, record.tags) == (_kept(note.fields), note.tags)


def _kept(fields: Sequence[str]) -> tuple[str, ...]:
    """Return what the ledger keeps of `fields`: not those at the end that are empty."""
    return tuple(fields[: max((place for place, it in enumerate(fields, 1) if it), default=0)])


def _after(before: int, now: int) -> int:
    """Return the time of a change now: later than that of the change before."""
    return max(now, before + 1)
