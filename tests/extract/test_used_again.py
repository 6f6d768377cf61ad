"""Labels that open several statements of a note."""

from __future__ import annotations

import pytest

from cribdeck.extract.survey import survey
from cribdeck.syntax import parse


def uses(source: str) -> list[str]:
    document, _ = parse("note.md", source.encode())
    assert document is not None
    return [unit.context.label for unit in survey(document, "note").units]


def test_a_label_twice_under_the_same_titles_is_marked() -> None:
    assert uses("结构：链表\n\n别的话\n\n结构：数组") == ["here again", "once", "here again"]
    assert uses("结构：链表\n\n别的话\n\n结构：链表") == ["once"] * 3


def test_a_version_tells_two_labels_apart() -> None:
    assert uses("1.7 结构：链表\n\n1.8 结构：数组") == ["in versions"] * 2
    assert uses("1.7 结构：链表\n\n1.7 结构：数组") == ["here again"] * 2


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("结构：链表", "elsewhere"),
        ("Structure: a linked list", "elsewhere"),
        ("goroutine：两千字节", "once"),
    ],
)
def test_under_three_titles_only_latin_names_in_chinese_notes_stay_names(
    line: str, use: str
) -> None:
    assert uses(f"# 一\n{line}\n# 二\n{line}\n# 三\n{line}") == [use] * 3
    assert uses(f"# 一\n{line}\n# 二\n{line}") == ["once"] * 2
