"""What gives an answer away without showing it."""

from __future__ import annotations

import pytest

from cribdeck.extract.leak.initials import is_spelled_out
from cribdeck.extract.leak.patterns import are_mirrored, is_grid, shares_word


@pytest.mark.parametrize(
    "names",
    [
        ("静态配置", "动态配置"),
        ("主节点", "从节点"),
        ("「读优先锁」", "「写优先锁」"),
        ("公平锁", "非公平锁"),
        ("悲观锁", "乐观锁"),
        ("同步通信", "非同步通信"),
        ("static routing", "dynamic routing"),
        ("blocking", "non-blocking"),
    ],
)
def test_opposites_mirror_each_other(names: tuple[str, str]) -> None:
    assert are_mirrored(names)
    assert are_mirrored(names[::-1])


@pytest.mark.parametrize(
    "names",
    [
        ("表锁", "行锁"),
        ("轮询", "随机"),
        ("tcp socket", "unix socket"),
        ("主节点", "从节点", "哨兵"),
        ("RDB", "AOF"),
        ("缓存", "缓存"),
    ],
)
def test_other_names_do_not(names: tuple[str, ...]) -> None:
    assert not are_mirrored(names)


def test_two_beginnings_with_two_ends_are_a_grid() -> None:
    assert is_grid(("左连接", "左查询", "右连接", "右查询"))
    assert not is_grid(("轮询", "随机", "最少连接", "一致性哈希"))
    assert not is_grid(("左连接", "左查询"))


def test_a_short_form_is_spelled_out_by_initials_in_a_row() -> None:
    assert is_spelled_out("CAS", "the  instruction (Compare And Swap)")
    assert not is_spelled_out("CAS", "Compare the values, then Swap")
    assert not is_spelled_out("raft", "reliable and fault tolerant")


def test_a_word_is_shared_when_two_neighbouring_characters_are() -> None:
    assert shares_word("無法篡改", "一旦篡改就會發現")
    assert not shares_word("无法冒充", "用证书验证身份")
