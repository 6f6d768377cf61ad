from __future__ import annotations

from dataclasses import replace

from cribdeck.cards.note import Note
from cribdeck.facts.model import Fact
from cribdeck.identity.digest import digest, guid
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.stamp import stamp, stamp_notetype
from tests.fact_samples import LONG_AGO, built, definition, drafts_of

BEFORE: list[Fact] = [definition("分区", "甲"), definition("副本", "乙")]
AFTER: list[Fact] = [definition("分区", "甲"), definition("副本", "乙改")]


def test_a_new_note_is_as_old_as_its_build() -> None:
    notes, ledger = built(BEFORE)
    assert [note.mod for note in notes] == [LONG_AGO, LONG_AGO]
    assert {it.mod for it in ledger.notes.values()} == {LONG_AGO}


def test_only_the_edited_note_gets_younger() -> None:
    _, ledger = built(BEFORE)
    notes, _ = built(AFTER, ledger, LONG_AGO + 60)
    assert [note.mod for note in notes] == [LONG_AGO, LONG_AGO + 60]


def test_a_clock_that_has_gone_back_still_makes_an_edit_newer() -> None:
    _, ledger = built(BEFORE)
    notes, _ = built(AFTER, ledger, LONG_AGO - 1000)
    assert [note.mod for note in notes] == [LONG_AGO, LONG_AGO + 1]


def test_a_changed_tag_counts_as_an_edit() -> None:
    notes, ledger = built(BEFORE)
    tagged = [replace(notes[0], tags=("new",)), notes[1]]
    again, _ = stamp(tagged, ledger, LONG_AGO + 60)
    assert [note.mod for note in again] == [LONG_AGO + 60, LONG_AGO]


def test_the_ledger_keeps_a_note_as_built_but_for_empty_fields_at_its_end() -> None:
    notes, ledger = built(BEFORE)
    record = ledger.notes[notes[0].guid]
    assert (*record.fields, *([""] * (len(notes[0].fields) - len(record.fields)))) == notes[
        0
    ].fields
    assert record.fields[-1] != ""
    assert record.tags == notes[0].tags


def test_a_note_of_which_only_the_digest_is_known_keeps_its_age_while_it_is_the_same() -> None:
    """Ledgers held digests before they held the fields."""
    notes, ledger = built(BEFORE)
    tagged = replace(notes[0], tags=("t",))
    known = digest((*tagged.fields, "tags", *tagged.tags))
    before = {
        guid: replace(it, fields=(), tags=(), built=known) for guid, it in ledger.notes.items()
    }
    again, ledger = stamp([tagged, notes[1]], replace(ledger, notes=before), LONG_AGO + 60)
    assert [note.mod for note in again] == [LONG_AGO, LONG_AGO + 60]
    record = ledger.notes[tagged.guid]
    assert (record.built, record.tags) == ("", ("t",))


def test_a_fact_that_never_became_a_note_leaves_no_record() -> None:
    found = identify(drafts_of(BEFORE), Ledger())
    assert len(found.ledger.notes) == 2
    none: list[Note] = []
    notes, ledger = stamp(none, found.ledger, LONG_AGO)
    assert notes == ()
    assert ledger.notes == {}


def test_a_notetype_is_as_old_as_its_present_templates() -> None:
    first, ledger = stamp_notetype(1, ["front", "back"], Ledger(), LONG_AGO)
    same, ledger = stamp_notetype(1, ["front", "back"], ledger, LONG_AGO + 60)
    newer, ledger = stamp_notetype(1, ["frontback", ""], ledger, LONG_AGO + 60)
    assert (first, same, newer) == (LONG_AGO, LONG_AGO, LONG_AGO + 60)
    assert ledger.notetypes[1].mod == newer


def test_parts_of_a_digest_do_not_run_into_each_other() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"]) != digest(["abc"])
    assert digest([]) != digest([""])


def test_guids_never_change() -> None:
    """They name notes in the collections of learners."""
    assert guid(("definition", "1", "Kafka", "分区", "甲")) == "13UVJYh8ibO3nQ"
    assert [note.guid for note in built(BEFORE)[0]] == ["0VczXN39rtG9OM", "4jcbHfruIYnW7U"]
