"""Answers that a question gives away without showing them: by a mirror, a pattern, a word.

Plain text goes in, a yes or no comes out; the rules decide what to do about it. Policy: only
what anybody would fill in at once counts. Of 静态配置 and 动态配置 either gives the other
away; of 表锁 and 行锁 neither does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Final

from cribdeck.folding import fold
from cribdeck.units import HAN, split_units


def _both_ways(pairs: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for left, _, right in (pair.partition("/") for pair in pairs.split()):
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITES: Final = _both_ways(
    """
    主/从 主/备 主/子 主/被 主/副 主/自 静/动 同/异 正/反 正/逆 读/写 乐/悲 推/拉 新/老 新/旧
    高/低 大/小 长/短 内/外 上/下 前/后 左/右 软/硬 水平/垂直 横/纵 显/隐 有/无 快/慢
    强/弱 冷/热 公/私 父/子 入/出 增/减 早/晚 多/少 先/后 客户/服务 领导/追随 生产/消费 发送/接收
    请求/响应 开启/关闭 打开/关闭 支持/不支持 是/否 允许/禁止 递增/递减 顺序/随机 中央/本地
    好/坏 升/降 优/劣
    y/n yes/no true/false static/dynamic read/write reading/writing master/slave leader/follower
    primary/secondary sync/async synchronous/asynchronous client/server push/pull public/private
    optimistic/pessimistic horizontal/vertical hard/soft hardware/software sender/receiver
    producer/consumer producers/consumers internal/external min/max low/high small/large fast/slow
    weak/strong first/last long/short up/down in/out advantages/disadvantages pros/cons
    """
)
_NEGATIONS: Final = frozenset(("非", "不", "无", "未", "没有", "不可", "not", "non", "non-", "no"))
_TWO, _FOUR = 2, 4
_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")


def are_mirrored(names: Sequence[str]) -> bool:
    """Return whether these are two names of which one is the opposite of the other."""
    if len(names) != _TWO:
        return False
    rests = _apart(*(fold(name).casefold().strip(" 「」“”\"'`") for name in names))
    one, other = (rest.strip(" -") for rest in rests)
    if not (one and other):
        return (one or other) in _NEGATIONS
    return other in _OPPOSITES.get(one, ()) or one in _OPPOSITES.get(other, ())


def is_grid(names: Sequence[str]) -> bool:
    """Return whether four names are two beginnings with two ends each, as 水平分库, 水平分表 …."""
    if len(names) != _FOUR or len(set(names)) != _FOUR:
        return False
    shortest = min(map(len, names))
    return any(
        len({name[:size] for name in names}) == len({name[size:] for name in names}) == _TWO
        for size in range(1, shortest)
    )


def shares_word(term: str, meaning: str) -> bool:
    """Return whether two neighbouring Chinese characters of `term` stand in `meaning`."""
    told = fold(meaning)
    runs = _HAN_RUN.findall(fold(term))
    return any(first + second in told for run in runs for first, second in pairwise(run))


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return both names without the units that they begin and end with alike."""
    first, second = split_units(one), split_units(other)
    same = _same(first, second)
    first, second = first[same:], second[same:]
    same = _same(first[::-1], second[::-1])
    first, second = first[: len(first) - same], second[: len(second) - same]
    return "".join(first), "".join(second)


def _same(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many units stand in both from the start."""
    alike = (one == other for one, other in zip(first, second, strict=False))
    return sum(1 for _ in takewhile(bool, alike))
