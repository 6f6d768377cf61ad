"""The order of an index: a term goes in, the letter it stands under and its place come out.

Latin terms come first, from A to Z, then Chinese ones from A to Z by their pinyin, as readers
look up both; what begins with neither (digits, signs) stands before all. Pinyin is that of whole
words (重复 is chóng fù), syllable by syllable: 分布 before 分区, then 分区副本. Order by strokes or
radicals needs no list of words, but few readers can use it.

The only module that knows pypinyin, whose list of words is why it was chosen: the tables of
Unicode give 重 one reading. It is pure Python, needs no locale, and gives the same everywhere.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal, TypeAlias

from pypinyin import Style, lazy_pinyin, load_phrases_dict, pinyin

from cribdeck.folding import fold

_FIRST_READ: Final = {
    "chóng": "重平衡 重试 重写 重入 重放 重传 重定向 重排 重哈希 重构 重载 重连 重做 重命名 重置",
    "háng": "行锁 行级 行存 行格式",
    "cháng": "长连接 长轮询 长事务",
}
"""Words of computing that pypinyin does not know, by how their first character is read."""
load_phrases_dict(
    {
        word: [[first], *pinyin(word[1:])]
        for first, words in _FIRST_READ.items()
        for word in words.split()
    }
)

Script: TypeAlias = Literal["signs", "latin", "han"]
SCRIPTS: Final[tuple[Script, ...]] = ("signs", "latin", "han")
"""In the order of the index."""

_BEFORE: Final = " .-_/#@$&'\"“‘《「『<[(（【"
"""What may stand before a word and does not count: `.log` stands under L."""

Place: TypeAlias = tuple[int, tuple[tuple[str, ...], ...], str]
"""Sorts terms: the number of the script, the term syllable by syllable, the term."""


def script_of(term: str) -> Script:
    """Return the script that a term begins with.

    >>> list(map(script_of, ("ISR", ".log", "“分区”", "~ 与 ~*", "404")))
    ['latin', 'latin', 'han', 'signs', 'signs']
    """
    first = _bare(term)[:1]
    if _is_han(first):
        return "han"
    return "latin" if _base(first).isalpha() else "signs"


def letter_of(term: str) -> str:
    """Return the letter that a term stands under, empty for signs."""
    return "" if script_of(term) == "signs" else _syllables(_bare(term))[0][0][:1].upper()


def place_of(term: str) -> Place:
    """Return what terms are sorted by."""
    return SCRIPTS.index(script_of(term)), tuple(_syllables(_bare(term))), term


def _bare(term: str) -> str:
    return term.lstrip(_BEFORE) or term


def _syllables(term: str) -> list[tuple[str, ...]]:
    """Return a term in parts: each Han character with its reading, each other by its letters."""
    parts: list[tuple[str, ...]] = []
    readings = lazy_pinyin(
        fold(term),
        style=Style.TONE3,
        neutral_tone_with_five=True,
        errors=list,  # type: ignore[arg-type]  # it may return one reading for each character
    )
    for character, reading in zip(fold(term), readings, strict=True):
        if _is_han(character):
            parts.append((reading, character))
        elif character.isalnum():
            parts.append((_base(character).lower(), ""))
        else:
            # A space sorts before all letters: `Go channel` before `Gossip`.
            parts.append(("", ""))
    return parts


def _base(character: str) -> str:
    """Return a letter without its accents."""
    return unicodedata.normalize("NFKD", character)[:1]


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
