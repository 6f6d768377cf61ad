"""Merging: several records of one note go in, one comes out.

Two branches build, git merges their ledgers line by line, and both lines of a note that both
have touched may stay. The version built last wins; what the other says and it does not is kept.
The order of the lines does not count, so whoever merges gets the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

from cribdeck.identity.ledger import ClozeRecord, NoteRecord, NotetypeRecord
from cribdeck.identity.likeness import same_answer

GIVEN_TWICE: Final = "given to two answers, on two branches"
"""Role of a number that learners know by different answers: nobody gets it any more."""


def merged(versions: Sequence[NoteRecord]) -> NoteRecord:
    """Return the one record of a note that has been recorded once or several times."""
    if len(versions) == 1:
        return versions[0]
    order = sorted(versions, key=lambda it: (_built(it), it.retired is None, repr(it)))
    return reduce(_merged, order)


def merged_notetype(versions: Sequence[NotetypeRecord]) -> NotetypeRecord:
    """Do the same for a notetype."""
    return reduce(_merged_notetype, sorted(versions, key=lambda it: (it.mod, repr(it))))


def _merged(older: NoteRecord, newer: NoteRecord) -> NoteRecord:
    # Whoever has imported the other of two notes of the same second must get this one too.
    later = _built(older) == _built(newer) and _content(older) != _content(newer)
    return replace(
        newer,
        clozes=tuple(_clozes(older, newer)),
        mod=newer.mod + later if newer.retired is None else newer.mod,
        retired=None if newer.retired is None else newer.retired + later,
        unknown={**older.unknown, **newer.unknown},
    )


def _merged_notetype(older: NotetypeRecord, newer: NotetypeRecord) -> NotetypeRecord:
    differs = older.mod == newer.mod and older.digest != newer.digest
    unknown = {**older.unknown, **newer.unknown}
    return replace(newer, mod=newer.mod + differs, unknown=unknown)


def _built(it: NoteRecord) -> int:
    """Return the time of the build that has last changed what Anki gets."""
    return it.mod if it.retired is None else it.retired


def _content(it: NoteRecord) -> tuple[object, ...]:
    return it.fields, it.tags, it.built, it.retired is None


def _clozes(older: NoteRecord, newer: NoteRecord) -> Iterator[ClozeRecord]:
    """Yield the records of all numbers: those of the newer, then those that are gone."""
    before = {it.number: it for it in older.clozes}
    disputed = [it for it in newer.clozes if not _is_same(it, before.get(it.number, it))]
    yield from (it for it in newer.clozes if it not in disputed and it.live)
    gone = [it for it in newer.clozes if it not in disputed and not it.live]
    gone += [ClozeRecord(it.number, GIVEN_TWICE, "", live=False) for it in disputed]
    taken = {it.number for it in newer.clozes}
    gone += [replace(it, live=False) for it in older.clozes if it.number not in taken]
    yield from sorted(gone, key=lambda it: it.number)


def _is_same(one: ClozeRecord, other: ClozeRecord) -> bool:
    """Return whether a learner meets the same card under one number."""
    return one.role == other.role or same_answer(one.answer, other.answer)
