from __future__ import annotations

from cribdeck.extract import RULES, extract
from cribdeck.facts.model import Prose
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from cribdeck.syntax import parse

NOTE = """\
---
importance: 1
---
序言。

# 题
<!-- importance: 3 -->
第一段。

## 子
<!-- importance: 2 -->
子段。

<!-- sheet: off -->
- 一项
> [!tip] 看
> 引文
<!-- sheet: on -->

## 又
又段。

# 下
下段。

<!-- importance: 3 -->
末段。
<!-- sheet: off -->
尾巴。
"""


def marks(note: str) -> tuple[dict[str, tuple[int | None, bool]], list[str]]:
    document, remarks = parse("a.md", note.encode())
    assert document is not None
    outline = extract(document, RULES).outline
    found = {
        plain(it.shown.text): (it.importance, it.is_off_sheet)
        for it in passages(outline)
        if isinstance(it.shown, Prose)
    }
    return found, [it.code for it in remarks]


def test_the_innermost_and_latest_word_counts() -> None:
    found, remarks = marks(NOTE)
    assert remarks == []
    assert found == {
        "序言。": (1, False),
        "第一段。": (3, False),
        "子段。": (2, False),
        "一项": (2, True),
        "引文": (2, True),
        "又段。": (3, False),
        "下段。": (1, False),
        "末段。": (3, False),
        "尾巴。": (3, True),
    }


def test_where_nothing_is_said_the_text_decides() -> None:
    found, _ = marks("# 题\n\n一段。\n")
    assert found == {"一段。": (None, False)}


def test_a_number_outside_of_1_to_3_is_reported_and_has_no_effect() -> None:
    found, remarks = marks("# 题\n<!-- importance: 9 -->\n一段。\n")
    assert (found, remarks) == ({"一段。": (None, False)}, ["unknown_directive"])
    found, remarks = marks("---\nimportance: high\n---\n# 题\n一段。\n")
    assert (found, remarks) == ({"一段。": (None, False)}, ["front_matter"])
