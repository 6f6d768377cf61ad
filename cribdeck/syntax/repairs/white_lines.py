"""A line of nothing but white space is a blank line.

Why: four spaces begin indented code and a full-width space begins a paragraph, but
nobody sees a difference to a blank line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        if line and not line.strip():
            yield Change(index, "")


REPAIR = Repair(
    name="white_lines",
    changes=_changes,
    examples=(Example("上文\n        \n下文\n\u3000\n", "上文\n\n下文\n\n"),),
    leaves=("    代码", ""),
)
