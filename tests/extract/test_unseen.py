"""Statements that refer to what they do not show, or leave out what they depend on."""

from __future__ import annotations

import pytest

from cribdeck.extract.unseen import left_out, reference
from tests.extract.test_prose import hide, sentences


@pytest.mark.parametrize(
    "shown",
    [
        "第一种方案会浪费大量的磁盘。",
        "方案二需要多写一次日志。",
        "如果校验失败，就重复步骤 3。",
        "另一种方式是通过定时任务清理。",
        "后一种在读多写少时更快。",
        "写入前先取得锁，防止此类现象。",
        "随机过期可以避免这种问题。",
        "静态文件由磁盘读出，处理过程一样。",
        "返回之前要检查该阈值。",
        "The second approach needs an extra copy.",
        "Method 2 keeps a copy in memory.",
        "Again the client sends a nonce.",
        "A MAC can do the same thing, but needs a key.",
        "In this case the leader steps down.",
        "This approach doubles the number of writes.",
        "超时的设置、返回值的大小，避免占用带宽。",
    ],
)
def test_what_is_not_in_view_is_noticed(shown: str) -> None:
    assert reference(shown, ("缓存", "更新"))


@pytest.mark.parametrize(
    "shown",
    [
        "第一种方案是先删缓存，再写数据库。",
        "方法一般在启动时被调用。",
        "两个副本的内容一样。",
        "从节点和主节点的配置相同。",
        "客户端发出请求，该请求先到网关。",
        "队列会把消息推送给订阅过该类消息的消费者。",
        "应该先写日志。",
        "This index keeps the rows in order.",
        "Both replicas use the same key as the leader.",
        "扫描前一个节点的引用、后一个节点的引用。",
        "减少锁的范围，避免长时间占用锁。",
    ],
)
def test_what_is_in_view_is_no_reference(shown: str) -> None:
    assert reference(shown, ("缓存", "更新")) == ""


def test_a_numbered_thing_that_a_title_tells_is_known() -> None:
    assert reference("方案二会多写一次日志。", ("更新", "方案二：先写数据库")) == ""
    assert reference("方案二会多写一次日志。", ("更新", "选择方案二的原因"))


def test_a_condition_before_what_is_shown_is_not_left_out() -> None:
    (found,) = sentences("如果线程数达到了上限，还有新的任务过来的话，线程池会执行拒绝策略。")
    assert left_out(found, found.text.index("线程池会")) == "the condition would be left out"
    assert left_out(found, 0) == ""


def test_a_narrower_condition_may_be_shown_without_the_wider_one() -> None:
    (found,) = sentences("在回收器运行的时候，如果对象只有弱引用，对象就会被回收。")
    assert left_out(found, found.text.index("如果")) == ""


def test_a_subject_before_a_clause_that_says_only_when_is_not_left_out() -> None:
    (found,) = sentences("系统强调的是所有的副本，在经过一段时间的同步后，会达到一样的内容。")
    assert left_out(found, found.text.index("在经过")) == "the subject would be left out"


def test_no_prose_rule_shows_a_numbered_alternative_alone() -> None:
    assert hide("第一种方案会造成大量的磁盘浪费。", "大量的磁盘浪费") == (
        "it speaks of something numbered that is not in view"
    )


def test_an_english_sentence_without_its_subject_makes_no_card() -> None:
    assert hide("Makes use of a fresh pair of keys for every session.", "a fresh pair of keys") == (
        "nothing says what it speaks of"
    )


def test_the_end_of_shi_de_stays_with_the_answer_or_goes() -> None:
    assert hide("只要引用存在，那么对象是不能被回收的。", "对象是不能被回收的") == (
        "statement 只要引用存在，那么{{对象是不能被回收的}}。"
    )
    assert hide("弱引用的出现是为了方便缓存的清理的。", "方便缓存的清理") == (
        "statement 弱引用的出现是为了{{方便缓存的清理}}。"
    )
    assert hide("声明一个交换机的操作是幂等的。", "幂等") == (
        "statement 声明一个交换机的操作是{{幂等}}的。"
    )


def test_the_other_side_without_a_comma_is_not_part_of_the_answer() -> None:
    text = "关键字只能用于成员变量而锁可以用于方法和代码块。"
    assert "{{成员变量}}" in hide(text, "成员变量而锁可以用于方法和代码块")
