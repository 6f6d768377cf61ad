"""A table that tells things apart, with the things in columns or in rows.

Trigger: a table of three columns or more whose first header is empty or 对比, 特性, feature, or
whose title names the headers (things in columns); one whose title says 区别, 比较, vs, or with two
or more headers like 优点, 缺点, 复杂度 (things in rows); two columns of which the title names both.
Gives: a comparison; one note for each aspect, one card for each thing. Two cells of which either
gives the other away (低 and 高) give a contrast instead: which of the two is which? A row of ✓ and
✗ gives a listing: which of the things have it? So does each row of two bare columns a contrast.
Does not touch: what `compare.classify` refuses: numbers, links, examples, sessions.
Precision: 100 % of 14 judged usable (7 good, 7 acceptable, 0 bad);
of 14 on notes never seen 100 %.
"""

from __future__ import annotations

from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.tables import Told, comparisons
from cribdeck.extract.unit import Grid


def _extract(grid: Grid) -> Iterator[Told | Declined]:
    yield from comparisons(grid, "columns", "rows", "pairs")


RULE = Rule(
    name="comparison_table",
    doc=__doc__,
    subject=Grid,
    extract=_extract,
    matches=(
        Example(
            """\
## TCP 和 UDP
| 对比 | TCP | UDP |
|---|---|---|
| 连接 | 面向连接 | 无连接 |
| 首部 | 20 字节 | 8 字节 |
""",
            ("comparison TCP 和 UDP (TCP | UDP) 连接: 面向连接 | 无连接; 首部: 20 字节 | 8 字节",),
        ),
        Example(
            """\
## 持久化方式比较
| 方式 | 体积 | 恢复 |
|---|---|---|
| RDB | 紧凑 | 直接载入 |
| AOF | 随命令增长 | 重放命令 |
""",
            (
                (
                    "comparison 持久化方式比较 (RDB | AOF) 体积: 紧凑 | 随命令增长;"
                    " 恢复: 直接载入 | 重放命令"
                ),
            ),
        ),
        Example(
            """\
## 消息队列选型
| 特性 | Kafka | RabbitMQ | RocketMQ |
|---|---|---|---|
| 开发语言 | Scala | Erlang | Java |
| 事务消息 | ✓ | ✗ | ✓ |
""",
            (
                "listing 事务消息 ✓ => Kafka | RocketMQ (of Kafka | RabbitMQ | RocketMQ)",
                (
                    "comparison 消息队列选型 (Kafka | RabbitMQ | RocketMQ)"
                    " 开发语言: Scala | Erlang | Java; 事务消息: · | · | ·"
                ),
            ),
        ),
        Example(
            """\
## 进程和线程
| 进程 | 线程 |
|---|---|
| 有自己的地址空间 | 与别的共用地址空间 |
""",
            ("contrast {{线程}}：与别的共用地址空间 | {{进程}}：有自己的地址空间",),
        ),
    ),
    ignores=(
        """\
## 账户表数据
| id | user_name | balance |
|---|---|---|
| a | tom | 20 元 |
| b | ann | 30 元 |
""",
        """\
| 时刻 | 事务 A | 事务 B |
|---|---|---|
| 一 | 开始 | 开始 |
| 二 | 读取 | 更新 |
""",
        """\
| 命令 | 说明 |
|---|---|
| ls | 列出目录的内容 |
""",
    ),
)
