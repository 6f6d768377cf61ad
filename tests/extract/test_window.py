"""Which clauses are shown around a piece, and which are left out first."""

from __future__ import annotations

from cribdeck.extract.survey import survey
from cribdeck.extract.window import LONGEST_TEXT, windows
from cribdeck.units import units
from tests.extract.cases import document_of


def shown(text: str, piece: str) -> list[str]:
    """Return what each window around `piece` shows of `text`, one sentence, the widest first."""
    (unit,) = survey(document_of(text), "").units
    (sentence,) = unit.sentences
    start = sentence.text.index(piece)
    found = windows(sentence, start, start + len(piece))
    return [sentence.text[window.start : window.stop] for window in found]


def test_what_follows_is_left_out_before_what_stands_before() -> None:
    assert shown("磁头移动很慢，日志总是顺序写，避免寻道。", "顺序写") == [
        "磁头移动很慢，日志总是顺序写，避免寻道。",
        "磁头移动很慢，日志总是顺序写，",
        "日志总是顺序写，避免寻道。",
        "日志总是顺序写，",
    ]


def test_a_clause_about_something_else_is_the_last_resort() -> None:
    assert shown("日志总是顺序写，索引是稀疏的，每段只有一个索引。", "顺序写") == [
        "日志总是顺序写，",
        "日志总是顺序写，索引是稀疏的，",
    ]


def test_a_new_topic_is_not_shown() -> None:
    assert shown("日志总是顺序写，如果磁盘满了，就删除旧的段。", "顺序写") == ["日志总是顺序写，"]


def test_what_is_shown_stays_short() -> None:
    text = "，".join(["日志总是追加到文件的末尾而从不修改"] * 9) + "，只有整段删除。"
    assert all(units(it) <= LONGEST_TEXT for it in shown(text, "整段删除"))
