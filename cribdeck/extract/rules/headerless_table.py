"""A table without a header row: the first cell of each row is the term, the rest its meaning.

Trigger: three rows or more without a header, or with a header row that is data itself.
Gives: a glossary with one empty aspect; one note for each row. Where a long explanation stands
behind a Latin name, the name alone, and a definition of it.
Does not touch: what `compare.classify` refuses.
Precision: 100 % of 18 judged usable (9 good, 9 acceptable, 0 bad).
"""

from __future__ import annotations

from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.tables import Told, comparisons
from cribdeck.extract.unit import Grid


def _extract(grid: Grid) -> Iterator[Told | Declined]:
    yield from comparisons(grid, "headerless")


RULE = Rule(
    name="headerless_table",
    doc=__doc__,
    subject=Grid,
    extract=_extract,
    matches=(
        Example(
            """\
HTTP 状态码
|301|Moved Permanently|永久重定向|
|404|Not Found|资源不存在|
|502|Bad Gateway|上游没有响应|
""",
            (
                (
                    "glossary HTTP 状态码 (301 | 404 | 502) : Moved Permanently；永久重定向"
                    " | Not Found；资源不存在 | Bad Gateway；上游没有响应"
                ),
            ),
        ),
        Example(
            """\
## 方法
| GET | 获取资源，不改变服务器上的任何状态 |
|---|---|
| POST | 提交数据 |
| PUT | 整体替换 |
""",
            (
                (
                    "glossary 方法 (GET | POST | PUT) : 获取资源，不改变服务器上的任何状态"
                    " | 提交数据 | 整体替换"
                ),
            ),
        ),
    ),
    ignores=(
        "|301|永久重定向|\n|404|资源不存在|",
        """\
| 命令 | 说明 |
|---|---|
| `ls` | 列出目录的内容 |
""",
        "|1|2|3|\n|4|5|6|\n|7|8|9|",
    ),
)
