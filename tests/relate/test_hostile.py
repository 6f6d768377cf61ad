"""Claims are looked for in bounded time, whatever a line says."""

from __future__ import annotations

from time import perf_counter

import pytest

from cribdeck.facts.model import Outline, Passage, Prose, Section
from cribdeck.relate import relate
from cribdeck.span import Span
from tests.fact_samples import text

PIECES = (
    "先写库",
    "先写库再",
    "不支持其他",
    "没有提供",
    "默认(",
    "nginx的默认",
    "offset保存在",
    "zk中存储",
    "分区数",
    "某个服务",
    "abc:",
    "使用",
    "(((",
    "通过a",
    " ",
    "a",
    "数",
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_line_is_read_quickly(piece: str) -> None:
    places = [Span("a.md", line, 1, line, 9) for line in range(2, 22)]
    lines = tuple(Passage(Prose(span, text(piece * 1_000)), ()) for span in places)
    title = Span("a.md", 1, 1, 99, 1)
    outline = Outline("a.md", "nginx", "", (), "", (Section(title, text("nginx"), 1, lines, ()),))
    start = perf_counter()
    relate([outline])
    assert perf_counter() - start < 2
