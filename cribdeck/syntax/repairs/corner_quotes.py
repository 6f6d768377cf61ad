"""Corner quotes of which one half is missing: `「最多一次「`, `」热点」`.

Why: converters between scripts turn straight quotes into only one of the two corners, and
a bracket that is never closed keeps a label or a sentence from being seen.

Every second one is turned round. Not when a line has both corners, or an odd number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_PAIRS = (("「", "」"), ("『", "』"))


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        text = line
        for opening, closing in _PAIRS:
            text = _paired(text, opening, closing)
        if text != line:
            yield Change(index, text)


def _paired(line: str, opening: str, closing: str) -> str:
    count = line.count(opening) + line.count(closing)
    if not count or count % 2 or (opening in line and closing in line):
        return line
    pieces = line.replace(closing, opening).split(opening)
    marks = [opening, closing] * (count // 2)
    return "".join(f"{piece}{mark}" for piece, mark in zip(pieces, [*marks, ""], strict=True))


REPAIR = Repair(
    name="corner_quotes",
    changes=_changes,
    examples=(
        Example("「最多一次「：会丢", "「最多一次」：会丢"),
        Example("从」甲」到」乙」", "从「甲」到「乙」"),
        Example("「随机「「轮询「等", "「随机」「轮询」等"),
    ),
    leaves=("「甲」与「乙」", "「甲", "『甲』「乙", "没有引号"),
    is_final=True,
)
