"""What the words of one source are worth to the others: a document goes in, counts come out.

How a word is spelt is judged over all notes of a build, but all that a source contributes,
and all that it has to be told, are a few words: so an edit of one note leaves the others as
they were read and extracted before, unless a verdict on a word of theirs has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from cribdeck.spelling.words import LATIN, words
from cribdeck.syntax.nodes import Document


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The Latin words of one source, in small letters."""

    free: Mapping[str, int]
    """Words of running text that stand by themselves, and how often they do."""
    in_capitals: frozenset[str]
    """Those that stand in capitals somewhere."""
    in_english: frozenset[str]
    """Those that stand in a text that is not Chinese."""
    everywhere: Mapping[str, int]
    """All runs of letters, those in code, paths and addresses included."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of a suspected word."""

    right: str
    """The word that is meant, in small letters."""
    is_certain: bool


def vocabulary_of(document: Document) -> Vocabulary:
    """Return the words of `document`."""
    free = [word for word in words(document) if word.is_free]
    return Vocabulary(
        free=dict(Counter(word.text.lower() for word in free)),
        in_capitals=frozenset(word.text.lower() for word in free if word.text.isupper()),
        in_english=frozenset(word.text.lower() for word in free if not word.in_chinese),
        everywhere=dict(Counter(match[0].lower() for match in LATIN.finditer(document.text))),
    )
