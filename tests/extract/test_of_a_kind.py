"""Items are siblings if the lead asks for one kind of thing, and all of them are of it."""

from __future__ import annotations

import pytest

from cribdeck.extract.of_a_kind import asks_for_two, denies, kind_objections


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("触发回滚的条件", ("条件1", "条件2")),
        ("两个触发条件", ("条件一", "条件二")),
        ("分片的方式", ("范围分片", "哈希分片", "使用示例", "注意事项")),
        ("Features", ("Caching", "Getting started")),
        ("心跳的作用", ("心跳的作用", "保活")),
        ("心跳的作用", ("保活", "在对端没有响应的时候把连接摘除并且通知调用方重新连接")),
        ("连接池的作用与组成", ("复用连接", "空闲队列")),
        ("重试的策略", ("固定间隔", "指数退避", "其他")),
        ("Kinds of locks", ("mutex", "spin lock", "and more")),
        ("Goals of storage", ("durability", "Keep data. Secure data ->")),
        ("限流的方法", ("令牌桶", "同上")),
        ("三种做法", ("先写日志", "重复步骤 1", "见下图")),
    ],
)
def test_not_of_one_kind(lead: str, items: tuple[str, ...]) -> None:
    assert any(kind_objections(lead, items))


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("负载均衡算法", ("轮询", "加权轮询", "最少连接")),
        ("消息队列的优点", ("把消息的生产和消费解耦", "缓冲")),
        ("三大组成部分", ("接口", "内核", "扩展")),
        ("两个阶段", ("安装", "配置")),
        ("Isolation levels", ("read committed", "serializable")),
        ("切换的开销", ("保存不同上下文", "等待未完成的请求")),
    ],
)
def test_of_one_kind(lead: str, items: tuple[str, ...]) -> None:
    assert not list(kind_objections(lead, items))


@pytest.mark.parametrize(
    ("lead", "two"),
    [
        ("连接的作用和原理", True),
        ("features and limitations", True),
        ("限流和降级的方式", False),
        ("服务发现与服务治理的方案", False),
        ("优点", False),
    ],
)
def test_a_lead_can_ask_for_two_kinds(lead: str, *, two: bool) -> None:
    assert asks_for_two(lead) is two


@pytest.mark.parametrize(
    ("lead", "said", "denied"),
    [
        ("使用快照的隔离级别", "SERIALIZABLE：要加锁，不需要使用快照", True),
        ("支持事务的引擎", "MyISAM：不支持事务", True),
        ("Engines that support transactions", "MyISAM: does not support them", True),
        ("淘汰策略", "noeviction：不淘汰数据", False),
        ("支持事务的引擎", "InnoDB：没有哈希索引", False),
    ],
)
def test_an_item_can_deny_the_lead(lead: str, said: str, *, denied: bool) -> None:
    assert denies(lead, said) is denied
