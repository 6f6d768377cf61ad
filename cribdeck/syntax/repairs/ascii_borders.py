"""The lines `+-----+-----+` of a table drawn with characters become Markdown's.

Why: command-line tools print tables so, and notes quote them. The border below the first
row becomes the delimiter row, borders around the table become blank lines, and borders
between other rows become empty rows, which the parser leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_BORDER = re.compile(r"([ \t]*)\+(?:[-=]{2,}\+)+[ \t]*")
_ROW = re.compile(r"[ \t]*\|.*\|")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    rows = 0
    for index, line in enumerate(lines):
        border = _BORDER.fullmatch(line)
        if border is None:
            rows = rows + 1 if _ROW.match(line) else 0
            continue
        width = line.count("+") - 1
        below = index + 1 < len(lines) and _ROW.match(lines[index + 1])
        if not below:
            yield Change(index, "")
            rows = 0
        elif rows == 1:
            yield Change(index, border[1] + "|---" * width + "|")
            rows += 1
        else:
            yield Change(index, border[1] + "|   " * width + "|" if rows else "")


REPAIR = Repair(
    name="ascii_borders",
    changes=_changes,
    examples=(
        Example(
            "|  类型  | 计数 |\n+--------+------+\n| string |  Y   |",
            "|  类型  | 计数 |\n|---|---|\n| string |  Y   |",
        ),
        Example(
            "+--+--+\n|id|名|\n+==+==+\n| 1|甲|\n+--+--+\n| 2|乙|\n+--+--+",
            "\n|id|名|\n|---|---|\n| 1|甲|\n|   |   |\n| 2|乙|\n",
        ),
    ),
    leaves=("a + b", "+-", "C++--++"),
)
