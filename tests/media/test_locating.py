"""Which file a note means, and which fact a picture illustrates."""

from __future__ import annotations

import pytest

from cribdeck.facts.walk import passages
from cribdeck.media.locating import located
from cribdeck.media.resolving import Files
from cribdeck.media.shown import shown
from tests.lint.samples import outline_of

FILES = Files(["img/a.png", "img/b.png", "x.mp3"])


def illustrated(note: str) -> dict[str, tuple[str, ...]]:
    """Return the pictures of each fact, by what a person calls it."""
    (outline,), _ = located([outline_of(note, "note.md")], FILES)
    facts = [fact for it in passages(outline) for fact in it.facts]
    return {
        f"{fact.origin.rule}:{fact.origin.span.line}": tuple(
            it.target for it in fact.origin.pictures
        )
        for fact in facts
        if fact.origin.pictures
    }


def remarks(note: str) -> list[str]:
    _, said = located([outline_of(note, "note.md")], FILES)
    return [f"{it.span.line} {it.code}" for it in said]


DEFINED = "# 甲\n\n会话保持：让同一客户端的请求落到同一台机器。\n"


@pytest.mark.parametrize(
    ("below", "pictures"),
    [
        ("![图](a.png)\n", ("img/a.png",)),
        ("\n![图](img/a.png)\n", ("img/a.png",)),
        ("\n![图](a.png)\n\n![图](b.png)\n", ("img/a.png", "img/b.png")),
        ("\n![[a.png]]\n", ("img/a.png",)),
        ('\n<img src="a.png" alt="图">\n', ("img/a.png",)),
        ("\n后面还会再说。\n\n![图](a.png)\n", ()),
        ("\n## 乙\n\n![图](a.png)\n", ()),
        ("\n![图](missing.png)\n", ()),
        ("\n![图](https://example.com/a.png)\n", ()),
        ("\n文字在旁边 ![图](a.png)\n", ()),
    ],
)
def test_a_picture_directly_below_a_fact_illustrates_it(
    below: str, pictures: tuple[str, ...]
) -> None:
    expected = {"colon_term:3": pictures} if pictures else {}
    assert illustrated(DEFINED + below) == expected


def test_a_picture_below_a_list_belongs_to_what_takes_in_its_last_item() -> None:
    note = "# 甲\n\n传输步骤：\n1. 建立连接\n2. 发送数据\n3. 关闭连接\n\n![图](a.png)\n"
    (key,) = illustrated(note)
    assert key.startswith("steps:")


def test_a_picture_in_an_item_belongs_to_that_item_alone() -> None:
    note = (
        "# 甲\n\n- 会话保持：让请求落到同一台机器\n\n  ![图](a.png)\n"
        "- 健康检查：持续判断后端的好坏\n"
    )
    found = illustrated(note)
    assert {int(it.partition(":")[2]) for it in found} == {3}


def test_one_in_a_callout_belongs_to_what_stands_there() -> None:
    note = DEFINED + "\n> [!note] 注意\n> 粘包：字节流没有消息的边界。\n>\n> ![图](a.png)\n"
    assert set(illustrated(note)) == {"colon_term:6"}


def test_what_means_no_file_is_told_once_with_its_line() -> None:
    note = (
        "# 甲\n\n看 ![图](https://example.com/a.png) 和 ![图](c.png)。\n\n"
        "> [!note]\n> ![图](../a.png)\n\n| 图 | 名 |\n|---|---|\n| ![](nothere.png) | 乙 |\n\n"
        "[录音](y.mp3)\n"
    )
    assert remarks(note) == [
        "3 remote_picture",
        "3 missing_picture",
        "6 outside_picture",
        "8 missing_picture",
        "12 missing_sound",
    ]


def test_notes_without_files_are_left_as_they_are() -> None:
    outline = outline_of(DEFINED, "note.md")
    assert not list(shown(outline))
    (same,), said = located([outline], FILES)
    assert same == outline
    assert not said
