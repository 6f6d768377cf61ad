"""A typed table becomes entities × aspects, whichever way it lies."""

from __future__ import annotations

import pytest

from cribdeck.compare.classify import classify
from cribdeck.compare.layout import laid_out
from cribdeck.compare.typed import LONGEST_ANSWER, whole
from cribdeck.facts.model import Comparison, Origin
from cribdeck.inline import plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Table
from tests.compare.tables import table

ORIGIN = Origin(Span("a.md", 1, 1, 3, 9), "comparison_table", ())


def compared(found: Table, title: str = "") -> Comparison:
    read = laid_out(found)
    comparison = whole(read, classify(read, title), (), ORIGIN)
    assert comparison is not None
    return comparison


def cells(comparison: Comparison) -> list[list[str | None]]:
    return [[None if cell is None else plain(cell) for cell in row] for row in comparison.cells]


def test_things_in_columns() -> None:
    comparison = compared(table("对比 | 四层 | 七层", "依据 | 端口 | 网址", "性能 | 高 | 中"))
    assert list(map(plain, comparison.entities)) == ["四层", "七层"]
    assert list(map(plain, comparison.aspects)) == ["依据", "性能"]
    assert cells(comparison) == [["端口", "网址"], ["高", "中"]]
    assert comparison.cell_spans[1][0] == Span("a.md", 3, 2, 3, 3)


def test_things_in_rows_are_transposed() -> None:
    comparison = compared(
        table("方式 | 体积 | 恢复", "RDB | 小 | 直接载入", "AOF | 中 | 重放命令"), "持久化的区别"
    )
    assert list(map(plain, comparison.entities)) == ["RDB", "AOF"]
    assert list(map(plain, comparison.aspects)) == ["体积", "恢复"]
    assert cells(comparison) == [["小", "中"], ["直接载入", "重放命令"]]
    assert comparison.cell_spans[0][1] == Span("a.md", 3, 2, 3, 3)


TOO_LONG = "长" * (LONGEST_ANSWER + 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "—",
        "/",
        "…",
        "...",
        "N/A",
        "略",
        "见上文",
        "同 Kafka",
        "同乙",
        "TODO",
        "!",
        TOO_LONG,
    ],
)
def test_cells_that_are_never_asked(text: str) -> None:
    assert cells(compared(table("对比 | 甲 | 乙", f"性能 | {text} | 低"))) == [[None, "低"]]


def test_two_rows_of_one_name_cannot_be_asked_for_by_it() -> None:
    found = table("级别 | 现象", "高 | 加锁读取", "低 | 读到旧值", "低 | 读到幻影")
    assert cells(compared(found)) == [["加锁读取", None, None]]


def test_a_link_below_a_header_for_links_is_not_asked() -> None:
    found = table("产品 | 协议 | 官网", "Kafka | 自有 | [a]", "Rabbit | AMQP | [b]")
    assert cells(compared(found)) == [["自有", "AMQP"], [None, None]]


def test_none_is_an_answer_only_where_things_are_told_apart() -> None:
    assert cells(compared(table("对比 | 甲 | 乙", "功能 | 无 | 缓存"))) == [["无", "缓存"]]
    assert cells(compared(table("级别 | 问题", "高 | 无", "低 | 脏读"))) == [[None, "脏读"]]


def test_same_as_above_and_same_as_left_are_resolved() -> None:
    found = table("对比 | 甲 | 乙", "性能 | 高 | 中", "可用 | 同上 | 同左", "成本 | ? | 同左")
    assert cells(compared(found)) == [["高", "中"], ["高", "高"], [None, None]]


def test_same_as_above_in_rows_looks_up_the_column_as_written() -> None:
    found = table("方式 | 体积 | 恢复", "甲 | 小 | 快", "乙 | 中 | 同上")
    assert cells(compared(found, "区别")) == [["小", "中"], ["快", "快"]]


def test_headerless_rows_give_term_and_meaning() -> None:
    found = table("301 | Moved | 永久", "302 | Found | ", "404 | | 不存在", headerless=True)
    comparison = compared(found)
    assert comparison.genre == "glossary"
    assert list(map(plain, comparison.aspects)) == [""]
    assert cells(comparison) == [["Moved；永久", "Found", "不存在"]]
    assert comparison.cell_spans[0][0] == Span("a.md", 1, 2, 1, 4)


def test_a_table_with_nothing_to_ask_is_no_comparison() -> None:
    found = table("对比 | 甲 | 乙", "性能 | 略 | -")
    assert whole(found, classify(found, ""), (), ORIGIN) is None
    never = table("a | b")
    assert whole(never, classify(never, ""), (), ORIGIN) is None


def test_a_table_that_asks_for_all_its_cells_is_a_comparison() -> None:
    found = compared(table("对比 | 甲 | 乙", "性能 | ? | ？"))
    assert cells(found) == [[None, None]]
    assert found.skeleton is not None


def test_a_long_explanation_behind_a_name_is_left_to_its_own_question() -> None:
    rows = ("301 | Moved | 永久", "502 | Bad Gateway | 上游的服务器没有给出响应", "404 | | 不存在")
    assert cells(compared(table(*rows, headerless=True))) == [
        ["Moved；永久", "Bad Gateway", "不存在"]
    ]
