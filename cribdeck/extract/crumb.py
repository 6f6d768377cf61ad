"""Crumbs: what a card shows of the titles and lines above it.

A heading, item or lead line goes in, a short title comes out: no numbering, no colon, a
label without its meaning, a sentence cut to its first clause.
"""

from __future__ import annotations

import re

from cribdeck.extract.splitting import labelled, masked
from cribdeck.folding import fold
from cribdeck.inline import RichText, cut, plain, strip
from cribdeck.units import HAN, units
from cribdeck.wording import has_clause

_NUMBERING = re.compile(
    rf"\s*(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?:[.、)）:：]|\s++|(?=[{HAN}]))(?![次个種种年月大条层步阶位分秒亿万])"
    r"|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳㈠-㈩]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[-•·]\s(?=\s{0,8}\S)"
    r"|第[一二三四五六七八九十\d]{1,3}[章节節部篇](?:[：:、\s]|$)|[Qq]\d{0,3}\s?[：:.、])\s*(?=\S)"
)
_DECORATION = " \t*＊⭐★️☆🌟🔥📌_"
_IN_NAME = re.compile(r"[A-Za-z0-9]")
LONGEST = 40
"""Characters."""
_LONGEST_TITLE = 22
"""Units; what is longer reads like a sentence."""
_ANNOUNCES = re.compile(
    r"(?:是|为|有|包括|分为|问题|特性|概念|类型|情况|机制|方法|方案|功能|变化)$|\b(?:is|are|includes?)$"
)
_CLAUSE_END = re.compile(r"[，。；,;]")
_SHORTEST_CLAUSE = 4


def announces(name: str) -> bool:
    """Return whether a label is a sentence that what stands behind its colon completes.

    死锁的四个条件是：… tells nothing of the sentences after it.
    """
    return has_clause(name) and _ANNOUNCES.search(fold(name)) is not None


def without_numbering(text: RichText) -> RichText:
    """Return a title without `2.1`, `（三）`, `第二章`, `Q1：`, `- `; `第一次握手` stays whole.

    Code keeps all it has, as the asterisk of a crontab's `*/5`, and a name its underscores (_id).
    """
    flat = masked(text)
    start = len(flat) - len(flat.lstrip(_DECORATION))
    end = max(start, len(flat.rstrip(_DECORATION)))
    if _IN_NAME.match(flat, start):
        start = len(flat[:start].rstrip("_"))
    if _IN_NAME.match(flat, end - 1):
        end += len(flat[end:]) - len(flat[end:].lstrip("_"))
    match = _NUMBERING.match(flat[:end], start)
    return strip(cut(text, start if match is None else match.end(), end))


def title_of(text: RichText) -> str:
    """Return a heading as a crumb."""
    return _short(plain(without_numbering(text)))


def crumb_of(text: RichText) -> str:
    """Return an item or lead line as a crumb."""
    bare = without_numbering(text)
    label = labelled(bare)
    if label is not None and len(label.name) <= LONGEST:
        return _short(label.name)
    flat = plain(bare).strip(" ：:。")
    clause = _CLAUSE_END.split(flat, maxsplit=1)[0]
    if units(flat) > _LONGEST_TITLE and units(clause) >= _SHORTEST_CLAUSE:
        flat = clause
    return _short(flat)


def _short(text: str) -> str:
    flat = " ".join(text.split()).strip(" ：:。")
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 2] + "…"
