"""Which retired notes a package still speaks of, and how old the others get meanwhile."""

from __future__ import annotations

from dataclasses import replace

from cribdeck.facts.model import Fact
from cribdeck.identity.digest import digest
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.retired import LASTING, tombstones_due
from tests.fact_samples import LONG_AGO, built, definition, origin

STAYS = definition("副本", "分区的一份拷贝")
LEAVES = definition("分区", "有序且不可变的消息序列")
DAY = 86_400


def edited(number: int) -> Fact:
    return definition("副本", f"分区的一份拷贝，第 {number} 版")


def leaving(now: int = LONG_AGO + DAY) -> tuple[str, Ledger]:
    """Return the GUID of a note, and the ledger of the build that retires it."""
    notes, ledger = built([STAYS, LEAVES])
    _, without = built([STAYS], ledger, now)
    return notes[1].guid, without


def due(ledger: Ledger) -> list[str]:
    return [it.guid for it in tombstones_due(ledger)]


def test_a_note_that_leaves_is_spoken_of_by_that_very_build() -> None:
    guid, ledger = leaving()
    assert due(ledger) == [guid]
    assert ledger.notes[guid].retired == LONG_AGO + DAY


def test_builds_that_change_nothing_do_not_count() -> None:
    guid, ledger = leaving()
    for days in range(2, 100):
        _, ledger = built([STAYS], ledger, LONG_AGO + days * DAY)
    assert due(ledger) == [guid]


def test_it_is_spoken_of_for_thirty_builds_more_and_then_kept_in_the_ledger_alone() -> None:
    guid, ledger = leaving()
    facts: list[Fact] = [STAYS]
    for build in range(LASTING + 1):
        assert due(ledger) == [guid], build
        # Each build brings a note of its own, so that its time stays in the ledger.
        facts.append(definition(f"第 {build} 个术语", f"第 {build} 个解释"))
        _, ledger = built(facts, ledger, LONG_AGO + (build + 2) * DAY)
    assert due(ledger) == []
    assert ledger.notes[guid].fields
    assert ledger.notes[guid].retired == LONG_AGO + DAY


def test_one_note_edited_again_and_again_makes_it_stay_longer_rather_than_shorter() -> None:
    guid, ledger = leaving()
    for build in range(2 * LASTING):
        _, ledger = built([edited(build)], ledger, LONG_AGO + (build + 2) * DAY)
    assert due(ledger) == [guid]


def test_a_note_of_which_no_words_are_kept_gives_none() -> None:
    guid, ledger = leaving()
    record = replace(ledger.notes[guid], fields=(), tags=(), built="cc10c877ae0a488a")
    assert due(replace(ledger, notes={**ledger.notes, guid: record})) == []


def test_a_tombstone_is_newer_than_the_note_even_within_one_second() -> None:
    guid, ledger = leaving(LONG_AGO)
    assert ledger.notes[guid].mod == LONG_AGO
    assert ledger.notes[guid].retired == LONG_AGO + 1


def test_a_note_that_comes_back_is_newer_than_its_tombstone_and_has_its_numbers() -> None:
    guid, ledger = leaving(LONG_AGO)
    before = ledger.notes[guid].clozes
    (_, back), ledger = built([STAYS, LEAVES], ledger, LONG_AGO)
    assert (back.guid, back.mod, back.state) == (guid, LONG_AGO + 2, "edited")
    assert ledger.notes[guid].retired is None
    assert {it.number for it in ledger.notes[guid].clozes if it.live} == {
        it.number for it in before
    }
    assert due(ledger) == []


def test_a_note_that_comes_back_without_ever_having_had_a_tombstone_stays_as_it_was() -> None:
    """A ledger of before had none; what the learner wrote into the note meanwhile is kept."""
    (_, note), first = built([STAYS, LEAVES])
    _, ledger = built([STAYS], first, LONG_AGO + DAY)
    known = digest((*note.fields, "tags", *note.tags))
    old = replace(ledger.notes[note.guid], fields=(), tags=(), built=known)
    (_, back), _ = built(
        [STAYS, LEAVES], replace(ledger, notes={**ledger.notes, note.guid: old}), LONG_AGO + 2 * DAY
    )
    assert (back.mod, back.state) == (note.mod, "unchanged")


def test_a_note_that_goes_and_comes_is_retired_anew_each_time() -> None:
    guid, ledger = leaving(LONG_AGO + DAY)
    _, ledger = built([STAYS, LEAVES], ledger, LONG_AGO + 2 * DAY)
    _, ledger = built([STAYS], ledger, LONG_AGO + 3 * DAY)
    assert ledger.notes[guid].retired == LONG_AGO + 3 * DAY
    assert due(ledger) == [guid]


def test_tombstones_come_latest_first() -> None:
    facts = [definition(f"术语{it}", f"解释{it}", origin(line=it + 1)) for it in range(4)]
    notes, ledger = built([STAYS, *facts])
    for day in range(4):
        _, ledger = built([STAYS, *facts[day + 1 :]], ledger, LONG_AGO + (day + 1) * DAY)
    assert due(ledger) == [note.guid for note in reversed(notes[1:])]
