"""Marks of lines: a note and what became of it in, one sign for each of its lines out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.coverage import coverage
from cribdeck.report.lines import marks_of
from tests.extract.cases import outline_of

SIGNS = {"card": "●", "sheet": "▤", "talk": "…", "unused": "○", "heading": "#"}


def marked(note: str, *, printed: bool = True) -> str:
    """Return the note with the sign of each line in front of it, as the report shows it."""
    outline = outline_of(note)
    signs = dict.fromkeys(range(1, note.count("\n") + 2), " ")
    for first, last, fate, _ in marks_of(outline, coverage(outline, printed=printed)):
        signs |= dict.fromkeys(range(first, last + 1), SIGNS[fate])
    lines = zip(signs.values(), note.split("\n"), strict=True)
    return "\n".join(f"{sign} {line}".rstrip() for sign, line in lines)


NOTE = """\
# # 缓存

● - 惊群：一个事件唤醒所有等待它的进程
▤ - 注意：重启之前先备份数据
○ - [一个链接](https://example.org/)

… 我们接下来看一看大家常用的做法
# ## 配置

▤ ```ini
▤ acks=all
▤ ```
"""


def test_each_line_is_marked_with_what_became_of_it() -> None:
    note = "\n".join(line[2:] for line in NOTE.split("\n"))
    assert marked(note) == NOTE


def test_without_a_sheet_what_no_card_asks_is_unused() -> None:
    assert marked("```ini\na=1\n```", printed=False) == "○ ```ini\n○ a=1\n○ ```"


@given(st.lists(st.sampled_from(["# 甲", "- 乙：丙丁", "", "> 戊", "```", "| a | b |", "己。"])))
def test_marks_lie_within_the_note_and_are_in_order(lines: list[str]) -> None:
    note = "\n".join(lines)
    outline = outline_of(note)
    marks = marks_of(outline, coverage(outline, printed=True))
    assert all(1 <= first <= last <= len(lines) for first, last, _, _ in marks)
    assert [it[0] for it in marks] == sorted(it[0] for it in marks)
    assert all(bool(why) == (fate not in {"card", "heading"}) for _, _, fate, why in marks)


@pytest.mark.parametrize("note", ["", "\n\n", "---\ntitle: x\n---\n"])
def test_what_no_passage_claims_has_no_mark(note: str) -> None:
    assert set(marked(note)) & set(SIGNS.values()) == set()
