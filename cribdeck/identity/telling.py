"""Small words that turn a text into another: 最多 and 最少, 支持 and 不支持.

Two normal forms (`likeness.normal`) go in; how many such turns lie between them comes out.
Texts may agree in all but one of them, and say the opposite.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_PAIRS: Final = """
早/晚 新/旧 高/低 大/小 多/少 快/慢 长/短 强/弱 正/反 正/负 读/写 推/拉 内/外 左/右 上/下 前/后
先/后 首/尾 头/尾 父/子 主/从 主/备 增/减 升/降 开/关 收/发 冷/热 入/出 加/减 乘/除 公/私 单/双
已/未 有/无 生产/消费 同步/异步 乐观/悲观 静态/动态 客户/服务 请求/响应 串行/并行 顺序/随机
主动/被动 允许/禁止 共享/独占 push/pull most/least min/max minimum/maximum sync/async read/write
before/after first/last start/end begin/end high/low strong/weak send/receive request/response
client/server optimistic/pessimistic static/dynamic public/private earliest/latest more/less
more/fewer increase/decrease allow/forbid on/off up/down left/right stateful/stateless fast/slow
small/large short/long same/different inner/outer leader/follower master/slave master/replica
producer/consumer input/output open/close lock/unlock get/set in/out synchronous/asynchronous
"""
_BOTH: Final = tuple((left, right) for left, right in (it.split("/") for it in _PAIRS.split()))
_OF_LETTERS: Final = tuple(pair for pair in _BOTH if pair[0].isascii())
_OF_CHARACTERS: Final = tuple(pair for pair in _BOTH if not pair[0].isascii())
_ANY_OF_LETTERS: Final = frozenset(word for pair in _OF_LETTERS for word in pair)
_WORD: Final = re.compile(r"[a-z]+")
_NEGATION: Final = re.compile(
    r"不(?![同过仅但论管断光])|没|无(?![论状])|未|非|否|勿"
    r"|\b(?:not|no|never|cannot|without|non)\b|n't"
)


def turns(one: str, other: str) -> int:
    """Return how many opposites and negations stand between two normal forms."""
    return _flips(one, other) + abs(len(_NEGATION.findall(one)) - len(_NEGATION.findall(other)))


def _flips(one: str, other: str) -> int:
    mine, theirs = _words(one), _words(other)
    flips = sum(
        (mine[left] - theirs[left]) * (mine[right] - theirs[right]) < 0
        for left, right in _OF_LETTERS
        if mine or theirs
    )
    return flips + sum(
        (one.count(left) - other.count(left)) * (one.count(right) - other.count(right)) < 0
        for left, right in _OF_CHARACTERS
    )


def _words(text: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(text) if word in _ANY_OF_LETTERS)
