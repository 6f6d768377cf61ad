"""What the templates of a sheet are given, without laying anything out."""

from __future__ import annotations

from cribdeck.config import SheetSettings
from cribdeck.emit.sheet_html import Setting, box_view, continuation, identified
from cribdeck.emit.sheet_views import BlockView, BoxView, PictureView, RemarkView, TextView
from cribdeck.facts.model import Callout, Passage, Picture, Shown
from cribdeck.inline import plain
from cribdeck.sheets.frame import frame_of
from cribdeck.sheets.labels import CHINESE
from cribdeck.sheets.model import Box, Part
from cribdeck.sheets.pieces import pieces_of
from tests.sheets.samples import at, box, grid, metrics, prose, shown, text

SETTING = Setting(8.0, frame_of(SheetSettings()), metrics(), CHINESE)


def box_of(*items: Shown, title: str = "盒子", tag: str = "") -> Box:
    return box(*(piece for it in items for piece in pieces_of(Passage(it))), title=title, tag=tag)


def view_of(whole: Box, start: int = 0, end: int | None = None) -> BoxView:
    return box_view(whole, Part(0, start, end or len(whole.pieces)), 7, SETTING)


def blocks_of(view: BoxView) -> list[BlockView]:
    return [block for run in view.runs for block in run.views]


def test_items_below_one_another_are_one_list() -> None:
    items = [prose(it, 1, "-", line=n) for n, it in enumerate("甲乙")]
    view = view_of(box_of(prose("前"), *items, prose("后", line=9)))
    assert [(run.is_list, len(run.views)) for run in view.runs] == [
        (False, 1),
        (True, 2),
        (False, 1),
    ]


def test_bullets_follow_the_depth_and_numbers_stay_as_written() -> None:
    markers = {("-", 1): "▪", ("*", 2): "–", ("（1）", 1): "（1）", ("12.", 2): "12."}
    for (written, depth), printed in markers.items():
        (block,) = blocks_of(view_of(box_of(prose("项", depth, written))))
        assert isinstance(block, TextView)
        assert block.marker == printed
        assert 0 < block.hang <= block.indent


def test_a_marker_as_long_as_a_line_does_not_push_the_text_out() -> None:
    (block,) = blocks_of(view_of(box_of(prose("项", 1, "非常非常长的编号"))))
    assert isinstance(block, TextView)
    assert (block.hang, block.indent) == (0.0, 1.0)


def test_a_cut_paragraph_is_one_view_with_a_segment_for_each_piece() -> None:
    whole = box_of(prose("这是很长的一句话，说了又说。" * 30, 1, "-"))
    (block,) = blocks_of(view_of(whole))
    assert len(block.segments) == len(whole.pieces) > 3
    (rest,) = blocks_of(view_of(whole, 2))
    assert isinstance(rest, TextView)
    # No second bullet, but the same indentation.
    assert (rest.marker, rest.indent, rest.resumed) == ("", 1.0, True)
    (begun,) = blocks_of(view_of(whole, 0, 2))
    assert (begun.interrupted, block.interrupted) == (True, False)


def test_a_cut_table_repeats_its_header_and_keeps_its_widths() -> None:
    whole = box_of(grid("名|义", "甲|一二三", "乙|二", "丙|三"))
    parts = [view_of(whole, 0, 1), view_of(whole, 1)]
    first, second = (blocks_of(view)[0] for view in parts)
    assert first.header == second.header  # type: ignore[attr-defined]
    assert first.widths == second.widths  # type: ignore[attr-defined]
    assert len(second.segments) == 2


def test_a_continuation_has_one_line_in_its_title_bar() -> None:
    whole = box_of(prose("文。" * 100), title="一个很长很长的标题" * 5, tag="上一级标题")
    view = view_of(whole, 1)
    title = plain(view.title)
    assert title.endswith("…")
    assert (view.tag, view.continued) == ("", "（续）")
    assert view.number == "07"
    short = continuation(view_of(box_of(prose("文"), title="短")), SETTING)
    assert plain(short.title) == "短"


def test_a_tag_that_does_not_fit_beside_the_title_stands_below_it() -> None:
    beside = view_of(box_of(prose("文"), title="短", tag="上级"))
    below = view_of(box_of(prose("文"), title="一个相当长的标题在这里", tag="也很长的上一级标题"))
    assert (beside.tag_below, below.tag_below) == (False, True)


def test_ids_count_pieces() -> None:
    long = prose("这是很长的一句话，说了又说。" * 30)
    whole = box_of(prose("前", line=8), long, grid("名|义", "甲|一", "乙|二"))
    view = identified(view_of(whole), "b3")
    ids = [
        it
        for block in blocks_of(view)
        for it in (block.id, *(segment.id for segment in block.segments[1:]))
    ]
    assert ids == [f"b3p{number}" for number in range(len(whole.pieces))]
    assert view.id == "b3"


def remark(kind: str, title: str, *body: Shown) -> RemarkView:
    (block,) = blocks_of(view_of(box_of(Callout(at(), kind, text(title), shown(*body)))))
    assert isinstance(block, RemarkView)
    return block


def test_a_short_title_of_a_callout_is_its_label() -> None:
    assert remark("warning", "踩坑", prose("小心")).label == "踩坑"
    untitled = remark("warning", "", prose("小心"))
    assert (untitled.label, untitled.look) == ("易错", "warning")
    titled = remark("tip", "一个长到不能当作标签的标题", prose("小心"))
    assert (titled.label, plain(titled.title)) == ("提示", "一个长到不能当作标签的标题")
    assert titled.lead is None


def test_the_first_line_of_a_callout_stands_beside_the_label_if_it_is_a_paragraph() -> None:
    paragraph = remark("note", "", prose("一段"), prose("二段", line=2))
    assert paragraph.lead is not None
    item = remark("note", "", prose("一项", 1, "-"))
    assert item.lead is None


def test_pictures_are_told_by_alt_text_or_file_name() -> None:
    captions = {
        ("架构图", "a.png"): "架构图",
        ("", "../pictures/mq.png"): "mq.png",
        ("", "https://example.org/a/b.jpeg?token=1/2#x"): "b.jpeg",
        ("", "http://[::1/broken"): "broken",
        ("", "data:image/png;base64,AAAA"): "",
        ("", ""): "",
    }
    for (alt, target), caption in captions.items():
        (block,) = blocks_of(view_of(box_of(Picture(at(), alt, target))))
        assert isinstance(block, PictureView)
        assert (block.label, block.caption) == ("图", caption)
