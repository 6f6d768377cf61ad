"""Which answers can be read around their blank, and which only share words with it."""

from __future__ import annotations

from typing import Literal

import pytest

from cribdeck.extract.glossary import NOTHING
from cribdeck.extract.leak import Shown, leak
from cribdeck.extract.leak.whole import shows


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        ("网关按照 … 把请求路由到不同的实例", "路由规则"),
        ("紧凑的格式要先解码，所以直接读并不可读，缺少 …", "可读性"),
        ("采用 … ，即消费者主动去 pull 消息", "pull 方式"),
        ("前缀从长到短排列，最后按照 … 来匹配", "前缀的长短"),
        ("只有 … 的时候才会成功（只在键不存在时写入）", "某个键不存在"),
        ("单点登录 Single Sign On，简称 …", "SSO"),
        ("the ship is divided so that one leak does not sink the ship, as in …", "ships"),
    ],
)
def test_an_answer_that_can_be_read_is_given_away(shown: str, answer: str) -> None:
    assert leak(Shown(shown), answer, "piece")


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        ("把随机写变成 …", "顺序写"),
        ("如果队列没有人监听，消息会 …", "被队列丢弃"),
        ("一个分区只能被 … 消费，消费者各管几个分区", "一个消费者"),
        ("每个分区只会被 … 消费，消费者之间互不影响", "组里的一个消费者"),
        ("事务准备成功则回应“可以提交”，否则 …", "回应“拒绝提交”"),
        ("集群模式的锁可以采用 redis 的 …", "redis 的 Redlock"),
        ("写锁是独占的，读锁 …", "可以共享给多个事务"),
        ("the broker appends records to …", "the log of its partition"),
    ],
)
def test_an_answer_with_something_new_is_not(shown: str, answer: str) -> None:
    assert leak(Shown(shown), answer, "piece") is None


def test_where_one_of_many_is_named_the_number_is_no_question() -> None:
    shown = Shown("一张表只有 … ，而非聚集索引可以有多个")
    assert leak(shown, "一个聚集索引", "piece")


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Leader", "由 leader 来完成"),
        ("Zookeeper 的作用", "ZK"),
        ("Segment 文件", "多个 segment"),
    ],
)
def test_a_title_names_the_latin_word_of_a_short_answer(title: str, answer: str) -> None:
    assert leak(Shown("…", ("Kafka", title)), answer, "piece")


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Leader", "追随者发来的心跳"),
        ("Kafka Broker", "ack"),
        ("Redis", "Redis 主节点把命令传给从节点"),
    ],
)
def test_a_title_does_not_name_what_it_only_resembles(title: str, answer: str) -> None:
    assert leak(Shown("…", (title,)), answer, "piece") is None


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        ("消费的位置靠 … 记住，元数据里只有 offset", "偏移量"),
        ("靠偏移记住位置的做法，消费者提交 …", "offset"),
        ("每条消息有一个消息键，简称 …", "Key"),
        ("只有 … 时才写入（键不存在时）", "某个 key 不存在"),
        ("allkeys-random：内存不够时，从所有 key 里 …", "随机删除 key"),
        ("broker 里可以有多个虚拟主机，叫做 …", "virtual hosts"),
    ],
)
def test_a_translation_gives_an_answer_away(shown: str, answer: str) -> None:
    assert leak(Shown(shown), answer, "piece")
    assert leak(Shown(shown), answer, "piece", NOTHING) is None


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Transmission Control Protocol", "传输控制协议"),
        ("vhost(虛擬主機)", "virtual hosts (vhosts)"),
        ("Namespace", "命名空间"),
        ("偏移量", "offset"),
    ],
)
def test_a_title_in_the_other_language_names_the_answer(title: str, answer: str) -> None:
    assert leak(Shown("它叫做 …", (title,)), answer, "piece")


@pytest.mark.parametrize(
    ("title", "shown", "answer"),
    [
        ("消息队列原理", "生产者不直接把消息交给 … ，而是先交给交换机", "queue"),
        ("TCP", "它的全称是 …", "Transmission Control Protocol"),
        ("缓存与数据库", "先读 cache，没读到就 …", "去读 DB"),
    ],
)
def test_words_of_a_wider_title_and_abbreviations_tell_nothing(
    title: str, shown: str, answer: str
) -> None:
    assert leak(Shown(shown, (title,)), answer, "piece") is None


def test_question_and_title_together_may_tell_the_answer() -> None:
    shown, answer = "waiting：等待状态，表示 …", "线程进入等待状态"
    assert leak(Shown(shown), answer, "piece") is None
    assert leak(Shown(shown, ("线程的状态",)), answer, "piece")


def test_half_of_a_name_in_the_other_language_leaves_the_rest_to_know() -> None:
    assert leak(Shown("提交之后才真正删除"), "deleted_flag", "name") is None
    assert leak(Shown("分区有多个副本"), "Replicas", "name")


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
    ("title", "answer"),
    [
        ("Availability", "可用性"),
        ("暂时性内存泄漏", "短暂的内存泄露"),
        ("深度相等", "深度一致"),
        ("定期清理日志", "定时删除日志"),
    ],
)
@pytest.mark.parametrize("asked", ["name", "piece"])
def test_a_title_tells_an_answer_in_synonyms_or_in_the_other_language(
    title: str, answer: str, asked: Literal["name", "piece"]
) -> None:
    assert leak(Shown("…", ("笔记", title)), answer, asked)


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Availability 和 Consistency", "可用性"),
        ("永久性内存泄漏", "短暂的内存泄露"),
        ("提升", "提高吞吐量"),
        ("CAP", "可用性"),
    ],
)
def test_candidates_and_opposites_above_tell_nothing(title: str, answer: str) -> None:
    assert leak(Shown("…", ("笔记", title)), answer, "name") is None
