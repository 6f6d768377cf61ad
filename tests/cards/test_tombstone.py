"""Retired notes as they are sent: with their last words, and never in a shape that Anki refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cribdeck.cards.notetype import FIELDS
from cribdeck.cards.tombstone import tombstones
from cribdeck.identity.ledger import NoteRecord
from tests.fact_samples import LONG_AGO, ONE_OF_EACH, built, definition

DAY = 86_400


def retired() -> NoteRecord:
    (note,), ledger = built([definition("分区", "有序的消息序列")])
    _, after = built([], ledger, LONG_AGO + DAY)
    return after.notes[note.guid]


def test_a_tombstone_is_the_note_as_last_built_but_for_tag_and_time() -> None:
    notes, ledger = built(ONE_OF_EACH)
    _, after = built([], ledger, LONG_AGO + DAY)
    sent = {it.guid: it for it in tombstones(after.notes.values())}
    for note in notes:
        tomb = sent[note.guid]
        assert (tomb.fields, tomb.deck, tomb.kind) == (note.fields, note.deck, note.kind)
        assert tomb.tags == (*note.tags, "cribdeck::retired")
        assert [it.ordinal for it in tomb.cards] == [it.ordinal for it in note.cards]
        assert (tomb.state, tomb.mod) == ("retired", LONG_AGO + DAY)
    assert len(sent) == len(notes)


@pytest.mark.parametrize(
    "damage",
    [
        {"fields": ("no cloze",)},
        {"fields": ("{{c1::open",)},
        {"fields": ("{{c1::a}}}}",)},
        {"fields": ("{{c900::a}}",)},
        {"fields": ("{{c1::a}}", "x\x1fy")},
        {"fields": ("{{c1::a}}",) * (len(FIELDS) + 1)},
        {"tags": ("two words",)},
        {"tags": ("",)},
        {"deck": ""},
        {"deck": 'a"b'},
        {"fields": ("{{c1::a}}<script>1</script>",)},
    ],
)
def test_what_somebody_has_spoilt_in_the_ledger_is_not_sent(damage: dict[str, Any]) -> None:
    assert tombstones([retired()])
    assert tombstones([replace(retired(), **damage)]) == ()


def test_a_kind_of_note_that_we_do_not_know_is_not_sent() -> None:
    record = retired()
    assert tombstones([replace(record, trace=replace(record.trace, kind="riddle"))]) == ()
