"""A title between two rules, `------- Kafka -------`, is a heading above all others.

Why: plain-text notes divide themselves so; Markdown sees a paragraph.

The title becomes a first-level heading; headings written with number signs move one
level down, so that they stay below it. Not when the rules are short or inside a
sentence (`master--------fork`), and not rows of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_MARKS = "-=*_#~—"
_ATX = re.compile(r" {0,3}(?=#{1,5}(?:[ \t]|$))")
_SHORTEST_RULE, _LONGEST = 4, 60
"""Characters of each rule, and of the title."""


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    titles = {index: title for index, line in enumerate(lines) if (title := _title(line))}
    if not titles:
        return
    for index, line in enumerate(lines):
        if index in titles:
            yield Change(index, f"# {titles[index]}")
        elif match := _ATX.match(line):
            yield Change(index, f"{match[0]}#{line[match.end() :]}")


def _title(line: str) -> str:
    banner = line.strip(" \t")
    mark = banner[:1]
    if not mark or mark not in _MARKS or not banner.endswith(mark):
        return ""
    behind = banner.lstrip(mark)
    between = behind.rstrip(mark)
    rules = len(banner) - len(behind), len(behind) - len(between)
    title = between.strip(" \t")
    if min(rules) < _SHORTEST_RULE or len(title) > _LONGEST or title.startswith("+"):
        return ""
    return title if "|" not in title and any(map(str.isalnum, title)) else ""


REPAIR = Repair(
    name="banners",
    changes=_changes,
    examples=(
        Example("------- PHP 基础 -------", "# PHP 基础"),
        Example("===== Kafka =====\n## 分区", "# Kafka\n### 分区"),
    ),
    leaves=("-------", "master --------fork 子进程", "| ---- | ---- |", "+----+----+"),
)
