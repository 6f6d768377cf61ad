"""A table in HTML is read as the same table with pipes, whatever its tags ask for."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.syntax import parse
from cribdeck.syntax.dump import dump, marked
from cribdeck.syntax.nodes import Document, Table
from tests.extract.cases import lines_of, outline_of
from tests.syntax.test_spans import check

SECONDS = 10
"""What any hostile table takes is below two."""


def parsed(note: str) -> Document:
    document, _ = parse("note.md", note.encode())
    assert document is not None
    check(document)
    return document


def texts(table: object) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[marked(cell.content) for cell in row] for row in (table.header, *table.rows)]


def html(rows: Sequence[Sequence[str]], *, closed: bool) -> str:
    """Return the table in HTML; HTML lets authors leave out most end tags."""
    td, tr = ("</td>", "</tr>") if closed else ("", "")
    header, *body = rows
    lines = [
        "".join(f"<th>{text}{td.replace('d', 'h')}" for text in header),
        *("".join(f"<td>{text}{td}" for text in row) for row in body),
    ]
    return "\n".join(["<table>", *(f"<tr>{line}{tr}" for line in lines), "</table>"])


def pipes(rows: Sequence[Sequence[str]]) -> str:
    header, *body = rows
    lines = [header, ["---"] * len(header), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


CELLS = st.sampled_from(
    ["顺序写", "**整批**", "`fsync`", "主从<br>切换", "✓", "x < y", "[文档](a.md)"]
)
ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=5)
)


@given(ROWS, st.booleans())
def test_the_same_table_twice(rows: list[list[str]], closed: bool) -> None:  # noqa: FBT001
    (one,) = parsed(html(rows, closed=closed)).blocks
    (other,) = parsed(pipes(rows)).blocks
    assert texts(one) == texts(other)


def test_the_same_facts_come_of_both() -> None:
    rows = [
        ["对比", "Kafka", "RabbitMQ"],
        ["消息顺序", "分区内有序", "队列内有序"],
        ["协议", "自有协议", "AMQP"],
        ["消息回溯", "支持", "不支持"],
    ]
    title = "## Kafka 与 RabbitMQ 的区别\n\n"
    found = lines_of(outline_of(title + html(rows, closed=True)))
    assert found
    wanted = lines_of(outline_of(title + pipes(rows)))
    assert [line.partition(" ")[2] for line in found] == [line.partition(" ")[2] for line in wanted]


def test_a_cell_over_two_things_is_asked_of_each() -> None:
    note = (
        "## Kafka 与 RabbitMQ 的区别\n<table><tr><th>对比</th><th>Kafka</th><th>RabbitMQ</th></tr>"
        "<tr><td>持久化</td><td colspan=2>顺序写入磁盘</td></tr>"
        "<tr><td rowspan=2>协议</td><td>自有协议</td><td>AMQP</td></tr>"
        "<tr><td>二进制</td><td>可插件扩展</td></tr></table>"
    )
    (line,) = lines_of(outline_of(note))
    assert line == (
        "2 comparison Kafka 与 RabbitMQ 的区别 (Kafka | RabbitMQ) "
        "持久化: 顺序写入磁盘 | 顺序写入磁盘; 协议: 自有协议 ⏎ 二进制 | AMQP ⏎ 可插件扩展"
    )


def test_nothing_in_a_table_is_repaired() -> None:
    """Outside of one, bold text on a line of its own is a heading, and `1、` opens a list."""
    note = (
        "<table>\n<tr><th>对比</th><th>甲</th></tr>\n<tr><td>\n\n**优点**\n\n</td>"
        "<td>\n\n1、快\n2、省\n\n</td></tr>\n</table>"
    )
    (table,) = parsed(note).blocks
    assert texts(table)[1:] == [["**优点**", "1、快<br>2、省"]]


def test_a_row_without_cells_is_taken_by_those_above_it() -> None:
    note = (
        "<table><tr><th>对比</th><th>甲</th></tr>"
        "<tr><td rowspan=2>协议</td><td rowspan=2>文本</td></tr><tr></tr>"
        "<tr><td>顺序</td><td>有序</td></tr></table>"
    )
    (table,) = parsed(note).blocks
    assert texts(table)[1:] == [["协议", "文本"], ["顺序", "有序"]]


def test_a_question_is_put_once() -> None:
    note = (
        "<table><tr><th>对比</th><th>甲</th><th>乙</th></tr>"
        "<tr><td>协议</td><td colspan=2>?</td></tr>"
        "<tr><td>顺序</td><td colspan=2>[?](a.md#节)</td></tr></table>"
    )
    (table,) = parsed(note).blocks
    assert texts(table)[1:] == [["协议", "?", ""], ["顺序", "[?](a.md#节)", ""]]


def test_spans_are_capped() -> None:
    tags = 'colspan="10000" rowspan="10000"'
    note = f"<table><tr><td {tags}>甲<td>乙</tr>{'<tr><td>丙</tr>' * 200}</table>"
    (table,) = parsed(note).blocks
    assert isinstance(table, Table)
    assert len(table.header) == 2
    assert len(table.rows) == 200


WIDE = "<td rowspan=9999 colspan=9999>字</td>"


@pytest.mark.parametrize(
    "note",
    [
        f"<table>{('<tr>' + WIDE * 20 + '</tr>') * 150}</table>",
        f"<table><tr>{WIDE * 2500}</tr>{'<tr><td>a</tr>' * 200}</table>",
        "<table>\n" * 12_000,
        "<table>\n\n" * 10_000 + "</table>",
        "<table><tr><td>a\n\n" * 5_000,
        "<table>" + "<td>" * 25_000 + "</table>",
        "<table " * 12_000,
        "<table><tr><td><!--" * 5_000,
        "<table>" + "<!--" * 20_000 + "</table>",
        "<table><tr><td>" * 300 + "</table>" * 300,
        "<table><tr><td colspan=64 rowspan=64>a<td>b<tr><td>c</table>\n" * 1_500,
        "<table><tr><td>" + "`\n" * 40_000 + "</table>",
    ],
)
def test_tables_made_to_hurt(note: str) -> None:
    start = time.process_time()
    document, _ = parse("note.md", note.encode())
    assert document is not None
    assert time.process_time() - start < SECONDS
    cells = sum(
        len(block.header) * (len(block.rows) + 1)
        for block in document.blocks
        if isinstance(block, Table)
    )
    assert cells < len(note)


TAGS = st.sampled_from(
    [
        "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<thead>",
        "<caption>", "</caption>", '<td colspan="3">', '<td rowspan="2">', "<td rowspan=0>", "<br>",
        "<!--", "-->", "\n", "\n\n", "\n## ", "\n- ", "\n> ", "字", "`", "b", "```\n", "|",
    ]
)  # fmt: skip


@given(st.lists(TAGS, max_size=30).map("".join))
def test_tags_in_any_order(inside: str) -> None:
    document = parsed(f"<table>{inside}</table>\n\n尾")
    (table, *_) = document.blocks
    if isinstance(table, Table):
        assert all(len(row) == len(table.header) for row in table.rows)


@given(st.lists(TAGS.filter(lambda tag: "--" not in tag), max_size=30))
def test_no_text_is_lost(tags: list[str]) -> None:
    letters = [chr(ord("一") + order) if tag == "字" else tag for order, tag in enumerate(tags)]
    document = parsed(f"<table>{''.join(letters)}</table>")
    found = dump(document)
    assert all(letter in found for letter in letters if "一" <= letter <= "龥")
