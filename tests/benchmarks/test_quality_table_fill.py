"""The scorer of filled tables, on notes of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.quality.table_fill import (
    BadTablesError,
    Judged,
    Verdict,
    judged_tables,
    note_of,
    read_tables,
    read_verdicts,
    shown,
    summary,
)

PROJECT = Path(__file__).resolve().parents[2]
NOTE = """# Kafka

- 协议：自己的二进制协议
- 语言：用 Scala 编写

# RabbitMQ

- 协议：AMQP
- 顺序：一个队列内有序
"""
TABLES = """comparisons:
- id: mq
  title: 消息队列
  entities: [Kafka, RabbitMQ（rabbit）]
  aspects:
  - name: 协议
    cells:
      Kafka: {text: 二进制协议, sources: ['mq.md:3']}
      RabbitMQ（rabbit）: {text: AMQP, sources: ['mq.md:7-8']}
  - name: 语言
    cells:
      Kafka: {text: Java, sources: ['mq.md:3']}
      RabbitMQ（rabbit）: null
  - name: 顺序
    cells:
      Kafka: {text: 分区内有序, sources: ['mq.md:4'], inferred: true}
      RabbitMQ（rabbit）: null
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    path = tmp_path / "tables.yaml"
    path.write_text(TABLES, encoding="utf-8")
    return path


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "mq.md").write_text(NOTE, encoding="utf-8")
    return folder


def judged(tables: Path, notes: Path, verdicts: dict[str, Verdict] | None = None) -> list[Judged]:
    return judged_tables(read_tables(tables, []), notes, verdicts or {})


def test_the_note_asks_for_every_cell(tables: Path) -> None:
    (table,) = read_tables(tables, [])
    assert note_of(table) == (
        "## Kafka vs RabbitMQ（rabbit）\n"
        "| 对比 | Kafka | RabbitMQ（rabbit） |\n"
        "|---|---|---|\n"
        "| 协议 | ? | ? |\n"
        "| 语言 | ? | ? |\n"
        "| 顺序 | ? | ? |\n"
    )


def test_some_entities_of_a_table_may_be_chosen(tables: Path) -> None:
    (table,) = read_tables(tables, ["mq:Kafka"])
    assert table.entities == ("Kafka",)
    with pytest.raises(BadTablesError, match="no entity"):
        read_tables(tables, ["mq:Pulsar"])
    with pytest.raises(BadTablesError, match="no table"):
        read_tables(tables, ["xy"])


def test_a_cell_is_right_if_its_line_and_its_point_are(tables: Path, notes: Path) -> None:
    found = {(it.aspect, it.entity[:1]): (it.outcome, it.why) for it in judged(tables, notes)}
    assert found == {
        ("协议", "K"): ("right", ""),
        ("协议", "R"): ("right", ""),
        ("语言", "K"): ("wrong", "another line"),
        ("语言", "R"): ("unfilled", ""),
        ("顺序", "K"): ("unfilled", ""),
        ("顺序", "R"): ("wrong", "the notes say nothing"),
    }


def test_the_right_line_is_not_enough(tables: Path, notes: Path) -> None:
    text = TABLES.replace("text: 二进制协议", "text: 无连接")
    tables.write_text(text, encoding="utf-8")
    cell = judged(tables, notes)[0]
    assert (cell.outcome, cell.why) == ("wrong", "another point")


def test_a_line_with_the_same_text_is_as_good(tables: Path, notes: Path) -> None:
    (notes / "copy.md").write_text("# 笔记\n\n- 协议：自己的二进制协议\n", encoding="utf-8")
    text = TABLES.replace(
        "text: 二进制协议, sources: ['mq.md:3']", "text: 二进制协议, sources: ['copy.md:3']"
    )
    tables.write_text(text, encoding="utf-8")
    assert judged(tables, notes)[0].outcome == "right"


def test_a_reader_has_the_last_word(tables: Path, notes: Path) -> None:
    first, *_, last = judged(tables, notes)
    again = judged(tables, notes, {first.hash: "wrong", last.hash: "right"})
    assert [again[0].outcome, again[-1].outcome] == ["wrong", "right"]


def test_figures_count_what_the_notes_say_outright(tables: Path, notes: Path) -> None:
    cells = judged(tables, notes)
    assert list(summary(cells))[-1].startswith("| all | 6 | 3 | 4 | 2 | 2 | 0 | 50 % ")
    assert "| 67 % " in list(summary(cells))[-1]


def test_judgements_can_be_read(tables: Path, notes: Path) -> None:
    cells = judged(tables, notes)
    wrong = "\n".join(shown(cells, "wrong"))
    assert "mq · 语言 · Kafka [wrong: another line]" in wrong
    assert "    expected Java (mq.md:3)" in wrong
    assert "mq.md:4 用 Scala 编写" in wrong
    assert "协议" not in wrong


def test_verdicts_are_read_by_hash(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.txt"
    path.write_text("# a remark\n0123456789 right says the same\nabcdef0123 wrong\n\n")
    assert read_verdicts(path) == {"0123456789": "right", "abcdef0123": "wrong"}
    assert read_verdicts(None) == {}


def test_the_program_prints_its_figures(tables: Path, notes: Path) -> None:
    program = PROJECT / "benchmarks" / "quality" / "table_fill.py"
    command = [sys.executable, str(program), "--comparisons", str(tables), "--notes", str(notes)]
    done = subprocess.run(
        [*command, "--show", "all"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "| mq | 6 | 3 | 4 | 2 | 2 | 0 |" in done.stdout
    failed = subprocess.run(
        [*command, "--tables", "xy"], capture_output=True, encoding="utf-8", check=False
    )
    assert failed.returncode == 2
    assert "no table with the id xy" in failed.stderr
