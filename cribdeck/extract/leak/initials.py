"""Whether an acronym can be read off the words that it is short for."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[A-Za-z]+")
_NAME = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,5}")
_SHORTEST, _LONGEST = 2, 5


def is_spelled_out(answer: str, around: str) -> bool:
    """Return whether the words for which a short form stands can be read: `Compare And Swap`."""
    if not _NAME.fullmatch(answer):
        return False
    initials = "".join(word[0] for word in _WORDS.findall(around)).casefold()
    return answer.casefold() in initials


def shortens(answer: str, word: str) -> bool:
    """Return whether an acronym is short for one word: ZK, ZooKeeper."""
    if not is_acronym(answer) or len(word) <= len(answer) or word[0].upper() != answer[0]:
        return False
    letters = iter(word.upper())
    return all(letter in letters for letter in answer)


def is_acronym(text: str) -> bool:
    """Return whether `text` is two to five capital letters."""
    size = _SHORTEST <= len(text) <= _LONGEST
    return size and text.isascii() and text.isalpha() and text.isupper()
