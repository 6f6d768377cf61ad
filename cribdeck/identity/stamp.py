"""Stamps: rendered notes and the ledger go in; out come the notes with their time of change.

Anki takes a note from a package only when it is newer than its own, and then overwrites the
learner's edits and tags. So a note keeps the time of the build in which its present words
first appeared, and an unchanged note is left alone by every later import; so is one that has
merely moved, since the name of a file is no reason to undo what the learner has written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final, Protocol, TypeVar

from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.identity.digest import digest
from cribdeck.identity.identify import State
from cribdeck.identity.ledger import Ledger, NoteRecord, NotetypeRecord
from cribdeck.identity.retired import was_buried
from cribdeck.span import whole_file

SOURCE_FIELD: Final = 3
"""Where among its fields a note names its source."""
_DAY: Final = 86_400
OWN_TAGS: Final = "cribdeck::"
"""Tags that name sources begin so."""


@dataclass(frozen=True, slots=True)
class Published:
    """Times of change, in seconds since 1970, that learners may have by now."""

    notes: Mapping[str, int] = field(default_factory=dict)
    """By GUID."""
    notetypes: Mapping[int, int] = field(default_factory=dict)
    """By id."""


NOTHING_PUBLISHED: Final = Published()


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

    @property
    def state(self) -> str:
        """What has become of it, as far as its place and its words tell."""


_Note = TypeVar("_Note", bound=Rendered)


def stamp(
    notes: Iterable[_Note],
    ledger: Ledger,
    now: int,
    spared: Collection[str] = frozenset(),
    published: Published = NOTHING_PUBLISHED,
) -> tuple[tuple[_Note, ...], Ledger]:
    """Return the notes with `mod` and `state` set, and the ledger of this build.

    A time of change is `now`, never later, unless the ledger holds a later one to exceed.
    A note whose place alone has changed keeps its time: its package shows the new place to
    newcomers, and the learner who has it keeps what he has written into it. Records without a
    note are kept as retired; those that never had one are dropped.

    A ledger that was taken back to an earlier state (another branch) knows less than the last
    package said: what was published later than the ledger knows is newer again, or Anki would
    keep what the notes no longer say.

    Args:
        notes: all notes of this build.
        ledger: as `identify` left it.
        now: the time of this build, in seconds since 1970.
        spared: paths of sources that could not be read; what stood there is not retired.
        published: times that the package of the build before has.
    """
    stamped: list[_Note] = []
    records: dict[str, NoteRecord] = {}
    for note in notes:
        record = ledger.notes[note.guid]
        known, seen = max(record.mod, record.retired or 0), published.notes.get(note.guid, 0)
        is_same = _is_as_built(note, record) and seen <= known
        mod = record.mod if is_same else after(max(known, seen), now)
        stamped.append(replace(note, mod=mod, state=_state(note, record, is_same=is_same)))
        records[note.guid] = replace(
            record, mod=mod, fields=_kept(note.fields), tags=note.tags, built="", retired=None
        )
    for guid, record in ledger.notes.items():
        if guid in records or not record.mod:
            continue
        seen = published.notes.get(guid, 0)
        is_told = record.retired is not None and seen <= record.retired
        is_spared = record.retired is None and record.trace.anchor.path in spared
        gone = replace(record, retired=after(max(record.mod, seen), now))
        records[guid] = record if is_told or is_spared else gone
    return tuple(stamped), replace(ledger, notes=records)


def stamp_notetype(
    notetype_id: int,
    content: Iterable[str],
    ledger: Ledger,
    now: int,
    published: Published = NOTHING_PUBLISHED,
) -> tuple[int, Ledger]:
    """Return the time of change of a notetype with this content, and the ledger that keeps it."""
    fields = digest(content)
    before = ledger.notetypes.get(notetype_id, NotetypeRecord(notetype_id, 0, ""))
    seen = published.notetypes.get(notetype_id, 0)
    is_same = before.digest == fields and seen <= before.mod
    mod = before.mod if is_same else after(max(before.mod, seen), now)
    record = replace(before, mod=mod, digest=fields)
    return mod, replace(ledger, notetypes={**ledger.notetypes, notetype_id: record})


def clock_remarks(ledger: Ledger, now: int, ledger_name: str) -> list[Diagnostic]:
    """Return a warning when the last builds had a later time than this one by more than a day.

    Anki up to 24.11 gives a note it updates the time of the import; an edit that is stamped
    earlier than that never gets there.
    """
    latest = max((max(it.mod, it.retired or 0) for it in ledger.notes.values()), default=0)
    if latest <= now + _DAY:
        return []
    message = f"an earlier build was {(latest - now) // _DAY} days ahead of the clock of this one"
    hint = "set the clock, or SOURCE_DATE_EPOCH; until then Anki before 25.02 may miss edits"
    return [warning("clock", whole_file(ledger_name), message, hint)]


def _state(note: Rendered, record: NoteRecord, *, is_same: bool) -> State:
    """Return what Anki will make of the note; `identify` has only seen where it stands."""
    if not record.mod:
        return "new"
    if not is_same:
        return "edited"
    return "moved" if note.state == "moved" else "unchanged"


def _is_as_built(note: Rendered, record: NoteRecord) -> bool:
    if was_buried(record):
        return False
    if record.built:
        return record.built == digest((*note.fields, "tags", *note.tags))
    return _substance(record.fields, record.tags) == _substance(_kept(note.fields), note.tags)


def _substance(fields: Sequence[str], tags: Iterable[str]) -> tuple[object, ...]:
    """Return all that makes a note newer when it changes: not in which source it stands."""
    words = tuple(it for place, it in enumerate(fields) if place != SOURCE_FIELD)
    return words, frozenset(tag for tag in tags if not tag.startswith(OWN_TAGS))


def _kept(fields: Sequence[str]) -> tuple[str, ...]:
    """Return what the ledger keeps of `fields`: not those at the end that are empty."""
    return tuple(fields[: max((place for place, it in enumerate(fields, 1) if it), default=0)])


def after(before: int, now: int) -> int:
    """Return the time of a change now: later than that of the change before."""
    return max(now, before + 1)
