from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.facts.model import Code, Passage
from cribdeck.sheets.heights import FORBIDDEN, blocks, cut_costs, is_glued
from cribdeck.sheets.leading import text_heights
from cribdeck.sheets.levelling import MOST_AIR, MOST_LEADING, airs, levelled
from cribdeck.sheets.model import CodeLines, Line, Part, Piece, Subheading, TableRows
from cribdeck.sheets.packing import FARTHEST_MOVES, Load, Packing, in_order, near_order
from cribdeck.sheets.pieces import pieces_of
from tests.sheets.samples import at, box, grid, heights, prose, shown, text

COLUMN = 180.0


def load_of(*boxes: list[float], follows: tuple[int | None, ...] = ()) -> Load:
    cuts = tuple((0.0, *(100.0 for _ in pieces[1:])) for pieces in boxes)
    return Load(tuple(heights(*pieces) for pieces in boxes), cuts, 1.5, follows)


def loads() -> st.SearchStrategy[Load]:
    piece = st.floats(2.0, 40.0)
    return st.lists(st.lists(piece, min_size=1, max_size=12), min_size=1, max_size=25).map(
        lambda boxes: load_of(*boxes)
    )


def columns_for(load: Load, fill: float) -> list[float]:
    """Return columns that the boxes would fill to the given degree."""
    return [COLUMN] * max(1, round(load.total() / COLUMN / fill + 0.5))


def check(load: Load, limits: list[float], packing: Packing) -> None:
    """Nothing is lost, nothing is twice, nothing is over the edge."""
    printed = [
        (part.box, piece)
        for column in packing
        for part in column
        for piece in range(part.start, part.end)
    ]
    expected = [
        (box, piece) for box, it in enumerate(load.heights) for piece in range(len(it.tops))
    ]
    assert sorted(printed) == expected
    for column, limit in zip(packing, limits, strict=False):
        assert load.column_height(column) <= limit + 1e-3
    assert len(packing) <= len(limits)
    assert all(packing)


@given(loads(), st.floats(0.3, 0.95))
@settings(deadline=None)
def test_in_order_keeps_the_reading_order(load: Load, fill: float) -> None:
    limits = columns_for(load, fill)
    packing = in_order(load, limits)
    if packing is None:
        return
    check(load, limits, packing)
    printed = [(part.box, part.start) for column in packing for part in column]
    assert printed == sorted(printed)


@given(loads())
@settings(deadline=None)
def test_in_order_always_finds_a_way_when_a_quarter_stays_empty(load: Load) -> None:
    # Title bars of continuations and cuts that cannot be placed at will take their share.
    limits = columns_for(load, 0.6)
    packing = in_order(load, limits)
    assert packing is not None
    check(load, limits, packing)


@given(loads(), st.floats(0.5, 0.99), st.sampled_from(FARTHEST_MOVES))
@settings(deadline=None)
def test_near_order_moves_whole_boxes_a_few_places(load: Load, fill: float, farthest: int) -> None:
    limits = columns_for(load, fill)
    packing = near_order(load, limits, farthest)
    if packing is None:
        return
    check(load, limits, packing)
    order = [part.box for column in packing for part in column]
    assert len(order) == len(load.heights)
    assert all(abs(place - box) <= farthest for place, box in enumerate(order))
    assert order[0] == 0


def test_a_box_that_fits_nowhere_yet_does_not_wait_for_ever() -> None:
    load = load_of([70.0], [150.0], *[[4.0]] * 20)
    packing = near_order(load, [COLUMN] * 4)
    assert packing is not None
    order = [part.box for column in packing for part in column]
    assert order.index(1) <= 1 + FARTHEST_MOVES[0]


def test_near_order_fills_columns_that_strict_order_cannot() -> None:
    load = load_of([90.0], [90.0], [60.0], [60.0], [40.0], [40.0])
    limits = [load.total() / 2 + 3.0] * 2
    packing = near_order(load, limits)
    assert packing is not None
    check(load, limits, packing)


def test_a_section_never_stands_before_the_one_it_is_part_of() -> None:
    boxes = [[60.0], [100.0], [20.0], [20.0], [60.0], [100.0]]
    follows = (None, None, 1, 1, None, None)
    load = load_of(*boxes, follows=follows)
    packing = near_order(load, [COLUMN + 20.0] * 3)
    assert packing is not None
    order = [part.box for column in packing for part in column]
    assert order.index(1) < order.index(2)
    assert order.index(1) < order.index(3)


def test_near_order_gives_up_on_a_box_taller_than_a_column() -> None:
    assert near_order(load_of([50.0], [COLUMN], [50.0]), [COLUMN] * 3) is None


def test_a_box_taller_than_a_column_is_cut_and_goes_on_in_the_next() -> None:
    load = load_of([20.0] * 15)
    packing = in_order(load, [COLUMN] * 2)
    assert packing is not None
    check(load, [COLUMN] * 2, packing)
    assert [(part.start, part.end) for (part,) in packing] == [(0, 8), (8, 15)]


def test_a_cut_falls_where_it_is_cheapest() -> None:
    cuts = (0.0, 400.0, 400.0, 400.0, 40.0, 400.0, 400.0)
    load = Load((heights(*[25.0] * 7),), (cuts,), 1.5)
    packing = in_order(load, [125.0] * 2)
    assert packing == ((Part(0, 0, 4),), (Part(0, 4, 7),))


def test_no_column_ends_with_a_forbidden_cut() -> None:
    cuts = (0.0, *[FORBIDDEN] * 5, 100.0)
    load = Load((heights(*[20.0] * 7),), (cuts,), 1.5)
    packing = in_order(load, [COLUMN] * 2)
    assert packing is not None
    assert [part.end for column in packing for part in column] in ([7], [6, 7])


def test_a_table_cut_in_two_repeats_its_header_in_the_height() -> None:
    whole = heights(10.0, 10.0, 10.0)
    with_header = type(whole)(
        whole.total, whole.tops, whole.bottoms, whole.continued_bar, (0.0, 4.0, 4.0)
    )
    part = Part(0, 1, 3)
    assert with_header.of(part) == pytest.approx(whole.of(part) + 4.0)
    assert with_header.of(Part(0, 0, 3)) == pytest.approx(with_header.total)


@given(loads(), st.integers(0, 24), st.integers(1, 12))
def test_parts_of_a_box_are_together_one_title_bar_higher(load: Load, box: int, cut: int) -> None:
    it = load.heights[box % len(load.heights)]
    pieces = len(it.tops)
    if cut >= pieces:
        return
    both = it.of(Part(0, 0, cut)) + it.of(Part(0, cut, pieces))
    assert both == pytest.approx(it.total + it.continued_bar + 1.0)


@given(loads())
@settings(deadline=None)
def test_levelling_closes_small_gaps_exactly_and_never_overshoots(load: Load) -> None:
    boxes = tuple(
        box(*(Line(at(n), text("行"), marker="-", depth=1) for n, _ in enumerate(it.tops)))
        for it in load.heights
    )
    texts = tuple(text_heights(*it, 8.0) for it in zip(boxes, load.heights, strict=True))
    load = replace(load, texts=texts)
    parts = tuple(map(load.whole, range(len(load.heights))))
    height = load.column_height(parts)
    for slack in (0.0, 1.0, 8.0, 400.0):
        column = levelled(parts, boxes, load, height + slack)
        seams = airs(parts, boxes)
        lines = load.text_height(parts)
        added = (column.gap - load.gap) * (len(parts) - 1) + column.air * seams
        added += (column.leading - 1) * lines
        assert -1e-6 <= added <= slack + 1e-6
        assert column.air <= MOST_AIR + 1e-9
        assert column.leading <= MOST_LEADING + 1e-9
        if slack <= seams * MOST_AIR + (MOST_LEADING - 1) * lines:
            assert added == pytest.approx(slack)
            assert column.height == height + slack


def pieces(*items: object) -> list[Piece]:
    return [piece for it in shown(*items) for piece in pieces_of(it)]  # type: ignore[arg-type]


def test_a_paragraph_a_table_and_a_list_are_three_kinds_of_blocks() -> None:
    paragraph = prose("这是很长的一句话，说了又说。" * 30)
    table = grid("名|义", "甲|一", "乙|二")
    items = [prose("甲", 1, "-", line=2), prose("乙", 1, "-", line=3)]
    found = [len(it) for it in blocks(pieces(paragraph, table, *items))]
    assert found[0] > 3
    assert found[1:] == [2, 1, 1]


def test_a_cut_after_a_heading_is_forbidden_and_after_a_lead_dear() -> None:
    lead = Line(at(), text("原因："), label=True)
    item = Line(at(2), text("快"), 1, "-")
    costs = cut_costs(box(Subheading(at(), text("节"), 1), lead, item, item, lead))
    assert costs[0] == 0.0
    assert costs[1] == FORBIDDEN
    assert costs[2] > costs[3]


def test_cuts_inside_a_thing_are_dearer_than_between_things() -> None:
    table = pieces(grid("名|义", *(f"{n}|数" for n in range(6))))
    assert all(isinstance(it, TableRows) for it in table)
    assert all(is_glued(one, other) for one, other in pairwise(table))
    costs = cut_costs(box(*table, Line(at(9), text("后"))))
    assert max(costs[-1:]) < min(costs[1:-1])
    # One row by itself is the worst.
    assert costs[1] == costs[5] > costs[3]


def test_code_of_one_block_is_glued_and_of_two_is_not() -> None:
    one = [it for it in pieces_of(shown_code("a\n" * 20)) if isinstance(it, CodeLines)]
    other = [it for it in pieces_of(shown_code("b\n" * 20)) if isinstance(it, CodeLines)]
    assert is_glued(one[0], one[1])
    assert not is_glued(one[-1], other[0])


def shown_code(characters: str) -> Passage:
    return Passage(Code(at(), "", characters))
