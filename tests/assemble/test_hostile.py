"""Cells are looked for in bounded time, whatever a line says."""

from __future__ import annotations

from time import perf_counter

import pytest

from cribdeck.assemble.fill import filled_cells
from tests.extract.cases import outline_of

PIECES = (
    "Kafka",
    "Kafka（",
    "Kafka，",
    "Kafka 的",
    "Kafka 支持",
    "支持",
    "有 3 个",
    "基于a",
    "（a）",
    "（（（",
    "而",
    "例如",
    "的优点是",
    "：",
    "a:",
    " ",
    "，",
    "a",
    "数",
)
TABLE = """| 对比 | Kafka | RabbitMQ |
|---|---|---|
| 优点 | ? | ? |
| 语言 | ? | ? |
| 协议 | ? | ? |
| 数量 | ? | ? |
| 英文 | ? | ? |
| 消息存储 | ? | ? |
"""


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_line_is_read_quickly(piece: str) -> None:
    lines = "\n\n".join([f"Kafka {piece * 1_000}"] * 5)
    outlines = [outline_of(f"# Kafka\n\n{lines}\n", rules=()), outline_of(TABLE, "t.md")]
    start = perf_counter()
    assert len(filled_cells(outlines)) == 12
    assert perf_counter() - start < 3
