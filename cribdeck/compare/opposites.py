"""Two cells of which either gives the other away: 低 and 高, 有 and 无, yes and no.

The texts of the cells of one aspect go in, a yes or no comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cribdeck.folding import fold

_PAIR: Final = 2
_PAIRS: Final = """
低/高 小/大 少/多 慢/快 短/长 弱/强 差/好 简单/复杂 有/无 是/否 是/不是 支持/不支持
可以/不可以 能/不能
允许/不允许 需要/不需要 同步/异步 有序/无序 有状态/无状态 阻塞/非阻塞
安全/不安全 公平/非公平 线程安全/非线程安全 有连接/无连接 可靠/不可靠 持久/非持久
y/n yes/no true/false √/× ✓/✗ ✅/❌ low/high small/large slow/fast short/long weak/strong
sync/async ordered/unordered stateful/stateless blocking/non-blocking reliable/unreliable
mutable/immutable supported/unsupported
"""
_OPPOSITES: Final = frozenset(frozenset(pair.split("/")) for pair in _PAIRS.split())


def are_opposites(texts: Sequence[str]) -> bool:
    """Return whether these are two answers, one the opposite of the other."""
    if len(texts) != _PAIR:
        return False
    return frozenset(fold(text).casefold().strip() for text in texts) in _OPPOSITES
