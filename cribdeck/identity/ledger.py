"""The ledger: what every note was in the build before, so that it stays the same note.

One JSON object a line, sorted by GUID, so that an edited note changes one line and two
branches merge. It holds the fields as last built: a note that has left the sources must still
be able to say so to Anki, and an import replaces all fields. It is the learner's review history
in the making, so nothing is thrown away: fields and records of a kind we do not know are kept,
a line that cannot be read is reported and kept, and what a git conflict has doubled is
reconciled. `ledger_text` holds the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note stood."""

    path: str
    headings: tuple[str, ...]
    """The breadcrumb: file title, headings, lead line, parent items."""
    rule: str
    key: str
    """What the note is about: see `Draft.key`."""
    position: int
    """How many notes stand before it below the same headings."""
    block_id: str = ""
    """The author's `^name`, without the caret."""


@dataclass(frozen=True, slots=True)
class Trace:
    """By what a note is known again."""

    kind: str
    anchor: Anchor
    digest: str
    """Of the content, whatever the place and the formatting."""
    text: str
    """The beginning of the content."""


@dataclass(frozen=True, slots=True)
class ClozeRecord:
    """One cloze number of a note, taken for ever."""

    number: int
    role: str
    answer: str
    """The beginning of the hidden text."""
    live: bool
    """Whether the note of the last build has it; a number that is gone is not used again."""


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """One note."""

    guid: str
    deck: str
    """The deck it was first put in: Anki never moves existing cards."""
    trace: Trace
    clozes: tuple[ClozeRecord, ...]
    """Live ones in reading order; those that are gone come last, by number."""
    mod: int = 0
    """Seconds since 1970: the build in which the present fields first appeared; 0: never built."""
    fields: tuple[str, ...] = ()
    """HTML as last built, in the order of the notetype; empty fields at the end are left out."""
    tags: tuple[str, ...] = ()
    """As last built."""
    built: str = ""
    """Digest of fields and tags, while the record is of a version that kept no more of them."""
    retired: int | None = None
    """Time of the first build without the note, while it is gone."""
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """Fields of a version after this one; below `anchor` those of the anchor."""


@dataclass(frozen=True, slots=True)
class NotetypeRecord:
    """The notetype as last written."""

    id: int
    mod: int
    """Seconds since 1970: the build in which the present templates first appeared."""
    digest: str
    unknown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All records."""

    notes: Mapping[str, NoteRecord] = field(default_factory=dict)
    """By GUID."""
    notetypes: Mapping[int, NotetypeRecord] = field(default_factory=dict)
    """By id."""
    foreign: tuple[str, ...] = ()
    """Lines that are not ours to change: records of an unknown kind, and damaged ones."""
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """What the first line says beside the schema."""
