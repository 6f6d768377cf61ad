from __future__ import annotations

from cribdeck.config import SheetRequest, SheetSettings
from cribdeck.facts.model import Outline
from cribdeck.inline import plain
from cribdeck.sheets.model import HUES
from cribdeck.sheets.plan import plan_sheets
from tests.sheets.samples import grid, outline, prose, section

SETTINGS = SheetSettings()


def note(path: str, title: str = "", sheet: str = "") -> Outline:
    body = section("概念", prose("一句话"))
    return outline(body, path=path, title=title or path, sheet=sheet)


def names(*outlines: Outline) -> list[str]:
    plans, diagnostics = plan_sheets(outlines, SETTINGS)
    assert diagnostics == []
    return [plan.name for plan in plans]


def test_each_source_has_a_sheet_named_after_its_file() -> None:
    assert names(note("mq/kafka.md"), note("lb.md")) == ["lb", "kafka"]


def test_namesakes_take_their_folders_along() -> None:
    assert names(note("a/intro.md"), note("b/intro.md")) == ["a-intro", "b-intro"]


def test_names_differ_even_where_case_does_not_count() -> None:
    assert names(note("Redis.md"), note("redis.md")) == ["Redis", "redis-2"]


def test_a_sheet_name_from_a_note_cannot_leave_the_folder() -> None:
    assert names(note("a.md", sheet="../../etc/passwd")) == ["-..-etc-passwd"]
    assert names(note("a.md", sheet="..")) == ["sheet"]


def test_front_matter_puts_sources_together_or_takes_one_out() -> None:
    plans, _ = plan_sheets(
        [note("a.md", sheet="mq"), note("b.md", sheet="mq"), note("c.md", sheet="off")], SETTINGS
    )
    assert [(plan.name, plan.title, plan.sources) for plan in plans] == [
        ("mq", "mq", ("a.md", "b.md"))
    ]


def test_a_request_takes_its_sources_in_the_order_wanted() -> None:
    request = SheetRequest("mq", "消息队列", ("b.md", "a.md"), 2)
    plans, _ = plan_sheets([note("a.md"), note("b.md"), note("c.md")], SETTINGS, [request])
    assert [plan.name for plan in plans] == ["mq", "c"]
    assert (plans[0].title, plans[0].sources) == ("消息队列", ("b.md", "a.md"))
    assert (plans[0].settings.pages, plans[1].settings.pages) == (2, 0)


def test_a_request_for_an_unknown_source_is_reported() -> None:
    request = SheetRequest("mq", "消息队列", ("nowhere.md",), 0)
    plans, (diagnostic,) = plan_sheets([note("a.md")], SETTINGS, [request])
    assert [plan.name for plan in plans] == ["a"]
    assert "nowhere.md" in diagnostic.message


def test_a_source_without_text_has_no_sheet() -> None:
    assert names(outline(section("只有标题"), path="a.md")) == []


def test_hues_tell_sources_apart() -> None:
    request = SheetRequest("mq", "消息队列", ("a.md", "b.md"), 0)
    ((plan,), _) = plan_sheets([note("a.md", "甲"), note("b.md", "乙")], SETTINGS, [request])
    assert [(group.title, group.hue) for group in plan.groups] == [("甲", 1), ("乙", 2)]
    assert [box.hue for box in plan.boxes] == [1, 2]


def test_hues_tell_the_parts_of_a_source_apart() -> None:
    parts = [
        section(
            title,
            level=1,
            children=[section(f"{title}{n}", prose("内容很长。" * 60)) for n in range(3)],
        )
        for title in ("基础", "面试")
    ]
    ((plan,), _) = plan_sheets([outline(*parts)], SETTINGS)
    assert [group.title for group in plan.groups] == ["基础", "面试"]
    assert [box.hue for box in plan.boxes] == [1, 1, 1, 2, 2, 2]
    assert {box.tag for box in plan.boxes} == {""}


def test_titles_go_into_the_boxes_when_there_are_more_topics_than_hues() -> None:
    paths = [f"{n}.md" for n in range(HUES + 2)]
    request = SheetRequest("all", "全部", tuple(paths), 0)
    notes = [note(path, f"主题{path}") for path in paths]
    ((plan,), _) = plan_sheets(notes, SETTINGS, [request])
    assert plan.groups == ()
    assert [box.tag for box in plan.boxes] == [f"主题{path}" for path in paths]
    assert plan.boxes[HUES].hue == plan.boxes[0].hue


def test_hues_of_a_single_topic_say_what_a_box_is_for() -> None:
    top = section(
        "Kafka",
        level=1,
        children=[
            section("概念", prose("一句话")),
            section("Kafka vs RabbitMQ", grid("对比|甲|乙", "快慢|快|慢")),
            section("为什么快？", prose("零拷贝")),
        ],
    )
    ((plan,), _) = plan_sheets([outline(top, title="Kafka")], SETTINGS)
    assert [group.title for group in plan.groups] == ["要点", "对比", "问答"]
    assert len({box.hue for box in plan.boxes}) == 3
    # The only H1 is the title of the sheet, not a box or a tag.
    assert [plain(box.title) for box in plan.boxes] == ["概念", "Kafka vs RabbitMQ", "为什么快？"]
    assert {box.tag for box in plan.boxes} == {""}


def test_the_words_of_the_sheet_follow_the_language_of_the_note() -> None:
    english = outline(section("Concepts", prose("A broker is one server of the cluster.")))
    chinese = outline(section("Kafka", prose("Broker 是集群中的一台服务器，负责保存消息。")))
    (first, second), _ = plan_sheets([english, outline(*chinese.sections, path="b.md")], SETTINGS)
    assert (first.labels.language, second.labels.language) == ("en", "zh-CN")
