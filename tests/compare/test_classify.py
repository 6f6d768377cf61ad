"""The shape of a table decides how it is asked, or that it is not."""

from __future__ import annotations

import pytest

from cribdeck.compare.classify import classify
from cribdeck.syntax.nodes import Table
from tests.compare.tables import table


@pytest.mark.parametrize(
    ("title", "found", "shape"),
    [
        ("四层和七层", table("对比 | 四层 | 七层", "性能 | 高 | 低"), "columns"),
        ("", table("对比 | session 复制 | session 粘滞", "请求发给 | 谁都行 | 同一台"), "columns"),
        (
            "",
            table(
                "对比 | Kafka | RabbitMQ",
                "某个副本落后太多的时候集群会怎样对待它 | 踢出 ISR | 等它",
                "语言 | Scala | Erlang",
                "协议 | 自有 | AMQP",
                "顺序 | 分区内 | 队列内",
            ),
            "columns",
        ),
        ("", table(" | TCP | UDP", "连接 | 有 | 无"), "columns"),
        ("", table("Feature | Kafka | RabbitMQ", "order | yes | no"), "columns"),
        ("", table("特點 | 甲 | 乙", "速度 | 快 | 慢"), "columns"),
        ("RDB 与 AOF 的区别", table("方式 | 体积 | 恢复", "RDB | 小 | 快"), "rows"),
        ("Kafka vs RabbitMQ", table("名字 | 语言 | 协议", "Kafka | Java | 自有"), "rows"),
        ("", table("算法 | 优点 | 缺点", "轮询 | 简单 | 不看负载"), "rows"),
        ("命令", table("命令 | 说明", "ls | 列出目录"), "glossary"),
        ("事务", table("级别 | 现象", "读未提交 | 脏读"), "glossary"),
        ("端口", table("服务 | 协议 | 用途", "SSH | TCP | 远程登录"), "record"),
        ("常见面试题", table("服务 | 协议 | 用途", "SSH | TCP | 远程登录"), "record"),
        ("跨域问题", table("请求 | 优点 | 缺点", "JSONP | 老浏览器可用 | 只有 GET"), "rows"),
        ("", table("状态码 | 类别 | 含义", "200 | 成功 | 好", "301 | 重定向 | 搬走"), "record"),
        ("状态码", table("301 | 永久", "302 | 临时", "404 | 没有", headerless=True), "headerless"),
        ("Processes vs Threads", table("Threads | Processes", "share memory | own all"), "pairs"),
        (
            "Kafka vs RabbitMQ",
            table("中间件 | Kafka | RabbitMQ", "语言 | Scala | Erlang"),
            "columns",
        ),
        (
            "缓存对比",
            table("名称 | Redis | Memcached", "语言 | C | C", "线程 | 单 | 多"),
            "columns",
        ),
        (
            "两种锁的比较",
            table("项 | 悲观锁 | 乐观锁", "优点 | 稳 | 快", "缺点 | 慢 | 重试"),
            "columns",
        ),
        ("缓存对比", table("名称 | 语言 | 线程", "Redis | C | 单", "Memcached | C | 多"), "rows"),
        ("端口", table("SSH | 22 | TCP", "DNS | 53 | UDP", "HTTP | 80 | TCP"), "headerless"),
        (
            "方法",
            table("GET | 获取资源而不改变服务器的状态", "POST | 提交", "PUT | 替换"),
            "headerless",
        ),
    ],
)
def test_shapes(title: str, found: Table, shape: str) -> None:
    kind = classify(found, title)
    assert (kind.shape, kind.reason) == (shape, "")


@pytest.mark.parametrize(
    ("title", "found", "reason"),
    [
        ("", table("a | b"), "table without rows"),
        ("", table("a", "b"), "table of one column"),
        ("", table("书 | 链接", "甲 | [a]", "乙 | [b]", "丙 | [c]"), "table of links"),
        ("", table("周 | 内容 | 完成", "一 | 复习 | ", "二 | | "), "mostly empty table"),
        ("", table("甲 | 乙", "! | 张三", "! | 李四"), "table of pictures"),
        ("", table("! | !", "张三 | 李四"), "table of pictures"),
        (
            "更新",
            table("版本 | 日期 | 内容", "1.0 | 春 | 初版", "1.1 | 夏 | 修"),
            "log of versions or days",
        ),
        ("", table("日 | 事", "2020-01-02 | 复习", "2020-01-03 | 考"), "log of versions or days"),
        ("压测", table("场景 | QPS | 延时", "小 | 1200 次 | 5 ms"), "table of measurements"),
        ("区别", table("对比 | 甲 | 甲", "性能 | 好 | 差"), "columns of the same name"),
        ("", table("年 | 数量", "初 | 12", "末 | 1.5%"), "table of numbers"),
        ("用户表", table("id | user_name | age", "a | tom | 三岁"), "database output"),
        ("", table("时间 | 会话 A | 会话 B", "早 | 开始 | 开始"), "example of a session"),
        ("", table("序 | Session A | session2", "早 | 开始 | 开始"), "example of a session"),
        ("返回结果", table("学号 | 姓名 | 城市", "a1 | 张三 | 北京"), "example data"),
        (
            "",
            table("序号 | 名称 | 含义", "1 | 甲 | 好", "2 | 乙 | 坏"),
            "rows have numbers instead of names",
        ),
        (
            "",
            table(" | 读锁 | 写锁", "读锁 | 兼容 | 冲突", "写锁 | 冲突 | 冲突"),
            "matrix of the same things twice",
        ),
        ("", table("301 | 永久", "302 | 临时", headerless=True), "too few rows without a header"),
        (
            "",
            table("情况 | 做法", "当一个进程等待另一个进程释放的锁 | 超时"),
            "rows without short names",
        ),
    ],
)
def test_tables_that_never_make_cards_say_why(title: str, found: Table, reason: str) -> None:
    kind = classify(found, title)
    assert (kind.shape, kind.reason) == ("never", reason)


def test_links_in_the_cells_of_a_comparison_make_no_table_of_links() -> None:
    found = table("对比 | 甲 | 乙", "协议 | [a] | 自有", "存储 | [b] | 磁盘", "次序 | [c] | 无序")
    assert classify(found, "").shape == "columns"
    links = table("书 | 作者", "[a] | 甲", "[b] | 乙", "[c] | 丙")
    assert classify(links, "").reason == "table of links"


def test_a_comparison_in_the_title_outweighs_an_example() -> None:
    found = table("方式 | 体积 | 恢复", "RDB | 小 | 快")
    assert classify(found, "返回结果的区别").shape == "rows"
