"""What is promised is proved by simulated line breaking, at any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.inline import Strong
from cribdeck.sheets.last_lines import TIGHTEST, USUAL, Squeeze, squeeze
from cribdeck.sheets.line_breaking import last_line, line_count, words
from tests.sheets.samples import metrics, text


def test_a_last_line_of_one_character_gets_company() -> None:
    words_ = text("一二三四五六七八九十甲。")
    found = squeeze(words_, 10.0, metrics())
    assert found == Squeeze(narrower=0.25)
    broken = words(words_, metrics())
    assert last_line(broken, 10.0) == pytest.approx(2.0)
    assert last_line(broken, 9.75) == pytest.approx(3.0)


def test_a_last_line_is_saved_by_closer_letters_where_a_hair_is_enough() -> None:
    assert squeeze(text("字" * 21), 20.8, metrics()) == Squeeze(tighter=TIGHTEST)
    assert squeeze(text("字" * 21), 20.2, metrics()) == Squeeze(narrower=0.25)


@pytest.mark.parametrize(
    "characters", ["短句。", "一二三四五六七八九十", "一二三四五六七八九十甲乙。", ""]
)
def test_what_ends_well_stays_as_it_is(characters: str) -> None:
    assert squeeze(text(characters), 10.0, metrics()) == USUAL


def test_what_cannot_be_helped_stays_as_it_is() -> None:
    # One word that fills its line: nothing can be brought down.
    assert squeeze(text("a" * 30 + " 甲"), 16.0, metrics()) == USUAL


def test_bold_letters_are_wider() -> None:
    latin = "subscribe to every topic of the broker 上"
    plain_ = words(text(latin), metrics())
    width = sum(it.width + it.space for it in plain_) - 0.5
    bold = words((Strong(text(latin)),), metrics())
    assert line_count(bold, width) >= line_count(plain_, width)


@given(
    st.text(st.sampled_from("汉字句子，。、（）abc d/"), max_size=90),
    st.floats(6.0, 40.0),
)
def test_a_squeeze_costs_no_line_and_leaves_no_character_alone(sentence: str, width: float) -> None:
    found = squeeze(text(sentence), width, metrics())
    broken = words(text(sentence), metrics())
    before = line_count(broken, width)
    if found.tighter:
        assert line_count(broken, width * (1 + found.tighter)) < before
    if found.narrower:
        assert line_count(broken, width - found.narrower) == before
        assert last_line(broken, width - found.narrower) > last_line(broken, width)
        assert found.narrower <= 0.14 * width
