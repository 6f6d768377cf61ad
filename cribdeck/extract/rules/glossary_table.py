"""A table of two columns: a name and what it means.

Trigger: two columns, names of at most 14 units in the first.
Gives: a glossary; one note for each row, asking for the second column. A column of nothing but yes
and no gives a listing instead: for which of the names does it say yes?
Does not touch: what `compare.classify` refuses: numbers, links, mostly empty tables.
Precision: 95 % of 60 judged (39 good, 18 acceptable, 3 bad).
"""

from __future__ import annotations

from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.tables import Told, comparisons
from cribdeck.extract.unit import Grid


def _extract(grid: Grid) -> Iterator[Told | Declined]:
    yield from comparisons(grid, "glossary")


RULE = Rule(
    name="glossary_table",
    doc=__doc__,
    subject=Grid,
    extract=_extract,
    matches=(
        Example(
            """\
## 常用命令
| 命令 | 说明 |
|---|---|
| `ls` | 列出目录的内容 |
| `cd` | 切换目录 |
""",
            ("glossary 常用命令 (ls | cd) 说明: 列出目录的内容 | 切换目录",),
        ),
        Example(
            """\
## 事务
| 隔离级别 | 现象 |
|---|---|
| 读未提交 | 脏读 |
| 可串行化 | - |
""",
            ("glossary 事务 (读未提交 | 可串行化) 现象: 脏读 | ·",),
        ),
    ),
    ignores=(
        """\
| 日期 | 数量 |
|---|---|
| 2020 | 12 |
| 2021 | 15 |
""",
        """\
| 名称 | 链接 |
|---|---|
| 甲 | [a](x) |
| 乙 | [b](y) |
| 丙 | [c](z) |
""",
        """\
| 单列 |
|---|
| 甲 |
""",
    ),
)
