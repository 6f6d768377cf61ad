"""What became of every passage, and the totals that reports print."""

from __future__ import annotations

import pytest

from cribdeck.coverage import Coverage, coverage, summary_of
from cribdeck.facts.walk import passages
from tests.extract.cases import outline_of

NOTE = """\
# 缓存
- 惊群：一个事件唤醒所有等待它的进程
- 注意：重启之前先备份数据
- 一二三四五六七八九十甲乙丙：一个事件唤醒所有等待它的进程
- 一二三四五六七八九十甲乙：一个事件唤醒所有等待它的进程
- [一个链接](https://example.org/)
"""


def of(note: str, *, printed: bool = True) -> Coverage:
    return coverage(outline_of(note), printed=printed)


def test_every_passage_has_one_fate_and_what_is_not_asked_a_reason() -> None:
    found = of(NOTE)
    assert [use.fate for use in found.uses] == ["asked", *["sheet only"] * 3, "unused"]
    assert [bool(use.why) for use in found.uses] == [use.fate != "asked" for use in found.uses]
    assert len(found.uses) == len(list(passages(outline_of(NOTE))))


def test_without_a_sheet_nothing_is_on_one() -> None:
    assert of(NOTE, printed=False).count("sheet only") == 0
    assert of(NOTE, printed=False).count("unused") == 4


def test_reasons_that_differ_only_in_figures_are_counted_together() -> None:
    assert of(NOTE).reasons("sheet only") == [
        ("colon_term: the term has … characters; … is the most", 2),
        ("colon_term: … names no concept", 1),
    ]


def test_a_passage_inside_a_box_is_counted_and_the_box_is_not() -> None:
    assert of("> [!tip] 提示\n> 惊群：一个事件唤醒所有等待它的进程\n").count("asked") == 1


@pytest.mark.parametrize(
    ("notes", "line"),
    [
        ([], "0 passages, 0 asked, 0 on a sheet only, 0 unused"),
        ([NOTE], "5 passages, 1 asked (20%), 3 on a sheet only, 1 unused"),
        ([NOTE, "甲。\n"], "6 passages, 1 asked (17%), 4 on a sheet only, 1 unused"),
    ],
)
def test_one_line_sums_up_all_sources(notes: list[str], line: str) -> None:
    assert summary_of([of(note) for note in notes]) == line
