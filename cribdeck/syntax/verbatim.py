"""Which lines of a note are code, math or comment, before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LEAD = r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_FENCE = re.compile(rf"{_LEAD}(`{{3,}}(?=[^`]*$)|~{{3,}})")
_FENCE_END = re.compile(r"[\s>]*(`{3,}|~{3,})[ \t]*$")
_MATH = re.compile(rf"{_LEAD}(\$\$|\\\[)(.*)$")
_HEADING = re.compile(r" {0,3}#{2,6}[ \t]+\S")
_MATH_LINES = 60


def verbatim_lines(lines: Sequence[str]) -> set[int]:
    """Return the indices of lines inside fences, display math and comments, their marks included."""
    found: set[int] = set()
    index = 0
    while index < len(lines):
        end = _fence_end(lines, index) or _math_end(lines, index) or _comment_end(lines, index)
        found.update(range(index, end))
        index = max(end, index + 1)
    return found


def _fence_end(lines: Sequence[str], start: int) -> int:
    opening = _FENCE.match(lines[start])
    if opening is None:
        return 0
    for index in range(start + 1, len(lines)):
        closing = _FENCE_END.match(lines[index])
        if closing and closing[1].startswith(opening[1]):
            return index + 1
    for index in range(start + 1, len(lines)):
        if _HEADING.match(lines[index]):
            return index
    return len(lines)


def _math_end(lines: Sequence[str], start: int) -> int:
    opening = _MATH.match(lines[start])
    if opening is None:
        return 0
    end = "$$" if opening[1] == "$$" else "\\]"
    if opening[2].rstrip().endswith(end):
        return start + 1
    for index in range(start + 1, min(len(lines), start + _MATH_LINES)):
        if lines[index].rstrip().endswith(end):
            return index + 1
    return 0


def _comment_end(lines: Sequence[str], start: int) -> int:
    if not lines[start].lstrip().startswith("<!--"):
        return 0
    for index in range(start, len(lines)):
        if "-->" in lines[index]:
            return index + 1
    return 0
