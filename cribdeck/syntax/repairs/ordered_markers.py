"""Numbers Markdown does not know become `1.`: `1、`, `1，`, `（1）`, `①`, `1⃣️`, a bare `1 ` …

Why: a list is a list to its author, whatever the input method made of the number. The
syntax tree keeps the marker as written.

Shapes that could be something else (`1 `, `1，`, `1.x`, `a.`, `第一步：`) count only in a
run that starts with the first number and goes on with the second. A number of another
shape that starts again at one, right below an item, is that item's own list: it is
indented. A line end in plain text ends the item: what follows the last item of a list
belongs to it only if the item ends with a colon, or is a mere label like the items
before it, which had text below them too.

Not changed: what Markdown knows; numbers with a digit or a counting word behind them
(`2.1简单`, `5 个副本`, `2019 年`); `第一次握手`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.units import HAN, units

_CHINESE = "一二三四五六七八九十"
_WORD = rf"(?=[ \t]*[{HAN}A-Za-z“”\"'‘「『《（(\[`*$<=/\\])"
_NO_COUNT = r"(?![ \t]*[个種种次年月日号條条台秒天岁點点倍张位把只块元人名篇行列字件项家至到])"

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
    ("step", False, rf"(?:[Ss]tep|STEP|步骤)[ ]?(\d{{1,2}}|[{_CHINESE}])[ ]?[：:.、，,]"),
    ("ordinal", False, rf"第([{_CHINESE}]|\d{{1,2}})[步点][：:，,、]"),
    ("chinese", False, rf"([{_CHINESE}]{{1,2}})、"),
    ("chinese brackets", False, rf"[（(]([{_CHINESE}]{{1,2}})[)）]"),
    ("letter", False, rf"([a-h])[.．、)）]{_WORD}"),
)
"""Name, whether it needs no company, and the pattern; the group is the number."""

_MARKERS = tuple((name, sure, re.compile(pattern)) for name, sure, pattern in _SHAPES)
_KNOWN_DOT = re.compile(r"(\d{1,2})[.][ \t]+\S")
_KNOWN = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_INDENT = re.compile(r"[ \t\u3000]*")
_LABEL_UNITS = 10
_SENTENCE = re.compile(r"[。；，,;！？!?]")
_FARTHEST = 12
"""Lines between two items of one list."""


@dataclass(slots=True)
class _Mark:
    """A line that opens with a number."""

    index: int
    indent: int
    """Columns before the number, as written."""
    shape: str
    number: int
    text: str
    """What follows the marker."""
    sure: bool
    known: bool = False
    """Whether it is Markdown already."""
    follower: _Mark | None = None
    """The next item of the same list."""
    has_body: bool = False
    """Whether lines of text stand between this item and the next of its list."""
    bodies_before: bool = field(default=False)
    """Whether an item before it in its list has such lines."""


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    marks = _marks(lines)
    if marks:
        yield from _layout(lines, marks)


def _marks(lines: Sequence[str]) -> Mapping[int, _Mark]:
    """Return the lines that are items, linked to lists."""
    found = [mark for index, line in enumerate(lines) if (mark := _mark(index, line))]
    last: dict[tuple[str, int], _Mark] = {}
    runs: set[int] = set()
    headings = [index for index, line in enumerate(lines) if _HEADING.match(line)]
    for mark in found:
        key = mark.shape, mark.indent
        before = last.get(key)
        if before and _follows(mark, before, lines, headings):
            before.follower = mark
            before.has_body = any(line.strip() for line in lines[before.index + 1 : mark.index])
            mark.bodies_before = before.has_body or before.bodies_before
            if before.number == 1 or before.index in runs:
                runs |= {before.index, mark.index}
        last[key] = mark
    return {mark.index: mark for mark in found if mark.sure or mark.index in runs}


def _follows(mark: _Mark, before: _Mark, lines: Sequence[str], headings: Sequence[int]) -> bool:
    if mark.number != before.number + 1 or mark.index - before.index > _FARTHEST:
        return False
    return not any(before.index < heading < mark.index for heading in headings)


def _mark(index: int, line: str) -> _Mark | None:
    space = _INDENT.match(line)
    assert space is not None
    indent = len(space[0].replace("\u3000", "  ").expandtabs(4))
    if known := _KNOWN_DOT.match(line, space.end()):
        text = line[known.end() - 1 :]
        return _Mark(index, indent, "dot", int(known[1]), text, sure=False, known=True)
    if _KNOWN.match(line, space.end()):
        return None
    for name, sure, pattern in _MARKERS:
        match = pattern.match(line, space.end())
        text = line[match.end() :].lstrip() if match else ""
        if match and text:
            return _Mark(index, indent, name, _number(match[1]), text, sure)
    return None


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written[0] in _CHINESE:
        tens, _, ones = written.rpartition("十")
        return _CHINESE.index(ones) + 1 if ones and "十" not in written else (
            10 * (_CHINESE.index(tens) + 1 if tens else 1) + (_CHINESE.index(ones) + 1 if ones else 0)
        )
    for first in "①⑴❶a":
        if 0 <= ord(written) - ord(first) < 20:
            return ord(written) - ord(first) + 1
    return 0


@dataclass(slots=True)
class _Level:
    """A list that is open at the line under consideration."""

    shape: str
    written: int
    """Column of its markers as written."""
    column: int
    """Column of its markers as repaired."""
    content: int
    """Column of its items' text as repaired."""
    item: _Mark | None
    """Its last item; None for what Markdown knows."""


def _layout(lines: Sequence[str], marks: Mapping[int, _Mark]) -> Iterator[Change]:
    levels: list[_Level] = []
    blank = False
    for index, line in enumerate(lines):
        if not line.strip():
            blank = True
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        mark = marks.get(index)
        if mark and not mark.known:
            column = _place(levels, mark)
            written = "1)" if mark.shape == "paren" and ")" in line[: len(line) - len(mark.text)] else "1."
            yield Change(index, f"{' ' * column}{written} {mark.text}")
        elif known := _KNOWN.match(line.lstrip()):
            while levels and levels[-1].written >= indent:
                levels.pop()
            shape = "dot" if known[0][0].isdigit() else known[0][0]
            levels.append(_Level(shape, indent, indent, indent + len(known[0]), mark))
        elif _HEADING.match(line) or (blank and (not levels or indent < levels[0].content)):
            levels.clear()
        elif levels and not blank:
            ended = _ended(levels, indent)
            if ended is not None:
                yield Change(index, line, ended)
        blank = False


def _place(levels: list[_Level], mark: _Mark) -> int:
    """Put `mark` on the right level, and return the column of its marker."""
    while levels and levels[-1].written > mark.indent:
        levels.pop()
    same = [level for level in levels if level.written == mark.indent]
    old = next((level for level in same if level.shape == mark.shape), None)
    if old is None and same and mark.number != 1:
        old = same[-1]
    if old:
        del levels[levels.index(old) + 1 :]
        old.shape, old.item = mark.shape, mark
        return old.column
    column = max(mark.indent, levels[-1].content) if levels else min(mark.indent, 3)
    levels.append(_Level(mark.shape, mark.indent, column, column + 3, mark))
    return column


def _ended(levels: list[_Level], indent: int) -> int | None:
    """Return the column of the outermost list that ends before a line of text, and close it."""
    ended: int | None = None
    while levels and (item := levels[-1].item) and not item.known and indent <= levels[-1].written:
        if item.follower or _goes_on(item):
            break
        ended = levels.pop().column
    return ended


def _goes_on(item: _Mark) -> bool:
    """Return whether text below the last item of a list belongs to it."""
    if item.text.rstrip().endswith(("：", ":")):
        return True
    label = units(item.text) <= _LABEL_UNITS and not _SENTENCE.search(item.text)
    return label and (item.bodies_before or item.number == 1)


REPAIR = Repair(
    name="ordered_markers",
    changes=_changes,
    examples=(
        Example("1、解耦\n2、异步", "1. 解耦\n1. 异步"),
        Example("1，反向代理\n2,动静分离", "1. 反向代理\n1. 动静分离"),
        Example("1.普通匹配\n2.正则匹配", "1. 普通匹配\n1. 正则匹配"),
        Example("1）解耦\n2)异步", "1. 解耦\n1) 异步"),
        Example("（1）解耦", "1. 解耦"),
        Example("①解耦\n② 异步", "1. 解耦\n1. 异步"),
        Example("1⃣️解耦\n2️⃣异步", "1. 解耦\n1. 异步"),
        Example("1 分组\n2 补位", "1. 分组\n1. 补位"),
        Example("step1：收到请求\nstep2：转发", "1. 收到请求\n1. 转发"),
        Example("第一步：准备\n第二步：提交", "1. 准备\n1. 提交"),
        Example("a.推\nb.拉", "1. 推\n1. 拉"),
        Example("1，多进程：\n（1）隔离\n（2）不加锁\n2，内存池", "1. 多进程：\n   1. 隔离\n   1. 不加锁\n1. 内存池"),
        Example("- 优点\n1、快\n2、省\n- 缺点", "- 优点\n  1. 快\n  1. 省\n- 缺点"),
    ),
    leaves=(
        "第一次握手\n第二次握手",
        "2.1简单请求\n2.2跨域",
        "1 个主节点\n2 个从节点",
        "2019 年发布\n2020 年更新",
        "5 分区",
        "1. 已经是列表\n2. 也是",
        "1.x 版本\n2.x 版本",
        "8:30 开始\n9:30 结束",
    ),
)
