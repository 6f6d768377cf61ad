"""What becomes of the table itself."""

from __future__ import annotations

from cribdeck.facts.model import Grid
from cribdeck.inline import plain
from tests.assemble.notes import assembled, comparisons_of
from tests.extract.cases import passages_of

NOTE = "Kafka 的端口：9092\n"
TABLE = (
    "| 对比 | Kafka（卡夫卡） | RabbitMQ |\n|---|---|---|\n| 端口 | ? | 5672 |\n| 语言 | ? | ? |\n"
)


def grid_of(source: str) -> tuple[Grid, bool, str]:
    found = assembled({"a.md": NOTE, "t.md": source})
    outline = next(it for it in found.outlines if it.path == "t.md")
    (passage,) = (it for it in passages_of(outline) if isinstance(it.shown, Grid))
    assert isinstance(passage.shown, Grid)
    return passage.shown, passage.covered, passage.unused


def test_the_printed_table_is_filled_too() -> None:
    grid, covered, _ = grid_of(TABLE)
    assert [plain(cell) for cell in grid.header] == ["对比", "Kafka", "RabbitMQ"]
    assert [[plain(cell) for cell in row] for row in grid.rows] == [
        ["端口", "9092", "5672"],
        ["语言", "?", "?"],
    ]
    assert covered


def test_every_cell_knows_where_it_stands() -> None:
    (table,) = comparisons_of(assembled({"a.md": NOTE, "t.md": TABLE}))
    assert [[str(span) for span in row] for row in table.cell_spans[:1]] == [
        ["a.md:1:1", "t.md:3:12"]
    ]
    assert table.cells[1] == (None, None)
    assert table.skeleton is None


def test_things_may_stand_in_rows() -> None:
    source = "| 系统 | 端口 | 语言 |\n|---|---|---|\n| Kafka | ? | ? |\n"
    grid, _, _ = grid_of(source)
    assert [plain(cell) for cell in grid.rows[0]] == ["Kafka", "9092", "?"]


def test_a_table_that_nothing_fills_is_not_covered() -> None:
    source = "| 对比 | Pulsar | Celery |\n|---|---|---|\n| 端口 | ? | ? |\n"
    _, covered, unused = grid_of(source)
    assert (covered, unused) == (False, "no cell of the table could be filled from the notes")
    assert comparisons_of(assembled({"a.md": NOTE, "t.md": source})) == []


def test_a_remark_shows_the_candidates() -> None:
    notes = {"a.md": "Kafka 的端口：1\n", "b.md": "Kafka 的端口：2\n", "t.md": TABLE}
    remarks = {it.code: it for it in assembled(notes).diagnostics}
    assert "a.md:1 “1”; b.md:1 “2”" in remarks["ambiguous_cell"].message
    assert (
        "Kafka的语言：…" in remarks["unfilled_cell"].hint
        or "RabbitMQ" in remarks["unfilled_cell"].hint
    )


def test_notes_without_questions_are_left_alone() -> None:
    found = assembled({"a.md": NOTE})
    assert found.cells == ()
    assert found.diagnostics == []
