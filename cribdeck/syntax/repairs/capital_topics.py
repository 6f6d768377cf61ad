"""A line in capitals after a blank line, `REDIS`, is a heading: in plain-text notes.

Why: cram sheets set their topics so.

It becomes a second-level heading, below a banner. Only in notes without headings below
the first level, and only when text follows on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_TOPIC = re.compile(r"[A-Z][A-Z0-9+/ -]{2,15}[ \t]*")
_SUBHEADING = re.compile(r" {0,3}#{2,6}[ \t]+\S")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    if any(map(_SUBHEADING.match, lines)):
        return
    for index, line in enumerate(lines[:-1]):
        after_blank = index == 0 or not lines[index - 1].strip()
        if after_blank and lines[index + 1].strip() and _TOPIC.fullmatch(line):
            yield Change(index, f"## {line}")


REPAIR = Repair(
    name="capital_topics",
    changes=_changes,
    examples=(Example("一句话\n\nREDIS\n单线程", "一句话\n\n## REDIS\n单线程"),),
    leaves=(
        "## 数据库\n\nREDIS\n单线程",
        "上文\nREDIS\n单线程",
        "REDIS\n\n单线程",
        "OK",
        "BASE64编码\n正文",
    ),
)
