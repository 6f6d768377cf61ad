"""Two defaults of one thing: `nginx 负载均衡默认算法` said of 轮询 here, of 加权轮询 there.

The default is told of a value in brackets, of the term that the line explains, or by
`X 的默认端口是 V`. A bare `轮询（默认）` is the default of what its title names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims.claim import Claim, ClaimRule, values_differ
from cribdeck.relate.normalise import bare
from cribdeck.relate.sentences import Sentence, matchable
from cribdeck.units import HAN

_OF: Final = re.compile(
    rf"([a-z]{{3,20}})\s?的?([{HAN}]{{2,6}}?)的?默认(?:的)?(?:算法|方式|策略|模式)"
)
_BEFORE_BRACKET: Final = re.compile(rf"([{HAN}a-z]{{2,12}})\($")
_LABEL: Final = re.compile(rf"[\W\d]{{0,8}}([{HAN}a-z]{{2,12}})(?:\s?\([^()]{{1,60}}\))?\s?:")
_BARE: Final = re.compile(rf"[\W\d]{{0,8}}([{HAN}a-z]{{2,12}})\s?\(默认(?:算法|方式|策略|模式)?\)")
_VALUE: Final = re.compile(
    rf"([{HAN}a-z._-]{{2,30}}?)的?默认(值|端口|大小|时间|隔离级别|级别|引擎|存储引擎)"
    rf"(?:大小)?(?:是|为|:)\s?([{HAN}a-z0-9._-]{{1,20}})"
)
_PRONOUN: Final = re.compile(r"[该它其这此]")
_METHOD: Final = re.compile(r"(?:法|算法|方式|策略|模式)$")


def _claims(sentences: Sequence[Sentence], _: Aliases) -> Iterator[Claim]:
    told: set[tuple[str, str]] = set()
    with_default = [it for it in sentences if "默认" in it.text]
    for sentence in with_default:
        for found in _OF.finditer(sentence.text):
            value = _BEFORE_BRACKET.search(sentence.text[: found.start()])
            line = _first_of_line(sentences, sentence) if value is None else sentence
            value = value or _LABEL.match(line.text)
            if value is not None:
                told.add((found[1], found[2]))
                yield Claim((found[1], found[2]), _method(value[1]), sentence)
        for found in _VALUE.finditer(sentence.text):
            if not _PRONOUN.match(found[1]):
                yield Claim((bare(found[1]), found[2]), bare(found[3]), sentence)
    for sentence in with_default:
        bare_default = _BARE.match(sentence.text)
        if bare_default is not None:
            title = matchable(sentence.titles[-1])
            for slot in sorted(told):
                if slot[0] in title and slot[1] in title:
                    yield Claim(slot, _method(bare_default[1]), sentence)


def _first_of_line(sentences: Sequence[Sentence], sentence: Sentence) -> Sentence:
    return next(it for it in sentences if it.span == sentence.span)


def _method(name: str) -> str:
    return _METHOD.sub("", name)


RULE: Final = ClaimRule("default", _claims, values_differ)
