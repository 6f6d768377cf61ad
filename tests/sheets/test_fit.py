"""Fitting is pure: heights come from a formula here, not from a layout."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.config import SheetSettings
from cribdeck.sheets.estimate import estimator
from cribdeck.sheets.fit import COMFORTABLE, LARGEST, LEGIBLE, STEP, Paper, fit
from cribdeck.sheets.frame import Frame, frame_of
from cribdeck.sheets.heights import BoxHeights
from cribdeck.sheets.leading import text_heights
from cribdeck.sheets.levelling import MOST_LEADING, airs
from cribdeck.sheets.model import Box, Column, Line, Sheet
from tests.sheets.samples import at, box, heights, metrics, text

LANDSCAPE = frame_of(SheetSettings())
A4_AREA = LANDSCAPE.columns * LANDSCAPE.column_height


class Press:
    """Measures boxes by formula, and counts how often it is asked to."""

    def __init__(self, *, error: float = 1.0) -> None:
        self.sizes: list[float] = []
        self._error = error

    def measure(self, boxes: Sequence[Box], type_pt: float) -> list[BoxHeights]:
        self.sizes.append(type_pt)
        return [self._heights(it, type_pt) for it in boxes]

    def estimate(self, boxes: Sequence[Box], type_pt: float) -> float:
        """Return a guess that is off by a constant factor."""
        return self._error * sum(self._heights(it, type_pt).total + 1.5 for it in boxes)

    @staticmethod
    def _heights(it: Box, type_pt: float) -> BoxHeights:
        scale = type_pt / 8.0
        pieces = [len(p.text[0].text) * scale**1.8 for p in it.pieces]  # type: ignore[union-attr]
        return heights(*pieces, bar=5.0 * scale)


def content(*boxes: Sequence[int]) -> tuple[Box, ...]:
    """Return boxes whose pieces are that many millimetres high at 8 pt."""
    return tuple(
        box(*(Line(at(n), text("行" * height), 1, "-") for n, height in enumerate(pieces)))
        for pieces in boxes
    )


def fitted(boxes: tuple[Box, ...], paper: Paper, *, error: float = 1.0) -> tuple[Sheet, Press]:
    press = Press(error=error)
    found = fit(boxes, paper, press.measure, lambda size: press.estimate(boxes, size))
    assert found is not None
    assert not found.over_budget
    return found.sheet, press


def of_pages(pages: float) -> tuple[Box, ...]:
    """Return boxes of usual sizes that fill that many pages at 8 pt."""
    sizes = [[10] * n for n in (3, 5, 4, 6, 2, 7, 3, 4)]
    boxes: list[list[int]] = []
    while sum(10 * len(it) + 7.5 for it in boxes) < pages * A4_AREA - 60:
        boxes.append(sizes[len(boxes) % len(sizes)])
    return content(*boxes)


@pytest.mark.parametrize("error", [0.9, 1.0, 1.1])
def test_a_page_is_filled_in_the_largest_type_with_few_layouts(error: float) -> None:
    sheet, press = fitted(of_pages(1.0), Paper(LANDSCAPE), error=error)
    assert len(sheet.pages) == 1
    assert 7.6 < sheet.type_pt < 8.6
    assert sheet.fill > 0.94
    assert len(press.sizes) <= 4
    assert sheet.type_pt == pytest.approx(round(sheet.type_pt / STEP) * STEP)


def test_all_columns_of_a_full_page_end_on_one_line() -> None:
    boxes = of_pages(1.0)
    sheet, press = fitted(boxes, Paper(LANDSCAPE))
    found = ends(sheet, boxes, press)
    assert found == [pytest.approx([LANDSCAPE.column_height] * LANDSCAPE.columns)]


def ends(sheet: Sheet, boxes: Sequence[Box], press: Press) -> list[list[float]]:
    """Return how far down the columns of each page reach."""
    measured = press.measure(boxes, sheet.type_pt)

    def end(column: Column) -> float:
        texts = [
            text_heights(boxes[it.box], measured[it.box], sheet.type_pt).of(it)
            for it in column.parts
        ]
        return (
            sum(measured[it.box].of(it) for it in column.parts)
            + (column.leading - 1) * sum(texts)
            + column.air * airs(column.parts, boxes)
            + column.gap * (len(column.parts) - 1)
        )

    return [[end(column) for column in page.columns] for page in sheet.pages]


@pytest.mark.parametrize("pages", [0.7, 0.9, 1.0, 1.2, 1.4, 1.7, 2.0, 2.6, 3.3, 4.1, 6.3])
@pytest.mark.parametrize("columns", [3, 4])
def test_sheets_of_all_lengths_are_full_to_the_last_line(pages: float, columns: int) -> None:
    """From where two pages are needed they can be filled, whatever the length."""
    boxes = of_pages(pages)
    frame = replace(LANDSCAPE, columns=columns)
    sheet, press = fitted(boxes, Paper(frame))
    assert sheet.fill >= 0.97
    for page in ends(sheet, boxes, press):
        assert page == pytest.approx([frame.column_height] * columns)
    columns_ = [column for page in sheet.pages for column in page.columns]
    assert max(it.leading for it in columns_) <= MOST_LEADING
    # Whole boxes, where all of them are lower than a column.
    if len(sheet.pages) <= 2:
        parts = [part for column in columns_ for part in column.parts]
        assert all(part.end - part.start == len(boxes[part.box].pieces) for part in parts)


@given(
    st.lists(st.lists(st.integers(3, 30), min_size=1, max_size=9), min_size=1, max_size=24),
    st.sampled_from([1, 2, 7]),
)
@settings(deadline=None, max_examples=30)
def test_what_is_known_of_heights_changes_nothing_but_how_much_is_measured(
    sizes: list[list[int]], every: int
) -> None:
    """A search that starts from known heights ends where one ends that knows none."""
    boxes = content(*sizes)
    cold, again = Press(), Press()
    known: dict[tuple[int, float], BoxHeights] = {}

    def remembered(some: Sequence[Box], type_pt: float) -> list[BoxHeights]:
        missing = [n for n in range(len(some)) if (n, type_pt) not in known]
        measured = again.measure([some[n] for n in missing], type_pt) if missing else []
        known.update({(n, type_pt): it for n, it in zip(missing, measured, strict=True)})
        return [known[n, type_pt] for n in range(len(some))]

    first = fit(boxes, Paper(LANDSCAPE), cold.measure, lambda it: cold.estimate(boxes, it))
    for size in cold.sizes[::every]:
        remembered(boxes, size)
    again.sizes.clear()
    second = fit(boxes, Paper(LANDSCAPE), remembered, lambda it: again.estimate(boxes, it))
    assert first == second
    assert len(again.sizes) == len(set(cold.sizes) - set(cold.sizes[::every]))


def test_one_page_may_be_set_small_before_a_second_is_taken() -> None:
    little, _ = fitted(of_pages(1.25), Paper(LANDSCAPE))
    assert (len(little.pages), LEGIBLE <= little.type_pt < COMFORTABLE) == (1, True)
    more, _ = fitted(of_pages(1.6), Paper(LANDSCAPE))
    assert (len(more.pages), more.type_pt > COMFORTABLE) == (2, True)


def test_a_long_note_takes_the_fewest_comfortable_pages_and_two_layouts() -> None:
    sheet, press = fitted(of_pages(6.3), Paper(LANDSCAPE), error=1.05)
    assert 6 <= len(sheet.pages) <= 7
    assert sheet.type_pt > COMFORTABLE - 0.2
    assert len(press.sizes) <= 3


def test_a_short_note_is_set_no_larger_than_the_largest_type() -> None:
    sheet, _ = fitted(content([10], [10], [12], [9], [11]), Paper(LANDSCAPE))
    assert (len(sheet.pages), sheet.type_pt) == (1, LARGEST)
    assert 0 < sheet.fill < 0.5


def test_a_page_budget_is_kept() -> None:
    sheet, _ = fitted(of_pages(1.2), Paper(LANDSCAPE, pages=2))
    assert len(sheet.pages) == 2
    one, _ = fitted(of_pages(1.2), Paper(LANDSCAPE, pages=1))
    assert len(one.pages) == 1
    assert one.type_pt < sheet.type_pt


def test_a_budget_too_small_is_exceeded_rather_than_anything_lost() -> None:
    boxes = of_pages(3.0)
    press = Press()
    found = fit(
        boxes, Paper(LANDSCAPE, pages=1), press.measure, lambda it: press.estimate(boxes, it)
    )
    assert found is not None
    assert found.over_budget
    assert len(found.sheet.pages) > 1
    assert found.sheet.type_pt >= LEGIBLE


def test_type_can_be_held_below_a_size() -> None:
    sheet, _ = fitted(of_pages(1.0), Paper(LANDSCAPE, largest=7.4))
    assert sheet.type_pt == 7.4


def test_a_piece_taller_than_any_column_is_hopeless() -> None:
    boxes = content([400], [10])
    press = Press()
    assert fit(boxes, Paper(LANDSCAPE), press.measure, lambda it: press.estimate(boxes, it)) is None


def test_a_single_box_longer_than_two_pages_runs_on_from_column_to_column() -> None:
    sheet, _ = fitted(content([8] * 200), Paper(LANDSCAPE))
    parts = [part for page in sheet.pages for column in page.columns for part in column.parts]
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == 200


@given(
    st.lists(st.lists(st.integers(3, 40), min_size=1, max_size=9), min_size=1, max_size=40),
    st.sampled_from([LANDSCAPE, Frame(210.0, 297.0, 3), replace(LANDSCAPE, columns=2)]),
    st.integers(0, 3),
)
@settings(deadline=None, max_examples=40)
def test_whatever_is_fitted_everything_is_printed_once_and_in_place(
    sizes: list[list[int]], frame: Frame, pages: int
) -> None:
    boxes = content(*sizes)
    press = Press(error=1.07)
    paper = Paper(frame, pages=pages)
    found = fit(boxes, paper, press.measure, lambda it: press.estimate(boxes, it))
    assert found is not None
    sheet = found.sheet
    assert LEGIBLE <= sheet.type_pt <= LARGEST
    assert found.over_budget or not pages or len(sheet.pages) <= pages
    printed = sorted(
        (part.box, piece)
        for page in sheet.pages
        for column in page.columns
        for part in column.parts
        for piece in range(part.start, part.end)
    )
    expected = [(number, piece) for number, it in enumerate(sizes) for piece in range(len(it))]
    assert printed == expected
    measured = press.measure(boxes, sheet.type_pt)
    for page in sheet.pages:
        for column in page.columns:
            height = sum(measured[part.box].of(part) for part in column.parts)
            height += column.gap * (len(column.parts) - 1)
            assert height <= frame.column_height + 1e-3


def test_the_estimate_grows_with_the_type() -> None:
    boxes = content([30] * 5, [20] * 4)
    total = estimator(boxes, metrics(), LANDSCAPE)
    sizes = [LEGIBLE + number * 0.5 for number in range(6)]
    assert all(total(one) < total(one + 0.5) for one in sizes)
    assert math.isfinite(total(LARGEST))
