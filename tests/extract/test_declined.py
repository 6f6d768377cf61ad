"""A rule whose trigger was met says why it declines, in words of the author's world."""

from __future__ import annotations

import pytest

from cribdeck.extract import extract
from cribdeck.extract.stage import Attempt
from tests.extract.cases import document_of, outline_of, passages_of


def declined(note: str) -> dict[str, str]:
    """Return the first reason of each rule that declined something in `note`."""
    attempts: list[Attempt] = []
    extract(document_of(note), witness=attempts.append)
    reasons = [(it.rule, it.outcome) for it in attempts if isinstance(it.outcome, str)]
    return dict(reversed(reasons))


@pytest.mark.parametrize(
    ("rule", "note", "why"),
    [
        (
            "colon_term",
            "一二三四五六七八九十甲乙丙丁：一二三四五六七八",
            "the term has 14 characters; 10 is the most",
        ),
        (
            "colon_term",
            "文档：[点这里](https://example.org)",
            "the meaning is only a link",
        ),
        (
            "colon_term",
            "优点：实现简单，不需要额外的组件",
            "“优点” names an aspect of something, not a thing",
        ),
        (
            "colon_term",
            "惊群：它的含义如下：",
            "the meaning goes on below",
        ),
        (
            "aspect_label",
            "优点：实现简单，不需要额外的组件",
            "nothing above says whose 优点 this is",
        ),
        (
            "definition_sentence",
            "Redis 是一种不错的选择，适合大多数场景。",
            "the sentence judges rather than defines",
        ),
        (
            "definition_sentence",
            "这个参数是指每次拉取的最大字节数。",
            "the sentence leans on what was said before",
        ),
        (
            "explicit_cloze",
            "==整句都标了高亮==",
            "nothing is left to read beside the highlight",
        ),
        (
            "sibling_list",
            "负载均衡算法：\n- 轮询\n- 随机\n- 随机",
            "two items have the same name, or differ only in a number",
        ),
        (
            "steps",
            "当前流程：\n1. 打开文件\n2. 修改配置\n3. 保存文件",
            "the lead is about the moment, not about a thing",
        ),
        (
            "question_heading",
            "## 为什么快？\n![](why.png)",
            "a table, code or a picture stands below the question",
        ),
        (
            "question_line",
            "那么为什么不用锁呢？因为锁太慢了。",
            "the question is rhetorical",
        ),
        (
            "term_item",
            "- 漏桶算法\n  - 轮询很简单\n  - 随机接近轮询",
            "a list stands below, not one meaning",
        ),
        (
            "glossary_table",
            "|日期|数量|\n|---|---|\n|2020|12|\n|2021|15|",
            "table of numbers",
        ),
        (
            "abbreviation",
            "消费者组 CG（Redis default）",
            "“Redis default” does not spell out CG",
        ),
    ],
)
def test_the_reason_is_said(rule: str, note: str, why: str) -> None:
    assert declined(note)[rule] == why


@pytest.mark.parametrize("note", ["嗯，就这样。", "```\na: b\n```", "# 标题"])
def test_what_is_not_its_pattern_no_rule_declines(note: str) -> None:
    assert declined(note) == {}


def test_a_rule_that_declined_is_the_reason_of_a_passage_without_card() -> None:
    (passage,) = passages_of(outline_of("注意：重启之前先备份数据"))
    assert passage.unused == "colon_term: “注意” names no concept"


def test_a_rule_about_the_line_itself_counts_before_one_about_its_list() -> None:
    note = "负载均衡算法：\n- 加权轮询\n- 注意：重启之前先备份数据\n- 加权轮询\n"
    reasons = [passage.unused for passage in passages_of(outline_of(note))]
    assert reasons[2] == "colon_term: “注意” names no concept"
    assert reasons[3] == "sibling_list: two items have the same name, or differ only in a number"
