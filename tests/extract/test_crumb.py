"""Crumbs are short titles."""

from __future__ import annotations

from time import process_time

import pytest

from cribdeck.extract.crumb import LONGEST, announces, crumb_of, title_of
from cribdeck.inline import Code, Emphasis, Strong, Text


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("2.1 简单请求", "简单请求"),
        ("2.1简单请求", "简单请求"),
        ("1. 介绍", "介绍"),
        ("一、背景", "背景"),
        ("（三）实现", "实现"),
        ("㈡ 消息队列", "消息队列"),
        ("第二章 存储", "存储"),
        ("Q1：为什么快", "为什么快"),
        ("⭐️ 布隆过滤器", "布隆过滤器"),
        ("- 弱引用", "弱引用"),
        ("-Xmx", "-Xmx"),
        ("第一次握手", "第一次握手"),
        ("3次握手", "3次握手"),
        ("7层负载均衡", "7层负载均衡"),
        ("2PC", "2PC"),
        ("1", "1"),
        ("__背景__", "背景"),
        ("* _id", "_id"),
        ("__init__ ⭐️", "__init__"),
    ],
)
def test_numbering_is_left_out(heading: str, title: str) -> None:
    assert title_of((Text(heading),)) == title


@pytest.mark.parametrize("style", [Strong, Emphasis])
@pytest.mark.parametrize("code", ["*/5", "0 3 * * *", "1. x", "_id"])
def test_code_is_no_numbering(code: str, style: type[Strong | Emphasis]) -> None:
    assert title_of((Text("⭐️ "), Code(code), Text(" ⭐️"))) == code
    assert title_of((style((Code(code),)),)) == code


@pytest.mark.parametrize(
    ("line", "crumb"),
    [
        ("优点：", "优点"),
        ("漏桶：请求先进入桶里", "漏桶"),
        (
            "对于这种情况可以分成下面的几步来做，首先要看清楚现在的状态是什么",
            "对于这种情况可以分成下面的几步来做",
        ),
        ("1、生产者", "生产者"),
    ],
)
def test_lines_become_short_titles(line: str, crumb: str) -> None:
    assert crumb_of((Strong((Text(line),)),)) == crumb


def test_a_count_behind_a_wide_gap_is_no_number_of_a_section() -> None:
    assert title_of((Text("3  次握手"),)) == "3 次握手"
    assert title_of((Text("3  握手"),)) == "握手"


def test_a_gap_without_end_takes_no_time() -> None:
    start = process_time()
    title_of((Text("1." + " " * 100_000),))
    title_of((Text("1" + " " * 100_000 + "次"),))
    assert process_time() - start < 1


def test_nothing_is_longer_than_a_crumb() -> None:
    assert len(title_of((Text("长" * 200),))) <= LONGEST


@pytest.mark.parametrize("label", ["死锁的必要条件是", "对于服务器来说，事件有三种类型"])
def test_a_label_that_its_colon_completes_announces(label: str) -> None:
    assert announces(label)


@pytest.mark.parametrize("label", ["第一阶段", "主库宕机时会丢数据", "事件类型"])
def test_a_name_or_a_case_announces_nothing(label: str) -> None:
    assert not announces(label)
