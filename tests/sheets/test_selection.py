from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.sheets.frame import GAP
from cribdeck.sheets.heights import BoxHeights
from cribdeck.sheets.model import Box, Line, Piece, Rank, Subheading
from cribdeck.sheets.selection import NO_ROOM, Choice, selected
from cribdeck.span import Span
from tests.sheets.samples import at, heights, text

ROW = 4.0
CHROME = 7.0 + GAP
"""Millimetres that a box takes without its pieces: bar, foot and gap of `samples.heights`."""


def line(number: int, words: str = "一行字写在这里。", depth: int = 0, marker: str = "") -> Line:
    return Line(at(number), text(words), depth, marker)


def rank(number: int, importance: int = 2, *, is_one: bool = False) -> Rank:
    return Rank(at(number), importance, "fact", is_one, (("a.md", number),))


def box_at(number: int, *pieces: Piece) -> Box:
    return Box(at(number), text("盒子"), "", 1, pieces)


def measured(boxes: Sequence[Box]) -> list[BoxHeights]:
    return [heights(*(ROW for _ in box.pieces)) for box in boxes]


def choose(boxes: Sequence[Box], ranks: Sequence[Rank], rows: float) -> Choice:
    """Select for `rows` lines in boxes of which each takes as much as `CHROME` more."""
    return selected(boxes, measured(boxes), ranks, rows * ROW + CHROME + 0.01, "a sheet of 1 page")


def shown(choice: Choice) -> list[int]:
    return [piece.span.line for box in choice.boxes for piece in box.pieces]


def test_nothing_leaves_where_there_is_room() -> None:
    box = box_at(1, line(2), line(3))
    choice = choose([box], [rank(2, 1), rank(3, 1)], 2)
    assert choice.boxes == (box,)
    assert choice.left_off == ()


def test_the_least_important_leaves_and_of_equals_the_last() -> None:
    box = box_at(1, line(2), line(3), line(4), line(5))
    ranks = [rank(2, 1), rank(3, 3), rank(4, 1), rank(5, 2)]
    assert shown(choose([box], ranks, 3)) == [2, 3, 5]
    assert shown(choose([box], ranks, 2)) == [3, 5]


def test_the_reason_says_how_important_it_was_and_where_it_stands() -> None:
    choice = choose([box_at(1, line(2), line(3))], [rank(2, 3), rank(3, 1)], 1)
    (left,) = choice.left_off
    assert (left.path, left.line, left.for_room) == ("a.md", 3, True)
    assert left.why == "no room: importance 1 of 3 (fact) on a sheet of 1 page"


def test_every_topic_keeps_its_first_lines_before_one_keeps_its_second() -> None:
    boxes = [box_at(1, line(2), line(3)), box_at(4, line(5), line(6))]
    ranks = [rank(it) for it in (2, 3, 5, 6)]
    assert shown(choose(boxes, ranks, 2 + CHROME / ROW)) == [2, 5]


def test_a_heading_goes_with_the_last_that_stands_below_it() -> None:
    box = box_at(1, line(2), Subheading(at(3), text("小标题"), 1), line(4))
    choice = choose([box], [rank(2), rank(4, 1)], 2)
    assert shown(choice) == [2]
    assert [it.line for it in choice.left_off] == [3, 4]


def test_a_box_without_content_goes_and_its_heading_is_reported() -> None:
    boxes = [box_at(1, line(2)), box_at(3, line(4))]
    choice = choose(boxes, [rank(2), rank(4, 1)], 1)
    assert [box.span.line for box in choice.boxes] == [1]
    assert [(it.line, it.why) for it in choice.left_off] == [
        (3, "no room for anything below this heading on a sheet of 1 page"),
        (4, "no room: importance 1 of 3 (fact) on a sheet of 1 page"),
    ]


def test_an_item_stays_for_the_item_below_it() -> None:
    box = box_at(1, line(2), line(3, depth=1, marker="-"), line(4, depth=2, marker="-"))
    assert shown(choose([box], [rank(2, 2), rank(3, 1), rank(4, 3)], 2)) == [3, 4]


def test_what_goes_on_with_an_item_does_not_stay_without_it() -> None:
    box = box_at(1, line(2), line(3, depth=1, marker="-"), line(4, depth=1))
    assert shown(choose([box], [rank(2, 2), rank(3, 1), rank(4, 3)], 2)) == [3, 4]
    assert shown(choose([box], [rank(2, 2), rank(3, 1), rank(4, 1)], 2)) == [2, 3]


def test_a_lead_does_not_stay_without_what_it_leads() -> None:
    box = box_at(1, line(2, "优点："), line(3, depth=1, marker="-"), line(4))
    assert shown(choose([box], [rank(2, 3), rank(3, 1), rank(4, 2)], 1)) == [4]


def test_a_bare_name_does_not_stay_without_what_it_names() -> None:
    box = box_at(1, line(2, "生产者"), line(3), line(4))
    assert shown(choose([box], [rank(2, 3), rank(3, 1), rank(4, 2)], 1)) == [4]


def test_numbered_items_stay_or_go_together() -> None:
    steps = [line(it, depth=1, marker=f"{it}.") for it in (2, 3, 4)]
    box = box_at(1, *steps, line(5))
    ranks = [rank(2, 3), rank(3, 1), rank(4, 1), rank(5, 2)]
    assert shown(choose([box], ranks, 2)) == [5]
    assert shown(choose([box], ranks, 3)) == [2, 3, 4]


def test_a_list_that_says_something_as_a_whole_stays_or_goes_with_its_lead() -> None:
    items = [line(it, depth=1, marker="-") for it in (3, 4)]
    box = box_at(1, line(2, "有两种："), *items, line(5))
    ranks = [rank(2, 2, is_one=True), rank(3), rank(4), rank(5, 3)]
    assert shown(choose([box], ranks, 3)) == [5]
    assert shown(choose([box], ranks, 4)) == [2, 3, 4, 5]


def test_the_list_below_a_question_is_one_answer() -> None:
    items = [line(it, depth=1, marker="-") for it in (2, 3)]
    box = replace(box_at(1, *items, line(4)), title=text("为什么要分区？"))
    ranks = [rank(2, 2), rank(3, 2), rank(4, 1)]
    assert shown(choose([box], ranks, 1)) == [4]
    assert shown(choose([replace(box, title=text("分区"))], ranks, 1)) == [2]


def test_long_paragraphs_are_never_cut() -> None:
    long = [Line(replace(at(2), column=1 + it), text("一句。")) for it in range(3)]
    box = box_at(1, *long, line(3))
    assert shown(choose([box], [rank(2, 3), rank(3, 1)], 2)) == [3]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[Box], list[Rank]]:
    """Draw boxes with headings, items, leads and lists, and the ranks of what is in them."""
    number = 0
    boxes: list[Box] = []
    ranks: list[Rank] = []
    for _ in range(draw(st.integers(1, 4))):
        number += 1
        begin = number
        pieces: list[Piece] = []
        for kind in draw(st.lists(st.sampled_from("hpbnl"), min_size=1, max_size=8)):
            number += 1
            depth = draw(st.integers(1, 3))
            match kind:
                case "h":
                    pieces.append(Subheading(at(number), text("小标题"), depth))
                    continue
                case "p":
                    pieces.append(line(number))
                case "l":
                    pieces.append(line(number, "优点："))
                case "b":
                    pieces.append(line(number, depth=depth, marker="-"))
                case _:
                    pieces.append(line(number, depth=depth, marker="1."))
            importance = draw(st.integers(1, 3))
            ranks.append(rank(number, importance, is_one=draw(st.booleans())))
        if any(not isinstance(it, Subheading) for it in pieces):
            boxes.append(box_at(begin, *pieces))
    return boxes, ranks


def lines_of(boxes: Sequence[Box]) -> Iterator[int]:
    for box in boxes:
        yield box.span.line
        yield from (piece.span.line for piece in box.pieces)


@given(sheets(), st.floats(0, 60))
def test_what_stays_and_what_is_left_off_are_all_there_is(
    sheet: tuple[list[Box], list[Rank]], rows: float
) -> None:
    boxes, ranks = sheet
    choice = choose(boxes, ranks, rows)
    left = [it.line for it in choice.left_off]
    assert sorted([*lines_of(choice.boxes), *left]) == sorted(lines_of(boxes))
    assert all(it.why.startswith(NO_ROOM) for it in choice.left_off)
    used = sum(it.total for it in measured(choice.boxes)) + GAP * len(choice.boxes)
    assert used <= rows * ROW + CHROME + 0.1


@given(sheets(), st.floats(0, 60), st.data())
def test_what_gains_importance_never_leaves_for_it(
    sheet: tuple[list[Box], list[Rank]], rows: float, data: st.DataObject
) -> None:
    boxes, ranks = sheet
    kept = set(shown(choose(boxes, ranks, rows)))
    staying = [it for it in ranks if it.span.line in kept and it.importance < 3]
    if not staying:
        return
    raised = data.draw(st.sampled_from(staying))
    others = [replace(it, importance=3) if it is raised else it for it in ranks]
    assert raised.span.line in shown(choose(boxes, others, rows))


@given(sheets(), st.floats(0, 60))
def test_no_heading_ends_a_section_and_no_item_hangs_in_the_air(
    sheet: tuple[list[Box], list[Rank]], rows: float
) -> None:
    boxes, ranks = sheet
    before = {it.span: it for box in boxes for it in box.pieces}
    for box in choose(boxes, ranks, rows).boxes:
        whole = next(it for it in boxes if it.span == box.span)
        for piece in box.pieces:
            assert before[piece.span] is piece
            parent = _item_above(whole.pieces, piece)
            assert parent is None or parent in box.pieces
        for piece, after in zip(box.pieces, [*box.pieces[1:], None], strict=True):
            is_last = after is None or (
                isinstance(after, Subheading)
                and isinstance(piece, Subheading)
                and after.rank <= piece.rank
            )
            assert not (isinstance(piece, Subheading) and is_last)


def _item_above(pieces: Sequence[Piece], piece: Piece) -> Piece | None:
    """Return the item directly above an item that stands less deep, if one stands there."""
    above = pieces[: pieces.index(piece)]
    if not isinstance(piece, Line) or not above or not isinstance(above[-1], Line):
        return None
    return above[-1] if above[-1].marker and above[-1].depth < piece.depth else None


def test_spans_of_one_line_are_told_apart_by_their_ends() -> None:
    one, other = Span("a.md", 2, 1, 2, 5), Span("a.md", 2, 6, 2, 9)
    box = box_at(1, Line(one, text("甲说的话。")), Line(other, text("乙说的话。")))
    ranks = [replace(rank(2, 1), span=one), replace(rank(2, 3), span=other)]
    choice = choose([box], ranks, 1)
    assert [piece.span for it in choice.boxes for piece in it.pieces] == [other]
