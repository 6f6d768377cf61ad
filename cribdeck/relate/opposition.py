"""What tells two texts apart that look alike: `不影响` and `影响`, 最早 and 最新, 3 and 5.

Two facts go in; out comes what speaks against their saying the same, or None. Differences
are looked for among single characters, since 最早 and 最新 hide in texts that agree in all
else. In doubt two texts are different: a card too many costs less than a wrong one.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from cribdeck.relate.placed import Placed

Difference: TypeAlias = Literal["negation", "opposite", "number", "name"]

_OPPOSITES: Final = tuple(
    tuple(pair.split("/"))
    for pair in (
        "早/晚 早/新 新/旧 高/低 同步/异步 正/反 正/负 相同/不同 读/写 生产/消费 强/弱 大/小 多/少 快/慢 长/短 主/从"
        " 增/减 升/降 升/退 发/收 推/拉 乐观/悲观 静态/动态 公平/非公平 先/后 前/后 上/下 内/外 开/关 允许/禁止 公有/私有"
        " 左/右 首/尾 头/尾 阻塞/非阻塞 可以/不可以 客户/服务 发送/接收 请求/响应 父/子 加/减 入/出 有/无 串行/并行 顺序/随机"
        " push/pull most/least min/max minimum/maximum forward/reverse sync/async synchronous/asynchronous"
        " read/write before/after first/last start/end high/low strong/weak send/receive request/response"
        " client/server optimistic/pessimistic static/dynamic public/private earliest/latest"
        " increase/decrease more/less more/fewer allow/forbid on/off up/down left/right stateful/stateless"
        " reload/restart fast/slow small/large short/long same/different inner/outer"
    ).split()
)
_NEGATION: Final = re.compile(r"不|没|无(?![论状])|未|非|\b(?:not|no|never|cannot|without|non)\b|n't")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*|[一二两三四五六七八九十百千万]+(?=[个种次层阶秒分天条台份步倍年位])")


def difference(one: Placed, other: Placed) -> Difference | None:
    """Return what tells the claims of `one` and `other` apart, worst first."""
    texts = " ".join(one.words), " ".join(other.words)
    checks: tuple[tuple[Difference, bool], ...] = (
        ("opposite", _opposite(one, other)),
        ("negation", _negated(texts[0]) != _negated(texts[1])),
        ("number", _differ(*(frozenset(_NUMBER.findall(text)) for text in texts))),
        ("name", _differ(_names(one), _names(other))),
    )
    return next((name for name, found in checks if found), None)


def _opposite(one: Placed, other: Placed) -> bool:
    mine, theirs = one.flat, other.flat
    latin = frozenset(one.words), frozenset(other.words)
    for left, right in _OPPOSITES:
        if left.isascii():
            counts = [(left in it, right in it) for it in latin]
        else:
            counts = [(mine.count(left), mine.count(right)), (theirs.count(left), theirs.count(right))]
        (a, b), (c, d) = counts
        if (a > c and b < d) or (a < c and b > d):
            return True
    return False


def _negated(text: str) -> bool:
    return _NEGATION.search(text) is not None


def _names(fact: Placed) -> frozenset[str]:
    return frozenset(word for word in fact.words if word[0].isascii() and word[0].isalpha())


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether each side has what the other lacks."""
    return bool(one - other) and bool(other - one)
