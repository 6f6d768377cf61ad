"""Bullets Markdown does not know: `• `, `● `, `○ `, and `-` without a space behind it.

Why: text pasted from slides and word processors brings them along.

A bare `-` needs company: the line before or after must open the same way, so that
`-Xmx512m` or a sign stays what it is. Dashes (`——`) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.units import HAN

_BULLET = re.compile(
    r"([ \t\u3000]*)[•●○◦▪▫‣■□◆◇▶►➢➤✓✔·](?![•●○◦▪▫‣■□◆◇▶►➢➤✓✔·])[ \t\u3000]*(?=\S)"
)
_TIGHT = re.compile(rf"([ \t]*)([-*])(?=[{HAN}「『“（《])(?!.*\*)")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        if match := _BULLET.match(line):
            yield Change(index, f"{_indent(match[1])}- {line[match.end() :]}")
        elif (match := _TIGHT.match(line)) and _has_company(lines, index, match[2]):
            yield Change(index, f"{match[0]} {line[match.end() :]}")


def _has_company(lines: Sequence[str], index: int, bullet: str) -> bool:
    around = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return any(line.lstrip().startswith(bullet) for line in around)


def _indent(space: str) -> str:
    return space.replace("\u3000", "  ")


REPAIR = Repair(
    name="bullets",
    changes=_changes,
    examples=(
        Example("● 解耦\n○ 异步", "- 解耦\n- 异步"),
        Example("　• 削峰", "  - 削峰"),
        Example("-快\n-省", "- 快\n- 省"),
    ),
    leaves=("-Xmx512m\n-Xms512m", "——作者", "-负数", "●●●○○", "**粗体**\n**粗体**"),
)
