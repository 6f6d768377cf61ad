"""What a table is for: its shape decides how cards ask for its cells, or that none may.

A table and the title above it go in, a `Kind` comes out. Of 789 tables in public notes
137 were comparisons (75 with the things compared in columns, 62 in rows), 174 records,
103 glossaries and 106 two-column pairs; 254 must never make cards: numbers, database
sessions, examples, links. Policy: what never makes cards is decided first, then the most
specific shape wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cribdeck.folding import fold
from cribdeck.inline import Link, plain
from cribdeck.syntax.nodes import Cell, Table
from cribdeck.units import has_han, units

Shape: TypeAlias = Literal["columns", "rows", "glossary", "record", "headerless", "never"]


@dataclass(frozen=True, slots=True)
class Kind:
    """The shape of a table, and for `never` the reason."""

    shape: Shape
    """`columns`, `rows`: where the things compared stand; the other names speak for themselves."""
    reason: str = ""


_ASPECT_HEADER = re.compile(
    r"|#|特性|特征|特点|对比|对比项|对比点|对比维度|对比方面|区别|区别点|比较|比较项|比较维度|维度|指标|项目|功能"
    r"|方面|属性|角度|features?|aspects?|property|criteria|characteristic|attribute|dimension|metric"
    r"|comparison|\\|vs|-",
    re.IGNORECASE,
)
_MEANING_HEADER = re.compile(
    r"说明|描述|含义|意义|作用|备注|解释|用途|功能|释义|介绍"
    r"|description|meaning|explanation|what|notes?|purpose|definition|use|comment",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"区别|比较|对比|差异|不同|异同|优缺点|选型|\bvs\b|difference|compar", re.IGNORECASE
)
_EVALUATES = re.compile(
    r"优点|缺点|优势|劣势|适用|复杂度|性能|特点|pros|cons|advantage", re.IGNORECASE
)
_EXAMPLE_TITLE = re.compile(
    r"结果|返回|输出|示例|样例|例子|例如|举例|练习|题|表数据|数据如下|记录如下|插入|更新记录|删除记录|分解|案例"
    r"|排期|薪资|职级|版本号|changelog|result|output|example|sample",
    re.IGNORECASE,
)
_SESSION_HEADER = re.compile(
    r"session|会话 ?[AB12一二]|事务 ?[AB12一二]|时间线|线程 ?[AB12]|^时刻$|^步骤$|^时间$|^T\d",
    re.IGNORECASE,
)
_COLUMN_NAME = re.compile(
    r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*|[a-z]+[A-Z]\w{1,40}"
    r"|Field|Null|Key|Extra|Default|Comment|Collation|Sname|Sno"
)
_NUMBER = re.compile(r"[\d.,%+\-~ xX/*:()_]*|NULL")
_ROW_NUMBER = re.compile(r"\d{0,4}\.?")
_LONGEST_HEADER = 10
_LONGEST_KEY = 14
"""Units; what is longer names nothing."""
_SHARE_OF_LINKS = 0.6
_FEWEST_LINKS = 3
_HALF = 0.5
_SHARE_OF_COLUMN_NAMES = 0.6
_FEWEST_HEADERLESS_ROWS = 3
_PAIR = 2


def classify(table: Table, title: str) -> Kind:
    """Return what `table` is for; `title` is the lead line or heading right above it."""
    header = [_text(cell) for cell in table.header]
    rows = [[_text(cell) for cell in row] for row in table.rows]
    refusal = _refusal(table, header, rows, fold(title))
    if refusal:
        return Kind("never", refusal)
    if table.headerless or _header_is_data(header):
        enough = len(rows) + (not table.headerless) >= _FEWEST_HEADERLESS_ROWS
        return Kind("headerless") if enough else Kind("never", "too few rows without a header")
    keys = [row[0] for row in rows]
    if len(header) > _PAIR and _ASPECT_HEADER.fullmatch(header[0]):
        crossed = set(header[1:]) & set(keys)
        return Kind("never", "matrix of the same things twice") if crossed else Kind("columns")
    if len(header) == _PAIR:
        return Kind("glossary")
    if sum(map(bool, map(_ROW_NUMBER.fullmatch, keys))) > _HALF * len(keys):
        return Kind("never", "rows have numbers instead of names")
    evaluates = sum(map(bool, map(_EVALUATES.search, header[1:]))) >= _PAIR
    return Kind("rows" if evaluates or _COMPARES.search(fold(title)) else "record")


def _refusal(table: Table, header: list[str], rows: list[list[str]], title: str) -> str:
    """Return why no cell of the table is worth a card, or an empty string."""
    if not rows:
        return "table without rows"
    if len(header) < _PAIR:
        return "table of one column"
    cells = [text for row in rows for text in row[1:]]
    links = sum(_has_link(cell) for row in table.rows for cell in row)
    keys = [row[0] for row in rows]
    checks = (
        (_FEWEST_LINKS <= links >= _SHARE_OF_LINKS * len(rows), "table of links"),
        (cells.count("") > _HALF * len(cells), "mostly empty table"),
        (sum(map(bool, map(_NUMBER.fullmatch, cells))) > _HALF * len(cells), "table of numbers"),
        (
            not _ASPECT_HEADER.fullmatch(header[0])
            and not _COMPARES.search(title)
            and _is_database_output(header, title),
            "database output",
        ),
        (any(map(_SESSION_HEADER.search, header)), "example of a session"),
        (
            len(header) > _PAIR and _EXAMPLE_TITLE.search(title) and not _COMPARES.search(title),
            "example data",
        ),
        (any(units(key) > _LONGEST_KEY for key in keys), "rows without short names"),
        (
            len(header) == _PAIR and all(name and name.lower() in title.lower() for name in header),
            "two things side by side, and no name for what is told of them",
        ),
    )
    return next((phrase for found, phrase in checks if found), "")


def _is_database_output(header: list[str], title: str) -> bool:
    names = sum(map(bool, map(_COLUMN_NAME.fullmatch, header)))
    return len(header) > _PAIR and names >= _SHARE_OF_COLUMN_NAMES * len(header) and has_han(title)


def _header_is_data(header: list[str]) -> bool:
    return units(header[1]) > _LONGEST_HEADER and not _MEANING_HEADER.search(header[1])


def _has_link(cell: Cell) -> bool:
    return any(isinstance(node, Link) for node in cell.content)


def _text(cell: Cell) -> str:
    return fold(" ".join(plain(cell.content).split()))
