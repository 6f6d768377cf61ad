"""Which lines open a list item, and which of them make one list. Not a repair itself.

Shapes that are markers to anybody (`1、`, `（1）`, `①`, `•`) count wherever they open a line.
Numbers that could be something else (`1 `, `1，`, `1.x`, `a.`, `A、`, `第一步：`) count only in a
run that starts with the first number and goes on with the second; a bullet without a space
behind it (`-快`) only next to another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cribdeck.syntax.table import table_lines
from cribdeck.units import HAN

TAB = 4
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")

_DIGITS = "一二三四五六七八九十"
_WORD = rf"(?=[ \t]*[{HAN}A-Za-z“”\"'‘「『《（(\[`*$<=/\\])"
_NO_COUNT = (
    r"(?![ \t]*[个個种種次年月日号號条條台秒天岁點点倍张張位把只隻块塊元人名篇行列字件项項家至到])"
)

_SHAPES: tuple[tuple[str, bool, str], ...] = (
    ("dun", True, r"(\d{1,2})、(?!\d+[、，,])"),
    ("paren", True, r"(\d{1,2})[)）](?![)）])"),
    ("brackets", True, r"[（(](\d{1,2})[)）][.、，：:]?"),
    ("circled", True, r"([①-⑳⑴-⒇❶-❿])[.、]?"),
    ("keycap", True, r"(\d)\ufe0f?\u20e3\ufe0f?[.、]?"),
    ("dot", False, rf"(\d{{1,2}})[.．](?!x\b){_WORD}"),
    ("comma", False, rf"(\d{{1,2}})[，,]{_WORD}"),
    ("colon", False, rf"(\d{{1,2}})[：:]{_WORD}"),
    ("bare", False, rf"(\d{{1,2}})[ \t\u3000]+{_NO_COUNT}{_WORD}"),
    ("step", False, rf"(?:[Ss]tep|STEP|步骤)[ ]?(\d{{1,2}}|[{_DIGITS}])[ ]?[：:.、，,]"),
    ("ordinal", False, rf"第([{_DIGITS}]|\d{{1,2}})[步点][：:，,、]"),
    ("chinese", False, rf"([{_DIGITS}]{{1,2}})、"),
    ("chinese brackets", False, rf"[（(]([{_DIGITS}]{{1,2}})[)）]"),
    ("letter", False, rf"([a-h])[.．、)）]{_WORD}"),
    ("capital", False, rf"([A-H])[.．、)）]{_WORD}"),
)
"""Name, whether it needs no company, and the pattern; the group is the number."""
_FIRST = re.compile(rf"[\d（(①-⑳⑴-⒇❶-❿Ss步第{_DIGITS}a-hA-H]")
"""What a line may begin with for any of the patterns to be worth a try."""

MINOR_BULLETS = "○◦▪▫·➢"
"""Bullets of sublists, wherever they are indented."""
DECORATION = "⭐★☆✨🌟💫🔥🚀📌📍🔖📝📖📚💡🔹🔸🔷🔶🔺🔻👉🎯🏷🧩🔑🟦🟧▪▫◾◽"
"""Pictures that decorate an item and say nothing about it (characters for a class)."""

_BULLET = re.compile(rf"([•●○◦▪▫‣■□◆◇▶►➢➤✓✔·]|[{DECORATION}]\ufe0f?)(?!\1)[ \t\u3000]*(?=\S)")
_TIGHT_BULLET = re.compile(rf"([-*+])(?=[{HAN}「『“（《])(?!.*\*)")
_NUMBERS = tuple((name, sure, re.compile(pattern)) for name, sure, pattern in _SHAPES)
_KNOWN = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_WHITE = " \t\u3000"
_INDENT = re.compile(rf"[{_WHITE}]*")
_CIRCLED = {
    chr(first + count): count + 1
    for first, size in ((0x2460, 20), (0x2474, 20), (0x2776, 10))
    for count in range(size)
}
_FARTHEST = 12
"""Lines between two items of one list."""


@dataclass(slots=True)
class Mark:
    """A line that opens a list item."""

    index: int
    indent: int
    """Columns before the marker, as written."""
    shape: str
    """Two marks of one shape at one indent are siblings; a bullet is its own shape."""
    number: int
    """0 for a bullet."""
    width: int
    """Columns from the marker to the text, if Markdown knows it; else 0."""
    text: str
    """What follows the marker."""
    sure: bool = True
    is_first: bool = True
    """Whether no item of the same list stands before it."""
    is_last: bool = True
    """Whether no item of the same list stands behind it."""
    had_bodies: bool = False
    """Whether lines of text stood below earlier items of the list."""


def list_marks(lines: Sequence[str]) -> Mapping[int, Mark]:
    """Return the lines that open items, by index; items of one list are linked."""
    rows = table_lines(lines)
    found = [
        mark
        for index, line in enumerate(lines)
        if index not in rows and (mark := _mark(index, line))
    ]
    section = _sections(lines)
    last: dict[tuple[str, int], Mark] = {}
    for mark in found:
        before = last.get((mark.shape, mark.indent))
        if before and _follows(before, mark) and section[before.index] == section[mark.index]:
            before.is_last = mark.is_first = False
            between = lines[before.index + 1 : mark.index]
            mark.had_bodies = before.had_bodies or any(line.strip() for line in between)
            is_next = mark.number == 0 and mark.index == before.index + 1
            if before.sure or before.number == 1 or is_next:
                before.sure = mark.sure = True
        last[mark.shape, mark.indent] = mark
    return {mark.index: mark for mark in found if mark.sure}


def indent_of(line: str) -> int:
    """Return how many columns of white space `line` opens with."""
    if line[:1] not in _WHITE:
        return 0
    space = _INDENT.match(line)
    return len(space[0].replace("\u3000", "  ").expandtabs(TAB)) if space else 0


def _follows(before: Mark, mark: Mark) -> bool:
    step = 1 if mark.number else 0
    return before.number + step == mark.number and mark.index - before.index <= _FARTHEST


def _sections(lines: Sequence[str]) -> Sequence[int]:
    """Return for each line the number of headings up to it."""
    count, counts = 0, []
    for line in lines:
        count += HEADING.match(line) is not None
        counts.append(count)
    return counts


def _mark(index: int, line: str) -> Mark | None:
    indent = indent_of(line)
    start = len(line) - len(line.lstrip(_WHITE))
    if known := _KNOWN.match(line, start):
        marker = known[1]
        number = int(marker[:-1]) if len(marker) > 1 else 0
        shape = {".": "dot", ")": "paren"}[marker[-1]] if number else marker
        width = len(marker) + min(len(known[2].expandtabs(TAB)), TAB)
        return Mark(index, indent, shape, number, width, line[known.end() :])
    if bullet := _BULLET.match(line, start) or _TIGHT_BULLET.match(line, start):
        sure = bullet[1] not in "-*+"
        return Mark(index, indent, bullet[1], 0, 0, line[bullet.end() :], sure)
    if not _FIRST.match(line, start):
        return None
    for name, sure, pattern in _NUMBERS:
        match = pattern.match(line, start)
        text = line[match.end() :].lstrip() if match else ""
        if match and text:
            return Mark(index, indent, name, _number(match[1]), 0, text, sure)
    return None


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in _CIRCLED:
        return _CIRCLED[written]
    if written.isascii():
        return ord(written.lower()) - ord("a") + 1
    tens, ten, ones = written.rpartition("十")
    return (_digit(tens) or 1) * 10 * len(ten) + _digit(ones)


def _digit(written: str) -> int:
    return _DIGITS.index(written) + 1 if written else 0
