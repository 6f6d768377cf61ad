"""Which answers can be read around their blank, and which only share words with it."""

from __future__ import annotations

import pytest

from cribdeck.extract.given_away import gives_away, named_by


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
    assert gives_away(shown, answer)


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
    assert not gives_away(shown, answer)


def test_where_one_of_many_is_named_the_number_is_no_question() -> None:
    assert gives_away("一张表只有 … ，而非聚集索引可以有多个", "一个聚集索引")


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Leader", "由 leader 来完成"),
        ("Zookeeper 的作用", "ZK"),
        ("Segment 文件", "多个 segment"),
    ],
)
def test_a_title_names_the_latin_word_of_a_short_answer(title: str, answer: str) -> None:
    assert named_by(("Kafka", title), answer)


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Leader", "追随者发来的心跳"),
        ("Kafka Broker", "ack"),
        ("Redis", "Redis 主节点把命令传给从节点"),
    ],
)
def test_a_title_does_not_name_what_it_only_resembles(title: str, answer: str) -> None:
    assert not named_by((title,), answer)
