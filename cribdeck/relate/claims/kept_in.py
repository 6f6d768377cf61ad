"""One thing kept in two places: offsets `保存在 ZooKeeper` here, in an internal 主题 there.

Most things may be kept in several places at once, in memory and on disk, so only places of
which one excludes the other are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims.claim import Claim, ClaimRule
from cribdeck.relate.sentences import Sentence

_EXCLUSIVE: Final = (frozenset({"zookeeper", "主题"}), frozenset({"堆", "栈"}))
_PLACE: Final = {"zk": "zookeeper", "zookeeper": "zookeeper", "topic": "主题", "主题": "主题"}
_WHERE: Final = "zookeeper|zk|堆|栈|(?:内部|普通|特殊|专门)?的?(?:主题|topic)"
_KEEP: Final = "存储|存放|保存|存|记录|维护|注册|提交"
_THINGS: Final = {"offset": "offset", "位移": "offset", "偏移量": "offset", "消费者偏移": "offset"}
_THING: Final = "offset|位移|偏移量?|局部变量|成员变量|实例变量|对象实例|静态变量|元数据|metadata"
_KEPT: Final = re.compile(
    rf"({_THING})[^,，。;；]{{0,8}}?(?:{_KEEP})(?:在|到|于|给)\s?([^,，。;；]{{0,6}}?)({_WHERE})"
)
_KEEPS: Final = re.compile(rf"({_WHERE})\s?(?:中|里|上)\s?(?:{_KEEP})[^。;；]{{0,40}}?({_THING})")
_IS: Final = re.compile(rf"({_THING})也?是一?个?(?:普通|内部|特殊)的?(主题|topic)")
_TO: Final = re.compile(rf"(?:向|往)\s?({_WHERE})\s?(?:{_KEEP})({_THING})")
_OLD: Final = re.compile(r"旧版|老版|以前|之前|早期|不再|改为|版本")


def _claims(sentences: Sequence[Sentence], known: Aliases) -> Iterator[Claim]:
    for sentence in sentences:
        text = sentence.text
        if _OLD.search(text):
            continue
        for found in _KEPT.finditer(text):
            yield _claim(found[1], found[3], sentence, known)
        for pattern, thing, where in ((_KEEPS, 2, 1), (_IS, 1, 2), (_TO, 2, 1)):
            for found in pattern.finditer(text):
                yield _claim(found[thing], found[where], sentence, known)


def _claim(thing: str, where: str, sentence: Sentence, known: Aliases) -> Claim:
    place = where if where in ("堆", "栈") else _PLACE[_last(where)]
    name = "offset" if thing.startswith(("偏移", "位移")) else _THINGS.get(thing, known.of(thing))
    return Claim((name,), place, sentence)


def _last(where: str) -> str:
    return next(name for name in _PLACE if where.endswith(name))


def _at_odds(one: Claim, other: Claim) -> bool:
    return frozenset({one.value, other.value}) in _EXCLUSIVE


RULE: Final = ClaimRule("kept_in", _claims, _at_odds)
