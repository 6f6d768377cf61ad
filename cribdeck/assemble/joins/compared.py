"""Titles that name what is compared: `Kafka vs RabbitMQ`, `TCP 和 UDP 的区别`, `A B 比较`.

A title goes in, the names of the things come out with the word that compares them. A title
that names no two things (三种实现方式的比较) compares nothing that could be looked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.assemble.joins.names import is_thing
from cribdeck.assemble.matching import matchable
from cribdeck.units import HAN, units

_MOST: Final = 5
_LONGEST: Final = 40
"""Characters of a title."""
_LONGEST_NAME: Final = 10
"""Units."""
_WORD: Final = re.compile(
    r"(?:(?:之间|二者|两者|三者)的?|的|有(?:什么|哪些|何)|(?:主要|核心|本质)的?|\s|，)*+"
    r"(?P<word>区别|比较|对比|差异|不同点?|异同点?|differences?|comparison|compared)"
    r"(?:是什么|有哪些|在哪里?|与联系|和联系|及联系|总结|如下)*+[?？：:。]*+\s*+$",
    re.IGNORECASE,
)
_DIFFERENCE: Final = re.compile(
    r"(?:what (?:is|are|'s) )?(?:the )?(?P<word>differences?|comparison) (?:between|of) "
    r"(?P<names>.+?)[?？：:]*\s*$",
    re.IGNORECASE,
)
_VERSUS: Final = re.compile(
    r"\s+vs\.?\s+|(?<=[^a-z0-9])vs\.?(?=[^a-z0-9])|\bversus\b", re.IGNORECASE
)
_BETWEEN: Final = (
    re.compile(
        r"\s*(?:[、，,&]|\|\||｜｜|(?<=.)(?:和|与|跟|及)(?=.)|\s(?:and|or)\s)\s*", re.IGNORECASE
    ),
    re.compile(r"\s*/\s*"),
)
"""What stands between names; TCP/IP is one name where something else separates two."""
_LATIN: Final = re.compile(r"[A-Za-z][\w.+#/-]*")
_ASIDE: Final = re.compile(rf"^[{HAN}]{{2,}}\s?(?=[A-Za-z])|(?<=[A-Za-z0-9])\s?[{HAN}]{{2,}}$")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a title compares."""

    things: tuple[str, ...]
    word: str
    """With which word: 区别; empty for `vs`."""


def compared(title: str) -> Compared | None:
    """Return what `title` compares; None if it names no two things."""
    if not title or len(title) > _LONGEST:
        return None
    flat = title.strip(" *：:")
    sides = _VERSUS.split(flat)
    if len(sides) > 1:
        word = _WORD.search(sides[-1])
        sides[-1] = sides[-1][: word.start()] if word else sides[-1]
        return _named(sides, "")
    for pattern in (_DIFFERENCE, _WORD):
        match = pattern.search(flat)
        if match is not None:
            listed = match["names"] if pattern is _DIFFERENCE else flat[: match.start()]
            return _named(_listed(listed), match["word"])
    return None


def side_by_side(title: str) -> Compared | None:
    """Return what `title` compares, or at least names as things of one kind: 悲观锁与乐观锁."""
    found = compared(title)
    if found is not None or len(title) > _LONGEST:
        return found
    named = _named(_listed(title.strip(" *：:？?")), "")
    return named if named and are_of_a_kind(named.things) else None


def are_of_a_kind(things: Sequence[str]) -> bool:
    """Return whether names are built alike: all Latin, or with the same last character."""
    if all(_LATIN.fullmatch(thing) for thing in things):
        return True
    return len({thing[-1] for thing in things}) == 1 and not things[0][-1].isascii()


def _listed(names: str) -> list[str]:
    for mark in _BETWEEN:
        sides = [side for side in mark.split(names) if side.strip()]
        if len(sides) > 1:
            return sides
    words = names.split()
    return words if all(map(_LATIN.fullmatch, words)) else sides


def _named(sides: list[str], word: str) -> Compared | None:
    names = [side.strip(" “”\"'`「」（）()？?。，,") for side in sides]
    if any(map(_LATIN.fullmatch, names)):
        # 数据交互xml、json、protobuf格式: what stands around the list is about all of it.
        names = [_ASIDE.sub("", name) for name in names]
    distinct = len({matchable(name) for name in names}) == len(names)
    if not (1 < len(names) <= _MOST and distinct):
        return None
    good = all(is_thing(name) and units(name) <= _LONGEST_NAME for name in names)
    return Compared(tuple(names), word) if good else None
