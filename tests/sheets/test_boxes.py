from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.model import LINK_ONLY, Code, Passage, Section
from cribdeck.inline import plain
from cribdeck.sheets.boxes import LEFT_OFF, boxes_inside, boxes_of, left_off
from cribdeck.sheets.model import Subheading
from tests.sheets.samples import (
    at,
    grid,
    outline,
    passages_of,
    prose,
    section,
    text,
    words_of,
    words_of_shown,
)

LONG = "这一段话很长，足够单独成为一个盒子，不必和别的段落挤在一起。" * 4


def sections(depth: int = 3) -> st.SearchStrategy[Section]:
    line = st.text(st.sampled_from("中文。a"), min_size=1, max_size=300).map(prose)
    unused = st.sampled_from(["", "example", *sorted(LEFT_OFF)])
    passage = st.builds(Passage, line, st.just(()), st.just(value=False), unused)
    children: st.SearchStrategy[list[Section]] = st.just([])
    if depth:
        children = st.lists(sections(depth - 1), max_size=4)
    return st.builds(
        Section,
        st.just(at()),
        st.sampled_from(["标题", "为什么？", "步骤"]).map(text),
        st.just(2),
        st.lists(passage, max_size=4).map(tuple),
        children.map(tuple),
    )


@given(sections())
def test_every_passage_is_in_one_box_in_order_or_left_off(top: Section) -> None:
    boxes = list(boxes_of(top, "笔记"))
    printed = [words_of(it) for box in boxes for it in box.pieces if not isinstance(it, Subheading)]
    expected = [it for it in passages_of(top) if it.unused not in LEFT_OFF]
    assert "".join(printed) == "".join(words_of_shown(it.shown) for it in expected)
    reasons = [it.why for it in left_off(outline(top))]
    dropped = [it.unused for it in passages_of(top) if it.unused in LEFT_OFF]
    assert [it for it in reasons if it in LEFT_OFF] == dropped


@given(sections())
def test_every_heading_above_text_is_somewhere_on_the_sheet(top: Section) -> None:
    boxes = list(boxes_of(top, "笔记"))
    seen = [plain(box.title) for box in boxes]
    seen += [tag for box in boxes for tag in box.tag.split(" › ")]
    seen += [plain(it.text) for box in boxes for it in box.pieces if isinstance(it, Subheading)]

    def headings(part: Section) -> set[str]:
        inner = set().union(*map(headings, part.children))
        texts = [it for it in part.passages if it.unused not in LEFT_OFF]
        return inner | {plain(part.title)} if inner or texts else inner

    assert headings(top) <= set(seen)


def test_a_short_section_is_one_box_with_subheadings() -> None:
    child = section("子节", prose("短"), level=3)
    (box,) = boxes_of(section("父节", prose("引言"), children=[child]), "笔记")
    assert [type(it).__name__ for it in box.pieces] == ["Line", "Subheading", "Line"]
    assert (plain(box.title), box.tag) == ("父节", "")


def test_a_long_section_passes_its_children_on_with_its_title_as_tag() -> None:
    children = [section(f"子节{n}", prose(LONG), prose(LONG), level=3) for n in range(4)]
    boxes = list(boxes_of(section("父节", prose(LONG), children=children), "笔记"))
    assert [plain(box.title) for box in boxes] == ["父节", "子节0", "子节1", "子节2", "子节3"]
    assert [box.tag for box in boxes] == ["", *["父节"] * 4]


def test_children_too_small_for_a_box_share_one() -> None:
    small = [section(f"小{n}", prose("一句话。"), level=3) for n in range(3)]
    large = [section(f"大{n}", prose(LONG), prose(LONG), prose(LONG), level=3) for n in range(3)]
    boxes = list(boxes_of(section("父节", children=[*small, *large]), "笔记"))
    assert [plain(box.title) for box in boxes] == ["父节", "大0", "大1", "大2"]
    headings = [plain(it.text) for it in boxes[0].pieces if isinstance(it, Subheading)]
    assert headings == ["小0", "小1", "小2"]


def test_text_before_the_first_heading_is_titled_like_the_note() -> None:
    (box,) = boxes_of(replace(section("", prose("引言")), level=0), "笔记")
    assert plain(box.title) == "笔记"


def test_a_heading_with_nothing_below_it_is_left_off_and_said_to_be() -> None:
    empty = section("PHP 框架比较", line=7)
    assert list(boxes_inside(empty, "笔记")) == []
    (left,) = left_off(outline(empty))
    assert (left.path, left.line, left.why) == ("a.md", 7, "heading with nothing below it")


def test_a_heading_above_nothing_but_links_is_left_off_with_them() -> None:
    links = Passage(prose("https://redis.io"), unused=LINK_ONLY)
    told = left_off(outline(replace(section("参考", line=7), passages=(links,))))
    assert [it.why for it in told] == ["all below it is left off", LINK_ONLY]


def test_a_heading_as_long_as_a_page_goes_on_below_the_title_bar() -> None:
    (box,) = boxes_of(section("很长的标题" * 100, prose("正文")), "笔记")
    assert plain(box.title) + words_of(box.pieces[0]) == "很长的标题" * 100
    assert len(plain(box.title)) < 100


def test_genres_come_from_title_then_content() -> None:
    steps = [prose("做一件事情", 1, f"{n}.") for n in range(1, 4)]
    code = Code(at(), "nginx", "worker_processes auto;\n" * 5)
    genres = {
        "question": section("为什么四层快？", prose("因为")),
        "comparison": section("Kafka 与 RabbitMQ", grid("对比|甲|乙", "快慢|快|慢")),
        "steps": section("握手", *steps),
        "code": section("upstream", code),
        "points": section("概念", prose("一句话")),
    }
    for genre, it in genres.items():
        (box,) = boxes_of(it, "笔记")
        assert box.genre == genre
