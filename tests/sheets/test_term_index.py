"""The index of a booklet: golden cases, and the order of its terms."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.sheets.booklet_labels import BOOKLET_LABELS
from cribdeck.sheets.model import Column, Page, Part, Sheet, SheetPlan
from cribdeck.sheets.term_index import IndexLetter, index_of, located
from cribdeck.sheets.term_order import SCRIPTS, letter_of, place_of, script_of
from cribdeck.sheets.terms import terms_of
from cribdeck.span import Span
from tests.golden_notes import Case, cases
from tests.sheets.blanks import outlines_of, plans_of

CASES = [pytest.param(case, id=case.id) for case in cases("index", "index")]
FIRST = 2


def test_there_are_cases() -> None:
    assert len(CASES) > 5


@pytest.mark.parametrize("case", CASES)
def test_case_has_the_index_it_lists(case: Case) -> None:
    assert tuple(lines_of(index_of_notes(case.sources))) == case.expected


def index_of_notes(sources: Mapping[str, str]) -> tuple[IndexLetter, ...]:
    terms = terms_of(outlines_of(sources), tag_at)
    return index_of(
        found
        for page, plan in enumerate(plans_of(sources), FIRST)
        for found in located(terms, plan.boxes, one_page(plan), page)
    )


def tag_at(span: Span) -> str:
    return span.path.removesuffix(".md")


def one_page(plan: SheetPlan) -> Sheet:
    parts = tuple(Part(number, 0, len(box.pieces)) for number, box in enumerate(plan.boxes))
    return Sheet((Page((Column(parts, 1.0, 0.0),)),), 8.0, 1.0)


def lines_of(index: tuple[IndexLetter, ...]) -> list[str]:
    lines: list[str] = []
    for letter in index:
        remark = BOOKLET_LABELS["zh-CN"].pinyin if letter.begins_han else ""
        lines.append(" ".join(filter(None, (letter.letter or "#", remark))))
        for entry in letter.entries:
            pages = ", ".join(str(it.page) for it in entry.places)
            words = (entry.text, entry.gloss, pages, ", ".join(entry.tags))
            lines.append(" ".join(filter(None, words)))
    return lines


def test_a_term_that_only_another_page_explains_is_not_listed() -> None:
    """Page 3 mentions it, page 2 explains it."""
    note = "## 甲\n- Broker：集群里的一台服务器。\n\n## 乙\nBroker 很多，随手一提而已。\n"
    (plan,) = plans_of({"a.md": note})
    assert len(plan.boxes) == 2
    pages = tuple(
        Page((Column((Part(n, 0, len(box.pieces)),), 1.0, 0.0),))
        for n, box in enumerate(plan.boxes)
    )
    terms = terms_of(outlines_of({"a.md": note}), tag_at)
    found = list(located(terms, plan.boxes, Sheet(pages, 8.0, 1.0), 2))
    assert [(term.text, place.page) for term, place in found] == [("Broker", 2)]


def test_a_term_whose_passage_was_left_off_is_not_listed() -> None:
    note = "## 甲\n- Broker：集群里的一台服务器。\n- Topic：按业务划分消息类别。\n"
    (plan,) = plans_of({"a.md": note})
    sheet = Sheet((Page((Column((Part(0, 0, 1),), 1.0, 0.0),)),), 8.0, 1.0)
    terms = terms_of(outlines_of({"a.md": note}), tag_at)
    found = list(located(terms, plan.boxes, sheet, 2))
    assert [term.text for term, _ in found] == ["Broker"]


TERMS = st.text("aZé9 .~分区重复（）々𠀀ß", min_size=1, max_size=6).filter(str.strip)


@given(st.lists(TERMS, unique=True), st.randoms(use_true_random=False))
def test_any_terms_have_one_order_and_stand_together_by_letter(
    terms: list[str], chance: random.Random
) -> None:
    ordered = sorted(terms, key=place_of)
    shuffled = list(terms)
    chance.shuffle(shuffled)
    assert sorted(shuffled, key=place_of) == ordered
    scripts = [SCRIPTS.index(script_of(it)) for it in ordered]
    assert scripts == sorted(scripts)
    heads = [(script_of(it), letter_of(it)) for it in ordered]
    # None is left and come back to.
    assert len(list(dict.fromkeys(heads))) == sum(
        one != other for one, other in zip(heads, [None, *heads], strict=False)
    )
    for script, letter in heads:
        assert (letter == "") == (script == "signs")
        assert letter == letter.upper()
