"""What tells two texts apart that look alike: `不影响` and `影响`, 最早 and 最新, 3 and 5.

Two facts go in; out comes what speaks against their saying the same, or None. Differences
are looked for among single characters, since 最早 and 最新 hide in texts that agree in all
else. In doubt two texts are different: a card too many costs less than a wrong one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from cribdeck.opposites import both_ways
from cribdeck.relate.placed import Placed

Difference: TypeAlias = Literal["negation", "opposite", "number", "name"]

_PAIRS: Final = """
早/晚 最早/最新 新/旧 高/低 同步/异步 正/反 正/负 相同/不同 读/写 生产/消费 强/弱 大/小 多/少
快/慢 长/短 主库/从库 主节点/从节点 主机/从机 增/减 升/降 升/退 推/拉 乐观/悲观 静态/动态 之前/之后
上游/下游 内/外 开启/关闭 打开/关闭 允许/禁止 公有/私有 左/右 首/尾 头/尾 客户/服务 发送/接收
请求/响应 父/子 写入/读出 有/无 串行/并行 顺序/随机
push/pull most/least min/max minimum/maximum forward/reverse sync/async read/write before/after
synchronous/asynchronous first/last start/end high/low strong/weak send/receive request/response
client/server optimistic/pessimistic static/dynamic public/private earliest/latest more/less
increase/decrease more/fewer allow/forbid on/off up/down left/right stateful/stateless
fast/slow small/large short/long same/different inner/outer
"""
_OPPOSITES: Final[Mapping[str, frozenset[str]]] = both_ways(_PAIRS)
_ANY_OPPOSITE: Final = re.compile(
    # A look-ahead finds 步 inside 同步, too.
    "(?=({}))".format("|".join(sorted((it for it in _OPPOSITES if not it.isascii()), reverse=True)))
)
_NEGATION: Final = re.compile(
    r"不(?![同过仅但论管断光])|没|无(?![论状])|未|非|\b(?:not|no|never|cannot|without|non)\b|n't"
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*|[一二两三四五六七八九十百千万]+(?=[个种次层阶秒步倍])")


def difference(one: Placed, other: Placed) -> Difference | None:
    """Return what tells the claims of `one` and `other` apart, worst first."""
    texts = " ".join(one.words), " ".join(other.words)
    if _opposite(one, other):
        return "opposite"
    if _negated(texts[0]) != _negated(texts[1]):
        return "negation"
    if _differ(*(frozenset(_NUMBER.findall(text)) for text in texts)):
        return "number"
    return "name" if _differ(_names(one), _names(other)) else None


def _opposite(one: Placed, other: Placed) -> bool:
    """Return whether one has more of a word, and the other more of its opposite."""
    mine, theirs = _opposites(one), _opposites(other)
    more, less = mine - theirs, theirs - mine
    return any(_OPPOSITES[word] & less.keys() for word in more)


def _opposites(fact: Placed) -> Counter[str]:
    """Return how often each word that has an opposite occurs, Latin words only as whole words."""
    found = Counter(_ANY_OPPOSITE.findall(fact.flat))
    found.update(word for word in fact.words if word in _OPPOSITES and word.isascii())
    return found


def _negated(text: str) -> bool:
    return _NEGATION.search(text) is not None


def _names(fact: Placed) -> frozenset[str]:
    return frozenset(word for word in fact.words if word[0].isascii() and word[0].isalpha())


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether each side has what the other lacks."""
    return bool(one - other) and bool(other - one)
