"""Tombstones: records of retired notes go in, the notes that say so in Anki come out.

A tombstone has the fields of the note as last built, since an import replaces them: a card that
the learner still meets shows its answer as ever. It is new by its tag alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, cast, get_args

from cribdeck.cards.anki_syntax import ClozeSyntaxError, cloze_numbers
from cribdeck.cards.field_text import cards_of
from cribdeck.cards.harmless import is_harmless
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.identity.deck_name import deck_name
from cribdeck.identity.draft import Kind
from cribdeck.identity.ledger import NoteRecord
from cribdeck.identity.retired import TAG
from cribdeck.span import whole_file

_BREAKS_TAGS: Final = re.compile(r"[\s\x00-\x1f\x7f]")


def tombstones(records: Iterable[NoteRecord]) -> tuple[Note, ...]:
    """Return one note for each record; none for what somebody has made unfit for Anki."""
    return tuple(_tombstone(record) for record in records if _is_sound(record))


def _tombstone(record: NoteRecord) -> Note:
    fields = (*record.fields, *[""] * (len(FIELDS) - len(record.fields)))
    return Note(
        guid=record.guid,
        kind=cast("Kind", record.trace.kind),
        rule=record.trace.anchor.rule,
        deck=record.deck,
        tags=(*record.tags, TAG),
        span=whole_file(record.trace.anchor.path),
        fields=fields,
        cards=cards_of(fields[0]),
        state="retired",
        mod=record.retired or 0,
    )


def _is_sound(record: NoteRecord) -> bool:
    """Return whether the record still holds a note as we build them: a ledger is a text file."""
    fields = record.fields
    if len(fields) > len(FIELDS) or any("\x1f" in it or not is_harmless(it) for it in fields):
        return False
    if record.trace.kind not in get_args(Kind) or record.deck != deck_name(record.deck):
        return False
    if any(not it or _BREAKS_TAGS.search(it) for it in record.tags):
        return False
    try:
        return bool(cloze_numbers(fields[0]))
    except ClozeSyntaxError:
        return False
