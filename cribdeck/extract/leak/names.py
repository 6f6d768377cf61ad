"""How much of a term can be read in its meaning, or of a meaning in its term."""

from __future__ import annotations

import re
from itertools import pairwise

from cribdeck.extract.glossary import Glossary
from cribdeck.extract.leak.content import Telling, content_of
from cribdeck.extract.leak.whole import shows
from cribdeck.extract.splitting import without_brackets
from cribdeck.folding import fold
from cribdeck.units import HAN, units

_SHARE = 0.5
"""Of cards that showed three fifths of the term's pairs 23 % were judged good."""
_SHORT, _MOST, _MOST_NEW = 15, 0.55, 3
"""Units of a meaning that may only repeat its term; the share of it that can be read in the
term, and the characters of it that are new even so."""
_LATIN_WEIGHT = 2
"""A Latin word says as much as two pairs of characters."""
_LATIN = re.compile(r"[a-z][a-z0-9]+")
_HAN_RUN = re.compile(f"[{HAN}]+")
_OTHER_NAME = re.compile(r"[（(]([^（()）]{2,20})[)）]")
_SUFFIX = re.compile(r"(?<=..)(?:[性法化端器式层级]|架构|模式|机制|方式|策略|算法|协议)$")


def mostly_shows(meaning: str, term: str, glossary: Glossary) -> bool:
    """Return whether half of a term, or more, can be read in its meaning, in either language.

    一致性哈希算法 is hardly an answer where 哈希的算法满足一致性 is shown, nor 隔离性 where
    things are 隔离, nor RDB 持久化 where there is an RDB file, nor waiting beside 等待状态.
    """
    name = without_brackets(fold(term))
    core = _SUFFIX.sub("", name.casefold())
    text = fold(meaning).casefold()
    if any(shows(text, other) for other in _OTHER_NAME.findall(fold(term))):
        return True
    words = _LATIN.findall(core)
    pairs = [a + b for run in _HAN_RUN.findall(core) for a, b in pairwise(run)]
    whole = _LATIN_WEIGHT * len(words) + len(pairs)
    if not whole:
        return False
    read = _LATIN_WEIGHT * sum(shows(text, word) for word in words)
    read += sum(pair in text for pair in pairs)
    if read >= _SHARE * whole:
        return True
    others = " ".join(glossary.others(meaning)) if pairs else ""
    translated = glossary.told_in(name, text) if words else ()
    if not (others or translated):
        return False
    told = _LATIN_WEIGHT * sum(
        word.removesuffix("s") in translated or shows(text, word) for word in words
    )
    told += sum(pair in text or pair in others for pair in pairs)
    return told > max(read, _SHARE * whole)  # 删除 beside deleted_flag leaves the flag to know


def says_it_all(term: str, meaning: str, glossary: Glossary) -> bool:
    """Return whether a short `meaning` says little more than `term`, in the other language.

    `Array-based Stack`: 用数组实现; `500 Internal Server Error`: 服务器遇到错误.
    """
    if units(meaning) > _SHORT:
        return False
    content, known, _ = content_of(meaning, Telling.of(term, glossary))
    return 0 < _MOST * content <= known and content - known <= _MOST_NEW
