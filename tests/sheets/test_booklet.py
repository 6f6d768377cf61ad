"""In which order a booklet binds its sheets, and what it is called."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.sheets.booklet import arranged, booklet_name
from tests.sheets.blanks import plans_of

LENGTHS = st.lists(st.integers(1, 5), max_size=30)


@given(LENGTHS, st.integers(2, 5))
def test_every_sheet_is_bound_once_and_pairs_of_pages_face_each_other(
    lengths: list[int], first: int
) -> None:
    order = arranged(lengths, first)
    assert sorted(it for it in order if it is not None) == list(range(len(lengths)))
    page = first
    for number, sheet in enumerate(order):
        if sheet is None:
            # Free pages are followed by what could not stand there.
            follower = order[number + 1]
            assert follower is not None
            assert lengths[follower] % 2 == 0
            page += 1
            continue
        assert lengths[sheet] % 2 or page % 2 == 0
        page += lengths[sheet]


@given(LENGTHS, st.integers(2, 5))
def test_sheets_stay_near_their_places(lengths: list[int], first: int) -> None:
    bound = [it for it in arranged(lengths, first) if it is not None]
    for place, number in enumerate(bound):
        assert number - place <= 3


def test_sheets_of_one_page_leave_no_page_free() -> None:
    assert arranged([1] * 7, 2) == list(range(7))


def test_a_booklet_is_not_called_like_a_sheet() -> None:
    (plan,) = plans_of({"a.md": "## 甲\n一行字。\n"})
    assert booklet_name("A::B", [plan]) == "A--B-booklet"
    taken = [replace(plan, name="deck-BOOKLET"), replace(plan, name="Deck-booklet-2")]
    assert booklet_name("Deck", taken) == "Deck-booklet-3"
