"""A task without its bullet, `[ ] 分库` or `[x] 分表`, is an item of a list.

Why: the box is all the author cares to type; Markdown knows a task only behind a bullet.

Not when brackets or a parenthesis follow, which make a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_BOX = re.compile(r"([ \t]*)(?=\[[ xX]\][ \t]+[^\s(\[])")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        if box := _BOX.match(line):
            yield Change(index, f"{box[1]}- {line[box.end() :]}")


REPAIR = Repair(
    name="task_boxes",
    changes=_changes,
    examples=(Example("[ ] 分库\n[x] 分表", "- [ ] 分库\n- [x] 分表"),),
    leaves=("- [ ] 分库", "[x](a.md)", "[ ]", "[x] [链接](a.md)", "数组[x] 的第 x 项"),
)
