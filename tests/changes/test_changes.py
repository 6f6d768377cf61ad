"""What is said about each note that is other than in the build before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cribdeck.cards.note import Note
from cribdeck.changes import Change, Changes, changes
from cribdeck.changes.word_diff import Piece, marked
from cribdeck.facts.model import Fact
from cribdeck.identity.digest import digest
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.stamp import stamp
from tests.fact_samples import LONG_AGO, blank, built, definition, origin, statement

PARTITION = definition("分区", "有序且不可变的消息序列")
REPLICA = definition("副本", "分区的一份拷贝", origin(line=2))
DAY = 86_400


def history(*builds: Sequence[Fact]) -> tuple[Changes, Ledger]:
    """Return what the last of several builds changed."""
    before = after = Ledger()
    notes: tuple[Note, ...] = ()
    for day, facts in enumerate(builds):
        before = after
        notes, after = built(facts, before, LONG_AGO + day * DAY)
    return changes(before, after, notes), after


def said(change: Change) -> dict[str, str]:
    return {it.field: marked(it.pieces) for it in change.differences}


def restamped(note: Note, ledger: Ledger) -> Changes:
    """Return what is changed when nothing but this note is."""
    notes, after = stamp([note], ledger, LONG_AGO + DAY)
    return changes(ledger, after, notes)


def test_a_first_build_has_new_notes_only() -> None:
    found, _ = history([PARTITION, REPLICA])
    assert [(it.state, it.words, it.line, it.differences) for it in found.notes] == [
        ("new", "«分区»：«有序且不可变的消息序列»", 1, ()),
        ("new", "«副本»：«分区的一份拷贝»", 2, ()),
    ]
    assert found.unchanged == 0


def test_a_rebuild_has_nothing_to_say() -> None:
    found, _ = history([PARTITION, REPLICA], [PARTITION, REPLICA])
    assert (found.notes, found.unchanged) == ((), 2)
    assert (found.searches.retired, found.searches.moved, found.searches.empty) == (None, (), None)


def test_an_edit_is_shown_word_by_word() -> None:
    (change,) = history([PARTITION], [definition("分区", "有序的消息序列")])[0].notes
    assert change.state == "edited"
    assert said(change) == {"Text": "«分区»：«有序[-且不可变-]的消息序列»"}


def test_another_heading_is_an_edit_of_the_question_side() -> None:
    there = definition("分区", "有序且不可变的消息序列", origin("消息队列", "Pulsar"))
    (change,) = history([PARTITION], [there])[0].notes
    assert change.state == "edited"
    assert said(change)["Context"] == "消息队列 › [-Kafka-]{+Pulsar+}"


def test_a_retired_note_is_told_by_its_last_words_and_its_return_by_an_edit() -> None:
    found, _ = history([PARTITION, REPLICA], [REPLICA])
    (gone,) = found.notes
    assert (gone.state, gone.words, gone.line) == (
        "retired",
        "«分区»：«有序且不可变的消息序列»",
        None,
    )
    found, _ = history([PARTITION, REPLICA], [REPLICA], [PARTITION, REPLICA])
    (back,) = found.notes
    assert (back.state, back.is_back, back.lost) == ("edited", True, ())
    found, _ = history([PARTITION, REPLICA], [REPLICA], [REPLICA])
    assert found.notes == ()


def test_a_note_of_which_only_a_digest_was_kept_has_no_diff_but_is_told() -> None:
    (note,), ledger = built([PARTITION])
    record = ledger.notes[note.guid]
    old = replace(record, fields=(), tags=(), built=digest(["what it was"]))
    before = replace(ledger, notes={note.guid: old})
    (change,) = restamped(note, before).notes
    assert (change.state, change.differences, change.lost) == ("edited", (), ())
    none: list[Note] = []
    _, after = stamp(none, before, LONG_AGO + DAY)
    (gone,) = changes(before, after, none).notes
    assert (gone.state, gone.words) == ("retired", "分区 有序且不可变的消息序列")


def test_tags_that_come_and_go_are_named() -> None:
    (note,), ledger = built([PARTITION])
    tagged, ledger = stamp([replace(note, tags=("old", "kept"))], ledger, LONG_AGO)
    (change,) = restamped(replace(tagged[0], tags=("kept", "new")), ledger).notes
    assert [(it.field, it.pieces) for it in change.differences] == [
        ("tags", (Piece(gone="old", come="new"),))
    ]


def test_a_change_of_markup_alone_is_a_difference_without_words() -> None:
    (note,), ledger = built([PARTITION])
    bold = note.fields[0].replace("分区", "<b>分区</b>")
    (change,) = restamped(replace(note, fields=(bold, *note.fields[1:])), ledger).notes
    (difference,) = change.differences
    assert difference.field == "Text"
    assert not any(it.gone or it.come for it in difference.pieces)


@pytest.mark.parametrize("number", [1, 2])
def test_a_cloze_that_is_gone_is_named_and_searched_for(number: int) -> None:
    (note,), ledger = built([PARTITION])
    shorter = note.fields[0].replace(f"{{{{c{number}::", "").replace("}}", "", 1)
    cards = tuple(it for it in note.cards if it.ordinal != number - 1)
    fields = (shorter, *note.fields[1:])
    found = restamped(replace(note, fields=fields, cards=cards), ledger)
    assert found.notes[0].lost == (number,)
    assert found.searches.empty is not None
    assert found.searches.empty.search == f"ID:{note.guid}"


def test_notes_stand_under_the_source_they_are_in_and_retired_ones_under_the_one_they_left() -> (
    None
):
    here = statement("分区里的消息", blank("有先有后"), "。", where=origin(path="b.md", line=3))
    there = definition("位移", "消息在分区里的编号", origin(path="a.md", line=9))
    found, _ = history([PARTITION], [here, there])
    assert [(it.path, it.state) for it in found.notes] == [
        ("a.md", "new"),
        ("b.md", "new"),
        ("mq.md", "retired"),
    ]


def test_what_was_told_about_decks_is_not_told_again() -> None:
    notes, ledger = built([PARTITION])
    there = replace(notes[0], belongs="Elsewhere")
    (moved,) = changes(ledger, ledger, [there]).searches.moved
    assert (moved.deck, moved.belongs, moved.notes) == ("Cribdeck", "Elsewhere", 1)
    told = {(there.guid, "Elsewhere")}
    assert changes(ledger, ledger, [there], told=told).searches.moved == ()
    other = replace(there, belongs="A third")
    assert len(changes(ledger, ledger, [other], told=told).searches.moved) == 1
