from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.cards.tags import tags
from cribdeck.facts.model import Fact
from cribdeck.identity.digest import digest, guid
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.stamp import (
    OWN_TAGS,
    SOURCE_FIELD,
    Published,
    clock_remarks,
    stamp,
    stamp_notetype,
)
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


def renamed(notes: Sequence[Note]) -> list[Note]:
    """Return notes as they are after a mere change of their file's name."""
    return [
        replace(
            note,
            fields=(*note.fields[:3], "kafka.md › Kafka", *note.fields[4:]),
            tags=("cribdeck::kafka", *note.tags[1:]),
            state="moved",
        )
        for note in notes
    ]


def test_the_field_that_names_the_source_is_the_one_that_may_change_unseen() -> None:
    assert FIELDS[SOURCE_FIELD][0] == "Source"
    assert tags(["kafka.md"], ())[0].startswith(OWN_TAGS)


def test_a_renamed_file_leaves_its_notes_as_old_as_they_were() -> None:
    """Or else the learner's own edits and tags in all of them would be overwritten."""
    notes, ledger = built(BEFORE)
    moved, after = stamp(renamed(notes), ledger, LONG_AGO + 60)
    assert [note.mod for note in moved] == [LONG_AGO, LONG_AGO]
    assert [note.state for note in moved] == ["moved", "moved"]
    # Newcomers get the new place, and so does the learner with the next edit.
    assert after.notes[notes[0].guid].fields[SOURCE_FIELD] == "kafka.md › Kafka"
    assert after.notes[notes[0].guid].tags == ("cribdeck::kafka",)
    again, _ = stamp(renamed(notes), after, LONG_AGO + 120)
    assert [note.mod for note in again] == [LONG_AGO, LONG_AGO]


def test_a_note_that_moves_and_is_reworded_counts_as_edited() -> None:
    notes, ledger = built(BEFORE)
    first, second = renamed(notes)
    reworded = replace(first, fields=("{{c1::别的}}", *first.fields[1:]))
    after, _ = stamp([reworded, second], ledger, LONG_AGO + 60)
    assert [(it.mod, it.state) for it in after] == [
        (LONG_AGO + 60, "edited"),
        (LONG_AGO, "moved"),
    ]


def test_a_change_of_template_makes_an_edit_of_a_note_that_reads_the_same() -> None:
    notes, ledger = built(BEFORE)
    again = replace(notes[0], state="unchanged", fields=(f"<i>{notes[0].fields[0]}</i>",) * 10)
    (after, *_), _ = stamp([again, notes[1]], ledger, LONG_AGO + 60)
    assert (after.mod, after.state) == (LONG_AGO + 60, "edited")


def test_tags_in_another_order_are_no_edit() -> None:
    notes, ledger = built(BEFORE)
    tagged, ledger = stamp([replace(notes[0], tags=("a", "b")), notes[1]], ledger, LONG_AGO + 60)
    turned, _ = stamp([replace(tagged[0], tags=("b", "a")), notes[1]], ledger, LONG_AGO + 120)
    assert [note.mod for note in turned] == [LONG_AGO + 60, LONG_AGO]


def test_two_builds_within_one_second_are_told_apart() -> None:
    _, ledger = built(BEFORE)
    notes, ledger = built(AFTER, ledger, LONG_AGO)
    assert [note.mod for note in notes] == [LONG_AGO, LONG_AGO + 1]
    notes, _ = built(BEFORE, ledger, LONG_AGO)
    assert [note.mod for note in notes] == [LONG_AGO, LONG_AGO + 2]


def test_what_stands_in_a_source_that_cannot_be_read_is_not_retired() -> None:
    _, ledger = built(BEFORE)
    found = identify([], ledger)
    none: list[Note] = []
    _, after = stamp(none, found.ledger, LONG_AGO + 60, spared={"mq.md"})
    assert after == ledger
    _, after = stamp(none, found.ledger, LONG_AGO + 60, spared={"other.md"})
    assert {it.retired for it in after.notes.values()} == {LONG_AGO + 60}


def test_a_clock_far_behind_the_last_build_is_said() -> None:
    _, ledger = built(BEFORE)
    assert clock_remarks(ledger, LONG_AGO, "ledger.jsonl") == []
    assert clock_remarks(ledger, LONG_AGO - 3600, "ledger.jsonl") == []
    assert clock_remarks(Ledger(), 0, "ledger.jsonl") == []
    (said,) = clock_remarks(ledger, LONG_AGO - 3 * 86_400, "ledger.jsonl")
    assert str(said).startswith("ledger.jsonl:1:1: warning clock an earlier build was 3 days ahead")


def test_a_fact_that_never_became_a_note_leaves_no_record() -> None:
    found = identify(drafts_of(BEFORE), Ledger())
    assert len(found.ledger.notes) == 2
    none: list[Note] = []
    notes, ledger = stamp(none, found.ledger, LONG_AGO)
    assert notes == ()
    assert ledger.notes == {}


def test_what_was_published_later_than_the_ledger_knows_is_newer_again() -> None:
    """The ledger is that of another branch: Anki must get back what the notes say."""
    notes, ledger = built(BEFORE)
    later = Published({notes[0].guid: LONG_AGO + 100})
    again, after = stamp(notes, ledger, LONG_AGO + 60, published=later)
    assert [note.mod for note in again] == [LONG_AGO + 101, LONG_AGO]
    assert [note.state for note in again] == ["edited", "unchanged"]
    known = Published({note.guid: note.mod for note in again})
    once_more, _ = stamp(again, after, LONG_AGO + 200, published=known)
    assert [note.mod for note in once_more] == [LONG_AGO + 101, LONG_AGO]


def test_a_note_published_as_retired_comes_back_and_one_published_as_live_goes() -> None:
    notes, ledger = built(BEFORE)
    _, gone = built(BEFORE[:1], ledger, LONG_AGO + 10)
    buried = notes[1].guid
    back, _ = stamp(notes, ledger, LONG_AGO + 20, published=Published({buried: LONG_AGO + 10}))
    assert [note.mod for note in back] == [LONG_AGO, LONG_AGO + 20]
    _, retired = stamp(notes[:1], gone, LONG_AGO + 20, published=Published({buried: LONG_AGO + 15}))
    assert retired.notes[buried].retired == LONG_AGO + 20


def test_templates_published_later_than_the_ledger_knows_are_newer_again() -> None:
    _, ledger = stamp_notetype(1, ["front"], Ledger(), LONG_AGO)
    later = Published(notetypes={1: LONG_AGO + 100})
    assert stamp_notetype(1, ["front"], ledger, LONG_AGO + 60, later)[0] == LONG_AGO + 101


def test_a_notetype_is_as_old_as_its_present_templates() -> None:
    first, ledger = stamp_notetype(1, ["front", "back"], Ledger(), LONG_AGO)
    same, ledger = stamp_notetype(1, ["front", "back"], ledger, LONG_AGO + 60)
    newer, ledger = stamp_notetype(1, ["frontback", ""], ledger, LONG_AGO + 60)
    assert (first, same, newer) == (LONG_AGO, LONG_AGO, LONG_AGO + 60)
    assert ledger.notetypes[1].mod == newer


def test_templates_changed_twice_within_a_second_or_by_a_clock_gone_back_are_newer_each_time() -> (
    None
):
    first, ledger = stamp_notetype(1, ["a"], Ledger(), LONG_AGO)
    second, ledger = stamp_notetype(1, ["b"], ledger, LONG_AGO)
    third, ledger = stamp_notetype(1, ["a"], ledger, LONG_AGO - 1000)
    assert (first, second, third) == (LONG_AGO, LONG_AGO + 1, LONG_AGO + 2)


def test_parts_of_a_digest_do_not_run_into_each_other() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"]) != digest(["abc"])
    assert digest([]) != digest([""])


def test_guids_never_change() -> None:
    """They name notes in the collections of learners."""
    assert guid(("definition", "1", "Kafka", "分区", "甲")) == "13UVJYh8ibO3nQ"
    assert [note.guid for note in built(BEFORE)[0]] == ["0VczXN39rtG9OM", "4jcbHfruIYnW7U"]
