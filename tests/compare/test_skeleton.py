"""What a table with `?` asks for, read from notes as an author writes them."""

from __future__ import annotations

from cribdeck.compare.skeleton import asks, bare, skeleton
from cribdeck.inline import plain
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import Table

HEAD = "| 对比 | Kafka | RabbitMQ（rabbit、兔子） |\n|---|---|---|\n"


def table_of(source: str) -> Table:
    document, _ = parse("a.md", source.encode())
    assert document is not None
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return found


def test_brackets_hold_synonyms_and_are_not_shown() -> None:
    table = table_of(HEAD + "| 消息顺序（有序） | ? | 队列内有序 |\n")
    found = skeleton(table, entities_in_columns=True)
    assert found is not None
    assert found.entities == (("Kafka",), ("RabbitMQ", "rabbit", "兔子"))
    assert found.aspects == (("消息顺序", "有序"),)
    assert [plain(cell.content) for cell in bare(table).header] == ["对比", "Kafka", "RabbitMQ"]
    assert [plain(cell.content) for cell in bare(table).rows[0]] == ["消息顺序", "?", "队列内有序"]


def test_only_question_marks_are_wanted() -> None:
    found = skeleton(
        table_of(HEAD + "| 协议 | 自有 | ？ |\n| 语言 | | ? |\n"), entities_in_columns=True
    )
    assert found is not None
    assert [[cell is not None for cell in row] for row in found.wanted] == [
        [False, True],
        [False, True],
    ]


def test_links_in_a_cell_name_the_section_to_look_in() -> None:
    rows = "| 副本 | [?](kafka.md#副本) | [[#镜像\\|?]] |\n| 顺序 | [[kafka#顺序]] | ? |\n"
    found = skeleton(table_of(HEAD + rows), entities_in_columns=True)
    assert found is not None
    pins = [[cell.pin if cell else None for cell in row] for row in found.wanted]
    assert pins == [["kafka.md#副本", "#镜像"], ["kafka#顺序", ""]]


def test_what_is_compared_may_stand_in_rows() -> None:
    table = table_of("| 协议 | 端口 | 层 |\n|---|---|---|\n| HTTP | ? | 七层 |\n| TCP | 无 | ? |\n")
    found = skeleton(table, entities_in_columns=False)
    assert found is not None
    assert found.entities == (("HTTP",), ("TCP",))
    assert found.aspects == (("端口",), ("层",))
    place = found.wanted[1][1]
    assert place is not None
    assert (place.row, place.column) == (1, 2)


def test_a_question_mark_may_be_a_character() -> None:
    assert not asks(table_of("| 符号 | 含义 |\n|---|---|\n| 甲 | ? |\n"))
    assert not asks(table_of(HEAD + "| 通配符 | `?` | * |\n"))
    assert asks(table_of("| 对比 | Redis |\n|---|---|\n| 语言 | ? |\n"))


def test_a_table_that_asks_nothing_is_left_alone() -> None:
    table = table_of(HEAD + "| 协议（规范） | 自有 | AMQP |\n")
    assert bare(table) is table
    assert skeleton(table, entities_in_columns=True) is None
