"""However many notes look alike, the work grows with their number, not with its square."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from benchmarks.matching import edited, look_alikes, made_up
from cribdeck.facts.model import Listing
from cribdeck.identity import alike, numbers
from cribdeck.identity.candidates import candidates
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.likeness import Gist, gist, likeness
from tests.fact_samples import drafts_of, origin, texts
from tests.fact_samples import text as rich
from tests.identity.editing import learnt


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count comparisons of two texts."""
    counted = [0]
    numbers_ = count(1)

    def counting(one: Gist, other: Gist) -> float:
        counted[0] = next(numbers_)
        return likeness(one, other)

    monkeypatch.setattr(alike, "likeness", counting)
    monkeypatch.setattr(numbers, "likeness", counting)
    return iter([counted])


def known(size: int) -> Ledger:
    return learnt(identify(made_up(size), Ledger()), Ledger())


@pytest.mark.parametrize("size", [300, 3000])
def test_what_has_not_changed_is_not_compared(compared: Iterator[list[int]], size: int) -> None:
    ledger = known(size)
    (counted,) = compared
    identify(edited(made_up(size), 30), ledger)
    # Only what was edited looks for candidates, eight at most, and asks twice of each.
    assert 0 < counted[0] < 30 * 8 * 5


def test_as_many_comparisons_for_each_of_many_edits(compared: Iterator[list[int]]) -> None:
    (counted,) = compared
    costs = []
    for size in (200, 800):
        ledger = known(size)
        before = counted[0]
        identify(edited(made_up(size), size), ledger)
        costs.append((counted[0] - before) / size)
    assert costs[1] < 1.5 * costs[0]


def test_thousands_of_look_alikes_do_not_look_at_one_another(
    compared: Iterator[list[int]],
) -> None:
    lines = look_alikes(3_000)
    ledger = learnt(identify(lines, Ledger()), Ledger())
    (counted,) = compared
    found = identify(look_alikes(3_000, "了"), ledger)
    assert {note.state for note in found.notes} == {"edited"}
    assert counted[0] < 3_000 * 8 * 5


def test_a_text_has_few_candidates_and_its_like_is_among_them() -> None:
    now = {place: gist(f"参数{place}的默认值是同样的一个值了") for place in range(500)}
    before = {place: gist(f"参数{place}的默认值是同样的一个值") for place in range(500)}
    pairs = list(candidates(now, before))
    assert len(pairs) <= 500 * 8
    assert {(place, place) for place in range(500)} <= set(pairs)


def test_equal_lines_all_edited_are_compared_with_nobody() -> None:
    now = dict.fromkeys(range(10_000), gist("同样的一行文字，改过了"))
    before = dict.fromkeys(range(10_000), gist("同样的一行文字"))
    assert list(candidates(now, before)) == []


def test_a_list_of_ten_thousand_rewritten_items_is_numbered() -> None:
    def items(ending: str) -> list[str]:
        return [f"第{place}项的说明文字{ending}" for place in range(10_000)]

    def listing(ending: str) -> Listing:
        return Listing(origin(), rich("很长的单子"), texts(*items(ending)))

    ledger = learnt(identify(drafts_of([listing("")]), Ledger()), Ledger())
    (note,) = identify(drafts_of([listing("了")]), ledger).notes
    assert note.state == "edited"
    assert max(filter(None, note.numbers)) <= 499
