"""Repairs: a messy note becomes canonical Markdown, one repair per file, line for line.

Lines go in, as many lines come out, with the numbers of those that were changed. Code,
math, front matter and comments are never touched, except that code moves along with the
item or the box it stands in. What stands in a quote is repaired as a note of its own.

What cannot be said line for line in Markdown is the parser's business: a table without a
header row, rows with too few or too many cells, a fence without an end (see `table` and
`markdown`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cribdeck.syntax.nodes import RepairedLine
from cribdeck.syntax.repairs import (
    ascii_borders,
    banners,
    bold_topics,
    capital_topics,
    chapter_marks,
    containers,
    corner_quotes,
    data_uris,
    emoji_prefixes,
    fold_labels,
    full_width_pipes,
    indented_headings,
    indented_prose,
    lists,
    piped_titles,
    prompts,
    rules_below_text,
    shallow_fences,
    split_words,
    task_boxes,
    tight_headings,
    white_lines,
)
from cribdeck.syntax.repairs.repair import Repair
from cribdeck.syntax.verbatim import verbatim_lines

REPAIRS: tuple[Repair, ...] = (
    containers.REPAIR,
    white_lines.REPAIR,
    data_uris.REPAIR,
    prompts.REPAIR,
    fold_labels.REPAIR,
    corner_quotes.REPAIR,
    split_words.REPAIR,
    tight_headings.REPAIR,
    indented_headings.REPAIR,
    emoji_prefixes.REPAIR,
    piped_titles.REPAIR,
    bold_topics.REPAIR,
    banners.REPAIR,
    capital_topics.REPAIR,
    chapter_marks.REPAIR,
    rules_below_text.REPAIR,
    indented_prose.REPAIR,
    full_width_pipes.REPAIR,
    ascii_borders.REPAIR,
    task_boxes.REPAIR,
    lists.REPAIR,
    shallow_fences.REPAIR,
)
"""In the order they are applied; each sees what the ones before it have written."""

_QUOTED = re.compile(r"[ \t]*>[ ]?")
_MARKERS = re.compile(r"(?:[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*[ \t]*")
"""What a line of a list has in front of its text."""
_DEEPEST_INDENT = 3
"""Columns that a quote may stand right of the text it is below; beyond them `>` is text."""
_DEEPEST_QUOTE = 6


@dataclass(frozen=True, slots=True)
class Repaired:
    """A note in canonical Markdown."""

    lines: tuple[str, ...]
    changed: Mapping[int, RepairedLine]
    """The lines that differ from what the author wrote, by number."""
    final: frozenset[int]
    """Numbers of the lines whose repair stays even in prose."""
    ends: Mapping[int, int]
    """Line number → column: lists that begin there or right of it end before the line."""


def repair(lines: Sequence[str], skip: int = 0) -> Repaired:
    """Apply all repairs to `lines`, the first `skip` of which are front matter."""
    work = _Work(list(lines), set(range(skip)) | verbatim_lines(lines))
    work.run()
    changed = {
        number: RepairedLine(after, tuple(dict.fromkeys(work.touched[number])))
        for number, (before, after) in enumerate(zip(lines, work.lines, strict=True), 1)
        if before != after
    }
    return Repaired(tuple(work.lines), changed, frozenset(work.final), work.ends)


@dataclass(slots=True)
class _Work:
    """A note, or the inside of a quote, while it is being repaired."""

    lines: list[str]
    fixed: set[int]
    """Indices of the lines that must not be touched."""
    final: set[int] = field(default_factory=set)
    ends: dict[int, int] = field(default_factory=dict)
    touched: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Names of the repairs that have rewritten a line, by its number."""

    def run(self, depth: int = 0) -> None:
        """Apply all repairs to the lines, and then to what stands in quotes."""
        for step in REPAIRS:
            self._apply(step)
        if depth < _DEEPEST_QUOTE:
            for first, prefixes in _quotes(self.lines):
                self._run_inside(first, prefixes, depth)

    def _apply(self, step: Repair) -> None:
        hidden = frozenset[int]() if step.sees_code else self.fixed
        shown = ["" if index in hidden else line for index, line in enumerate(self.lines)]
        for change in step.changes(shown):
            if change.index in hidden:
                continue
            if self.lines[change.index] != change.text:
                self.touched[change.index + 1].append(step.name)
            self.lines[change.index] = change.text
            if step.is_final:
                self.final.add(change.index + 1)
            if change.ends is not None:
                self.ends[change.index + 1] = change.ends

    def _run_inside(self, first: int, prefixes: Sequence[str], depth: int) -> None:
        last = first + len(prefixes)
        inside = _Work(
            [
                line[len(mark) :]
                for line, mark in zip(self.lines[first:last], prefixes, strict=True)
            ],
            {index - first for index in self.fixed if first <= index < last},
        )
        inside.run(depth + 1)
        self.lines[first:last] = map("".join, zip(prefixes, inside.lines, strict=True))
        self.final |= {first + number for number in inside.final}
        for number, names in inside.touched.items():
            self.touched[first + number] += names
        self.ends |= {
            first + number: len(prefixes[number - 1]) + column
            for number, column in inside.ends.items()
        }


def _quotes(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the first index of each run of quoted lines, and what marks each as quoted."""
    prefixes: list[str] = []
    left = 0
    for index, line in enumerate((*lines, "")):
        match = _QUOTED.match(line)
        if match and (prefixes or _columns(match[0].rstrip(" >")) <= left + _DEEPEST_INDENT):
            prefixes.append(match[0])
            continue
        if prefixes:
            yield index - len(prefixes), prefixes
            prefixes = []
        if line.strip() and (markers := _MARKERS.match(line)):
            left = _columns(markers[0])


def _columns(beginning: str) -> int:
    """Return how many columns the beginning of a line takes."""
    return len(beginning.expandtabs(4))
