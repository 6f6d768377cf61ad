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


def test_usual_tables_stay_tables() -> None:
    for columns in (1, 2, 4, 6):
        assert {type(it) for it in fitted(table(columns)).pieces} == {TableRows}


def test_what_is_too_wide_depends_on_the_paper() -> None:
    assert {type(it) for it in fitted(table(6), columns=2).pieces} == {TableRows}
    assert {type(it) for it in fitted(table(6), columns=6).pieces} == {Line}
    assert {type(it) for it in fitted(table(20)).pieces} == {Line}


def test_a_row_too_tall_for_a_column_becomes_lines_without_losing_a_word() -> None:
    tall = grid("名|义", "甲|" + "很长的说明。" * 100, "乙|短")
    lines = fitted(tall).pieces
    assert {type(it) for it in lines} == {Line}
    assert "".join(map(words_of, lines)) == "名义甲" + "很长的说明。" * 100 + "乙短"
    assert [it.depth for it in lines if isinstance(it, Line) and it.marker] == [1, 2, 1, 2, 1, 2]


def test_a_wide_table_in_a_callout_stays_in_it() -> None:
    callout = Callout(at(), "note", text("表"), (Passage(table(20)),))
    whole = box(*pieces_of(Passage(callout)))
    (result,) = without_wide_tables([whole], FRAME, metrics())
    assert {type(it) for it in result.pieces} == {Remark}
    assert [it.opens for it in result.pieces if isinstance(it, Remark)][:3] == [True, False, False]
    assert "".join(map(words_of, result.pieces)) == "".join(map(words_of, whole.pieces))
    assert all(len(it.body) == 1 for it in result.pieces if isinstance(it, Remark))
