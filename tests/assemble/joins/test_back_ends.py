"""What cards and sheets make of a joined table."""

from __future__ import annotations

from dataclasses import replace

from cribdeck.assemble.joins import joined
from cribdeck.config import SheetSettings
from cribdeck.coverage import coverage
from cribdeck.facts.model import Outline
from cribdeck.sheets.plan import plan_sheets
from tests.assemble.joins.notes import comparison_of, tables_of
from tests.extract.cases import notes_of, outline_of

NOTE = """# Redis

## 持久化
### RDB
优点：恢复快
缺点：会丢最后一段
### AOF
优点：丢得少
缺点：文件大
"""
ONE_ROW = """# nginx

## 正向代理和反向代理
正向代理隐藏了真实的客户端。反向代理隐藏了真实的服务器。
"""


def with_table(note: str) -> Outline:
    (outline,) = joined([outline_of(note)]).outlines
    return outline


def printed(outline: Outline) -> str:
    (plan,), _ = plan_sheets([outline], SheetSettings())
    return repr(plan.boxes)


def test_sheets_print_the_table_instead_of_lines_that_it_shows_in_full() -> None:
    text = printed(with_table(NOTE))
    assert "优点：" not in text
    for cell in ("恢复快", "会丢最后一段", "丢得少", "文件大"):
        assert cell in text


def test_sheets_do_not_say_a_single_row_twice() -> None:
    outline = with_table(ONE_ROW)
    assert len(tables_of(joined([outline_of(ONE_ROW)]))) == 1
    assert printed(outline) == printed(outline_of(ONE_ROW))


def test_coverage_counts_the_lines_of_the_note_and_no_table_made_of_them() -> None:
    before = coverage(outline_of(NOTE), printed=True)
    after = coverage(with_table(NOTE), printed=True)
    assert len(after.uses) == len(before.uses)
    assert after.reasons("sheet only", "unused") == before.reasons("sheet only", "unused")


def test_cards_of_lines_stay_the_cards_they_were() -> None:
    before = {note.guid: note.fields for note in notes_of(outline_of(NOTE))}
    after = {note.guid: note.fields for note in notes_of(with_table(NOTE))}
    assert before.items() <= after.items()


def test_a_table_is_not_joined_twice() -> None:
    assert joined([with_table(NOTE)]).outlines == [with_table(NOTE)]


def test_a_cell_that_is_asked_elsewhere_stands_beside_the_one_that_is_asked() -> None:
    outline = with_table("## InnoDB 和 MyISAM 的区别\n锁：InnoDB 有行锁，MyISAM 只有表锁")
    (section,) = outline.sections
    (table,) = (it for it in section.passages if it.is_joined)
    fact = comparison_of(table)
    silent = replace(fact, cells=((fact.cells[0][0], None),))
    alone = replace(section, passages=(replace(table, facts=(silent,)),))
    (note,) = notes_of(replace(outline, sections=(alone,)))
    (card,) = note.cards
    assert "只有表锁" in card.question
    assert card.answer == "有行锁"
