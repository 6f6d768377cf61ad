"""Boxes as VuePress and Docusaurus write them, `::: warning … :::`, become callouts.

Why: notes written for a site are full of them; Markdown knows only the colons.

Each line inside is quoted, code included; boxes inside boxes become quotes inside quotes,
and so does a box right below a quote.
Not when the closing colons are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.syntax.verbatim import verbatim_lines

_OPENING = re.compile(r" {0,3}:{3,}[ \t]*([A-Za-z][A-Za-z0-9_-]*)[ \t]*(?:\[([^\]]*)\]|(.*))")
_QUOTED = re.compile(r" {0,3}>[> \t]*")
_BLOCK = re.compile(r" {0,3}(?:#{1,6}[ \t]|(?:[-*+]|\d{1,9}[.)])[ \t]|```|~~~|:::)")
"""What ends the text of a quote even without a blank line."""
_CLOSING = re.compile(r" {0,3}:{3,}[ \t]*")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    code = verbatim_lines(lines)
    openings: list[int] = []
    boxes: dict[int, int] = {}
    for index, line in enumerate(lines):
        if index in code:
            continue
        if _OPENING.fullmatch(line):
            openings.append(index)
        elif openings and _CLOSING.fullmatch(line):
            boxes[openings.pop()] = index
    end = 0
    for first, last in sorted(boxes.items()):
        if first < end:
            continue  # a box inside the one before; it is repaired along with the quote
        end = last
        opening = _OPENING.fullmatch(lines[first])
        marks = "> " * (_depth_above(lines, first) + 1)
        if opening:
            title = opening[2] or opening[3] or ""
            yield Change(first, f"{marks}[!{opening[1].lower()}] {title.strip()}".rstrip())
        for index in range(first + 1, last):
            yield Change(index, f"{marks}{lines[index]}".rstrip())
        yield Change(last, "")


def _depth_above(lines: Sequence[str], index: int) -> int:
    """Return how deep the quote is that the text above a line belongs to, without marks or not."""
    for above in range(index - 1, -1, -1):
        line = lines[above]
        if quoted := _QUOTED.match(line):
            return quoted[0].count(">")
        if not line.strip() or _BLOCK.match(line):
            break
    return 0


REPAIR = Repair(
    name="containers",
    changes=_changes,
    examples=(
        Example("::: warning 小心\n丢消息\n:::\n后文", "> [!warning] 小心\n> 丢消息\n\n后文"),
        Example(":::note[说明]\n```\nx\n```\n:::", "> [!note] 说明\n> ```\n> x\n> ```\n"),
        Example("> 引\n::: tip\n甲\n:::", "> 引\n> > [!tip]\n> > 甲\n"),
        Example("> 引\n续\n::: tip\n甲\n:::", "> 引\n续\n> > [!tip]\n> > 甲\n"),
        Example("> 引\n## 节\n::: tip\n甲\n:::", "> 引\n## 节\n> [!tip]\n> 甲\n"),
        Example(
            "::: tip\n甲\n::: danger\n乙\n:::\n:::", "> [!tip]\n> 甲\n> ::: danger\n> 乙\n> :::\n"
        ),
    ),
    leaves=("::: tip\n没有结束", ":::", "a ::: b", "::: 1\n:::"),
    sees_code=True,
    is_final=True,
)
