from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.identity.likeness import gist, is_slip, likeness, name_another, normal, replaced

TEXTS = st.text(st.sampled_from("主题分区不有同步a b1 2.，（)、leader"), max_size=30)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("消费者组", "消费者组", 1, 1),
        ("ＡＢＣ def", "abc DEF", 1, 1),
        ("", "", 0, 0),
        ("推", "拉", 0, 0),
        ("分区内有序", "分区内保持有序", 0.5, 0.9),
        ("主动脉", "四个腔室", 0, 0.2),
        ("支持事务", "不支持事务", 0, 0.5),
        ("acks=1 时确认", "acks=0 时确认", 0, 0.6),
        ("由 consumr 读取", "由 consumer 读取", 1, 1),
        (
            "主题的一段有序日志。",
            "主题的一段有序日志。后来加了很多很多别的话，比原来还要长一些",
            0.75,
            0.8,
        ),
    ],
)
def test_likeness(one: str, other: str, low: float, high: float) -> None:
    assert low <= likeness(gist(one), gist(other)) <= high


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("分區內有序", "分区内有序。"),
        ("ISR：副本，集合", "ISR: 副本,集合"),
        ("与 leader 同步", "与leader同步"),
        ("“引号”", "引号"),
        ("甲、乙", "甲，乙"),
    ],
)
def test_what_does_not_change_the_meaning_counts_for_nothing(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("a=b", "a!=b"), ("1.5", "15")])
def test_signs_count(one: str, other: str) -> None:
    assert normal(one) != normal(other)
    assert likeness(gist(one), gist(other)) < 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("consumer", "consumr", True),
        ("Kafka".lower(), "kakfa", True),
        ("topics", "topic", True),
        ("synchronous", "asynchronous", False),
        ("lock", "locks", False),
        ("hashmap", "hashset", False),
        ("increase", "decrease", False),
    ],
)
def test_slips_of_words(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    assert is_slip(one, other) == is_slip(other, one) == expected


def test_a_name_in_the_place_of_another_is_seen() -> None:
    assert name_another(gist("Kafka 的端口"), gist("RabbitMQ 的端口"))
    assert not name_another(gist("Kafka 的端口"), gist("Kakfa 的端口"))
    assert not name_another(gist("Kafka 的端口"), gist("端口"))
    assert replaced(gist("心跳的超时"), gist("会话的超时")) == 0.4
    assert replaced(gist("心跳的超时"), gist("心跳的超时时间")) == 0


@given(TEXTS, TEXTS)
def test_likeness_is_mutual_and_within_bounds(one: str, other: str) -> None:
    value = likeness(gist(one), gist(other))
    assert 0 <= value <= 1
    assert value == pytest.approx(likeness(gist(other), gist(one)))
    assert likeness(gist(one), gist(one)) in (0, 1)
    assert normal(normal(one)) == normal(one)
