"""From which loss on a build has to ask first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cribdeck.changes.brake import Absent, Brake, brake, remarks
from cribdeck.config import BrakeSettings
from cribdeck.facts.model import Fact, Listing
from cribdeck.identity.ledger import Ledger
from tests.fact_samples import LONG_AGO, built, definition, origin, text, texts

HUNDRED: list[Fact] = [definition(f"术语{it}", f"第 {it} 个解释") for it in range(100)]
USUAL = BrakeSettings()


def held(
    before: Sequence[Fact],
    now: Sequence[Fact],
    settings: BrakeSettings = USUAL,
    absent: Absent | None = None,
) -> Brake | None:
    _, ledger = built(before)
    notes, after = built(now, ledger, LONG_AGO + 60)
    return brake(ledger, after, notes, settings, absent)


@pytest.mark.parametrize(
    ("kept", "settings", "stops"),
    [
        (100, USUAL, False),
        (75, USUAL, False),
        (74, USUAL, True),
        (0, USUAL, True),
        (74, BrakeSettings(share=0.5), False),
        (49, BrakeSettings(share=0.5), True),
        (0, BrakeSettings(share=1), False),
        (99, BrakeSettings(share=0, notes=1), True),
        (70, BrakeSettings(notes=31), False),
        (69, BrakeSettings(notes=31), True),
    ],
)
def test_the_share_and_the_number_of_lost_notes_must_both_be_reached(
    kept: int, settings: BrakeSettings, *, stops: bool
) -> None:
    assert (held(HUNDRED, HUNDRED[:kept], settings) is not None) == stops


def test_a_small_deck_may_change_as_it_likes() -> None:
    assert held(HUNDRED[:19], HUNDRED[:1]) is None
    assert held(HUNDRED[:20], HUNDRED[:0]) is not None


def test_an_empty_folder_stops_the_smallest_deck() -> None:
    assert held(HUNDRED[:1], [], absent="notes") is not None
    assert held([], [], absent="notes") is None


def test_a_lost_ledger_stops_the_smallest_deck() -> None:
    notes, after = built(HUNDRED[:1])
    forgotten = brake(Ledger(), after, notes, USUAL, "ledger")
    assert forgotten is not None
    summary = remarks(forgotten, "notes")[0].message
    assert summary == "nothing has been written: without its ledger all 1 notes would be new"


def test_notes_made_anew_count_as_lost() -> None:
    """A card of the same name with another GUID has no history."""
    other: list[Fact] = [
        definition(f"名词{it}", f"另一种说法{it}", origin("别处", f"第{it}节", path="new.md"))
        for it in range(100)
    ]
    found = held(HUNDRED, other)
    assert found is not None
    assert (len(found.lost), found.new) == (100, 100)


def test_edited_notes_do_not_count() -> None:
    edited: list[Fact] = [definition(f"术语{it}", f"改过的第 {it} 个解释") for it in range(100)]
    assert held(HUNDRED, edited) is None


def test_a_note_that_keeps_fewer_than_most_of_its_cards_counts_as_lost() -> None:
    def lists(items: int) -> list[Fact]:
        return [
            Listing(
                origin("主题", f"第{it}节", rule="sibling_list"),
                text(f"第{it}节的要点"),
                texts(*(f"要点{it}之{item}" for item in range(items))),
            )
            for it in range(30)
        ]

    assert held(lists(6), lists(4)) is None
    found = held(lists(6), lists(3))
    assert found is not None
    assert len(found.lost) == 30


def test_notes_that_were_retired_before_are_not_lost_again() -> None:
    _, ledger = built(HUNDRED)
    _, ledger = built(HUNDRED[:10], ledger, LONG_AGO + 60)
    notes, after = built(HUNDRED[:10], ledger, LONG_AGO + 120)
    assert brake(ledger, after, notes, USUAL, None) is None


def test_what_is_lost_is_said_source_by_source_with_keys_and_counts() -> None:
    here = [definition(f"甲{it}", f"甲的解释{it}", origin("甲", path="a.md")) for it in range(7)]
    there = [definition(f"乙{it}", f"乙的解释{it}", origin("乙", path="b.md")) for it in range(30)]
    found = held([*here, *there], [*here[:3], *there[:2]])
    assert found is not None
    summary, first, second = map(str, remarks(found, "backend"))
    assert summary == (
        "backend:1:1: error brake nothing has been written: 32 of 37 known notes (86%) would lose "
        "their cards (--dry-run lists every change; --accept builds it all the same; [brake] in "
        "cribdeck.toml sets from where on to ask)"
    )
    assert first == "a.md:1:1: error brake 4 of 7 notes: 甲3; 甲4; 甲5; 甲6"
    assert second == "b.md:1:1: error brake 28 of 30 notes: 乙2; 乙3; 乙4; 乙5; 乙6, and 23 more"
