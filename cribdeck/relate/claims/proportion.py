"""How two numbers should stand to each other: `分区数是消费者数的倍数`, `消费者数不超过分区数`.

Names are compared by the alias that the notes give them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims.claim import Claim, ClaimRule, values_differ
from cribdeck.relate.normalise import words
from cribdeck.relate.sentences import Sentence
from cribdeck.units import HAN

_NOUN: Final = rf"([{HAN}]{{2,8}}?|[a-z]{{3,16}})\s?的?(?:数量|个数|数)"
_SHOULD: Final = "(?:应该|应当|应|需要|要|最好|必须|建议)?"
_RELATIONS: Final = (
    ("at most", "不能大于|不能超过|不得超过|小于等于|不超过|不大于|不多于|少于|小于"),
    ("at least", "大于等于|不少于|不小于|大于|多于|超过"),
    ("equal", "与|等于|和|跟|保持与"),
    ("multiple", "是"),
)
_RELATED: Final = re.compile(
    rf"{_NOUN}\s?{_SHOULD}\s?({'|'.join(it for _, it in _RELATIONS)})\s?{_NOUN}"
    rf"(?:的)?(倍数|整数倍|一致|相等|相同)?"
)
_MIRROR: Final = {"at most": "at least", "at least": "at most", "multiple": "divides"}
_CHINESE: Final = {"partition": "分区", "consumer": "消费者", "replica": "副本", "topic": "主题"}
_NAMED: Final = re.compile(r"(?:分区|消费者|生产者|副本|主题|线程|进程|节点|连接|核)$")
_NO_CLAIM: Final = re.compile(r"如果|假如|若|当|[?？]|时[,，]|则")


def _claims(sentences: Sequence[Sentence], known: Aliases) -> Iterator[Claim]:
    for sentence in sentences:
        if "数" not in sentence.text:
            continue
        for found in _RELATED.finditer(sentence.text):
            before = sentence.text[: found.start()] + found[1]
            relation = _relation(found)
            if relation and not _NO_CLAIM.search(before[-12:]):
                one, other = (_name(found[place], known) for place in (1, 3))
                value = relation if one < other else _MIRROR.get(relation, relation)
                yield Claim((min(one, other), max(one, other)), value, sentence)


def _relation(found: re.Match[str]) -> str:
    relation = next(name for name, words_ in _RELATIONS if found[2] in words_.split("|"))
    told = found[4] or ""
    if relation == "equal":
        return relation if told in ("一致", "相等", "相同") or found[2] == "等于" else ""
    if relation == "multiple":
        return relation if "倍" in told else ""
    return relation


def _name(noun: str, known: Aliases) -> str:
    """Return the last noun: 分区 of 主题分区."""
    name = words(noun)[-1]
    found = _NAMED.search(name)
    return known.of(_CHINESE.get(name, found[0] if found else name))


RULE: Final = ClaimRule("proportion", _claims, values_differ)
