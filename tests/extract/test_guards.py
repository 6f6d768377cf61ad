"""No card shows its own answer."""

from __future__ import annotations

import pytest

from cribdeck.extract.glossary import glossary_of
from cribdeck.extract.guards import guarded, leaks
from cribdeck.extract.leak import VISIBLE
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
    ("fact", "asks"),
    [
        (definition("惊群", "唤醒所有等待者"), "both"),
        (definition("惊群", "惊群会唤醒所有等待者"), "meaning"),
        (definition("惊群", "唤醒所有等待者", "惊群"), "meaning"),
        (definition("惊群", "唤醒所有等待者", "惊群和饥饿"), "both"),
        (definition("惊群", "唤醒等待者", "唤醒等待者"), "term"),
        (definition("一致性哈希算法", "让哈希的算法满足一致性，节点变化时少搬数据"), "meaning"),
        (definition("一致性哈希算法", "让哈希的算法满足一致性"), None),
        (definition("Array-based Stack", "用数组实现"), "term"),
        (definition("Array-based Stack", "下标指向栈顶，满了要扩容"), "both"),
        (definition("Producers", "a producer sends records"), "meaning"),
        (definition("Waiting", "等待状态，别的线程做完才继续"), "meaning"),
        (definition("FailCache", "失败缓存"), None),
    ],
)
def test_a_definition_turns_to_the_direction_that_gives_nothing_away(
    fact: Definition, asks: str | None
) -> None:
    safe = guarded(fact)
    if asks is None:
        assert safe == VISIBLE
    else:
        assert isinstance(safe, Definition)
        assert safe.asks == asks
        assert not list(leaks(safe))


def test_a_note_may_say_itself_what_else_a_term_is_called() -> None:
    fact = definition("Fencing", "隔栏：旧的持有者的写入被拒绝")
    assert guarded(fact) == fact
    safe = guarded(fact, glossary_of("隔栏（Fencing）防止旧的持有者写入"))
    assert isinstance(safe, Definition)
    assert safe.asks == "meaning"


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
