"""A table comes and goes; the cards of the lines that fill it stay, and nothing is asked twice."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.holes import holes
from cribdeck.facts.model import Comparison, Contrast, Fact
from cribdeck.relate import relate
from tests.extract.cases import facts_of
from tests.relate.notes import outlines_of

THINGS = ("Kafka", "RabbitMQ", "Pulsar")
SAYINGS = {
    "消息顺序": ("只保证分区内有序", "单个队列内有序", "按键共享时有序"),
    "协议": ("自有的二进制协议", "高级消息队列协议", "可插拔的多种协议"),
    "存储": ("顺序追加的日志段", "内存加消息索引", "分层的账本存储"),
}
FILLED = st.sets(st.tuples(st.sampled_from(sorted(SAYINGS)), st.integers(0, 2)), min_size=1)


def labels(filled: set[tuple[str, int]]) -> str:
    return "\n\n".join(
        f"{THINGS[thing]} 的{aspect}：{SAYINGS[aspect][thing]}" for aspect, thing in sorted(filled)
    )


def table(width: int) -> str:
    names = THINGS[:width]
    rows = [["对比", *names], ["---"] * (width + 1), *([it, *"?" * width] for it in SAYINGS)]
    return "## 消息中间件的区别\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def related(**sources: str) -> list[Fact]:
    outlines, _ = relate(outlines_of({f"{name}.md": text for name, text in sources.items()}))
    return [fact for outline in outlines for fact in facts_of(outline)]


@given(FILLED, st.integers(2, 3))
def test_a_table_takes_no_card_from_the_lines(filled: set[tuple[str, int]], width: int) -> None:
    alone = related(lines=labels(filled))
    beside = related(lines=labels(filled), table=table(width))
    assert [it for it in beside if it.origin.span.path == "lines.md"] == alone


@given(FILLED, st.integers(2, 3))
def test_nothing_is_asked_twice(filled: set[tuple[str, int]], width: int) -> None:
    facts = related(lines=labels(filled), table=table(width))
    asked = Counter(
        hole.answer for it in facts if not isinstance(it, Contrast) for hole in holes(it)
    )
    assert set(asked.values()) <= {1}
    assert {SAYINGS[aspect][thing] for aspect, thing in filled} <= set(asked)


@given(FILLED)
def test_a_row_with_two_answers_tells_its_things_apart(filled: set[tuple[str, int]]) -> None:
    facts = related(lines=labels(filled), table=table(3))
    rows = Counter(aspect for aspect, _ in filled)
    assert sum(isinstance(it, Contrast) for it in facts) == sum(it > 1 for it in rows.values())


def test_what_is_not_asked_is_shown() -> None:
    facts = related(
        lines=labels({("协议", 0)}), table=table(2).replace("| ? | ? |", "| ? | 见文档 |", 1)
    )
    (found,) = (it for it in facts if isinstance(it, Comparison))
    assert found.written
    assert not any(cell for row in found.cells for cell in row[:1])


@pytest.mark.parametrize("count", [400])
def test_a_long_table_takes_no_time(count: int) -> None:
    lines = "\n\n".join(f"Kafka 的项{n}：第 {n} 项说的是甲乙丙丁" for n in range(count))
    rows = "\n".join(f"| 项{n} | ? | ? |" for n in range(count))
    note = f"## Kafka 与 Pulsar 的区别\n| 对比 | Kafka | Pulsar |\n|---|---|---|\n{rows}"
    outlines = outlines_of({"a.md": note, "b.md": lines})
    start = time.process_time()
    relate(outlines)
    assert time.process_time() - start < 5
