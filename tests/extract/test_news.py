"""What an answer tells beside its question and titles, seen through `telling` and `not_told`."""

from __future__ import annotations

import pytest

from cribdeck.extract.news import not_told, speaks_of_letters, telling
from cribdeck.extract.rule import Declined
from cribdeck.facts.model import Origin, Statement
from cribdeck.inline import Cloze, Text
from cribdeck.span import Span

_PLACE = Span("a.md", 1, 1, 1, 1)


def _statement(before: str, answer: str, after: str = "。", title: str = "") -> Statement:
    text = (Text(before), Cloze((Text(answer),)), Text(after))
    return Statement(Origin(_PLACE, "cause", (title,) if title else ()), text)


@pytest.mark.parametrize(
    ("before", "answer", "title"),
    [
        ("消息没有被消费，所以", "消息会被保留七天", ""),
        ("分段保存日志，因此", "过期的数据可以整段删除", ""),
        ("参与者准备好之后，回应", "“准备好”", ""),
        ("Appends are sequential, so ", "the disk hardly seeks", ""),
    ],
)
def test_an_answer_with_news_is_asked_for(before: str, answer: str, title: str) -> None:
    statement = _statement(before, answer, title=title)
    assert telling(statement) is statement


@pytest.mark.parametrize(
    ("before", "answer", "title"),
    [
        ("副本太少会导致", "系统的性能下降", ""),
        ("只有持有令牌的请求会被处理，所以", "请求需要令牌", ""),
        ("请求经过检查之后，必须", "拿到令牌", "令牌桶算法"),
        ("写入失败的消息会重新写入，因此", "失败的消息会再写入", ""),
    ],
)
def test_an_answer_told_by_question_or_title_is_not(before: str, answer: str, title: str) -> None:
    """Evaluations count for nothing, titles count as shown."""
    assert isinstance(telling(_statement(before, answer, title=title)), Declined)


def test_a_reason_why_there_is_no_statement_is_passed_on() -> None:
    declined = Declined("example")
    assert telling(declined) is declined
    assert not_told(declined) is declined


def test_a_short_term_may_be_known_but_a_longer_answer_may_not() -> None:
    """`not_told` lets 队列 stand, and a number that is the point."""
    known = _statement("队列里的消息只保存在", "队列")
    told = _statement("所有的从节点都收到消息，消息发给", "所有的从节点")
    number = _statement("一个分区只能由组内的消费者消费，只能", "由组内的一个消费者消费")
    assert not_told(known) is known
    assert isinstance(not_told(told), Declined)
    assert not_told(number) is number


@pytest.mark.parametrize(
    "text", ["当 A 重新上线时", "如果B还在等待", "服务 A 会调用", "A服务不可用"]
)
def test_letters_stand_for_somebody_in_an_example(text: str) -> None:
    assert speaks_of_letters(text)


@pytest.mark.parametrize(
    "text", ["当 API 重新上线时", "B 树的叶子节点", "如果 ACK 丢失", "DNS 服务"]
)
def test_names_are_no_letters(text: str) -> None:
    assert not speaks_of_letters(text)
