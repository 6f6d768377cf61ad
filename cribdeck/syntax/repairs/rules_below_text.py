"""A line of `---` or `===` right below running text is a rule, not the underline of a heading.

Why: notes separate topics so without a blank line, and Markdown would turn the whole
paragraph above into a heading.

It stays an underline below a single short line that is no sentence. One or two dashes
below text underline nothing; they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_UNDERLINE = re.compile(r" {0,3}(?:-+|=+)[ \t]*")
_SENTENCE = re.compile(r"[。；;，,！!：:…][ \t]*$")
_OTHER_BLOCK = re.compile(r"[ \t]*(?:#{1,6}(?:[ \t]|$)|>|[-*+][ \t]|\d{1,9}[.)][ \t])|.*\|")
_LONGEST_TITLE = 44
_SHORTEST_RULE = 3


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines[1:], 1):
        above = lines[index - 1]
        if not above.strip() or not _UNDERLINE.fullmatch(line) or _OTHER_BLOCK.match(above):
            continue
        if len(line.strip()) < _SHORTEST_RULE:
            yield Change(index, "")
        elif not _is_title(lines, index - 1):
            yield Change(index, "***")


def _is_title(lines: Sequence[str], index: int) -> bool:
    above = lines[index - 1].strip() if index else ""
    begins = not above or _UNDERLINE.fullmatch(above) or _OTHER_BLOCK.match(above)
    line = lines[index]
    return bool(begins) and len(line) <= _LONGEST_TITLE and not _SENTENCE.search(line)


REPAIR = Repair(
    name="rules_below_text",
    changes=_changes,
    examples=(
        Example("这是一句话。\n---\n下一题", "这是一句话。\n***\n下一题"),
        Example("第一行\n第二行\n=====", "第一行\n第二行\n***"),
        Example("文字\n-\n文字", "文字\n\n文字"),
    ),
    leaves=(
        "标题\n---",
        "# 一\n标题\n===\n副题\n---",
        "\n标题\n===",
        "- 项\n---",
        "甲 | 乙\n---|---",
        "文字\n\n---",
    ),
)
