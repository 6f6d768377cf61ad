"""`> whereis php` in a note without any structure is a prompt or an output, not a quote.

Why: in text scraped from a page nothing ends a quote, so Markdown would take every line
up to the end of the note into it.

Only in notes of twelve lines or more that have no blank line and no heading, and in which
less than half of the lines open with `>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_QUOTE = re.compile(r" {0,3}(?=>)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")
_SHORTEST = 12


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    body = "\n".join(lines).strip("\n").split("\n")
    quotes = [index for index, line in enumerate(lines) if _QUOTE.match(line)]
    is_flat = len(body) >= _SHORTEST and "" not in body and not any(map(_HEADING.match, body))
    if is_flat and len(quotes) * 2 < len(body):
        for index in quotes:
            yield Change(index, f"\\{lines[index].lstrip()}")


_TEXT = "\n".join(["一行"] * 11)

REPAIR = Repair(
    name="prompts",
    changes=_changes,
    examples=(Example(f"{_TEXT}\n> whereis php", f"{_TEXT}\n\\> whereis php"),),
    leaves=("一行\n> 引用", f"{_TEXT}\n\n> 引用", f"# 题\n{_TEXT}\n> 引用"),
    is_final=True,
)
