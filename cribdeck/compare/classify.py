"""What a table is for: its shape decides how cards ask for its cells, or that none may.

A table and the title above it go in, a `Kind` comes out. Of 789 tables in public notes
137 were comparisons (75 with the things compared in columns, 62 in rows), 174 records,
103 glossaries and 106 two-column pairs; 254 must never make cards: numbers, database
sessions, examples, links. Policy: what never makes cards is decided first, then the most
specific shape wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cribdeck.compare.headers import names_aspects
from cribdeck.compare.layout import text_of
from cribdeck.compare.skeleton import asks, bare
from cribdeck.folding import fold
from cribdeck.inline import Image, Link, RichText, Styled
from cribdeck.syntax.nodes import Cell, Table
from cribdeck.units import has_han, units

Shape: TypeAlias = Literal["columns", "rows", "pairs", "glossary", "record", "headerless", "never"]


@dataclass(frozen=True, slots=True)
class Kind:
    """The shape of a table, and for `never` the reason."""

    shape: Shape
    """`columns`, `rows`: where the things compared stand; `pairs`: two columns, and each row tells
    one thing from the other without a name for what it tells."""
    reason: str = ""


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
    r"结果|返回|输出|示例|样例|例子|例如|举例|练习|习题|例题|表数据|数据如下|记录如下|插入|更新记录|删除记录|分解|案例"
    r"|排期|薪资|职级|版本号|changelog|result|output|example|sample",
    re.IGNORECASE,
)
_SESSION_HEADER = re.compile(
    r"session ?(?:[A-D\d一二]|$)|会话 ?[AB12一二]|事务 ?[AB12一二]|时间线|线程 ?[AB12]"
    r"|^时刻$|^步骤$|^时间$|^T\d",
    re.IGNORECASE,
)
_COLUMN_NAME = re.compile(
    r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*|[a-z]+[A-Z]\w{1,40}"
    r"|Field|Null|Key|Extra|Default|Comment|Collation|Sname|Sno"
)
_NUMBER = re.compile(r"(?=\D*\d)[\d.,%+\-~ xX/*:()_]*|NULL")
_DIGITS = re.compile(r"\d+")
_MEASURED_TITLE = re.compile(r"压测|压力测试|基准|性能测试|测试数据|实测|benchmark", re.IGNORECASE)
_MEASURE = re.compile(r"[<>~≈]?[\d.,%~-]+ ?[A-Za-zμ/%万亿千次个条秒分毫微元倍]{0,6}")
_VERSION = re.compile(r"v?\d{1,4}(?:\.\d{1,4}){0,3}", re.IGNORECASE)
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}")
_DAY_HEADER = re.compile(r"日期|发布日期|发布时间|更新时间|时间|date|released?", re.IGNORECASE)
_LATIN_NAME = re.compile(r"[A-Za-z][\w .+#/-]{0,24}", re.ASCII)
_NAMED_BY_NUMBER = re.compile(r"码$|端口|\bcode$|\bport$", re.IGNORECASE)
"""Headers of names that are numbers: 状态码, 端口."""
_ROW_NUMBER = re.compile(r"\d{0,4}\.?")
_LONGEST_HEADER = 10
_LONGEST_KEY = 14
"""Units; what is longer names nothing."""
_LONG_KEYS = 0.25
"""Of the names of rows; a few may be whole questions (某个副本落后太多时会怎样)."""
_LINKED = 0.6
_FEWEST_LINKS = 3
_HALF = 0.5
_SHARE_OF_COLUMN_NAMES = 0.6
_FEWEST_HEADERLESS_ROWS = 3
_PAIR = 2


def classify(table: Table, title: str) -> Kind:  # noqa: PLR0911  one for each shape
    """Return what `table` is for; `title` is the lead line or heading right above it.

    Where the author asks for cells with `?`, things are compared, whatever they are.
    """
    if asks(table):
        return _asking(bare(table))
    header = [text_of(cell) for cell in table.header]
    rows = [[text_of(cell) for cell in row] for row in table.rows]
    title = fold(title)
    refusal = _refusal(table, header, rows, title)
    if refusal:
        return Kind("never", refusal)
    if table.headerless or _header_is_data(header, rows):
        enough = len(rows) + (not table.headerless) >= _FEWEST_HEADERLESS_ROWS
        return Kind("headerless") if enough else Kind("never", "too few rows without a header")
    keys = [row[0] for row in rows]
    if len(header) == _PAIR:
        return Kind("pairs" if _all_named(title, header) else "glossary")
    if _things_in_columns(header, keys, title):
        crossed = set(header[1:]) & set(keys)
        return Kind("never", "matrix of the same things twice") if crossed else Kind("columns")
    numbered = sum(map(bool, map(_ROW_NUMBER.fullmatch, keys))) > _HALF * len(keys)
    if numbered and not _NAMED_BY_NUMBER.search(header[0]):
        return Kind("never", "rows have numbers instead of names")
    return Kind("rows" if _evaluate(header[1:]) or _COMPARES.search(title) else "record")


def _things_in_columns(header: list[str], keys: list[str], title: str) -> bool:
    if names_aspects(header[0]) or _all_named(title, header[1:]):
        return True
    if not _COMPARES.search(title) or _all_named(title, keys) or _evaluate(header[1:]):
        return False
    # Among Chinese words the Latin ones are the names: TCP and UDP, told apart by 连接 and 首部.
    return _evaluate(keys) or (
        all(map(_LATIN_NAME.fullmatch, header[1:])) and all(map(has_han, keys))
    )


def _all_named(title: str, names: list[str]) -> bool:
    return all(name and name.casefold() in title.casefold() for name in names)


def _evaluate(names: list[str]) -> bool:
    return sum(map(bool, map(_EVALUATES.search, names))) >= _PAIR


def _asking(table: Table) -> Kind:
    header = [text_of(cell) for cell in table.header]
    if len(header) < _PAIR or table.headerless:
        return Kind("never", "table that asks for cells without a header")
    return Kind("columns" if names_aspects(header[0]) else "rows")


def _refusal(table: Table, header: list[str], rows: list[list[str]], title: str) -> str:
    """Return why no cell of the table is worth a card, or an empty string."""
    if not rows:
        return "table without rows"
    if len(header) < _PAIR:
        return "table of one column"
    cells = [text for row in rows for text in row[1:]]
    links = sum(_has_link(cell) for row in table.rows for cell in row[1:])
    keys = [row[0] for row in rows]
    checks = (
        (
            _pictures(table.header) > _HALF * len(header)
            or sum(map(_pictures, table.rows)) > _HALF * len(cells),
            "table of pictures",
        ),
        (
            _FEWEST_LINKS <= sum(_has_link(row[0]) for row in table.rows) >= _LINKED * len(rows)
            or _FEWEST_LINKS <= links > _HALF * len(cells),
            "table of links",
        ),
        (cells.count("") > _HALF * len(cells), "mostly empty table"),
        (
            sum(map(bool, map(_NUMBER.fullmatch, cells))) > _HALF * sum(map(_says_a_thing, cells)),
            "table of numbers",
        ),
        (
            not names_aspects(header[0])
            and not _COMPARES.search(title)
            and _is_database_output(header, title),
            "database output",
        ),
        (any(map(_SESSION_HEADER.search, header)), "example of a session"),
        (
            len(header) > _PAIR and _EXAMPLE_TITLE.search(title) and not _COMPARES.search(title),
            "example data",
        ),
        (_is_log(header, keys), "log of versions or days"),
        (
            _MEASURED_TITLE.search(title)
            and sum(map(bool, map(_MEASURE.fullmatch, cells))) > _HALF * len(cells),
            "table of measurements",
        ),
        (
            len(set(filter(None, header[1:]))) < len(list(filter(None, header[1:]))),
            "columns of the same name",
        ),
        (
            sum(units(key) > _LONGEST_KEY for key in keys) > _LONG_KEYS * len(keys)
            and not (len(header) == _PAIR and _all_named(title, header)),
            "rows without short names",
        ),
    )
    return next((phrase for found, phrase in checks if found), "")


def _says_a_thing(cell: str) -> bool:
    """Return whether a cell is neither empty nor a dash for want of a value."""
    return any(map(str.isalnum, cell))


def _is_database_output(header: list[str], title: str) -> bool:
    names = sum(map(bool, map(_COLUMN_NAME.fullmatch, header)))
    return len(header) > _PAIR and names >= _SHARE_OF_COLUMN_NAMES * len(header) and has_han(title)


def _is_log(header: list[str], keys: list[str]) -> bool:
    dated = any(map(_DAY_HEADER.fullmatch, header))
    numbered = sum(map(bool, map(_VERSION.fullmatch, keys)))
    days = sum(map(bool, map(_DAY.match, keys)))
    return days > _HALF * len(keys) or (dated and numbered > _HALF * len(keys))


def _header_is_data(header: list[str], rows: list[list[str]]) -> bool:
    """Return whether the header row is the first of the rows: long, or a value of its column."""
    if units(header[1]) > _LONGEST_HEADER and not _MEANING_HEADER.search(header[1]):
        return True
    if names_aspects(header[0]):
        return False
    columns = list(zip(*rows, strict=True))[1:]
    return any(
        name in column or (_DIGITS.fullmatch(name) and all(map(_DIGITS.fullmatch, column)))
        for name, column in zip(header[1:], columns, strict=True)
        if name
    )


def _pictures(row: Sequence[Cell]) -> int:
    return sum(_has_picture(cell.content) for cell in row)


def _has_picture(content: RichText) -> bool:
    return any(
        isinstance(node, Image) or (isinstance(node, Styled) and _has_picture(node.children))
        for node in content
    )


def _has_link(cell: Cell) -> bool:
    return any(isinstance(node, Link) for node in cell.content)
