"""Other names of the same thing, mined from the notes' own glosses.

Outlines go in, an `Aliases` comes out, which maps every bare name to the first of its
group. A gloss is a name with another in brackets behind it: `生产者（Producer）`,
`Producer(生产者)`; or an abbreviation that the notes spell out. Policy: glosses are
transitive; a name that is glossed in two languages by different names at once
(`订阅（push）`, `推（push）` …) says nothing sure, so a group that holds more than two names of
one script is dropped as a whole. Order of sources does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from cribdeck.facts.model import Abbreviation, Callout, Grid, Outline, Passage, Prose
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from cribdeck.relate.normalise import bare
from cribdeck.units import HAN

_CHINESE_FIRST: Final = re.compile(
    rf"(?:^|[\s,，。；;：:、\"“「*—-])([{HAN}]{{2,6}})\s?"
    r"[（(]\s?([A-Za-z][A-Za-z .-]{1,28}?)\s?[）)]"
)
_LATIN_FIRST: Final = re.compile(
    rf"(?:^|[^A-Za-z(（ .-])\s?([A-Z][A-Za-z.-]{{1,18}}(?: [A-Za-z]{{2,14}})?)\s?"
    rf"[（(]\s?([{HAN}]{{2,6}})\s?[）)]"
)
_NO_NAME: Final = re.compile(
    r"^(?:当|将|使|进|用|把|被|让|给|在|从|对|向|按|以|由|为|是|有|无|不|没|可|能|会|要|需|应|通过|采用|基于|支持"
    r"|包括|例如|比如|如|即|叫|称|指|一|这|那|该|其|每|各|所|某|或|和|与|及|而|但|则|也|都|只|仅|最|更|默认|当前"
    r"|推荐|简称|全称|英文|单位|注意|建议)"
    r"|.的.|(?:的|了|着|过|时|后|前|中|里|上|下|等|是|为|有|用|个|种|吗|呢)$"
)
_GENERIC: Final = re.compile(
    r"optional|default|recommended|deprecated|new|old|yes|no|true|false|todo|note|example|id|key"
    r"|value|name|type|read|write|get|set|push|pull|in|out|on|off|可选|默认|推荐|必填|重要|必须|常用"
    r"|废弃|参考|来源|笔记|如下|不推荐|强烈推荐|面试|高频|重点"
)
"""Remarks in brackets, and words too common to name one thing."""
_PROPER: Final = re.compile(r"[A-Z]{2}|[a-z][A-Z]")
"""HTTP and InnoDB are names of their own: 七层负载均衡（HTTP） does not translate one."""
_MOST_NAMES: Final = 2
"""Of one script, in one group: a name and its short form; more are different things."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which names mean the same."""

    first: dict[str, str] = field(default_factory=dict)
    """Bare name to the name that stands for its group; names without others are not in it."""

    def of(self, name: str) -> str:
        """Return what stands for the bare `name`."""
        return self.first.get(name, name)


def aliases(outlines: Iterable[Outline]) -> Aliases:
    """Return the aliases that the notes themselves give."""
    leader: dict[str, str] = {}
    for one, other in sorted({pair for pair in _glosses(outlines) if all(map(_is_name, pair))}):
        a, b = _root(leader, one), _root(leader, other)
        leader[max(a, b)] = min(a, b)
    groups: dict[str, list[str]] = {}
    for name in sorted(leader):
        groups.setdefault(_root(leader, name), []).append(name)
    return Aliases(
        {
            name: root
            for root, names in groups.items()
            if _is_consistent({root, *names})
            for name in sorted({root, *names})
        }
    )


def _glosses(outlines: Iterable[Outline]) -> Iterator[tuple[str, str]]:
    for outline in outlines:
        for passage in passages(outline):
            for text in _texts(passage):
                for pattern in (_CHINESE_FIRST, _LATIN_FIRST):
                    for match in pattern.finditer(text):
                        if not any(map(_PROPER.search, match.groups())):
                            yield bare(match[1]), bare(match[2])
            for fact in passage.facts:
                if isinstance(fact, Abbreviation) and fact.gloss:
                    yield bare(fact.short), bare(fact.gloss)


def _texts(passage: Passage) -> Iterator[str]:
    match passage.shown:
        case Prose(text=text):
            yield plain(text)
        case Grid(header=header, rows=rows):
            yield from (plain(cell) for row in (header, *rows) for cell in row)
        case Callout() | _:
            pass


def _is_name(name: str) -> bool:
    return bool(name) and not _GENERIC.fullmatch(name) and not _NO_NAME.search(name)


def _root(leader: dict[str, str], name: str) -> str:
    while (above := leader.get(name, name)) != name:
        name = above
    return name


def _is_consistent(names: set[str]) -> bool:
    latin = sum(name.isascii() for name in names)
    return latin <= _MOST_NAMES and len(names) - latin <= _MOST_NAMES
