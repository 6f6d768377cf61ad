from __future__ import annotations

from dataclasses import replace

from cribdeck.config import SheetSettings
from cribdeck.facts.model import Callout, Grid, Passage
from cribdeck.sheets.frame import frame_of
from cribdeck.sheets.model import Box, Line, Remark, TableRows
from cribdeck.sheets.pieces import pieces_of
from cribdeck.sheets.wide_tables import without_wide_tables
from tests.sheets.samples import at, box, grid, metrics, text, words_of

FRAME = frame_of(SheetSettings())


def fitted(*tables: Grid, columns: int = 4) -> Box:
    whole = box(*(piece for it in tables for piece in pieces_of(Passage(it))))
    (result,) = without_wide_tables([whole], replace(FRAME, columns=columns), metrics())
    return result


def table(columns: int) -> Grid:
    return grid(*("|".join(f"第{row}行{n}" for n in range(columns)) for row in range(3)))


def rows_of(whole: Box) -> list[TableRows]:
    rows = [it for it in whole.pieces if isinstance(it, TableRows)]
    assert len(rows) == len(whole.pieces)
    return rows


def turned(it: Grid) -> Grid:
    header, *rows = zip(it.header, *it.rows, strict=True)
    return replace(it, header=header, rows=tuple(rows))


def test_usual_tables_stay_tables() -> None:
    for columns in (1, 2, 4, 6):
        assert {type(it) for it in fitted(table(columns)).pieces} == {TableRows}


def test_what_is_too_wide_depends_on_the_paper() -> None:
    wide = table(6)
    assert {it.grid for it in rows_of(fitted(wide, columns=2))} == {wide}
    assert {it.grid for it in rows_of(fitted(wide, columns=6))} == {turned(wide)}


def test_a_table_with_more_columns_than_rows_is_turned() -> None:
    wide = table(20)
    (shown,) = {it.grid for it in rows_of(fitted(wide))}
    assert shown == turned(wide)
    assert shown.row_headers


def test_a_wide_table_that_cannot_be_turned_is_split_and_repeats_its_names() -> None:
    wide = grid(*("|".join(f"第{row}行{n}" for n in range(12)) for row in range(15)))
    parts = list(dict.fromkeys(it.grid for it in rows_of(fitted(wide))))
    assert len(parts) > 1
    sizes = {len(part.header) for part in parts}
    assert max(sizes) - min(sizes) <= 1
    for row, cells in enumerate((wide.header, *wide.rows)):
        shown = [(part.header, *part.rows)[row] for part in parts]
        assert {it[0] for it in shown} == {cells[0]}
        assert tuple(cell for it in shown for cell in it[1:]) == cells[1:]


def test_columns_of_single_characters_are_no_table() -> None:
    names = "对比|Kafka|RabbitMQ|RocketMQ|Pulsar|ActiveMQ|NSQ|Redis Stream"
    wide = grid(
        names,
        "存储|顺序写的分段日志|内存加磁盘队列|CommitLog|BookKeeper|KahaDB|磁盘|内存",
        "堆积|很强，取决于磁盘|弱，会换页|强|很强，可下沉|弱|一般|受内存限制",
    )
    (shown,) = {it.grid for it in rows_of(fitted(wide))}
    assert shown == turned(wide)


def test_a_row_too_tall_for_a_column_becomes_lines_without_losing_a_word() -> None:
    tall = grid("名|义", "甲|" + "很长的说明。" * 100, "乙|短")
    lines = fitted(tall).pieces
    assert {type(it) for it in lines} == {Line}
    said = "".join(map(words_of, lines))
    assert said == "名：甲义：" + "很长的说明。" * 100 + "名：乙义：短"
    assert [it.depth for it in lines if isinstance(it, Line) and it.marker] == [1, 2, 1, 2]


def test_a_wide_table_in_a_callout_stays_in_it() -> None:
    wide = table(20)
    callout = Callout(at(), "note", text("表"), (Passage(wide),))
    whole = box(*pieces_of(Passage(callout)))
    (result,) = without_wide_tables([whole], FRAME, metrics())
    remarks = [it for it in result.pieces if isinstance(it, Remark)]
    assert len(remarks) == len(result.pieces)
    assert [it.opens for it in remarks][:3] == [True, False, False]
    assert all(len(it.body) == 1 for it in remarks)
    inside = [piece for it in remarks for piece in it.body]
    assert {it.grid for it in inside if isinstance(it, TableRows)} == {turned(wide)}
