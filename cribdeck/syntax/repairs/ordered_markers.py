"""Lists as their authors see them: numbers of any shape become `1.`, sublists are indented.

Why: a list is a list to its author, whatever the input method made of the number and
however little the sublist was indented. Markdown knows `1.` and `1)` with a space, and
wants a sublist below the text of its item. The syntax tree keeps the marker as written.

A number of another shape that starts again at one right below an item is that item's own
list, and so are bullets between two numbers. A line end in plain text ends the item: what
follows the last item of such a list belongs to it only if the item ends with a colon, or
is a mere label like the items before it, which had text below them too.

Not changed: numbers with a digit or a counting word behind them (`2.1简单`, `5 个副本`,
`2019 年`), `第一次握手`, and lists that already say in Markdown what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cribdeck.syntax.repairs.list_marks import HEADING, TAB, Mark, indent_of, list_marks
from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.units import units

_LABEL_UNITS = 10
_SLOPPY = 1
"""Columns by which the indent of siblings may differ."""
_SENTENCE = re.compile(r"[。；，,;！？!?]")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    marks = list_marks(lines)
    if not marks:
        return
    layout = _Layout()
    for index, line in enumerate(lines):
        if not line.strip():
            layout.blank = True
        elif index in marks:
            yield from layout.item(line, marks[index])
        else:
            yield from layout.text(index, line)


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
    item: Mark
    """Its last item."""
    plain: bool
    """Whether it is a list only to the author, so that a line end ends its items."""


@dataclass(slots=True)
class _Layout:
    levels: list[_Level] = field(default_factory=list)
    """The open lists, outermost first."""
    blank: bool = False
    """Whether the line before was blank."""

    def item(self, line: str, mark: Mark) -> Iterator[Change]:
        """Put an item on its level, and rewrite its line if Markdown would not put it there."""
        column = self._place(mark)
        self.blank = False
        if mark.width and column == mark.indent:
            return
        written = line.lstrip(" \t\u3000")
        if not mark.width:
            head = written[: len(written) - len(mark.text)]
            is_paren = mark.shape == "paren" and head.rstrip().endswith(")")
            written = f"{'1)' if is_paren else '1.'} {mark.text}"
        yield Change(mark.index, " " * column + written)

    def text(self, index: int, line: str) -> Iterator[Change]:
        """Decide which lists go on over a line that opens no item."""
        indent = indent_of(line)
        ended: int | None = None
        if HEADING.match(line) or (_RULE.fullmatch(line.strip()) and not indent):
            self.levels.clear()
        elif self.blank:
            while self.levels and indent <= self.levels[-1].written:
                self.levels.pop()
        else:
            ended = self._end_plain_lists(indent)
        self.blank = False
        shift = self._shift(indent)
        if shift or ended is not None:
            yield Change(index, " " * shift + line.expandtabs(TAB) if shift else line, ended)

    def _shift(self, indent: int) -> int:
        """Return by how much a line that belongs to an item moves along with it."""
        levels = [level for level in self.levels if level.written < indent]
        return levels[-1].column - levels[-1].written if levels else 0

    def _place(self, mark: Mark) -> int:
        """Open or go on with the list that `mark` belongs to; return the column for its marker."""
        while self.levels and self.levels[-1].written > mark.indent:
            self.levels.pop()
        same = [level for level in self.levels if mark.indent - level.written <= _SLOPPY]
        old = next((level for level in same if level.shape == mark.shape), None)
        if old is None and same and not self._is_sublist(mark, same[-1]):
            old = same[-1]
        if old:
            del self.levels[self.levels.index(old) + 1 :]
            old.shape, old.item = mark.shape, mark
            old.content = old.column + (mark.width or 3)
            is_fine = mark.width and old.column == old.written
            return mark.indent if is_fine else old.column
        parent = self.levels[-1] if self.levels else None
        column = mark.indent + parent.column - parent.written if parent else mark.indent
        if mark.width and self.blank and column >= (parent.content if parent else 0) + TAB:
            return mark.indent  # to Markdown this is code
        least = parent.content if parent else 0
        column = min(max(column, least), least + TAB - 1)
        plain = not mark.width or bool(same)
        content = column + (mark.width or 3)
        self.levels.append(_Level(mark.shape, mark.indent, column, content, mark, plain))
        return column

    def _is_sublist(self, mark: Mark, level: _Level) -> bool:
        """Return whether `mark`, at the indent of an open list, opens one of its own below it."""
        if mark.number == 0:
            goes_on = level.item.follower is not None or level.item.had_bodies
            return level.item.number > 0 and goes_on and not self.blank
        if mark.number != 1:
            return False
        return not mark.width or (level.item.number == 0 and not self.blank)

    def _end_plain_lists(self, indent: int) -> int | None:
        """Close the plain lists that a line of text ends; return the column of the outermost."""
        ended: int | None = None
        while self.levels:
            level = self.levels[-1]
            if not level.plain or indent > level.written:
                break
            if level.item.follower or _goes_on(level.item):
                break
            ended = self.levels.pop().column
        return ended


def _goes_on(item: Mark) -> bool:
    """Return whether text below the last item of a plain list belongs to it."""
    text = item.text.rstrip()
    if text.endswith(("：", ":")):
        return True
    is_label = units(text) <= _LABEL_UNITS and not _SENTENCE.search(text)
    return is_label and (item.had_bodies or item.number <= 1)


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
        Example("一、快\n二、省", "1. 快\n1. 省"),
        Example("a.推\nb.拉", "1. 推\n1. 拉"),
        Example(
            "1，进程：\n（1）隔离\n（2）无锁\n2，内存", "1. 进程：\n   1. 隔离\n   1. 无锁\n1. 内存"
        ),
        Example("- 优点\n1、快\n2、省\n- 缺点", "- 优点\n  1. 快\n  1. 省\n- 缺点"),
        Example("* 两阶段\n1. 询问\n2. 提交\n* 本地", "* 两阶段\n  1. 询问\n  2. 提交\n* 本地"),
        Example("1. 甲\n- 快\n2. 乙", "1. 甲\n   - 快\n2. 乙"),
        Example("1. 甲\n  - 快\n    - 省", "1. 甲\n   - 快\n     - 省"),
        Example("1. 甲\n  - 快\n\n    细说", "1. 甲\n   - 快\n\n     细说"),
    ),
    leaves=(
        "第一次握手\n第二次握手",
        "2.1简单请求\n2.2跨域",
        "1 个主节点\n2 个从节点",
        "2019 年发布\n2020 年更新",
        "5 分区",
        "1. 已经是列表\n2. 也是\n\n   - 子项\n     - 孙项",
        "- 一\n- 二\n\n1. 甲\n2. 乙",
        "- 一\n\n      1. 代码",
        "1.x 版本\n2.x 版本",
        "8:30 开始\n9:30 结束",
        "* 甲\n- 乙",
        "- 甲\n - 乙",
    ),
)
