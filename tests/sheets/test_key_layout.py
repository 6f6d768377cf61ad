"""The key is poured by guesswork alone; whether it fits is seen in `emit/test_sheet_blanks`."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.config import SheetSettings
from cribdeck.inline import plain
from cribdeck.sheets.frame import MARGIN, frame_of
from cribdeck.sheets.gap_numbers import Answer, KeyPart
from cribdeck.sheets.key_layout import KeyLayout, key_layout
from tests.sheets.samples import metrics, text

LANDSCAPE = frame_of(SheetSettings())


def parts_of(*lengths: list[int]) -> tuple[KeyPart, ...]:
    """Return the key to boxes with answers of so many characters."""
    number = 0
    parts: list[KeyPart] = []
    for box, answers in enumerate(lengths, start=1):
        first = number + 1
        number += len(answers)
        said = (Answer(first + it, text("答" * length)) for it, length in enumerate(answers))
        parts.append(KeyPart(box, text(f"第 {box} 盒"), tuple(said)))
    return tuple(parts)


PARTS = st.lists(st.lists(st.integers(1, 400), min_size=1, max_size=30), max_size=30).map(
    lambda it: parts_of(*it)
)


def laid_out(parts: tuple[KeyPart, ...]) -> KeyLayout:
    return key_layout(parts, LANDSCAPE, metrics())


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_every_answer_stands_once_in_its_order_and_no_title_alone(
    parts: tuple[KeyPart, ...],
) -> None:
    key = laid_out(parts)
    columns = [column for page in key.pages for column in page]
    entries = [it for column in columns for it in column.entries]
    numbers = [it.number for it in entries if it.number and not it.is_title]
    assert numbers == [it.number for part in parts for it in part.answers]
    said = "".join(plain(it.text) for it in entries if not it.is_title)
    assert said == "".join(plain(it.text) for part in parts for it in part.answers)
    assert not any(column.entries[-1].is_title for column in columns)
    ids = [it for column in columns for it in column.ids()]
    assert len(set(ids)) == len(ids)
    for page in key.pages:
        assert 0 < len(page) <= LANDSCAPE.columns + 1
        assert page[0].left == MARGIN
        assert page[-1].left + key.column_width <= LANDSCAPE.width - MARGIN + 0.01


def test_no_answers_take_no_page() -> None:
    assert laid_out(()).pages == ()


def test_few_answers_are_set_large_and_in_level_columns() -> None:
    key = laid_out(parts_of([4] * 40))
    (page,) = key.pages
    assert key.type_pt == 8.0
    # 41 lines; the title is a little higher than an answer.
    assert [len(column.entries) for column in page] == [8, 9, 9, 9, 6]


def test_more_answers_are_set_smaller_before_they_take_another_page() -> None:
    sizes = [laid_out(parts_of([8] * count)) for count in (200, 280, 300, 900)]
    assert [len(key.pages) for key in sizes] == [1, 1, 1, 3]
    assert 8.0 == sizes[0].type_pt > sizes[1].type_pt > sizes[3].type_pt == 6.0


def test_a_long_answer_can_be_cut_between_columns() -> None:
    (page,) = laid_out(parts_of([3000])).pages
    entries = [it for column in page for it in column.entries]
    assert [it.number for it in entries] == [1, 1, *[0] * 9]
    assert len(page) > 1
