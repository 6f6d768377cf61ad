"""A short line that opens with a Chinese chapter mark is a heading: `㈠ `, `一、`, `第三章`.

Why: plain-text notes and scraped pages number their chapters so and use nothing else.

The level is one below the heading above, at least the second. Not when the line is long
or ends like a sentence, and not when such lines follow each other directly: that is a
list, which `lists` sees to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_MARK = re.compile(
    r"(?:[㈠-㈩]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节篇讲回][：:、\s])"
    r"[ \t]*\S"
)
_SENTENCE_END = re.compile(r"[。；;，,：:][ \t]*$")
_ATX = re.compile(r"(#{1,6})[ \t]+\S")
_LONGEST = 44


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    level = 1
    for index, line in enumerate(lines):
        if match := _ATX.match(line):
            level = len(match[1])
            continue
        neighbours = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
        if _is_chapter(line) and not any(map(_is_chapter, neighbours)):
            yield Change(index, f"{'#' * min(6, level + 1)} {line}")


def _is_chapter(line: str) -> bool:
    if len(line) > _LONGEST or _MARK.match(line) is None:
        return False
    return _SENTENCE_END.search(line) is None


REPAIR = Repair(
    name="chapter_marks",
    changes=_changes,
    examples=(
        Example("㈠ 消息队列选型\n正文", "## ㈠ 消息队列选型\n正文"),
        Example("# Kafka\n一、副本\n正文", "# Kafka\n## 一、副本\n正文"),
        Example("### 复制\n第三章 选举", "### 复制\n#### 第三章 选举"),
    ),
    leaves=(
        "第一次握手",
        "第一章讲复制",
        "一、这是一句话。",
        "一、快\n二、省",
        "第一章 " + "很" * 42,
    ),
)
