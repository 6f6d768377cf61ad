"""Which lines of a note are code, math, comment or a table in HTML, before anything is parsed.

Repairs leave these alone. The parser has the last word on what a block is; where the two
disagree, it takes the repair back (`columns.Source.prose`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.syntax import html_table

MATH: Final = r"^ {0,3}(?P<math_1>\$\$|\\\[)(?P<math_2>[^\n]*)$"
"""Pattern of a line, in a text of several, that may open display math."""
MATH_LINES: Final = 60
"""Display math that is longer is not math."""
AFTER_FENCE: Final = re.compile(r"^ {0,3}#{2,6}[ \t]+\S|(?<=\n\n)#[ \t]+\S", re.MULTILINE)
"""Where code ends whose fence is never closed, in a text of several lines."""

_LEAD = r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_FENCE = re.compile(rf"{_LEAD}(`{{3,}}(?=[^`]*$)|~{{3,}})")
_FENCE_END = re.compile(r"[\s>]*(`{3,}|~{3,})[ \t]*$")
_MATH = re.compile(rf"{_LEAD}(\$\$|\\\[)(.*)$")
_HEADING = re.compile(r" {0,3}#{2,6}[ \t]+\S")


def verbatim_lines(lines: Sequence[str]) -> set[int]:
    """Return the indices of lines in fences, display math, comments and tables in HTML."""
    finder = _Finder(lines)
    found = set(_html_tables(lines))
    index = 0
    while index < len(lines):
        end = finder.fence_end(index) or finder.math_end(index) or finder.comment_end(index)
        found.update(range(index, end))
        index = max(end, index + 1)
    return found


def _html_tables(lines: Sequence[str]) -> Iterator[int]:
    if not any("<table" in line.lower() for line in lines):
        return
    text = "\n".join(lines)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    at = 0
    while found := html_table.find(text, at, len(text)):
        first, last = (bisect_right(starts, end) for end in (found.start, found.end))
        if lines[first - 1].lstrip().startswith("<"):
            yield from range(first - 1, last)
        at = found.end


def fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indices of the opening and the closing line of each fenced block."""
    finder = _Finder(lines)
    index = 0
    while index < len(lines):
        end = finder.fence_end(index)
        if end and _FENCE_END.match(lines[end - 1]) and end - 1 > index:
            yield index, end - 1
        index = max(end, index + 1)


class _Finder:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.unclosed: dict[str, int] = {}
        """Openers known to have no end further down: for fences, from this length."""

    def fence_end(self, start: int) -> int:
        line = self.lines[start]
        opening = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if opening is None:
            return 0
        fence = opening[1]
        if len(fence) < self.unclosed.get(fence[0], len(fence) + 1):
            for index in range(start + 1, len(self.lines)):
                closing = _FENCE_END.match(self.lines[index])
                if closing and closing[1].startswith(fence):
                    return index + 1
            self.unclosed[fence[0]] = len(fence)
        for index in range(start + 1, len(self.lines)):
            if _HEADING.match(self.lines[index]):
                return index
        return len(self.lines)

    def math_end(self, start: int) -> int:
        line = self.lines[start]
        opening = _MATH.match(line) if "$$" in line or "\\[" in line else None
        if opening is None:
            return 0
        end = "$$" if opening[1] == "$$" else "\\]"
        if opening[2].rstrip().endswith(end):
            return start + 1
        for index in range(start + 1, min(len(self.lines), start + MATH_LINES)):
            if self.lines[index].rstrip().endswith(end):
                return index + 1
        return 0

    def comment_end(self, start: int) -> int:
        if "<!--" in self.unclosed or not self.lines[start].lstrip().startswith("<!--"):
            return 0
        for index in range(start, len(self.lines)):
            if "-->" in self.lines[index]:
                return index + 1
        self.unclosed["<!--"] = 0
        return 0
