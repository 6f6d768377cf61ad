"""Which language a source has: named by the author, or told by the text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.config import SheetSettings
from cribdeck.explain.evidence import Evidence
from cribdeck.language import Language, language_named, language_of
from cribdeck.pipeline import Options, build, explain
from cribdeck.progress import Silent
from cribdeck.sheets.plan import plan_sheets
from cribdeck.world import World
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


def test_formulas_do_not_make_a_chinese_note_english() -> None:
    assert (
        outline_of(r"吞吐为 $\frac{\text{batch}}{\text{time}} \cdot \alpha_{\max}$。").language
        == "zh"
    )


def test_tables_count() -> None:
    assert outline_of("|命令|说明|\n|---|---|\n|ls|列出目录的内容|\n").language == "zh"


def test_front_matter_wins_over_the_text() -> None:
    assert outline_of("---\nlang: en\n---\n消息队列用来解耦。\n").language == "en"


def test_settings_decide_what_cards_say_and_front_matter_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    note = "# 队列\n- 惊群：一个事件唤醒所有等待它的进程\n"
    (tmp_path / "a.md").write_text(note, encoding="utf-8")
    (tmp_path / "b.md").write_text(f"---\nlang: zh\n---\n{note}另一句。\n", encoding="utf-8")
    (tmp_path / "cribdeck.toml").write_text('[language]\n"*" = "en"\n', encoding="utf-8")
    templates = Path(__file__).resolve().parent.parent / "templates"
    world = World(tmp_path, tmp_path / "dist", tmp_path / "ledger.jsonl", templates)
    languages = {}
    for path in ("a.md", "b.md"):
        evidence = explain(world, path)
        assert isinstance(evidence, Evidence)
        languages[path] = evidence.outline.language
    assert languages == {"a.md": "en", "b.md": "zh"}
    questions = {
        card["question"]
        for it in json.loads(build(world, Options("cards"), Silent()).manifest)["notes"]
        for card in it["cards"]
    }
    assert "惊群: [...]" in questions


@pytest.mark.parametrize(
    ("languages", "expected"),
    [(("en", "zh", "zh"), "zh-CN"), (("en", "zh"), "en"), (("zh",), "zh-CN")],
)
def test_a_sheet_speaks_the_language_of_most_of_its_sources(
    languages: tuple[Language, ...], expected: str
) -> None:
    outlines = [
        replace(outline_of("# 甲\n一句话。\n", f"{order}.md"), language=it, sheet="all")
        for order, it in enumerate(languages)
    ]
    (plan,), _ = plan_sheets(outlines, SheetSettings())
    assert plan.labels.language == expected
