"""Rows and columns that come, go, change places and names: each cell keeps its own number."""

from __future__ import annotations

from typing import Final

import pytest

from cribdeck.facts.holes import WHOLE_ROW
from cribdeck.identity.draft import More
from tests.identity.editing import SAME, Builds, became, drafts_in

TITLE = "# MQ\n\n## Kafka vs RabbitMQ\n"
Rows = dict[str, list[str]]
TABLE: Final[Rows] = {
    "对比": ["Kafka", "RabbitMQ"],
    "消息顺序": ["分区内有序", "队列内有序"],
    "协议": ["自有协议", "AMQP"],
    "吞吐": ["百万级", "万级"],
    "存储": ["磁盘上的日志", "内存和磁盘"],
}


def markdown(rows: Rows) -> str:
    lines = [f"| {' | '.join([name, *cells])} |" for name, cells in rows.items()]
    return "\n".join(
        [TITLE.rstrip(), lines[0], "|---" * (len(rows["对比"]) + 1) + "|", *lines[1:], ""]
    )


def columns(rows: Rows, *order: int) -> Rows:
    """Return the table with these of its columns."""
    return {name: [cells[it] for it in order] for name, cells in rows.items()}


def with_column(rows: Rows, cells: list[str], at: int) -> Rows:
    return {
        name: [*old[:at], cell, *old[at:]]
        for (name, old), cell in zip(rows.items(), cells, strict=True)
    }


def transposed(rows: Rows) -> Rows:
    table = [[name, *cells] for name, cells in rows.items()]
    return {name: list(cells) for name, *cells in zip(*table, strict=True)}


def fates(after: Rows, *before: Rows) -> dict[str, str]:
    """Return which card each cell was, as `row / column`; SAME where it is the same cell."""
    found = became(*map(markdown, before or (TABLE,)), markdown(after))
    return {
        card.partition(" → ")[0]: was.partition(" → ")[0] if was not in (SAME, "new") else was
        for card, was in found.items()
    }


ALL = ("消息顺序", "协议", "吞吐", "存储")


@pytest.mark.parametrize(
    "after",
    [
        columns(TABLE, 1, 0),
        {"对比": TABLE["对比"], **{name: TABLE[name] for name in reversed(ALL)}},
        transposed(TABLE),
        transposed(columns(TABLE, 1, 0)),
    ],
)
def test_nothing_is_lost_when_rows_and_columns_change_places(after: Rows) -> None:
    assert set(fates(after).values()) == {SAME}


def test_a_table_turned_and_edited_at_once_is_still_known() -> None:
    after = {**TABLE, "消息顺序": ["分区内保持有序", "队列内有序"], "延迟": ["毫秒级", "微秒级"]}
    found = fates(transposed(after))
    assert found["消息顺序 / Kafka"] == "消息顺序 / Kafka"
    assert {found[f"延迟 / {name}"] for name in TABLE["对比"]} == {"new"}
    assert [was for cell, was in found.items() if cell.split(" / ")[0] in ALL[1:]] == [SAME] * 6


def test_a_table_turned_back_is_what_it_was() -> None:
    assert set(fates(TABLE, TABLE, transposed(TABLE)).values()) == {SAME}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_column_more_is_new_and_the_others_stay(at: int) -> None:
    pulsar = ["Pulsar", "按键有序", "二进制协议", "百万级", "分层存储"]
    found = fates(with_column(TABLE, pulsar, at))
    assert {was for cell, was in found.items() if cell.endswith("Pulsar")} == {"new"}
    assert {was for cell, was in found.items() if not cell.endswith("Pulsar")} == {SAME}


def test_a_column_that_went_and_came_back_has_its_numbers() -> None:
    pulsar = ["Pulsar", "按键有序", "二进制协议", "百万级", "分层存储"]
    three = with_column(TABLE, pulsar, 2)
    assert set(fates(three, three, TABLE).values()) == {SAME}


def test_a_row_more_and_a_row_less_leave_the_others() -> None:
    after = {name: cells for name, cells in TABLE.items() if name != "协议"}
    found = fates({**after, "部署": ["多台对等", "镜像队列"]})
    assert {was for cell, was in found.items() if "部署" in cell} == {"new"}
    assert {was for cell, was in found.items() if "部署" not in cell} == {SAME}


def test_a_renamed_column_keeps_even_cells_that_others_have_too() -> None:
    found = fates({**TABLE, "对比": ["Apache Kafka", "RabbitMQ"]})
    assert {cell: was for cell, was in found.items() if was != SAME} == {
        f"{row} / Apache Kafka": f"{row} / Kafka" for row in ALL
    }


def test_a_renamed_column_may_have_an_edited_cell() -> None:
    after = {**TABLE, "对比": ["Apache", "RabbitMQ"], "消息顺序": ["分区内保持有序", "队列内有序"]}
    assert fates(after)["消息顺序 / Apache"] == "消息顺序 / Kafka"


def test_a_renamed_row_keeps_its_cells() -> None:
    after = {name.replace("协议", "通信方式"): cells for name, cells in TABLE.items()}
    assert fates(after)["通信方式 / Kafka"] == "协议 / Kafka"


COMMON: Final[Rows] = {
    "对比": ["Kafka", "RabbitMQ", "RocketMQ"],
    "消息顺序": ["分区内有序", "队列内有序", "队列里按键有序"],
    "元数据": ["ZooKeeper", "内置数据库", "ZooKeeper"],
    "协议": ["自有协议", "AMQP", "二进制协议"],
    "回溯": ["按位移", "没有", "按时间"],
}


def test_a_row_of_common_cells_proves_nothing_under_another_name() -> None:
    before = {**COMMON, "配置": COMMON["元数据"]}
    after = {name.replace("元数据", "选主"): cells for name, cells in before.items()}
    found = fates(after, before)
    assert {was for cell, was in found.items() if cell.startswith("选主")} == {"new"}


def test_a_renamed_column_of_a_table_keeps_cells_that_others_have_too() -> None:
    found = fates({**COMMON, "对比": ["Apache Kafka", "RabbitMQ", "RocketMQ"]}, COMMON)
    assert found["元数据 / Apache Kafka"] == "元数据 / Kafka"
    assert {was for cell, was in found.items() if not cell.endswith("Apache Kafka")} == {SAME}


def test_a_column_replaced_keeps_no_cell_that_others_have_too() -> None:
    after = {
        "对比": ["Pulsar", "RabbitMQ", "RocketMQ"],
        "消息顺序": ["按键有序", "队列内有序", "队列里按键有序"],
        "元数据": ["ZooKeeper", "内置数据库", "ZooKeeper"],
        "协议": ["私有二进制", "AMQP", "二进制协议"],
        "回溯": ["按时间", "没有", "按时间"],
    }
    found = fates(after, COMMON)
    assert {was for cell, was in found.items() if cell.endswith("Pulsar")} == {"new"}


def test_a_column_replaced_by_another_keeps_no_cell_that_happens_to_be_equal() -> None:
    pulsar = ["Pulsar", "按键有序", "二进制协议", "百万级", "分层存储"]
    found = fates(with_column(columns(TABLE, 1), pulsar, 0))
    assert {was for cell, was in found.items() if cell.endswith("Pulsar")} == {"new"}


def test_headers_exchanged_over_the_same_cells_make_all_new() -> None:
    assert set(fates({**TABLE, "对比": ["RabbitMQ", "Kafka"]}).values()) == {"new"}


def test_a_column_renamed_whose_old_name_goes_to_a_new_column_gives_it_nothing() -> None:
    renamed = {**TABLE, "对比": ["RocketMQ", "RabbitMQ"]}
    after = with_column(renamed, ["Kafka", "按键有序", "二进制协议", "千万级", "对象存储"], 1)
    found = fates(after)
    assert {was for cell, was in found.items() if cell.endswith(" Kafka")} == {"new"}
    assert {was for cell, was in found.items() if cell.endswith("RabbitMQ")} == {SAME}


def test_cells_asked_at_once_stay_so_when_the_table_is_turned() -> None:
    rows = frozenset[More]({"rows"})
    builds = Builds()
    builds.build(drafts_in(markdown(TABLE), rows))
    found = builds.build(drafts_in(markdown(transposed(TABLE)), rows))
    assert set(found.values()) == {SAME}
    assert any(WHOLE_ROW in card for card in found)
