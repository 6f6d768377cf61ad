"""Where history might land on another answer: everything is new then, and the doubt is said."""

from __future__ import annotations

from typing import Final

import pytest

from cribdeck.diagnostics import Severity
from tests.identity.editing import Builds, Sources, became, drafts_in

TOP = "# MQ\n\n## 参数\n"
LONG = "在默认的配置下，消费者的{}线程向协调者发出请求时的超时时间上限是 =={}==，可以调整"
BLANK = TOP + "- 生产者确认机制由 ==broker== 保证消息不丢\n"

TRAPS: Final[dict[str, tuple[Sources, Sources]]] = {
    "two meanings exchanged between two terms": (
        TOP + "- 分区：主题的一段有序日志，是并行的单位。\n- 副本：分区在其他机器上的一份拷贝。\n",
        TOP + "- 副本：主题的一段有序日志，是并行的单位。\n- 分区：分区在其他机器上的一份拷贝。\n",
    ),
    "two numbers exchanged": (
        TOP + "- 心跳的超时是 ==30 秒==。\n- 会话的超时是 ==60 秒==。\n",
        TOP + "- 心跳的超时是 ==60 秒==。\n- 会话的超时是 ==30 秒==。\n",
    ),
    "two numbers exchanged, the lines too": (
        TOP + "- A 的超时是 ==30 秒==。\n- B 的超时是 ==60 秒==。\n",
        TOP + "- B 的超时是 ==30 秒==。\n- A 的超时是 ==60 秒==。\n",
    ),
    "two numbers exchanged in sentences that were edited": (
        TOP + "- 消费者心跳的超时时间是 ==30 秒==。\n- 消费者会话的超时时间是 ==60 秒==。\n",
        TOP
        + "- 消费者心跳的超时时间默认是 ==60 秒==。\n- 消费者会话的超时时间默认是 ==30 秒==。\n",
    ),
    "two numbers exchanged in long sentences": (
        TOP + f"- {LONG.format('心跳', '30 秒')}\n- {LONG.format('会话', '60 秒')}\n",
        TOP + f"- {LONG.format('心跳', '60 秒')}，慎改\n- {LONG.format('会话', '30 秒')}，慎改\n",
    ),
    "a value that changes its term": (
        TOP + "- 心跳的超时是 ==30 秒==。\n",
        TOP + "- 会话的超时是 ==30 秒==。\n",
    ),
    "two values that change their term": (
        TOP + "- 心跳超过 ==30 秒== 算失败，最多 ==3 次==\n",
        TOP + "- 会话超过 ==30 秒== 算失败，最多 ==3 次==\n",
    ),
    "a line replaced by one on another thing": (
        BLANK,
        BLANK.replace("生产者", "消费者"),
    ),
    "a line replaced by one on another product": (
        TOP + "- Kafka 用 ==零拷贝== 把磁盘上的数据直接发给网卡\n",
        TOP + "- Nginx 用 ==零拷贝== 把磁盘上的数据直接发给网卡\n",
    ),
    "one line that becomes two that look alike": (
        TOP + "- 缓存穿透的办法是 ==布隆过滤器== 挡住不存在的键\n",
        TOP + "- 缓存穿透的好办法是 ==布隆过滤器== 挡住不存在的键\n"
        "- 缓存穿透的新办法是 ==布隆过滤器== 挡住不存在的键\n",
    ),
    "the values of two rows exchanged": (
        TOP + "| 对比 | Kafka | RabbitMQ |\n|---|---|---|\n| 协议 | 自有协议 | AMQP |\n"
        "| 吞吐 | 百万级 | 万级 |\n",
        TOP + "| 对比 | Kafka | RabbitMQ |\n|---|---|---|\n| 吞吐 | 自有协议 | AMQP |\n"
        "| 协议 | 百万级 | 万级 |\n",
    ),
    "a section replaced by one on another thing": (
        "# MQ\n\n## Kafka\n- 优点：实现起来快\n- 缺点：部署比较复杂\n",
        "# MQ\n\n## Redis\n- 优点：实现起来快\n- 缺点：容量受内存限制\n",
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_no_history_goes_to_another_answer_by(name: str) -> None:
    before, after = TRAPS[name]
    assert set(became(before, after).values()) == {"new"}


@pytest.mark.parametrize("name", TRAPS)
def test_a_doubt_is_said_once_with_its_place_and_what_it_may_be(name: str) -> None:
    before, after = TRAPS[name]
    builds = Builds()
    builds.build(drafts_in(before))
    builds.build(drafts_in(after))
    assert builds.found is not None
    said = [it for it in builds.found.diagnostics if it.code == "doubtful_match"]
    assert said
    assert all(it.severity == Severity.WARNING and "block id" in it.hint for it in said)
    assert all("mq.md ›" in it.message for it in said)
    assert {it.span.path for it in said} == {"mq.md"}
    builds.build(drafts_in(after))
    assert builds.doubts == []


def test_a_doubt_names_both_sides() -> None:
    before, after = TRAPS["one line that becomes two that look alike"]
    builds = Builds()
    builds.build(drafts_in(before))
    builds.build(drafts_in(after))
    first, second = builds.doubts
    assert first.startswith("mq.md:4:")
    assert "may be “缓存穿透的办法是" in first
    assert "mq.md:5" in first
    assert "mq.md:4" in second.partition("so may")[2]


def test_a_new_line_that_resembles_a_retired_one_is_new() -> None:
    (was,) = became(BLANK, TOP, BLANK.replace("生产者", "消费者")).values()
    assert was == "new"


def test_a_new_line_much_like_a_retired_one_is_new() -> None:
    line = "- 缓存穿透可以用 ==布隆过滤器== 挡住\n"
    later = "- 缓存穿透、缓存击穿都可以先用 ==布隆过滤器== 来挡住\n"
    assert set(became(TOP + line, TOP, TOP + later).values()) == {"new"}


def test_a_block_id_settles_the_doubt() -> None:
    before, after = TRAPS["a line replaced by one on another thing"]
    named = [it.replace("不丢", "不丢 ^ack") for it in (str(before), str(after))]
    (was,) = became(*named).values()
    assert was == "生产者确认机制由 broker 保证消息不丢 → broker"


def test_what_is_told_apart_is_not_said_to_be_in_doubt() -> None:
    builds = Builds()
    acks = "- acks=1 时由 ==leader== 确认写入\n- acks=0 时由 ==无人== 确认写入\n"
    builds.build(drafts_in(TOP + acks))
    builds.build(drafts_in(TOP + acks.replace("确认", "来确认") + "- 端口是 ==9092==\n"))
    assert builds.doubts == []


def test_a_card_goes_to_a_new_number_when_its_answer_is_replaced() -> None:
    """The term is still asked for; its meaning is another answer."""
    line = "- 消费组：一组共同消费某个主题的消费者，每个分区分给一个。\n"
    other = "- 消费组：由协调者维护成员和位移的一种逻辑上的订阅者。\n"
    found = became(TOP + line, TOP + other)
    assert found["消费组 → 由协调者维护成员和位移的一种逻辑上的订阅者"] == "new"
