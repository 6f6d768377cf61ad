"""What the cards of each kind show and hide, as the manifest says it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from cribdeck.cards.compose import compose
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Definition, Fact, Question, Statement, Steps
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.inline import Cloze, Code, Math, Strong, Text
from tests.fact_samples import (
    ONE_OF_EACH,
    TEMPLATES,
    blank,
    comparison,
    definition,
    drafts_of,
    origin,
    statement,
    text,
    texts,
)


def composed(
    *facts: Fact, other_cells: Literal["shown", "hidden"] = "shown"
) -> tuple[list[Note], list[Diagnostic]]:
    found = identify(drafts_of(facts), Ledger())
    return compose(found.notes, TEMPLATES.render, other_cells)


def note_of(fact: Fact, other_cells: Literal["shown", "hidden"] = "shown") -> Note:
    (note,), problems = composed(fact, other_cells=other_cells)
    assert not problems
    return note


def cards_of(fact: Fact, other_cells: Literal["shown", "hidden"] = "shown") -> list[str]:
    """Return each card as `number question → answer`."""
    return [
        f"{it.ordinal + 1} {it.question} → {it.answer}".replace("\n", "⏎")
        for it in note_of(fact, other_cells).cards
    ]


def field(note: Note, name: str) -> str:
    return note.fields[[it for it, _ in FIELDS].index(name)]


@pytest.mark.parametrize(
    ("fact", "cards"),
    [
        (ONE_OF_EACH[0], [
            "1 [...]：一组共同消费某个主题的消费者 → 消费者组",
            "2 消费者组：[...] → 一组共同消费某个主题的消费者",
        ]),
        (ONE_OF_EACH[1], ["1 为什么 Kafka 快？⏎[...] → 顺序写磁盘⏎零拷贝"]),
        (ONE_OF_EACH[2], [
            "1 消息队列的作用（3）⏎[...]⏎解耦⏎削峰 → 异步",
            "2 消息队列的作用（3）⏎异步⏎[...]⏎削峰 → 解耦",
            "3 消息队列的作用（3）⏎异步⏎解耦⏎[...] → 削峰",
        ]),
        (ONE_OF_EACH[3], [
            "1 三次握手的过程（3）⏎[...]⏎…⏎… → 客户端发 SYN",
            "2 三次握手的过程（3）⏎客户端发 SYN⏎[...]⏎… → 服务端回 SYN+ACK",
            "3 三次握手的过程（3）⏎客户端发 SYN⏎服务端回 SYN+ACK⏎[...] → 客户端回 ACK",
        ]),
        (comparison(["Kafka", "Rabbit"], {"顺序": ["分区内", None]}), [
            "1 顺序⏎Kafka：[...]⏎Rabbit：— → 分区内",
        ]),
        (comparison(["grep"], {"说明": ["查找"], "例子": ["grep x"]}, "glossary"), [
            "1 grep⏎说明：[...]⏎例子：grep x → 查找",
            "2 grep⏎说明：查找⏎例子：[...] → grep x",
        ]),
        (comparison(["301"], {"": ["永久重定向"]}, "record"), ["1 301⏎[...] → 永久重定向"]),
        (ONE_OF_EACH[8], ["1 CAP = [...] → Consistency, Availability, Partition tolerance"]),
        (ONE_OF_EACH[9], [
            "1 RabbitMQ 靠确认机制保证不丢消息。⏎生产者开启 [...] 后才收到 ack → publisher confirm",
            "2 RabbitMQ 靠确认机制保证不丢消息。⏎生产者开启 publisher confirm 后才收到 [...] → ack",
        ]),
        (ONE_OF_EACH[10], [
            "1 哪一个？ 反向代理 / 正向代理⏎[...]隐藏客户端⏎[...]隐藏服务器 → 正向代理 / 反向代理",
        ]),
        (statement(blank("红", 2), "与", blank("绿", 2), "，", blank("蓝", None, "颜色")), [
            "1 红与绿，[颜色] → 蓝",
            "2 [...]与[...]，蓝 → 红 / 绿",
        ]),
        (statement(Cloze((Text("外"), blank("内"))), "面"), [
            "1 [...]面 → 外内",
            "2 外[...]面 → 内",
        ]),
    ],
    ids=lambda it: type(it).__name__ if not isinstance(it, list) else "",
)  # fmt: skip
def test_cards(fact: Fact, cards: list[str]) -> None:
    assert cards_of(fact) == cards


def test_other_cells_are_hidden_on_request() -> None:
    table = comparison(["Kafka", "Rabbit"], {"顺序": ["分区内", "队列内"]})
    assert cards_of(table, "hidden") == [
        "1 顺序⏎Kafka：[...]⏎Rabbit：… → 分区内",
        "2 顺序⏎Kafka：…⏎Rabbit：[...] → 队列内",
    ]
    assert "others-hidden" in field(note_of(table, "hidden"), "Text")
    assert "others-hidden" not in field(note_of(table), "Text")


def test_a_cloze_never_spans_cells() -> None:
    table = comparison(["A", "B", "C"], {"顺序": ["甲", "乙", "丙"]})
    cells = field(note_of(table), "Text").split("<td>")[1:]
    assert [cell.partition("</td>")[0] for cell in cells] == [
        *("{{c1::甲}}", "{{c2::乙}}", "{{c3::丙}}")
    ]


def test_a_question_in_one_direction_shows_the_other_side() -> None:
    one_way: Definition = replace(definition("分区", "日志"), asks="meaning")
    assert cards_of(one_way) == ["1 分区：[...] → 日志"]


def test_what_the_author_hides_elsewhere_is_shown_in_a_definition() -> None:
    fact = Definition(origin(), text("分区"), (Text("有序的"), Cloze(text("日志"), 9)), "term")
    assert cards_of(fact) == ["1 [...]：有序的日志 → 分区"]


def test_the_breadcrumb_shows_its_last_three_titles_and_no_lead_twice() -> None:
    lead = Steps(origin("一", "二", "三", "四", "过程："), text("过程"), texts("甲", "乙"))
    assert field(note_of(lead), "Context") == (
        '<span class="crumb">二</span> › <span class="crumb">三</span> › '
        '<span class="crumb">四</span>'
    )
    twice = definition("分区", "日志", origin("Kafka", "Kafka", "概念"))
    assert field(note_of(twice), "Context").count("Kafka") == 1


def test_a_table_without_a_heading_of_its_own_shows_its_title() -> None:
    table = comparison(["A", "B"], {"顺序": ["甲", "乙"]}, where=origin("中间件", "选型"))
    named = replace(table, title=text("A 与 B 的区别"))
    assert "A 与 B 的区别" in field(note_of(named), "Context")


def test_the_source_names_path_and_heading_but_no_line() -> None:
    here = origin("消息队列", "概念", path="mq/kafka.md", line=4711)
    note = note_of(definition("分区", "日志", here))
    assert field(note, "Source") == "mq/kafka.md › 概念"
    assert "4711" not in "".join(note.fields)


def test_the_source_names_where_else_the_notes_say_so() -> None:
    meaning = "一组共同消费某个主题的消费者，每个分区同一时刻只分配给其中一个"
    here, there = origin("甲", path="a.md"), origin("乙", path="b.md")
    (note,), _ = composed(
        definition("消费者组", meaning, here), definition("消费者组", meaning, there)
    )
    assert field(note, "Source") == "a.md · 另见 b.md"
    assert note.also == (there.span,)
    assert note.tags == ("cribdeck::a", "cribdeck::b")


def test_fields_keep_formatting() -> None:
    parts = (Text("用 "), Code("a<b>()"), Strong(text("很快")), Math("n^{2}"))
    fact = Question(origin(), text("怎么做？"), (parts,))
    assert field(note_of(fact), "Text") == (
        '<div class="lead">怎么做？</div><div class="face">'
        r"{{c1::用 <code>a&lt;b&gt;()</code><strong>很快</strong>\(n^{2}\)}}</div>"
    )


def test_kind_guid_and_reserve_fields() -> None:
    note = note_of(definition("分区", "日志"))
    assert note.fields[4:] == ("definition", note.guid, "", "", "", "")
    assert len(note.fields) == len(FIELDS)


def test_clozes_nested_too_deep_are_reported_and_the_other_notes_built() -> None:
    deep = Cloze((Cloze((Cloze((Cloze(text("深")),)),)),))
    notes, problems = composed(Statement(origin(line=7), (deep,)), definition("分区", "日志"))
    assert [it.kind for it in notes] == ["definition"]
    assert [(it.code, it.span.line) for it in problems] == [("nested_clozes", 7)]


@pytest.mark.parametrize("html", ["", "{{c1::a}}", "{{c1::a}} {{c2::b", "{{c1::a}}}} {{c2::b}}"])
def test_a_template_that_loses_a_cloze_is_reported(html: str) -> None:
    def render(_name: str, /, **_values: object) -> str:
        return html

    found = identify(drafts_of([definition("分区", "日志", origin(line=5))]), Ledger())
    notes, problems = compose(found.notes, render)
    assert notes == []
    assert [(it.code, it.span.line) for it in problems] == [("broken_card", 5)]
    assert problems[0].hint == "see templates/cards/definition.html"
