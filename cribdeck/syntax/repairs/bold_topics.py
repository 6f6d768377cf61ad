"""A bold bullet right below a thematic break, `- **Kafka**` with its text below it, is a heading.

Why: in notes that are one long list, `---` and a bold bullet are how the next topic begins.
As a list item it would stand below the last heading, which is about something else.

Its level is that of the highest heading of the note, or the second if there is none. Not
when nothing is indented below the bullet, and not when the bullet says more than the bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_RULE = re.compile(r"(?:[-*_][ \t]*){3,}")
_BOLD_ITEM = re.compile(r"[-*+][ \t]+(\*\*|__)(?P<title>[^\s*_](?:[^*_\n]{0,40}[^\s*_])?)\1[ \t]*")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+\S")
_WITHOUT_HEADINGS = 2


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    depths = [len(match[1]) for line in lines if (match := _HEADING.match(line))]
    marks = "#" * min(depths, default=_WITHOUT_HEADINGS)
    in_topics = False
    for index, line in enumerate(lines):
        if _RULE.fullmatch(line.strip()):
            in_topics = True
        elif line.strip() and not line[0].isspace():
            title = _BOLD_ITEM.fullmatch(line)
            in_topics = in_topics and title is not None
            if in_topics and title and _has_text_below(lines, index):
                yield Change(index, f"{marks} {title['title']}")


def _has_text_below(lines: Sequence[str], index: int) -> bool:
    below = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    return below[:1].isspace() and not _RULE.fullmatch(below.strip())


REPAIR = Repair(
    name="bold_topics",
    changes=_changes,
    examples=(
        Example(
            "# Nginx\n## 缓存\n一句话\n\n---\n\n- **Kafka**\n  - 顺序写",
            "# Nginx\n## 缓存\n一句话\n\n---\n\n# Kafka\n  - 顺序写",
        ),
        Example("---\n- **推**\n  - 快\n- **拉**\n\n  - 稳", "---\n## 推\n  - 快\n## 拉\n\n  - 稳"),
    ),
    leaves=(
        "- **Kafka**\n  - 顺序写",
        "---\n- **Kafka**\n- **Pulsar**",
        "---\n- **Kafka**：队列\n  - 顺序写",
        "---\n一句话\n- **Kafka**\n  - 顺序写",
        "---\n- **问题**\n\n  ---",
    ),
)
