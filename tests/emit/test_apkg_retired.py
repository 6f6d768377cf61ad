"""What the learner's Anki makes of notes that left the sources: asked of the real engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from anki.collection import Collection

from cribdeck.cards.note import Note
from cribdeck.cards.tags import tags
from cribdeck.cards.tombstone import tombstones
from cribdeck.changes import changes
from cribdeck.emit.apkg import apkg
from cribdeck.facts.model import Fact
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.retired import TAG, tombstones_due
from tests import anki_oracle
from tests.anki_oracle import cards, collection, counts, database, hidden_by, import_package
from tests.fact_samples import (
    LONG_AGO,
    ONE_OF_EACH,
    built,
    comparison,
    definition,
    notetype,
    origin,
)

DAY = 86_400
SUSPENDED = -1
FACTS = list(ONE_OF_EACH)
FEWER = FACTS[:4] + FACTS[6:]
"""Two comparisons have left: three notes."""


class History:
    """Builds one after the other, a day apart, each with its package."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.now = LONG_AGO
        self.notes: tuple[Note, ...] = ()

    def package(self, facts: Iterable[Fact]) -> bytes:
        self.notes, self.ledger = built(facts, self.ledger, self.now)
        self.now += DAY
        return apkg((*self.notes, *tombstones(tombstones_due(self.ledger))), notetype())


def found(col: Collection, search: str) -> set[str]:
    """Return the GUIDs of the notes that Anki's browser lists."""
    return {col.get_note(it).guid for it in col.find_notes(search)}


def column(col: Collection, name: str, guids: Sequence[str]) -> set[int]:
    """Return the values of a column of all cards of the notes."""
    return {
        value
        for guid in guids
        for value in database(col).list(
            f"select c.{name} from cards c join notes n on n.id = c.nid where n.guid = ?",  # noqa: S608
            guid,
        )
    }


def import_as_of_old(col: Collection, package: bytes, when: int) -> dict[str, int]:
    """Import like Anki up to 24.11, which gives what it updates the time of the import."""
    log = import_package(col, package)
    for note in log.updated:
        database(col).execute("update notes set mod = ? where id = ?", when, note.id.nid)
    return counts(log)


def test_a_retired_note_is_tagged_and_keeps_cards_reviews_and_flags() -> None:
    history = History()
    old, new = history.package(FACTS), history.package(FEWER)
    gone = [it.guid for it in tombstones_due(history.ledger)]
    assert len(gone) == 3
    with collection() as col:
        import_package(col, old)
        before = cards(col)
        anki_oracle.review(col, list(before.values()))
        col.set_user_flag_for_cards(3, list(before.values()))
        hidden = {key: hidden_by(col.get_card(card)) for key, card in before.items()}
        assert counts(import_package(col, new)) == {"updated": 3, "duplicate": 11}
        assert cards(col) == before
        assert found(col, f"tag:{TAG}") == set(gone)
        assert column(col, "reps", gone) == {1}
        assert column(col, "flags", gone) == {3}
        # A learner who wants to go on with them can.
        assert column(col, "queue", gone) == {2}
        assert {key: hidden_by(col.get_card(card)) for key, card in before.items()} == hidden
    assert anki_oracle.problems_of_upgrade(old, new) == []


def test_what_the_learner_does_to_a_retired_note_is_his() -> None:
    history = History()
    packages = [
        history.package(facts) for facts in (FACTS, FEWER, [*FEWER, definition("甲", "乙")])
    ]
    gone = [it.guid for it in tombstones_due(history.ledger)]
    with collection() as col:
        for package in packages[:2]:
            import_package(col, package)
        (note_id,) = col.find_notes(f"ID:{gone[0]}")
        note = col.get_note(note_id)
        note["Extra"], note.tags = "mine", ["keep"]
        col.update_note(note)
        assert counts(import_package(col, packages[2])) == {"new": 1, "duplicate": 14}
        note.load()
        assert (note["Extra"], note.tags) == ("mine", ["keep"])


def test_a_newcomer_gets_retired_notes_tagged_and_last_and_with_scheduling_suspended() -> None:
    """Without scheduling, as Anki's dialog has it, every card that an import adds is active."""
    history = History()
    history.package(FACTS)
    package = history.package(FEWER)
    gone = [it.guid for it in tombstones_due(history.ledger)]
    live = [it.guid for it in history.notes]
    assert anki_oracle.problems_of_package(package) == []
    with collection() as col:
        assert counts(import_package(col, package, with_scheduling=True)) == {"new": 14}
        assert column(col, "queue", gone) == {SUSPENDED}
        assert column(col, "queue", live) == {0}
        assert found(col, "is:suspended") == set(gone) == found(col, f"tag:{TAG}")
    with collection() as col:
        import_package(col, package)
        assert found(col, f"tag:{TAG}") == set(gone)
        assert max(column(col, "due", live)) < min(column(col, "due", gone))


@pytest.mark.parametrize("between", [0, 3])
def test_a_note_that_comes_back_loses_the_tag_and_keeps_its_history(between: int) -> None:
    history = History()
    old, without = history.package(FACTS), history.package(FEWER)
    gone = [it.guid for it in tombstones_due(history.ledger)]
    others = [
        history.package([*FEWER, definition("甲", f"第 {it} 版", origin("别处"))])
        for it in range(between)
    ]
    back = history.package(FACTS)
    with collection() as col:
        import_package(col, old)
        before = cards(col)
        anki_oracle.review(col, list(before.values()))
        for day, package in enumerate((without, *others, back), 1):
            import_as_of_old(col, package, LONG_AGO + day * DAY + DAY // 2)
        assert not found(col, f"tag:{TAG}") & set(gone)
        assert {key: card for key, card in cards(col).items() if key in before} == before
        assert column(col, "reps", gone) == {1}
        assert column(col, "queue", gone) == {2}
    for package in (old, without):
        assert anki_oracle.problems_of_upgrade(package, back) == []


def test_somebody_who_missed_the_build_of_the_retirement_still_hears_of_it() -> None:
    history = History()
    old = history.package(FACTS)
    history.package(FEWER)
    late = history.package([*FEWER, definition("甲", "乙")])
    with collection() as col:
        import_package(col, old)
        assert counts(import_package(col, late)) == {"new": 1, "updated": 3, "duplicate": 11}


def test_the_search_for_retired_notes_finds_no_source_of_that_name() -> None:
    """The learner is told to delete what it finds."""
    names = tags(["retired.md", "Retired/kafka.md", "retired2.md"], ["cribdeck/retired/x"])
    assert names == (
        "cribdeck::retired.source",
        "cribdeck::Retired.source::kafka",
        "cribdeck::retired2",
        "cribdeck::retired.source::x",
    )
    with collection() as col:
        import_package(col, History().package(FACTS))
        for name, note_id in zip((*names, TAG), col.find_notes(""), strict=False):
            note = col.get_note(note_id)
            note.tags = [name]
            col.update_note(note)
        assert len(col.find_notes(f"tag:{TAG}")) == 1


def test_the_search_for_notes_lists_these_and_no_others() -> None:
    history = History()
    package = history.package(FACTS)
    elsewhere = [note.guid for note in history.notes[::2]]
    for guids in (elsewhere, elsewhere[:1], [*elsewhere, *(f"{it:014}" for it in range(3000))]):
        asked = tuple(replace(history.notes[0], guid=guid, state="moved") for guid in guids)
        (moved,) = changes(history.ledger, history.ledger, asked).searches.moved
        with collection() as col:
            import_package(col, package)
            assert found(col, moved.search) == set(guids) & set(elsewhere)


def test_empty_cards_lists_what_is_said_to_be_safe_to_delete_and_nothing_else() -> None:
    history = History()
    table = {"消息顺序": ["分区内有序", "队列内有序"]}
    shorter = {"消息顺序": ["分区内有序", None]}
    old = history.package([*FACTS[:3], comparison(["Kafka", "RabbitMQ"], table)])
    before = history.ledger
    new = history.package([*FACTS[:3], comparison(["Kafka", "RabbitMQ"], shorter)])
    said = changes(before, history.ledger, history.notes)
    (change,) = said.notes
    assert change.lost == (2,)
    assert said.searches.empty is not None
    with collection() as col:
        import_package(col, old)
        anki_oracle.review(col, list(cards(col).values()))
        import_package(col, new)
        (report,) = col._backend.get_empty_cards().notes  # noqa: SLF001  no public way
        assert found(col, said.searches.empty.search) == {col.get_note(report.note_id).guid}
        assert not report.will_delete_note
        assert [col.get_card(card).ord for card in report.card_ids] == [1]
        col.remove_cards_and_orphaned_notes(list(report.card_ids))
        assert cards(col).keys() == {
            (note.guid, card.ordinal) for note in history.notes for card in note.cards
        }


def test_on_old_versions_of_anki_each_change_arrives_and_nothing_else_is_touched() -> None:
    """Edit, retire, return and edit again, each import half a day after its build."""
    history = History()
    rest = FACTS[1:]
    edited = [definition("消费者组", "一组共同消费同一个主题的消费者"), *rest]
    again = [definition("消费者组", "一组消费者，共同消费同一个主题"), *rest]
    with collection() as col:
        assert import_as_of_old(col, history.package(FACTS), history.now) == {"new": 14}
        for facts, expected in (
            (edited, {"updated": 1, "duplicate": 13}),
            (edited, {"duplicate": 14}),
            (again, {"updated": 1, "duplicate": 13}),
            (again[1:], {"updated": 1, "duplicate": 13}),
            (again[1:], {"duplicate": 14}),
            (again, {"updated": 1, "duplicate": 13}),
            (again, {"duplicate": 14}),
            (FACTS, {"updated": 1, "duplicate": 13}),
        ):
            package = history.package(facts)
            assert import_as_of_old(col, package, history.now - DAY // 2) == expected
        assert not found(col, f"tag:{TAG}")
        assert len(found(col, "主题的消费者")) == 1
        assert len(found(col, "")) == 14
