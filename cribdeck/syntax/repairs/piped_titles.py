"""A title between pipes, `## | 幂等 |` or `| 幂等 |` on a line of its own, is a title.

Why: it is a decoration, but the pipes would stand in every breadcrumb, and a lone line with
pipes is neither a table nor text.

A line of its own becomes a heading, one level below the heading above it, at least the
second. Not when the line has inner pipes or a row of a table beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?P<title>\S.*)")
_PIPED = re.compile(r"[|｜][ \t]*(?P<title>[^\s|｜][^|｜]{0,40})[|｜]?[ \t]*")
_SENTENCE = re.compile(r"[。；;，,！!：:]")
_DELIMITER = re.compile(r"[\s|:-]+")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    level = 1
    for index, line in enumerate(lines):
        if heading := _HEADING.match(line):
            level = len(heading[1])
            if piped := _PIPED.fullmatch(heading["title"]):
                yield Change(index, f"{heading[1]} {piped['title'].strip()}")
        elif (piped := _PIPED.fullmatch(line)) and _stands_alone(lines, index):
            title = piped["title"].strip()
            if not _SENTENCE.search(title) and not _DELIMITER.fullmatch(title):
                yield Change(index, f"{'#' * min(6, level + 1)} {title}")


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return not any("|" in line or "｜" in line for line in beside)


REPAIR = Repair(
    name="piped_titles",
    changes=_changes,
    examples=(
        Example("## | 幂等 |", "## 幂等"),
        Example("# 缓存\n\n| 雪崩 |\n正文", "# 缓存\n\n## 雪崩\n正文"),
        Example("| 击穿\n正文", "## 击穿\n正文"),
    ),
    leaves=(
        "## 管道 a | b",
        "|301|\n|302|",
        "| 名 |\n|---|",
        "| 一句话，不是标题 |",
        "| 甲 | 乙 |",
        "|---|",
    ),
)
