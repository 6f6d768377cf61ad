"""Repairs: a messy note becomes canonical Markdown, one repair per file, line for line.

Lines go in, as many lines come out, with the numbers of those that were changed. Code,
math, front matter and comments are never touched, but code may be indented. What stands in a quote is repaired as
a note of its own. What cannot be said line for line in Markdown is the parser's
business: a table without a header row, rows with too few or too many cells, a fence
without an end (see `table` and `markdown`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cribdeck.syntax.repairs import (
    ascii_borders,
    banners,
    capital_topics,
    chapter_marks,
    data_uris,
    full_width_pipes,
    indented_headings,
    indented_prose,
    lists,
    prompts,
    rules_below_text,
    shallow_fences,
    tight_headings,
    white_lines,
)
from cribdeck.syntax.repairs.repair import Repair
from cribdeck.syntax.verbatim import verbatim_lines

REPAIRS: tuple[Repair, ...] = (
    white_lines.REPAIR,
    data_uris.REPAIR,
    prompts.REPAIR,
    tight_headings.REPAIR,
    indented_headings.REPAIR,
    banners.REPAIR,
    capital_topics.REPAIR,
    chapter_marks.REPAIR,
    rules_below_text.REPAIR,
    indented_prose.REPAIR,
    full_width_pipes.REPAIR,
    ascii_borders.REPAIR,
    lists.REPAIR,
    shallow_fences.REPAIR,
)
"""In the order they are applied; each sees what the ones before it have written."""

_QUOTED = re.compile(r"[ \t]*>[ ]?")
_DEEPEST_QUOTE = 6


@dataclass(frozen=True, slots=True)
class Repaired:
    """A note in canonical Markdown."""

    lines: tuple[str, ...]
    changed: frozenset[int]
    """Numbers of the lines that differ from what the author wrote."""
    ends: Mapping[int, int]
    """Line number → column: lists that begin there or right of it end before the line."""


def repair(lines: Sequence[str], skip: int = 0) -> Repaired:
    """Apply all repairs to `lines`, the first `skip` of which are front matter."""
    current = list(lines)
    ends = _repair(current, set(range(skip)) | verbatim_lines(lines))
    changed = frozenset(
        number
        for number, (before, after) in enumerate(zip(lines, current, strict=True), 1)
        if before != after
    )
    return Repaired(tuple(current), changed, ends)


def _repair(lines: list[str], fixed: set[int], depth: int = 0) -> dict[int, int]:
    """Repair `lines` in place, `fixed` ones excepted; return where lists end (line → column)."""
    ends: dict[int, int] = {}
    for step in REPAIRS:
        shown = [
            "" if index in fixed and not step.sees_code else line
            for index, line in enumerate(lines)
        ]
        for change in step.changes(shown):
            if change.index in fixed and not step.sees_code:
                continue
            lines[change.index] = change.text
            if change.ends is not None:
                ends[change.index + 1] = change.ends
    if depth < _DEEPEST_QUOTE:
        for first, prefixes in _quotes(lines):
            last = first + len(prefixes)
            inside = [
                line[len(prefix) :]
                for line, prefix in zip(lines[first:last], prefixes, strict=True)
            ]
            inside_fixed = {index - first for index in fixed if first <= index < last}
            inside_ends = _repair(inside, inside_fixed, depth + 1)
            lines[first:last] = map("".join, zip(prefixes, inside, strict=True))
            ends |= {
                first + number: len(prefixes[number - 1]) + column
                for number, column in inside_ends.items()
            }
    return ends


def _quotes(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the first index of each run of quoted lines, and what marks each as quoted."""
    prefixes: list[str] = []
    for index, line in enumerate((*lines, "")):
        match = _QUOTED.match(line)
        if match:
            prefixes.append(match[0])
        elif prefixes:
            yield index - len(prefixes), prefixes
            prefixes = []
