"""No card shows its own answer."""

from __future__ import annotations

import pytest

from cribdeck.extract.guards import VISIBLE, guarded, leaks, shows
from cribdeck.facts.model import (
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Origin,
    Question,
    Statement,
)
from cribdeck.inline import Cloze, RichText, Text
from cribdeck.span import Span

SPAN = Span("a.md", 1, 1, 1, 2)


def rich(text: str) -> RichText:
    return (Text(text),)


def under(*breadcrumb: str) -> Origin:
    return Origin(SPAN, "rule", breadcrumb)


def definition(term: str, meaning: str, *breadcrumb: str) -> Definition:
    return Definition(under(*breadcrumb), rich(term), rich(meaning), "both")


@pytest.mark.parametrize(
    ("prompt", "answer", "visible"),
    [
        ("Kafka 的副本", "副本", True),
        ("ISR 由 leader 维护", "ISR（In-Sync Replicas）", True),
        ("两 阶 段提交", "两阶段提交", True),
        ("a topical answer", "topic", False),
        ("the Topic of it", "topic", True),
        ("consumergroup", "consumer group", True),
        ("高可用", "高", False),
        ("别的东西", "副本", False),
    ],
)
def test_shows(prompt: str, answer: str, visible: bool) -> None:  # noqa: FBT001 -- a table column
    assert shows(prompt, answer) is visible


@pytest.mark.parametrize(
    ("fact", "asks"),
    [
        (definition("惊群", "唤醒所有等待者"), "both"),
        (definition("惊群", "惊群会唤醒所有等待者"), "meaning"),
        (definition("惊群", "唤醒所有等待者", "惊群"), "meaning"),
        (definition("惊群", "唤醒所有等待者", "惊群和饥饿"), "both"),
        (definition("惊群", "唤醒等待者", "唤醒等待者"), "term"),
        (definition("一致性哈希算法", "让哈希的算法满足一致性"), "meaning"),
        (definition("Producers", "a producer sends records"), "meaning"),
    ],
)
def test_a_definition_turns_to_the_direction_that_gives_nothing_away(
    fact: Definition, asks: str
) -> None:
    safe = guarded(fact)
    assert isinstance(safe, Definition)
    assert safe.asks == asks
    assert not list(leaks(safe))


@pytest.mark.parametrize(
    "fact",
    [
        Definition(under("惊群"), rich("惊群"), rich("唤醒所有等待者"), "term"),
        Question(under(), rich("Kafka 用零拷贝吗"), (rich("零拷贝"),)),
        Question(under("零拷贝"), rich("为什么快"), (rich("零拷贝"),)),
        Listing(under(), rich("RDB 等方式"), (rich("RDB"), rich("AOF"))),
        Statement(under(), (Cloze(rich("Redis")), Text(" 里 Redis 的锁"))),
        Statement(under(), (Cloze(rich("Redis")), Text(" 的锁")), rich("Redis 很快。")),
    ],
)
def test_what_cannot_be_turned_is_dropped(fact: Fact) -> None:
    assert list(leaks(fact))
    assert guarded(fact) == VISIBLE


def test_pieces_hidden_together_do_not_give_each_other_away() -> None:
    text = (Cloze(rich("三次"), 1), Text("握手，"), Cloze(rich("三次"), 1), Text("确认"))
    fact = Statement(under(), text)
    assert guarded(fact) is fact


def test_a_cell_that_its_heading_gives_away_is_not_asked() -> None:
    def table(*cells: str) -> Comparison:
        return Comparison(
            under("名字"),
            "comparison",
            rich("名字"),
            (rich("Kafka"), rich("RabbitMQ")),
            (rich("昵称"),),
            (tuple(map(rich, cells)),),
            ((SPAN, SPAN),),
        )

    safe = guarded(table("Kafka", "兔子"))
    assert isinstance(safe, Comparison)
    assert safe.cells == ((None, rich("兔子")),)
    assert guarded(table("Kafka", "昵称")) == VISIBLE


def test_a_contrast_may_show_its_options_above_but_not_in_a_claim() -> None:
    forward = (Cloze(rich("正向代理")), Text("隐藏客户端"))
    backward = (Cloze(rich("反向代理")), Text("隐藏服务器"))
    told_apart = Contrast(under("正向代理"), (forward, backward))
    assert guarded(told_apart) == told_apart
    gives_away = (*backward, Text("，与正向代理相对"))
    assert guarded(Contrast(under(), (forward, gives_away))) == VISIBLE
