"""Retired notes: a ledger goes in, the records that a package must still speak of come out.

Anki keeps what a package leaves out. So a note that has left the sources is sent once more as
a tombstone, as last built but for a tag, for as many builds as somebody may be behind. How many
builds that is needs no counter: every build that changes anything leaves its time on what it
changed, so the times in the ledger count the builds (too few where one note was changed
again; then the tombstone stays a little longer).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from cribdeck.identity.ledger import Ledger, NoteRecord

TAG: Final = "cribdeck::retired"
"""What a tombstone is found by in Anki."""
LASTING: Final = 14
"""Builds after its own, of those that change anything, in which a tombstone is sent: two weeks of
nightly builds. Not for ever, since newcomers get what is sent, too."""


def tombstones_due(ledger: Ledger) -> tuple[NoteRecord, ...]:
    """Return the records of the notes to be buried by a package of today, latest first.

    A note of which only a digest is known has no words to be sent with; it stays in Anki as it
    is.
    """
    times = sorted(_times(ledger))
    due = [
        it
        for it in ledger.notes.values()
        if it.retired is not None
        and it.fields
        and len(times) - bisect_right(times, it.retired) <= LASTING
    ]
    return tuple(sorted(due, key=lambda it: (-(it.retired or 0), it.guid)))


def was_buried(record: NoteRecord) -> bool:
    """Return whether a tombstone of the note may have reached somebody's Anki."""
    return record.retired is not None and bool(record.fields)


def _times(ledger: Ledger) -> set[int]:
    notes = ledger.notes.values()
    return {
        *(it.mod for it in notes),
        *(it.retired for it in notes if it.retired is not None),
        *(it.mod for it in ledger.notetypes.values()),
    }
