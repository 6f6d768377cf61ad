"""What one place says is missing or needless, and another says is used: of the same named thing.

`Kafka 没有提供额外的索引机制` stands against `.index 文件采用稀疏索引`, below Kafka.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims.claim import Claim, ClaimRule, share_a_name
from cribdeck.relate.sentences import Sentence
from cribdeck.units import HAN

_ABSENT: Final = re.compile(
    rf"(?:没有|没|不|未|无)(?:提供|支持|实现|使用|采用)(?:其他|额外|任何|严格|单独|的){{0,3}}"
    rf"([{HAN}]{{2,3}})(?:机制|功能|特性)?(?![{HAN}])"
    rf"|没有(?:提供)?(?:其他|额外|任何|的){{1,3}}([{HAN}]{{2,3}})(?:机制|功能)"
    rf"|(?:不需要|不用|无需)(加锁|[{HAN}]{{2}}机制)(?![{HAN}])"
    rf"|没有[{HAN}]{{0,4}}实现\(([^()]{{2,40}})\)"
)
_LISTED: Final = re.compile(r"[,、，和\s]+")
_USED: Final = (
    r"(?:采取|采用|使用|支持|提供|建立)了?(?:[一-鿿a-z_.]{{0,4}}){0}|通过\s?[a-z_]{{3,30}}\s?{0}"
)
_DOUBT: Final = re.compile(r"[?？]|如果|假如|不|没|未|无")


def _claims(sentences: Sequence[Sentence], _: Aliases) -> Iterator[Claim]:
    absent = [
        Claim((thing,), "absent", sentence)
        for sentence in sentences
        for thing in _missing(sentence)
    ]
    yield from absent
    for thing in sorted({claim.slot[0] for claim in absent}):
        used = re.compile(_USED.format(re.escape(thing)) + rf"(?![的{HAN}]?[性号])")
        for sentence in sentences:
            if thing not in sentence.text:
                continue
            for found in used.finditer(sentence.text):
                if not _DOUBT.search(sentence.text[max(0, found.start() - 12) : found.end()]):
                    yield Claim((thing,), "used", sentence)
                    break


def _missing(sentence: Sentence) -> Iterator[str]:
    for found in _ABSENT.finditer(sentence.text):
        for thing in _LISTED.split(found[1] or found[2] or found[3] or found[4]):
            name = thing.removesuffix("机制").removesuffix("功能")
            if 1 < len(name) < 4 and not name.isascii():  # noqa: PLR2004  a word of its own
                yield name


def _at_odds(one: Claim, other: Claim) -> bool:
    return one.value != other.value and share_a_name(one, other)


RULE: Final = ClaimRule("absence", _claims, _at_odds)
