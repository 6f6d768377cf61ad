"""Equal labels below things that stand side by side: `优点：…`, `缺点：…` below A and below B.

Trigger: sections below one heading, items of one list, or short lines one after the other,
below which the same aspects are told: as labels, as sections of their own, or in sentences
that begin with one (`优点是…；缺点是…`). Two things share two aspects, or three share one.
Gives: a table of the aspects that at least two things share.
Does not touch: sections whose only common parent is the source, since a source holds all
sorts of things (一致性哈希 and 单体架构 both have 优点), unless its title announces a
comparison; things that are no things (总结, 其他); labels like 第一步 and 示例.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from cribdeck.assemble.joins.claims import Claim, Group, by_thing, groups
from cribdeck.assemble.joins.names import key
from cribdeck.assemble.joins.scene import Line, Part
from cribdeck.assemble.joins.shape import Example, Join, Joined
from cribdeck.extract.crumb import crumb_of
from cribdeck.folding import fold

_ENOUGH: Final = 2
"""Aspects that two things share."""
_THREE: Final = 3
_MOST_THINGS: Final = 8
_ANNOUNCES: Final = re.compile(
    r"区别|比较|对比|差异|不同|异同|选型|\bvs\b|[两二三四五六2-6几][种类个大].{0,8}$|differ|compar",
    re.IGNORECASE,
)


def _find(part: Part) -> Iterator[Joined]:
    for group in groups(part):
        if _may_be_joined(group):
            joined = _joined(group)
            if joined is not None:
                yield joined


def _may_be_joined(group: Group) -> bool:
    """Return whether the things of `group` have more in common than the source."""
    part, above = group.part, group.above
    if not part.is_file or above is not None:
        return True
    if group.form == "section":
        return bool(part.section.level and _ANNOUNCES.search(fold(part.title)))
    return bool(part.section.level)


def _joined(group: Group) -> Joined | None:
    said = {thing: _distinct(claims) for thing, claims in by_thing(group.claims).items()}
    said = _sharing(said)
    if not 1 < len(said) <= _MOST_THINGS:
        return None
    spoken = {key(it.aspect): it.aspect for it in reversed(group.claims)}
    fullest = sorted(said.values(), key=len, reverse=True)
    aspects = list(dict.fromkeys(aspect for cells in fullest for aspect in cells))
    cells = {
        (row, column): claims[aspect].cell
        for row, aspect in enumerate(aspects)
        for column, claims in enumerate(said.values())
        if aspect in claims
    }
    above = group.above
    crumb = crumb_of(above.text) if above else ""
    return Joined(
        part=group.part,
        title=crumb or group.part.title,
        things=tuple(said),
        aspects=tuple(spoken[aspect] for aspect in aspects),
        cells=cells,
        crumbs=(crumb,) if crumb else (),
        heads=tuple(_heads(claim for claims in said.values() for claim in claims.values())),
    )


def _distinct(claims: Sequence[Claim]) -> dict[str, Claim]:
    """Return claims by aspect, those that are told only once."""
    told = Counter(key(claim.aspect) for claim in claims)
    return {key(claim.aspect): claim for claim in claims if told[key(claim.aspect)] == 1}


def _sharing(said: dict[str, dict[str, Claim]]) -> dict[str, dict[str, Claim]]:
    """Return the things that share enough, with the aspects that they share."""
    found: set[str] = set()
    by_aspect: Counter[str] = Counter(aspect for cells in said.values() for aspect in cells)
    for one, other in combinations(said, 2):
        if len(said[one].keys() & said[other].keys()) >= _ENOUGH:
            found |= {one, other}
    for aspect, count in by_aspect.items():
        if count >= _THREE:
            found |= {thing for thing, cells in said.items() if aspect in cells}
    shared = Counter(aspect for thing in found for aspect in said[thing])
    return {
        thing: {aspect: it for aspect, it in cells.items() if shared[aspect] > 1}
        for thing, cells in said.items()
        if thing in found
    }


def _heads(claims: Iterator[Claim]) -> Iterator[Line | Part]:
    yield from dict.fromkeys(claim.head for claim in claims if claim.head is not None)


JOIN = Join(
    name="same_labels",
    doc=__doc__ or "",
    find=_find,
    matches=(
        Example(
            "## 持久化\n### RDB\n优点：恢复快\n缺点：会丢最后一段\n"
            "### AOF\n优点：丢得少\n缺点：文件大",
            (("comparison 持久化 (RDB | AOF) 优点: 恢复快 | 丢得少; 缺点: 会丢最后一段 | 文件大"),),
        ),
        Example(
            "## 会话\n三种做法：\n- 复制\n  - 缺点：占内网带宽\n- 放在客户端\n  - 缺点：容易泄漏\n"
            "- 集中存放\n  - 缺点：多一次网络调用",
            (
                (
                    "comparison 三种做法 (复制 | 放在客户端 | 集中存放)"
                    " 缺点: 占内网带宽 | 容易泄漏 | 多一次网络调用"
                ),
            ),
        ),
        Example(
            "## Caches\n### Write-through\nAdvantages:\n- never stale\n- simple reads\n\n"
            "Disadvantages: slow writes\n### Write-back\nAdvantages:\n- fast writes\n\n"
            "Disadvantages: data may be lost",
            (
                (
                    "comparison Caches (Write-through | Write-back)"
                    " Advantages: never stale；simple reads | fast writes;"
                    " Disadvantages: slow writes | data may be lost"
                ),
            ),
        ),
        Example(
            "## 负载均衡\n- 软件的优点是便宜，缺点是慢。\n- 硬件的优点是快，缺点是贵。",
            ("comparison 负载均衡 (软件 | 硬件) 优点: 便宜 | 快; 缺点: 慢 | 贵",),
        ),
    ),
    ignores=(
        "# 基础\n## 一致性哈希\n优点：迁移少\n缺点：会倾斜\n## 单体架构\n优点：简单\n缺点：难扩展",
        "## 持久化\n### RDB\n优点：恢复快\n### AOF\n优点：丢得少",
        "## 命令\n### ls\n参数：目录\n示例：ls -l\n### cd\n参数：目录\n示例：cd /tmp",
        "## 持久化\n### RDB\n优点：恢复快\n缺点：会丢\n### 总结\n优点：都有\n缺点：都有",
        (
            "## 扩容\n- 水平\n  - 第一步：加机器\n  - 第二步：迁移\n"
            "- 垂直\n  - 第一步：停机\n  - 第二步：换机器"
        ),
    ),
)
