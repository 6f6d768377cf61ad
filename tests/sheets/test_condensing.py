from __future__ import annotations

from dataclasses import replace

import pytest

from cribdeck.config import SheetSettings
from cribdeck.facts.model import Outline, Passage, Prose
from cribdeck.facts.walk import passages
from cribdeck.inline import Strong, plain
from cribdeck.sheets.boxes import left_off
from cribdeck.sheets.condensing import ANNOUNCEMENT, SAME_AS_TITLE, condensed
from cribdeck.sheets.model import Line, Remark
from cribdeck.sheets.plan import plan_sheets
from cribdeck.sheets.remark_lines import as_remark, remark_label
from tests.sheets.samples import outline, prose, section, text


def reason(words: str, **changes: object) -> str:
    (passage,) = passages(outline(section("题", prose(words))))
    passage = replace(passage, unused="no rule", **changes)  # type: ignore[arg-type]
    whole = section("持久化机制")
    note = outline(replace(whole, passages=(passage,)))
    (after,) = passages(condensed(note))
    return after.unused


@pytest.mark.parametrize(
    "words",
    [
        "下面我们来看一下 Redis 的持久化。",
        "接下来介绍分区的副本机制",
        "本章主要讲解消费者组的重平衡。",
        "下面就来分析一下原理",
        "我们先来看看整体架构。",
        "接下來介紹分區的副本機制",
        "Let's look at the storage engine.",
        "In this section we will discuss replication",
    ],
)
def test_a_sentence_that_only_announces_is_left_off(words: str) -> None:
    assert reason(words) == ANNOUNCEMENT


@pytest.mark.parametrize(
    "words",
    [
        "下面介绍三种策略：",
        "接下来消费 MQ，解析消息刷新缓存。",
        "接下来就消费MQ",
        "我们先看到的是旧值，因为缓存没有失效。",
        "本文以 CentOS 7.5 作为系统环境。",
        "下面的请求会被拒绝。",
        "接下来分析日志文件。",
        "接着学习器选出提案。",
        "现在学习率设为 0.1，之后减半。",
        "Let's Encrypt issues certificates for 90 days.",
        "We will see stale data: the cache is not invalidated.",
    ],
)
def test_a_sentence_that_says_more_stays(words: str) -> None:
    assert reason(words) == "no rule"


@pytest.mark.parametrize("words", ["持久化机制", "持久化机制：", " 持久化机制。", "持久化機制"])
def test_a_line_that_only_says_its_title_again_is_left_off(words: str) -> None:
    assert reason(words) == SAME_AS_TITLE


def test_what_a_card_asks_or_the_author_has_marked_stays() -> None:
    assert reason("下面介绍一下分区。", covered=True) == "no rule"
    marked = Prose(prose("").span, (Strong(text("持久化机制")),))
    assert reason("", shown=marked) == "no rule"


def planned(note: Outline) -> tuple[list[str], list[tuple[int, str]]]:
    ((plan,), _) = plan_sheets([note], SheetSettings())
    lines = [plain(it.text) for box in plan.boxes for it in box.pieces if isinstance(it, Line)]
    return lines, [(it.line, it.why) for it in plan.left_off]


def test_the_sheet_says_what_it_does_without() -> None:
    note = outline(section("持久化", prose("下面介绍一下快照。", line=3), prose("快照是副本。")))
    assert planned(note) == (["快照是副本。"], [(3, ANNOUNCEMENT)])
    assert left_off(condensed(note))[0].why == ANNOUNCEMENT


@pytest.mark.parametrize(
    ("words", "kind", "rest"),
    [
        ("注意：偏移量从 0 开始。", "note", "偏移量从 0 开始。"),
        ("误区: 副本都能读。", "warning", "副本都能读。"),
        ("⚠️ 删除不可恢复。", "warning", "删除不可恢复。"),
        ("⚠ 注意：删除不可恢复。", "note", "删除不可恢复。"),
        ("Warning: no backup.", "warning", "no backup."),
        ("小技巧：按两次。", "tip", "按两次。"),
        ("易錯點：順序相反。", "warning", "順序相反。"),
    ],
)
def test_a_labelled_line_is_a_callout_and_its_label_is_printed_once(
    words: str, kind: str, rest: str
) -> None:
    assert remark_label(text(words)) == (kind, len(words) - len(rest))
    note = outline(section("题", prose(words)))
    ((plan,), _) = plan_sheets([note], SheetSettings())
    (remark,) = plan.boxes[0].pieces
    assert isinstance(remark, Remark)
    assert remark.kind == kind
    assert [plain(it.text) for it in remark.body if isinstance(it, Line)] == [rest]


@pytest.mark.parametrize(
    "words",
    [
        "注意力机制：打分。",
        "注意顺序。",
        "注册：写入名录。",
        "错误码：404",
        "提示词：输入。",
        "注意：",
    ],
)
def test_words_that_only_begin_like_a_label_are_none(words: str) -> None:
    assert remark_label(text(words)) is None


def test_numbered_items_deep_items_and_parents_stay_lines() -> None:
    for line in (
        prose("注意：一", 1, "1."),
        prose("注意：一", 2, "-"),
        prose("注意：分两步：", 1, "-"),
    ):
        assert as_remark(Passage(line), None) == Passage(line)
    parent = Passage(prose("注意：一", 1, "-"))
    assert as_remark(parent, Passage(prose("二", 2, "-"))) == parent
    assert as_remark(parent, Passage(prose("二", 1, "-"))) != parent
