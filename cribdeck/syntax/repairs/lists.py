"""Lists as their authors see them: markers of any shape become `1.` and `-`, sublists are indented.

Why: a list is a list to its author, whatever the input method made of the number and
however little the sublist was indented. Markdown knows `1.`, `1)` and `-` with a space, and
wants a sublist below the text of its item. The syntax tree keeps the marker as written.

A number of another shape that starts again at one right below an item is that item's own
list, and so are bullets between two numbers. A line end in plain text ends the item: what
follows the last item of such a list belongs to it only if the item ends with a colon, or
is a mere label like the items before it, which had text below them too. Chinese items indented
by four columns or more below no other item are a list, not code.

Not changed: numbers with a digit or a counting word behind them (`2.1简单`, `5 个副本`,
`2019 年`), `第一次握手`, `-Xmx512m`, dashes (`——`), and lists that already say in Markdown
what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cribdeck.syntax.repairs.list_marks import (
    HEADING,
    MINOR_BULLETS,
    TAB,
    Mark,
    indent_of,
    list_marks,
)
from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.units import is_chinese, units

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
    marker: str
    """How its markers are written in Markdown."""
    item: Mark
    """Its last item."""
    plain: bool
    """Whether it is a list only to the author, so that a line end ends its items."""

    @property
    def content(self) -> int:
        """Column of its last item's text as repaired."""
        return self.column + (self.item.width or len(self.marker) + 1)


@dataclass(slots=True)
class _Layout:
    levels: list[_Level] = field(default_factory=list)
    """The open lists, outermost first."""
    blank: bool = False
    """Whether the line before was blank."""
    in_code: bool = False
    """Whether the lines are indented so far that they are code."""

    def item(self, line: str, mark: Mark) -> Iterator[Change]:
        """Put an item on its level, and rewrite its line if Markdown would not put it there."""
        level = self._level(mark)
        self.blank = False
        self.in_code = level is None
        if level is None:
            return
        is_sloppy = level.column == level.written and mark.width
        column = mark.indent if is_sloppy and mark.indent != level.written else level.column
        if mark.width and column == mark.indent:
            return
        text = line.lstrip(" \t\u3000") if mark.width else f"{level.marker} {mark.text}"
        yield Change(mark.index, " " * column + text)

    def text(self, index: int, line: str) -> Iterator[Change]:
        """Decide which lists go on over a line that opens no item."""
        indent = indent_of(line)
        ended: int | None = None
        if HEADING.match(line) or (_RULE.fullmatch(line.strip()) and not indent):
            self.levels.clear()
        elif self.blank:
            self.in_code = self.in_code and indent >= TAB
            while self.levels and indent <= self.levels[-1].written:
                self.levels.pop()
        else:
            ended = self._end_plain_lists(indent)
        self.blank = False
        shift = next(
            (it.column - it.written for it in reversed(self.levels) if it.written < indent), 0
        )
        if shift or ended is not None:
            yield Change(index, " " * shift + line.expandtabs(TAB) if shift else line, ended)

    def _level(self, mark: Mark) -> _Level | None:
        """Return the list that `mark` opens or goes on with; None if to Markdown it is code."""
        while self.levels and self.levels[-1].written > mark.indent:
            self.levels.pop()
        same = [level for level in self.levels if mark.indent - level.written <= _SLOPPY]
        old = next((level for level in same if level.shape == mark.shape), None)
        is_sublist = bool(same) and old is None and self._is_sublist(mark, same[-1])
        if same and not is_sublist:
            level = old or same[-1]
            del self.levels[self.levels.index(level) + 1 :]
            if old is None and mark.number <= 1:
                level.marker = _marker(mark, unlike=level.marker)
            level.shape, level.item = mark.shape, mark
            return level
        return self._sublist(mark, plain=not mark.width or is_sublist)

    def _sublist(self, mark: Mark, *, plain: bool) -> _Level | None:
        parent = self.levels[-1] if self.levels else None
        least = parent.content if parent else 0
        column = mark.indent + (parent.column - parent.written if parent else 0)
        is_far = mark.width and (self.blank or self.in_code) and column >= least + TAB
        if is_far and (parent or not is_chinese(mark.text)):
            return None
        column = min(max(column, least), least + TAB - 1)
        level = _Level(mark.shape, mark.indent, column, _marker(mark), mark, plain)
        self.levels.append(level)
        return level

    def _is_sublist(self, mark: Mark, level: _Level) -> bool:
        """Return whether `mark`, at the indent of an open list, opens one of its own below it."""
        if self.blank and level.item.is_last:
            return False
        if mark.number == 0:
            if mark.shape in MINOR_BULLETS and not level.item.width:
                return True
            return level.item.number > 0 and not (level.item.is_last and level.item.is_first)
        return mark.number == 1 and (not mark.width or level.item.number == 0)

    def _end_plain_lists(self, indent: int) -> int | None:
        """Close the plain lists that a line of text ends; return the column of the outermost."""
        ended: int | None = None
        while self.levels:
            level = self.levels[-1]
            if not level.plain or indent > level.written or not level.item.is_last:
                break
            if _goes_on(level.item):
                break
            ended = self.levels.pop().column
        return ended


def _goes_on(item: Mark) -> bool:
    """Return whether text below the last item of a plain list belongs to it."""
    text = item.text.rstrip()
    if text.endswith(("：", ":")):
        return True
    is_label = units(text) <= _LABEL_UNITS and not _SENTENCE.search(text)
    return is_label and (item.had_bodies or item.is_first)


def _marker(mark: Mark, unlike: str = "") -> str:
    """Return the marker for a list of this shape; another than that of the list right before."""
    if mark.number == 0:
        return "*" if unlike == "-" else "-"
    if mark.shape == "paren":
        return "1)"
    return "1)" if unlike == "1." and mark.shape != "dot" else "1."


REPAIR = Repair(
    name="lists",
    changes=_changes,
    examples=(
        Example("1、解耦\n2、异步", "1. 解耦\n1. 异步"),
        Example("1，反向代理\n2,动静分离", "1. 反向代理\n1. 动静分离"),
        Example("1.普通匹配\n2.正则匹配", "1. 普通匹配\n1. 正则匹配"),
        Example("1）解耦\n2)异步", "1) 解耦\n1) 异步"),
        Example("（1）解耦", "1. 解耦"),
        Example("①解耦\n② 异步", "1. 解耦\n1. 异步"),
        Example("1⃣️解耦\n2️⃣异步", "1. 解耦\n1. 异步"),
        Example("1 分组\n2 补位", "1. 分组\n1. 补位"),
        Example("step1：收到请求\nstep2：转发", "1. 收到请求\n1. 转发"),
        Example("第一步：准备\n第二步：提交", "1. 准备\n1. 提交"),
        Example("一、快\n二、省", "1. 快\n1. 省"),
        Example("a.推\nb.拉", "1. 推\n1. 拉"),
        Example("A、推\nB、拉", "1. 推\n1. 拉"),
        Example("1. 模型\nA. 推\nB. 拉\n2. 顺序", "1. 模型\n   1. 推\n   1. 拉\n2. 顺序"),
        Example("• 解耦\n•异步", "- 解耦\n- 异步"),
        Example("● 消息\n○ 主题\n○ 分区", "- 消息\n  - 主题\n  - 分区"),
        Example("-快\n-省", "- 快\n- 省"),
        Example(
            "1，进程：\n（1）隔离\n（2）无锁\n2，内存", "1. 进程：\n   1. 隔离\n   1. 无锁\n1. 内存"
        ),
        Example("1、甲\n\n第一步：乙\n第二步：丙", "1. 甲\n\n1) 乙\n1) 丙"),
        Example("- 优点\n1、快\n2、省\n- 缺点", "- 优点\n  1. 快\n  1. 省\n- 缺点"),
        Example("* 两阶段\n1. 询问\n2. 提交\n* 本地", "* 两阶段\n  1. 询问\n  2. 提交\n* 本地"),
        Example("1. 甲\n- 快\n2. 乙", "1. 甲\n   - 快\n2. 乙"),
        Example("1. 甲\n  - 快\n    - 省", "1. 甲\n   - 快\n     - 省"),
        Example("1. 甲\n  - 快\n\n    细说", "1. 甲\n   - 快\n\n     细说"),
        Example("标题\n\n    - 随机淘汰\n    - 不淘汰", "标题\n\n   - 随机淘汰\n   - 不淘汰"),
    ),
    leaves=(
        "第一次握手\n第二次握手",
        "2.1简单请求\n2.2跨域",
        "1 个主节点\n2 个从节点",
        "2019 年发布\n2020 年更新",
        "5 分区",
        "A.甲和乙",
        "B、乙\nC、丙",
        "1 快照\n## 日志\n2 压缩",
        "1.x 版本\n2.x 版本",
        "8:30 开始\n9:30 结束",
        "1. 已经是列表\n2. 也是\n\n   - 子项\n     - 孙项",
        "- 一\n- 二\n\n1. 甲\n2. 乙",
        "- 一\n\n      1. 代码",
        "配置\n\n    - name: web\n    - name: db",
        "* 甲\n- 乙",
        "名 | 义\n---|---\n1、甲 | 乙\n2、丙 | 丁",
        "- 甲\n - 乙",
        "-Xmx512m\n-Xms512m",
        "——作者\n——译者",
        "-负数",
        "●●●○○",
        "**粗体**\n**粗体**",
    ),
)
