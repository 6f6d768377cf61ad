"""Meanings that do not name their term."""

from __future__ import annotations

import pytest

from cribdeck.extract.naming import is_circular, is_keywords, is_numbered, is_open_list, names


@pytest.mark.parametrize(
    ("meaning", "term"),
    [
        ("没有任何权限的用户", "其他"),
        ("用户没有登录时得到的权限", "Others"),
        ("生产者写给服务端的一行", "消息"),
        ("黑客伪造地址发出大量请求", "安全性"),
        ("读写分离，性能提升", "主从复制"),
        ("多列索引的情况", "冗余索引"),
        ("更清楚的磁盘用量", "df -h"),
        ("类似于别的框架里的注册表", "服务发现"),
        ("串行的请求可以改为并行", "下游调用"),
    ],
)
def test_what_fits_other_terms_as_well_names_none(meaning: str, term: str) -> None:
    assert not names(meaning, term)


@pytest.mark.parametrize(
    ("meaning", "term"),
    [
        ("更新缓存之后再写数据库", "双写"),
        ("加密和解密使用相同的密钥", "对称加密"),
        ("副本同步队列，由 leader 维护", "ISR"),
        ("Assigned Replicas 所有副本", "AR"),
        ("a finite set of symbols", "Vocabulary"),
    ],
)
def test_what_says_something_of_its_own_names_its_term(meaning: str, term: str) -> None:
    assert names(meaning, term)


def test_in_a_comparison_what_is_said_of_the_compared_names_no_aspect() -> None:
    meaning, titles = "MyISAM 只有表锁，而 InnoDB 有行锁", ("MySQL", "InnoDB 与 MyISAM 的区别")
    assert not names(meaning, "并发", titles)
    assert names(meaning, "并发", ("MySQL", "锁"))
    assert names("两次握手都由 InnoDB 写入", "InnoDB 日志", titles)


def test_a_label_that_only_counts_is_numbered() -> None:
    assert is_numbered("条件1")
    assert is_numbered("方案 二")
    assert not is_numbered("HTTP2")
    assert not is_numbered("一致性")


def test_a_meaning_may_come_down_to_its_term() -> None:
    assert is_circular("Nginx 的平滑重启", "检测配置文件以及平滑重启")
    assert is_circular("Responsiveness", "can appear more responsive")
    assert is_circular("Monolithic Kernel", "Linux is a monolithic kernel")
    assert is_circular("降级", "读服务 写服务降级")
    assert not is_circular("消费者位移", "下一条消息的位移，每个消费者都有自己的消费者位移")
    assert not is_circular("Scalability", "threads can use several CPUs")


def test_keywords_have_no_word_of_a_sentence() -> None:
    assert is_keywords("分布式事务，分布式锁 zookeeper")
    assert not is_keywords("负责监控、通知、故障转移")
    assert not is_keywords("用空间换时间")


def test_names_that_end_in_and_so_on_are_an_open_list() -> None:
    assert is_open_list("栈、堆、寄存器、文件描述符等")
    assert is_open_list("process id, state, open files, etc")
    assert not is_open_list("栈、堆、寄存器")
    assert not is_open_list("先写日志，再更新内存，最后等待")
    assert not is_open_list("把请求分给多个服务，每个服务只做一件事，例如支付等")
