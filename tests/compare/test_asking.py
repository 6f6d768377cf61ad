"""The cells of a row are asked one by one, or as one question, or not at all."""

from __future__ import annotations

import pytest

from cribdeck.compare.asking import beside, one_by_one, way
from cribdeck.compare.classify import classify
from cribdeck.compare.typed import whole
from cribdeck.facts.model import Comparison, Contrast, Listing, Origin
from cribdeck.facts.printer import printed
from cribdeck.inline import Text, plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Table
from tests.compare.tables import table
from tests.extract.cases import facts_of, outline_of

ORIGIN = Origin(Span("a.md", 1, 1, 9, 9), "comparison_table", ())


def read(found: Table, title: str = "") -> Comparison:
    comparison = whole(found, classify(found, title), (Text(title),), ORIGIN)
    assert comparison is not None
    return comparison


def cells(comparison: Comparison | None) -> list[list[str | None]]:
    assert comparison is not None
    return [[None if cell is None else plain(cell) for cell in row] for row in comparison.cells]


@pytest.mark.parametrize(
    ("row", "genre", "asked"),
    [
        ("端口|网址", "comparison", "each"),
        ("高|低", "comparison", "apart"),
        ("高|低|高", "comparison", "each"),
        ("支持|不支持", "comparison", "apart"),
        ("✓|不支持", "comparison", "apart"),
        ("✓|✓", "comparison", "never"),
        ("✓|", "comparison", "never"),
        ("✓|✗|✓", "comparison", "which"),
        ("✅ 支持|❌ 不支持|✅", "comparison", "which"),
        ("✅（插件）|❌|✅", "comparison", "each"),
        ("✗|✗|✓", "comparison", "which"),
        ("✓||✓", "comparison", "which"),
        ("✓|✓|✓", "comparison", "never"),
        ("✗|✗|✗", "comparison", "never"),
        ("✓|部分支持|✗", "comparison", "each"),
        ("支持，按时间|不支持|支持", "comparison", "each"),
        ("是|否|是", "record", "which"),
        ("Yes|No|No", "glossary", "which"),
        ("低|高", "record", "each"),
        ("||", "record", "each"),
    ],
)
def test_ways_to_ask(row: str, genre: str, asked: str) -> None:
    cells = [(Text(text),) if text else None for text in row.split("|")]
    assert way(cells, genre) == asked


def test_where_some_cells_of_a_row_are_bold_only_these_are_asked() -> None:
    note = """\
| 对比 | Kafka | RabbitMQ |
|---|---|---|
| 顺序 | **分区内有序** | 队列内有序 |
| 性能 | 高 | **低** |
| 语言 | **Scala** | **Erlang** |
| 协议 | **自有**协议 | AMQP |
"""
    (comparison,) = facts_of(outline_of(note))
    assert isinstance(comparison, Comparison)
    assert cells(comparison) == [
        ["分区内有序", None],
        [None, "低"],
        ["Scala", "Erlang"],
        ["自有协议", "AMQP"],
    ]
    assert [[plain(cell or ()) for cell in row] for row in comparison.written][:2] == [
        ["分区内有序", "队列内有序"],
        ["高", "低"],
    ]


def test_of_a_record_bold_says_what_to_ask_of_one_thing() -> None:
    note = """\
## 配置项
| 参数 | 作用 | 默认值 |
|---|---|---|
| acks | **等谁确认** | all 即全部 |
| linger.ms | 攒批等多久 | 五毫秒 |
| retries | **重试次数** | **整数上限** |
"""
    (comparison,) = facts_of(outline_of(note))
    assert isinstance(comparison, Comparison)
    assert comparison.genre == "record"
    assert cells(comparison) == [
        ["等谁确认", "攒批等多久", "重试次数"],
        [None, "五毫秒", "整数上限"],
    ]


def test_of_two_opposites_a_contrast_asks_which_is_which() -> None:
    comparison = read(table("对比 | 四层 | 七层", "性能 | 高 | 低", "依据 | 端口 | 网址"))
    (contrast,) = beside(comparison)
    assert isinstance(contrast, Contrast)
    assert printed(contrast) == "contrast {{四层}}：性能 高 | {{七层}}：性能 低"
    assert cells(one_by_one(comparison)) == [[None, None], ["端口", "网址"]]


def test_a_row_of_marks_asks_which_of_the_things_have_one() -> None:
    found = table(
        "特性 | Kafka | RabbitMQ | RocketMQ", "事务 | ✓ | ✗ | ✓", "语言 | Scala | Erlang | Java"
    )
    comparison = read(found)
    (listing,) = beside(comparison)
    assert printed(listing) == "listing 事务 ✓ => Kafka | RocketMQ (of Kafka | RabbitMQ | RocketMQ)"
    rest = one_by_one(comparison)
    assert cells(rest) == [[None, None, None], ["Scala", "Erlang", "Java"]]
    assert rest is not None
    assert rest.written == comparison.cells


def test_a_column_of_marks_in_a_record_asks_for_its_names() -> None:
    found = table("类型 | 占用 | 有序", "list | 链表 | 是", "set | 哈希表 | 否", "zset | 跳表 | 是")
    comparison = read(found)
    (listing,) = beside(comparison)
    assert printed(listing) == "listing 有序 是 => list | zset (of list | set | zset)"


def test_a_table_of_nothing_but_marks_leaves_no_cell_to_ask() -> None:
    found = table("类型 | 计数", "string | Y", "array | Y", "int | ")
    comparison = read(found)
    assert one_by_one(comparison) is None
    (listing,) = beside(comparison)
    assert printed(listing) == "listing 计数 Y => string | array (of string | array | int)"


def test_more_names_than_a_card_can_offer_are_not_offered() -> None:
    rows = [f"t{number} | {'是' if number < 3 else '否'}" for number in range(9)]
    (listing,) = beside(read(table("类型 | 有序", *rows), "类型"))
    assert isinstance(listing, Listing)
    assert printed(listing) == "listing 类型 › 有序 => t0 | t1 | t2"
    assert listing.among == ()
