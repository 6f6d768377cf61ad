"""Table rows typed with a Chinese input method: `｜a｜b｜` becomes `|a|b|`.

Why: the delimiter row below them is the author's word that this is a table.

Only from the row above a delimiter row to the end of the rows; elsewhere `｜` is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_DELIMITER = re.compile(
    r"[ \t>]*(?:[|｜][ \t]*)?:?-+:?[ \t]*(?:[|｜][ \t]*:?-+:?[ \t]*)+(?:[|｜][ \t]*)?"
)


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    index = 1
    while index < len(lines):
        if _DELIMITER.fullmatch(lines[index]) and _is_row(lines[index - 1]):
            start = index - 1
            while index < len(lines) and _is_row(lines[index]):
                index += 1
            for row in range(start, index):
                if "｜" in lines[row]:
                    yield Change(row, lines[row].replace("｜", "|"))
        index += 1


def _is_row(line: str) -> bool:
    return "|" in line or "｜" in line


REPAIR = Repair(
    name="full_width_pipes",
    changes=_changes,
    examples=(
        Example(
            "｜ 对比 ｜ 甲 ｜\n|---|---|\n｜ 快 ｜ 慢 ｜", "| 对比 | 甲 |\n|---|---|\n| 快 | 慢 |"
        ),
        Example("对比｜甲\n---｜---\n快｜慢\n\nA ｜ B", "对比|甲\n---|---\n快|慢\n\nA ｜ B"),
    ),
    leaves=("## ETCD ｜｜ Consul", "｜ a ｜\n｜ b ｜"),
)
