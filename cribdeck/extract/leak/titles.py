"""Whether a title above an answer names it.

A title that names several candidates (`A 和 B`, `A vs B`) gives nothing away as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from os.path import commonprefix

from cribdeck.extract.glossary import NOTHING, Glossary
from cribdeck.extract.leak.content import Telling, content_of
from cribdeck.extract.leak.initials import shortens
from cribdeck.extract.leak.synonyms import one_word_for_each
from cribdeck.extract.leak.whole import shows
from cribdeck.folding import fold
from cribdeck.units import has_han, units

_CANDIDATES = re.compile(r"、|和|与|/|,|，|区别|比较|对比|\b(?:vs|and)\b", re.IGNORECASE)
_SHARE, _LARGE_SHARE = 0.5, 0.75
_LEAST_CONTENT = 4
"""Characters of an answer that a title can tell in synonyms."""
_LONGEST_NAMED = 8
"""Units of content of an answer that a single word in a title gives away."""
_WORD = re.compile(r"[A-Za-z][A-Za-z_]*")
_LATIN = re.compile(r"[A-Za-z]{3,30}")
_OTHER_NAME = re.compile(r"[（(]([A-Za-z]{3,30})[)）]")
_SHORTEST_STEM, _LONGEST_ENDING = 5, 5
"""Letters."""
_EMPTY = " 的了"


def in_breadcrumb(breadcrumb: Iterable[str], answer: str) -> bool:
    """Return whether a title above names `answer`, and no other candidate beside it."""
    return any(shows(title, answer) and not _CANDIDATES.search(fold(title)) for title in breadcrumb)


def named_by(titles: Iterable[str], answer: str, glossary: Glossary) -> bool:
    """Return whether a title holds the Latin words that make up half of a short answer.

    So does a title that is a name of the same in the other language.
    """
    for title in titles:
        latin = _WORD.findall(title)
        if latin:
            content, _, known = content_of(answer, Telling.of(title, NOTHING))
            if known and content <= _LONGEST_NAMED and known >= _SHARE * content:
                return True
        if glossary.same(title, answer) or any(shortens(answer.strip(), word) for word in latin):
            return True
    return False


def named_otherwise(titles: Iterable[str], answer: str, glossary: Glossary) -> bool:
    """Return whether a title is `answer` in the other language or in synonyms.

    Availability above 可用性, 暂时性内存泄漏 above 短暂的内存泄露.
    """
    for title in titles:
        if _CANDIDATES.search(fold(title)):
            continue
        if glossary.same(title, answer) or _in_synonyms(title, answer):
            return True
    return False


def _in_synonyms(title: str, answer: str) -> bool:
    shown, asked = fold(title), fold(answer)
    here, there = one_word_for_each(shown), one_word_for_each(asked)
    if (here, there) == (shown, asked):
        return False
    content, known, _ = content_of(there, Telling.of(here, NOTHING))
    return content >= _LEAST_CONTENT and known >= _LARGE_SHARE * content


def made_up_of(titles: Iterable[str], piece: str) -> bool:
    """Return whether a title makes up half of `piece`, holds all its characters, or its stem."""
    letters = set(piece) - set(_EMPTY)
    shown = [title for title in titles if len(title) > 1]
    return _is_form_of(piece, shown) or any(
        (title.casefold() in piece.casefold() and units(title) * 2 >= units(piece))
        or (has_han(piece) and letters <= set(title))
        for title in shown
    )


def _is_form_of(piece: str, titles: Iterable[str]) -> bool:
    """Return whether a Latin `piece`, or its name in brackets, is a form of a word in `titles`."""
    other_names = _OTHER_NAME.findall(piece)
    is_word = _LATIN.fullmatch(piece) is not None
    if not (other_names or is_word):
        return False
    words = {word.casefold() for title in titles for word in _LATIN.findall(title)}
    return any(name.casefold().removesuffix("s") in words for name in other_names) or (
        is_word and any(_is_one_word(piece.casefold(), word) for word in words)
    )


def _is_one_word(one: str, other: str) -> bool:
    """Return whether two Latin words differ in their ending alone: scalable, scalability."""
    stem = len(commonprefix((one, other)))  # noqa: RUF071 -- letters are what is compared
    return stem >= _SHORTEST_STEM and max(len(one), len(other)) - stem <= _LONGEST_ENDING
