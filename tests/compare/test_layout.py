"""A table is put right before anybody asks what it is for."""

from __future__ import annotations

import pytest

from cribdeck.compare.layout import laid_out, text_of
from cribdeck.inline import plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Table
from tests.compare.tables import table


def rows(found: Table) -> list[str]:
    """Return header and rows as text; a line break as `/`."""
    cells = (found.header, *found.rows)
    return [" | ".join(plain(cell.content).replace("\n", "/") for cell in row) for row in cells]


def test_a_blank_header_gives_way_to_the_first_row() -> None:
    for first in ("对比", "名称"):
        found = laid_out(table(" | | ", f"{first} | TCP | UDP", "连接 | 有 | 无"))
        assert rows(found) == [f"{first} | TCP | UDP", "连接 | 有 | 无"]
        assert not found.headerless


def test_a_table_without_a_rule_may_begin_with_its_header() -> None:
    found = laid_out(table("命令 | 说明", "ls | 列出目录", "cd | 切换目录", headerless=True))
    assert rows(found) == ["命令 | 说明", "ls | 列出目录", "cd | 切换目录"]


def test_remarks_beside_the_things_compared_are_no_thing() -> None:
    found = laid_out(
        table("特性 | Kafka | Rabbit | 备注", "事务 | ✓ | ✗ | ", "延时 | ✗ | ✓ | 插件")
    )
    assert rows(found) == ["特性 | Kafka | Rabbit", "事务 | ✓ | ✗", "延时 | ✗ | ✓"]


def test_groups_come_after_the_names_they_group() -> None:
    for second in ("成功", ""):
        found = laid_out(table("类别 | 码 | 含义", "成功 | OK | 好", f"{second} | Empty | 空"))
        assert rows(found) == ["码 | 类别 | 含义", "OK | 成功 | 好", "Empty | 成功 | 空"]


def test_a_blank_header_above_data_is_no_header() -> None:
    found = laid_out(table(" | | ", "301 | Moved | 永久", "404 | Not Found | 没有"))
    assert found.headerless
    assert len(found.rows) == 2


def test_a_column_of_row_numbers_is_dropped_from_a_comparison() -> None:
    found = laid_out(table("# | 对比项 | TCP | UDP", "1 | 连接 | 有 | 无", "2 | 首部 | 20 | 8"))
    assert rows(found) == ["对比项 | TCP | UDP", "连接 | 有 | 无", "首部 | 20 | 8"]


def test_a_row_without_a_name_goes_on_with_the_row_above() -> None:
    found = laid_out(table("对比 | TCP | UDP", "连接 | 有 | 无", " | 三次握手 | "))
    assert rows(found) == ["对比 | TCP | UDP", "连接 | 有/三次握手 | 无"]
    assert found.rows[0][1].span == Span("a.md", 2, 2, 3, 3)
    assert found.rows[0][2].span == Span("a.md", 2, 3, 2, 4)


@pytest.mark.parametrize(
    "found",
    [
        table("类别 | 码 | 含义", "成功 | 200 | 好", " | 200 | 空"),
        table("对比 | TCP | UDP", " | 有 | 无"),
        table("对比 | TCP | UDP", "连接 | 有 | ?", " | 无 | 有"),
        table("# | 名称 | 含义 | 例", "1 | 甲 | 好 | a"),
        table("端口 | 服务 | 说明", "ssh | 登录 | 常用"),
        table("特性 | Kafka | 说明", "事务 | 有 | 插件"),
    ],
    ids=[
        "groups of a record",
        "nothing above",
        "cells to be found",
        "numbered record",
        "a record",
        "one thing",
    ],
)
def test_tables_that_stay_as_they_are(found: Table) -> None:
    assert laid_out(found) == found


def test_text_of_a_cell_is_one_line() -> None:
    assert text_of(table("a | b  c").header[1]) == "b c"
