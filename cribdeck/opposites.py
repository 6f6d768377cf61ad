"""Opposites: words of which one tells the other, whole answers that do, and where two texts differ.

Policy: pairs that anybody completes at once when one of them is shown: of 主 one says 从, of
明文 one says 加密.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Final

from cribdeck.folding import fold
from cribdeck.units import split_units


def both_ways(pairs: str) -> Mapping[str, frozenset[str]]:
    """Return, for either word of pairs like `高/低 早/晚`, the words opposite to it."""
    found: dict[str, set[str]] = {}
    for left, _, right in (pair.partition("/") for pair in pairs.split()):
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES: Final = both_ways(
    """
    主/从 主/备 主/子 主/被 主/副 主/自 静/动 同/异 正/反 正/逆 读/写 乐/悲 推/拉 新/老 新/旧
    高/低 大/小 长/短 内/外 上/下 前/后 左/右 软/硬 水平/垂直 横/纵 显/隐 有/无 快/慢
    强/弱 冷/热 公/私 父/子 入/出 增/减 早/晚 多/少 先/后 客户/服务 领导/追随 生产/消费 发送/接收
    请求/响应 开启/关闭 打开/关闭 支持/不支持 是/否 允许/禁止 递增/递减 顺序/随机 中央/本地
    好/坏 升/降 优/劣

    好/差 深/浅 粗/细 轻/重 松/紧 远/近 宽/窄 进/出 开/关
    多个/一个 多个/单个 多条/一条 多次/一次 多份/一份 多台/一台 多种/一种 多列/一列 多行/一行
    多点/单点 多线程/单线程 多进程/单进程 多数/少数 全部/部分 整个/部分 整体/局部
    简单/复杂 容易/困难 固定/动态 固定/可变 固定/按需 静态/动态 定长/变长
    明文/加密 明文/密文 同步/异步 有序/乱序 串行/并行 串行/并发 乐观/悲观 显式/隐式
    自动/手动 自动/手工 自动/自己 主动/被动 立即/延迟 实时/定期 事前/事后 提前/事后
    之前/之后 开始/结束 内核/用户 内存/磁盘 本地/远程 本机/远程 公钥/私钥 公有/私有
    共享/独占 共享/独立 共享/互斥 共用/各自 共用/独立 集中/分散 物理/逻辑 永久/临时 持久/临时
    必须/可选 强制/可选 成功/失败 正常/异常 通过/拒绝 接受/拒绝 允许/拒绝 编译/运行 正向/反向
    客户端/服务端 客户端/服务器 生产者/消费者 主库/从库

    y/n yes/no true/false static/dynamic read/write reading/writing master/slave leader/follower
    primary/secondary sync/async synchronous/asynchronous client/server push/pull public/private
    optimistic/pessimistic horizontal/vertical hard/soft hardware/software sender/receiver
    producer/consumer producers/consumers internal/external min/max low/high small/large fast/slow
    weak/strong first/last long/short up/down in/out advantages/disadvantages pros/cons
    """
)
"""By either word of a pair, the words opposite to it; in small letters."""

_ANSWERS: Final = both_ways(
    """
    低/高 小/大 少/多 慢/快 短/长 弱/强 差/好 简单/复杂 有/无 是/否 是/不是 支持/不支持
    可以/不可以 能/不能
    允许/不允许 需要/不需要 同步/异步 有序/无序 有状态/无状态 阻塞/非阻塞
    安全/不安全 公平/非公平 线程安全/非线程安全 有连接/无连接 可靠/不可靠 持久/非持久
    y/n yes/no true/false √/× ✓/✗ ✅/❌ low/high small/large slow/fast short/long weak/strong
    sync/async ordered/unordered stateful/stateless blocking/non-blocking reliable/unreliable
    mutable/immutable supported/unsupported
    """
)
"""Whole answers, a cell or a verdict; in small letters."""
_TWO: Final = 2


def are_opposites(texts: Sequence[str]) -> bool:
    """Return whether these are two answers, one the opposite of the other."""
    if len(texts) != _TWO:
        return False
    one, other = (fold(text).casefold().strip() for text in texts)
    return other in _ANSWERS.get(one, ())


def differing(one: str, other: str) -> tuple[str, str]:
    """Return both texts without the units that they begin and end with alike."""
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
