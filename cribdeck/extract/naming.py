"""Whether a meaning names its term, so that the term may be asked for by it.

Term and meaning go in, with the titles above them; a yes or no comes out. Policy: a
card that asks for a term must have one right answer. A word that goes with anything
(其他, 消息, 数据), keywords strung together without a verb (`读写分离，性能提升`), a bare case
(多列索引的情况), an analogy (类似于注册表), advice (可以改为并行) and, in a comparison, what is
said of the compared things name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cribdeck.extract.complement import is_empty_noun
from cribdeck.extract.splitting import without_brackets
from cribdeck.folding import fold
from cribdeck.units import HAN, has_han, units

_REST = re.compile(r"其[他它余]|默认|others?|defaults?|misc", re.IGNORECASE)
_NUMBERED = re.compile(rf"[{HAN}]{{1,4}}\s?[\d一二三四五六七八九]")
_SAYS = re.compile(
    r"[的了是把将被在到不没无有为于由与和用向使让给以而先后再就要需只每按]"
    r"|(?<!主)从|对(?![称象])|会(?!话)|可(?!用)|(?<![性功])能"
    r"|负责|提供|支持|实现|保证|允许|通过|包括|表示"
    r"|\b(?:the|an?|of|to|in|for|with|is|are|by|and|or|that|can|from)\b",
    re.IGNORECASE,
)
"""Words without which a Chinese or English line of several parts is no sentence."""
_TAIL = re.compile(rf"[{HAN}]{{4}}$")
_STEM = 6
"""Letters."""
_WORD = re.compile(r"[a-z]+")
_LITTLE = frozenset(["a", "an", "the", "to", "of", "it", "its", "is", "are", "be", "can", "could"])
_LITTLE |= {"may", "will", "more", "less", "very", "appear", "seem", "become"}
_PARTS = re.compile(r"[、，,;；+]|\s-\s")
_LONGEST_KEYWORD, _SHORT_MEANING = 6, 10
"""Units."""
_NAMES = re.compile(r"[、，,;；]|\.{3}|…")
_LONGEST_LISTED = 10
"""Units of a name between 、 and 、, where 恶意的请求 is one, too."""
_LEFT_OPEN = re.compile(r"(?<![平相对])等[^，,。、]{0,6}$|\.{3}|…|\betc\b", re.IGNORECASE)
_FEWEST_NAMES, _LONGEST_NAME = 3, 8
"""Names before 等, and units of one."""
_CLAUSES = re.compile(r"[，,；;。：:]")
_CASE = re.compile(r".{0,8}的(?:情况|时候|问题|东西|时刻)")
_LEANS = re.compile(r"更(?![新改换替])|较|类似于?|相当于|(?:like|similar to)\b", re.IGNORECASE)
"""Said in view of something else: 更清楚的用法, 类似于注册表."""
_ADVISES = re.compile(r"(?:可以?|应该?|应当)(?:改[为成]|考虑)|尽量|建议|最好")
"""What to do about a thing does not say what it is."""
_COMPARES = re.compile(r"比较|区别|对比|异同|差异|\b(?:vs|versus|differences?)\b", re.IGNORECASE)
_LATIN = re.compile(r"[a-z][a-z0-9]{2,}")


def names(meaning: str, term: str, titles: Sequence[str] = ()) -> bool:
    """Return whether `meaning` says enough, and enough of its own, to name `term`."""
    asked = fold(term)
    return not (
        _REST.fullmatch(asked)
        or is_empty_noun(asked.removesuffix("性"))
        or _CASE.fullmatch(fold(meaning))
        or _LEANS.match(fold(meaning))
        or _ADVISES.search(fold(meaning))
        or is_keywords(meaning)
        or _is_aspect_of_compared(asked, meaning, titles)
    )


def is_numbered(term: str) -> bool:
    """Return whether `term` only counts: 条件1, 方案二."""
    return _NUMBERED.fullmatch(fold(term)) is not None


def is_circular(term: str, meaning: str) -> bool:
    """Return whether `meaning` comes down to `term`: 平滑重启 is 检测配置以及平滑重启."""
    asked, told = fold(without_brackets(term)).casefold(), fold(meaning).casefold()
    if has_han(asked):
        if told.endswith(asked) and units(told) <= _SHORT_MEANING and not _SAYS.search(told):
            return True
        tail = _TAIL.search(asked)
        return tail is not None and told.endswith(tail[0]) and not _PARTS.search(told)
    words = _WORD.findall(told)
    if len(asked.split()) > 1 and re.search(rf"\bis an? {re.escape(asked)}\b", told):
        return True
    return not has_han(told) and all(
        word in _LITTLE or word[:_STEM] == asked[:_STEM] for word in words
    )


def is_keywords(text: str) -> bool:
    """Return whether `text` is a string of short names, and says nothing of them."""
    parts = [part for part in _PARTS.split(fold(text)) if part.strip()]
    return (
        has_han(text)
        and len(parts) > 1
        and all(units(part) <= _LONGEST_KEYWORD and not _SAYS.search(part) for part in parts)
    )


def is_open_list(text: str) -> bool:
    """Return whether `text` is three names or more and 等 or etc: nobody can complete it."""
    if not _LEFT_OPEN.search(text):
        return False
    flat = without_brackets(fold(text)).strip(" 。")
    listed = [part for part in flat.split("、") if part.strip()]
    if len(listed) >= _FEWEST_NAMES and not _CLAUSES.search(flat):
        return all(units(part) <= _LONGEST_LISTED for part in listed)
    *parts, _ = [part for part in _NAMES.split(flat) if part.strip()]
    return len(parts) >= _FEWEST_NAMES and not any(
        units(part) > _LONGEST_NAME or _SAYS.search(part) for part in parts
    )


def _is_aspect_of_compared(term: str, meaning: str, titles: Sequence[str]) -> bool:
    """Return whether a title compares things of which `meaning`, but not `term`, speaks."""
    title = fold(titles[-1]).casefold() if titles else ""
    if not _COMPARES.search(title):
        return False
    compared = frozenset(_LATIN.findall(title))
    return bool(
        compared & set(_LATIN.findall(meaning.casefold()))
        and not compared & set(_LATIN.findall(term.casefold()))
    )
