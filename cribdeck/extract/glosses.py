"""Two names of one thing, as notes give them: 生产者（Producer）, Producer(生产者), 简称 MQ.

A text goes in, pairs of names as written come out. Policy: short names in two scripts, side
by side; remarks in brackets (可选, default), halves of sentences and words too common to
name one thing are no names, and names that are names of their own (HTTP, InnoDB) translate
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cribdeck.units import HAN

_CHINESE_FIRST: Final = re.compile(
    rf"(?:^|[\s,，。；;：:、\"“「*—-])([{HAN}]{{2,6}})\s?"
    r"[（(]\s?([A-Za-z][A-Za-z .-]{1,28}?)\s?[）)]"
)
_LATIN_FIRST: Final = re.compile(
    rf"(?:^|[^A-Za-z(（ .-])\s?([A-Z][A-Za-z.-]{{1,18}}(?: [A-Za-z]{{2,14}})?)\s?"
    rf"[（(]\s?([{HAN}]{{2,6}})\s?[）)]"
)
_IN_WORDS: Final = re.compile(
    rf"(?:^|[\s,，。；;：:、\"“「*])([{HAN}]{{2,6}})\s?"
    r"[，,]?\s?(?:简称为?|又称为?|也叫做?|也称为?|即|英文名?[叫是为]?)\s?[“\"「]?"
    r"([A-Za-z][A-Za-z-]{1,18}(?: [A-Za-z]{2,14}){0,2})"
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


def bracketed(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name in `text` with the name in brackets behind it, in the other script."""
    for pattern in (_CHINESE_FIRST, _LATIN_FIRST):
        for match in pattern.finditer(text):
            if not any(map(_PROPER.search, match.groups())):
                yield match[1], match[2]


def glosses(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names of `text`, those told in words included: 消息队列，简称 MQ."""
    for line in text.splitlines():
        if line.isascii():
            continue
        for one, other in bracketed(line):
            if is_name(one) and is_name(other.casefold()):
                yield one, other
        for match in _IN_WORDS.finditer(line):
            if is_name(match[1]) and is_name(match[2].casefold()):
                yield match[1], match[2]


def is_name(name: str) -> bool:
    """Return whether `name`, in small letters, may name one thing."""
    return bool(name) and not _GENERIC.fullmatch(name) and not _NO_NAME.search(name)
