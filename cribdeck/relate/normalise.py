"""Texts as they are compared: a text goes in, its bare characters come out.

Width, case, script, punctuation, white space and the plural s of Latin words are set
aside, so that `Consumers` equals `consumer` and 消費者 equals 消费者. What is compared is
never shown.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from cribdeck.folding import fold
from cribdeck.units import HAN

_WORDS: Final = re.compile(rf"[{HAN}]+|[a-z]+|\d+(?:\.\d+)*")
_PLURAL: Final = re.compile(r"(?<=[a-z]{3})(?<![sui])s$")
"""Topics, but neither class nor status nor Redis."""
_BRACKETS: Final = re.compile(r"[（(\[【][^（）()\[\]【】]{0,80}[）)\]】]")


def words(text: str) -> tuple[str, ...]:
    """Return the runs of Chinese characters, Latin words and numbers of `text`, in order."""
    flat = fold(unicodedata.normalize("NFKC", text).casefold())
    return tuple(_PLURAL.sub("", word) for word in _WORDS.findall(flat))


def bare(text: str) -> str:
    """Return the words of `text` without anything between them."""
    return "".join(words(text))


def bare_term(text: str) -> str:
    """Return `text` as a key: bare, and without what stands in brackets."""
    return bare(_BRACKETS.sub("", text)) or bare(text)


def bigrams(flat: str) -> frozenset[str]:
    """Return all pairs of neighbouring characters of a bare text."""
    return frozenset(map("".join, pairwise(flat)))


def shingles(text_words: tuple[str, ...]) -> frozenset[str]:
    """Return what two texts must share to be worth comparing: pairs of characters or words.

    Pairs of Latin letters are too common to find anything by, so Latin words count as one.
    """
    found: set[str] = set()
    for word in text_words:
        if word[0].isascii():
            found.add(word)
        else:
            found |= bigrams(word)
    found |= {f"{one} {two}" for one, two in pairwise(text_words) if one[0].isascii()}
    return frozenset(found)
