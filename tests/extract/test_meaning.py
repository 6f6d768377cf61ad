"""What is cut from the edges of a meaning."""

from __future__ import annotations

import pytest

from cribdeck.extract.meaning import fitted, other_name, without_subject
from cribdeck.inline import Text, plain


@pytest.mark.parametrize(
    ("term", "meaning", "rest"),
    [
        ("Exchange", "Exchange 是接收消息的组件", "接收消息的组件"),
        ("A（Availability）可用性", "可用性是指服务一直能响应", "服务一直能响应"),
        ("MVC架构", "MVC应该是一种设计模式", "一种设计模式"),
        ("RPC", "RPC（Remote Procedure Call），是一种调用协议", "一种调用协议"),
        ("惊群", "指一个事件唤醒所有进程", "一个事件唤醒所有进程"),
        ("协程", "可以理解为用户态的线程", "用户态的线程"),
        ("回调", "指向函数的指针作为参数传入", "指向函数的指针作为参数传入"),
        ("原子性", "是由 undo log 保证的", "是由 undo log 保证的"),
    ],
)
def test_the_term_and_words_that_announce_are_cut(term: str, meaning: str, rest: str) -> None:
    assert plain(without_subject(term, (Text(meaning),))) == rest


@pytest.mark.parametrize(
    ("term", "meaning", "name", "rest"),
    [
        ("重平衡", "Rebalance。消费者重新分配分区", "Rebalance", "消费者重新分配分区"),
        ("FailFast", "快速失败。就是调用失败后不再重试", "快速失败", "调用失败后不再重试"),
        ("waiting", "等待状态，表示线程要等别的线程唤醒", "等待状态", "线程要等别的线程唤醒"),
        ("哨兵", "Sentinel，是高可用的方案", "Sentinel", "高可用的方案"),
        ("rm", "(Remove) 删除文件", "Remove", "删除文件"),
        ("缓存", "用空间换时间，是常用的手段", "", "用空间换时间，是常用的手段"),
        ("死锁", "互相等待。需要打破循环", "", "互相等待。需要打破循环"),
    ],
)
def test_another_name_goes_to_the_term(term: str, meaning: str, name: str, rest: str) -> None:
    found, remaining = other_name(term, (Text(meaning),))
    assert (found, plain(remaining)) == (name, rest)


@pytest.mark.parametrize(
    ("meaning", "part"),
    [
        ("内部的元素无序且唯一 sadd smembers spop", "内部的元素无序且唯一"),
        ("移动文件 重命名，剪切", "移动文件"),
        ("标记 - 清除 或者 标记 - 整理", "标记 - 清除 或者 标记 - 整理"),
        ("A way to write a grammar. Some grammar G is given as where", "A way to write a grammar."),
        ("搜索自己的解析记录。(如果找到就不再查找)", "搜索自己的解析记录"),
    ],
)
def test_a_remark_behind_the_meaning_is_cut(meaning: str, part: str) -> None:
    assert plain(fitted((Text(meaning),))) == part


def test_a_full_first_sentence_stands_alone() -> None:
    first = "一个描述符上的事件发生之后，等待它的进程全都被唤醒"
    assert plain(fitted((Text(f"{first}。虽然全都被唤醒，却只有一个能够处理"),))) == first


def test_a_reason_is_not_shown_without_what_follows_from_it() -> None:
    meaning = "如果每次修改都要写一遍磁盘，那么成本就会很高。因此先写日志，再写磁盘"
    assert plain(fitted((Text(meaning),))) == meaning
