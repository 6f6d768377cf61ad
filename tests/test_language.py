"""Which language a source has: named by the author, or told by the text."""

from __future__ import annotations

import pytest

from cribdeck.language import language_named, language_of
from tests.extract.cases import outline_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("消息按 partition 分区，每个 partition 有一个 leader。", "zh"),
        ("生產者把訊息寫入 leader。", "zh"),
        ("A producer (生产者) sends records to the leader of a partition.", "en"),
        ("Kafka broker topic partition offset 消费", "en"),
        ("", "en"),
        ("12 + 30 = 42", "en"),
    ],
)
def test_the_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh-CN", "zh"),
        ("ZH_tw", "zh"),
        (" English ", "en"),
        ("中文", "zh"),
        ("fr", None),
        ("", None),
    ],
)
def test_authors_name_languages_in_their_own_way(name: str, language: str | None) -> None:
    assert language_named(name) == language


def test_code_does_not_make_a_chinese_note_english() -> None:
    code = "```java\n" + "public static void main(String[] args) { }\n" * 20 + "```\n"
    assert outline_of(f"# 入口\n程序从 main 开始。\n{code}").language == "zh"


def test_tables_count() -> None:
    assert outline_of("|命令|说明|\n|---|---|\n|ls|列出目录的内容|\n").language == "zh"


def test_front_matter_wins_over_the_text() -> None:
    assert outline_of("---\nlang: en\n---\n消息队列用来解耦。\n").language == "en"
