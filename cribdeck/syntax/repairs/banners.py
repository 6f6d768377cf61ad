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

_BANNER = re.compile(r"[ \t]*([-=*_#~—])\1{3,}[ \t]*(?P<title>[^\s|+][^|]*?)[ \t]*\1{4,}[ \t]*")
_ATX = re.compile(r" {0,3}(?=#{1,5}(?:[ \t]|$))")
_LONGEST = 60


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
    if len(line) < 8 or line.strip()[:1] not in "-=*_#~—":  # noqa: PLR2004 - the shortest banner
        return ""
    match = _BANNER.fullmatch(line)
    title = match["title"] if match else ""
    is_title = any(map(str.isalnum, title)) and len(title) <= _LONGEST
    return title if is_title else ""


REPAIR = Repair(
    name="banners",
    changes=_changes,
    examples=(
        Example("------- PHP 基础 -------", "# PHP 基础"),
        Example("===== Kafka =====\n## 分区", "# Kafka\n### 分区"),
    ),
    leaves=("-------", "master --------fork 子进程", "| ---- | ---- |", "+----+----+"),
)
