"""A table whose rows are things and whose columns are their properties.

Trigger: a table of three columns or more that is no comparison, with short, mostly
distinct names in the first column.
Gives: a record; one note for each row, one card for each property.
Does not touch: what `compare.classify` refuses: numbers, database output, sessions,
examples, rows with numbers instead of names.
Precision: 78 % of 40 judged (20 good, 11 acceptable, 9 bad).
"""

from __future__ import annotations

from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.tables import Told, comparisons
from cribdeck.extract.unit import Grid


def _extract(grid: Grid) -> Iterator[Told | Declined]:
    yield from comparisons(grid, "record")


RULE = Rule(
    name="record_table",
    doc=__doc__,
    subject=Grid,
    extract=_extract,
    matches=(
        Example(
            """\
## 常用端口
| 服务 | 协议 | 用途 |
|---|---|---|
| SSH | TCP | 远程登录 |
| DNS | UDP | 域名解析 |
""",
            ("record 常用端口 (SSH | DNS) 协议: TCP | UDP; 用途: 远程登录 | 域名解析",),
        ),
        Example(
            """\
## 状态码
| 名称 | 类别 | 含义 |
|---|---|---|
| OK | 成功 | 得到了资源 |
| Created | 成功 | 同上 |
""",
            ("record 状态码 (OK | Created) 类别: 成功 | 成功; 含义: 得到了资源 | 得到了资源",),
        ),
    ),
    ignores=(
        """\
## 查询结果
| 学号 | 姓名 | 城市 |
|---|---|---|
| a1 | 张三 | 北京 |
| a2 | 李四 | 上海 |
""",
        """\
| 序号 | 名称 | 含义 |
|---|---|---|
| 1 | OK | 请求成功 |
| 2 | Found | 重定向 |
""",
        """\
| 对比 | TCP | UDP |
|---|---|---|
| 连接 | 面向连接 | 无连接 |
""",
    ),
)
