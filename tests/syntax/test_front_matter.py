from __future__ import annotations

import pytest

from cribdeck.syntax import parse
from cribdeck.syntax.nodes import FrontMatter


def settings_of(text: str) -> tuple[FrontMatter, list[str]]:
    document, diagnostics = parse("note.md", text.encode())
    assert document is not None
    return document.front_matter, [f"{it.span}: {it.severity} {it.code}" for it in diagnostics]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title: 负载均衡", FrontMatter(title="负载均衡")),
        ("deck: 后端::Kafka", FrontMatter(deck="后端::Kafka")),
        ("tags: [kafka, 消息 队列]", FrontMatter(tags=("kafka", "消息_队列"))),
        ("tags: kafka, 消息，队列", FrontMatter(tags=("kafka", "消息", "队列"))),
        ("tags:\n  - '#kafka'\n  - kafka", FrontMatter(tags=("kafka",))),
        ("sheet: off", FrontMatter(sheet="off")),
        ("sheet: 中间件", FrontMatter(sheet="中间件")),
        ("cards: off", FrontMatter(cards=False)),
        ("cards: on", FrontMatter()),
        ("Title: x\ndate: 2024-13-45\naliases: [a]", FrontMatter(title="x")),
        ("title: 2024", FrontMatter(title="2024")),
        ("title: [a]\ntags: {a: b}\ndeck:", FrontMatter()),
        ("# 注释\ntitle: x", FrontMatter(title="x")),
    ],
)
def test_settings(lines: str, expected: FrontMatter) -> None:
    found, diagnostics = settings_of(f"---\n{lines}\n---\n正文\n")
    assert found == expected
    assert diagnostics == []


def test_windows_line_ends_and_byte_order_mark() -> None:
    data = "\ufeff---\r\ntitle: 甲\r\n---\r\n正文".encode()
    document, _ = parse("note.md", data)
    assert document is not None
    assert document.front_matter.title == "甲"
    assert str(document.blocks[0].span) == "note.md:4:1"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("language: en", "en"),
        ("lang: zh-TW", "zh"),
        ("Language: English", "en"),
        ("language: 中文", "zh"),
        ("language:", None),
        ("title: a", None),
    ],
)
def test_the_language_may_be_named_in_many_ways(line: str, language: str | None) -> None:
    settings, diagnostics = settings_of(f"---\n{line}\n---\n")
    assert (settings.language, diagnostics) == (language, [])


@pytest.mark.parametrize(
    ("text", "diagnostic"),
    [
        ("---\ntitle: [a\n---\n", "note.md:2:10: warning front_matter"),
        ("---\ntitle: a\ndeck: b: c\n---\n", "note.md:3:8: warning front_matter"),
        ("---\ntitle: *nobody\n---\n", "note.md:2:8: warning front_matter"),
        ("---\ntitle: a\n\ncards: maybe\n---\n", "note.md:4:1: warning front_matter"),
        ('---\ntitle: a\n"cards": maybe\n---\n', "note.md:3:1: warning front_matter"),
        ("---\nlanguage: klingon\n---\n", "note.md:2:1: warning front_matter"),
        ("---\ntitle: a\nlang: fr-FR\n---\n", "note.md:3:1: warning front_matter"),
        ("---\ntitle: \x01\n---\n", "note.md:2:1: warning front_matter"),
    ],
)
def test_mistakes_are_reported_where_they_are(text: str, diagnostic: str) -> None:
    _, diagnostics = settings_of(text)
    assert diagnostics == [diagnostic]


@pytest.mark.parametrize(
    "text",
    [
        "---\n一段话。\n---\n",
        "---\nRedis: 内存数据库\nKafka: 消息队列\n---\n",
        "---\n\n# 标题\n\n---\n",
        "---\ntitle: 没有结束\n\n正文",
        "正文\n---\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "---\n- title: x\n---\n",
        "---",
        "---\n---",
    ],
)
def test_a_note_that_begins_with_a_rule_keeps_its_text(text: str) -> None:
    document, diagnostics = parse("note.md", text.encode())
    assert document is not None
    assert document.front_matter == FrontMatter()
    assert diagnostics == []
    last = document.blocks[-1].span.end_line
    assert last == len(text.rstrip("\n").split("\n"))
