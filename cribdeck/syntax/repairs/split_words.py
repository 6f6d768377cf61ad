"""A Chinese word in which a stray space stands: `非核心线程空 闲的存活时间`.

Why: text copied from a page or a PDF keeps a space where a line ended, and what follows the
space is then taken for a remark, a second title or another item.

Chinese authors put spaces between things, too (`读服务 写服务`). So a space goes only if it is
the only one between two characters of its line, and what stands behind it can open no word (`者`),
or one of the two halves is never seen without the other: wherever else the note has `程空`, it
has `程空闲`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cribdeck.syntax.repairs.repair import Change, Example, Repair
from cribdeck.units import HAN

_GAP = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_PROSE = re.compile(rf"[ ]{{0,3}}(?![Ss]tep|[第一二三四五六七八九十])(?:[{HAN}]|[A-Za-z]{{2}})")
"""A line that opens with a word, so that no other repair moves its text."""
_RUN = re.compile(rf"[{HAN}]{{2,}}")
_ENDINGS = "者們们的了"
"""What is only ever the end of a word."""
_SHORTEST = 8
"""Characters of a line; the words of a shorter one may be things side by side."""


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    gaps = {
        index: found[0].start()
        for index, line in enumerate(lines)
        if len(line) >= _SHORTEST
        and _PROSE.match(line)
        and len(found := list(_GAP.finditer(line))) == 1
    }
    if not gaps:
        return
    seen = Counter(_pieces(lines))
    for index, gap in gaps.items():
        line = lines[index]
        if line[gap + 1] in _ENDINGS or _is_split(line[:gap], line[gap + 1 :], seen):
            yield Change(index, line[:gap] + line[gap + 1 :])


def _is_split(before: str, after: str, seen: Counter[str]) -> bool:
    """Return whether the end of `before` or the start of `after` elsewhere goes with the other."""
    left, right = before[-2:], after[:2]
    return 0 < seen[left] - 1 == seen[left + after[0]] or (
        0 < seen[right] - 1 == seen[before[-1] + right]
    )


def _pieces(lines: Sequence[str]) -> Iterator[str]:
    """Yield all two and all three Chinese characters in a row."""
    for line in lines:
        for run in _RUN.finditer(line):
            text = run[0]
            yield from map("".join, pairwise(text))
            yield from (text[start : start + 3] for start in range(len(text) - 2))


REPAIR = Repair(
    name="split_words",
    changes=_changes,
    examples=(
        Example(
            "keepAlive：非核心线程空 闲的时间\nunit：线程空闲时间的单位",
            "keepAlive：非核心线程空闲的时间\nunit：线程空闲时间的单位",
        ),
        Example(
            "消息先写到缓 冲区，再发送\n\n缓冲区满了就阻塞",
            "消息先写到缓冲区，再发送\n\n缓冲区满了就阻塞",
        ),
        Example("消息由代理分发给订阅 者，实现广播", "消息由代理分发给订阅者，实现广播"),
    ),
    leaves=(
        "keepAlive：非核心线程空 闲的时间",
        "消息系统 消息保留在队列里\n消息系统消费快\n系统很快",
        "- 由代理分发给订阅 者",
        "降级分为读服务 写服务两种\n读服务可以降级",
        "用户表 订单表 商品表\n用户表订单表",
        "同步 异步\n同步异步",
        "Redis 集群的 主节点\nRedis 集群",
    ),
    is_final=True,
)
