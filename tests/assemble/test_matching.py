"""Names of things, as they are found in texts."""

from __future__ import annotations

import pytest

from cribdeck.assemble.matching import matchable, names_of
from cribdeck.assemble.slips import with_slips


def found(text: str, *given: tuple[str, ...]) -> list[tuple[str, int]]:
    flat = matchable(text)
    return [(flat[it.start : it.end], it.entity) for it in names_of(given).in_text(flat)]


@pytest.mark.parametrize("text", ["Ｋａｆｋａ，協議", "İstanbul：ß", "消費者（Consumer）", ""])
def test_texts_keep_their_length(text: str) -> None:
    assert len(matchable(text)) == len(text)


def test_latin_names_are_whole_words() -> None:
    assert found("Gossip 和 Go", ("Go",)) == [("go", 0)]
    assert found("kafkas", ("Kafka",)) == []
    assert found("用Kafka做", ("Kafka",)) == [("kafka", 0)]


def test_the_longest_name_wins() -> None:
    assert found("一致性哈希", ("哈希",), ("一致性哈希",)) == [("一致性哈希", 1)]


def test_a_name_of_two_things_names_neither() -> None:
    assert found("缓存", ("Redis", "缓存"), ("Memcached", "缓存")) == []


def test_well_known_names_are_known() -> None:
    assert found("zk 和 golang", ("ZooKeeper",), ("Go",)) == [("zk", 0), ("golang", 1)]


def test_an_acronym_beside_a_name_is_another_name() -> None:
    assert found("一致性，RC", ("C 一致性",), ("读已提交 RC",)) == [("一致性", 0), ("rc", 1)]
    assert found("session", ("session 同步",), ("客户端存储",)) == []


def test_what_all_names_end_with_may_be_left_out_beside_a_full_name() -> None:
    given = (("unix socket",), ("tcp socket",))
    assert found("unix socket 快，而 tcp 慢", *given) == [("unix socket", 0), ("tcp", 1)]
    assert found("tcp 三次握手", *given) == []
    names = names_of(given)
    assert [it.entity for it in names.in_text("tcp 慢", ("unix socket 和 tcp socket",))] == [1]


def test_no_word_is_cut_in_two_for_its_end() -> None:
    assert found("leader 会 lead", ("leader",), ("follower",)) == [("leader", 0)]


def test_a_name_of_one_character_is_one_only_at_the_start() -> None:
    assert found("0代表不等待", ("0",), ("1",)) == [("0", 0)]
    assert found("等待 0 秒", ("0",), ("1",)) == []
    assert found("01 号", ("0",), ("1",)) == []


def test_exchanged_letters_are_a_slip_if_they_are_rare() -> None:
    words = {"kafka": 9, "kakfa": 1, "udp": 2, "upd": 1, "tcp": 5, "tpc": 5}
    assert with_slips([("Kafka",), ("UDP",), ("TCP",)], words) == [
        ("Kafka", "kakfa"),
        ("UDP", "upd"),
        ("TCP",),
    ]
    assert with_slips([("abc",), ("acb",)], {"abc": 9, "acb": 1}) == [("abc",), ("acb",)]


def test_a_name_may_be_written_apart() -> None:
    assert with_slips([("binlog",)], {"bin log": 2, "binlog": 1}) == [("binlog", "bin log")]
    assert with_slips([("binlog",)], {"binlog": 1}) == [("binlog",)]


def test_versions_are_written_in_several_ways() -> None:
    given = (("HTTP/1.1",), ("HTTP/2",))
    assert found("HTTP1.1 串行，http 2.0 并行", *given) == [("http1.1", 0), ("http 2.0", 1)]
    assert found("HTTP 很慢", *given) == []


def test_a_slash_joins_names_that_can_stand_alone() -> None:
    assert found("多进程和线程", ("多进程/线程",)) == [("多进程", 0), ("线程", 0)]
    assert found("IP 地址", ("TCP/IP",)) == []


def test_a_translation_is_another_name_unless_it_may_be_anything() -> None:
    assert found("至少一次，主题", ("at least once",), ("topic",)) == [("至少一次", 0)]


def test_names_that_say_everything_twice_are_found_by_either_half() -> None:
    given = (("持久 durable",), ("暂存 transient",))
    assert found("durable 和暂存", *given) == [("durable", 0), ("暂存", 1)]
    assert found("持久", ("持久 durable",), ("暂存",)) == []
    assert found("session", ("session 同步",), ("session 复制",)) == []
