"""Repairs: a messy note becomes canonical Markdown, one repair per file, line for line.

Lines go in, as many lines come out, with the numbers of those that were changed. Code,
math, front matter and comments are never touched. What cannot be said line for line in
Markdown is the parser's business: a table without a header row, rows with too few cells,
a fence without an end (see `markdown` and `table`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cribdeck.syntax.repairs import (
    ascii_borders,
    banners,
    bullets,
    capital_topics,
    chapter_marks,
    data_uris,
    full_width_pipes,
    indented_headings,
    ordered_markers,
    tight_headings,
    white_lines,
)
from cribdeck.syntax.repairs.repair import Repair
from cribdeck.syntax.verbatim import verbatim_lines

REPAIRS: tuple[Repair, ...] = (
    white_lines.REPAIR,
    data_uris.REPAIR,
    tight_headings.REPAIR,
    indented_headings.REPAIR,
    banners.REPAIR,
    capital_topics.REPAIR,
    chapter_marks.REPAIR,
    full_width_pipes.REPAIR,
    ascii_borders.REPAIR,
    bullets.REPAIR,
    ordered_markers.REPAIR,
)
"""In the order they are applied; each sees what the ones before it have written."""


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
    verbatim = verbatim_lines(lines)
    fixed = set(range(skip)) | verbatim
    current = list(lines)
    ends: dict[int, int] = {}
    for step in REPAIRS:
        shown = ["" if index in fixed else line for index, line in enumerate(current)]
        for change in step.changes(shown):
            if change.index in fixed:
                continue
            current[change.index] = change.text
            if change.ends is not None:
                ends[change.index + 1] = change.ends
    changed = frozenset(
        number
        for number, (before, after) in enumerate(zip(lines, current, strict=True), 1)
        if before != after
    )
    return Repaired(tuple(current), changed, ends)
