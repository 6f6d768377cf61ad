"""Terms of the notes: outlines go in, what a reader may look up in a booklet's index comes out.

A term is what a definition defines, what a table compares, or a short form; the headings of
tables are terms, too, unless they ask something. Questions are none: they would all stand below
如何 and 什么. What follows a term in brackets explains it, so `ISR（In-Sync Replicas）` and `ISR`
are one term; the Chinese name of a short form is a term of its own.

Which cards ask for a term is known by their place: the tags of notes that stand where it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Outline,
    Question,
    Statement,
    Steps,
)
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from cribdeck.span import Span
from cribdeck.units import units

LONGEST: Final = 16
"""Units of a term; what is longer is a sentence, and nobody looks that up."""
LONGEST_GLOSS: Final = 24
"""Units of what stands behind it."""
_NO_TERMS: Final = frozenset({"commented_command", "ranking"})
"""Rules whose definitions explain lines of a shell, or values in an order."""
_BRACKETED: Final = re.compile(r"(?P<head>[^（(]*[^（(\s])\s*[（(](?P<gloss>[^（(）)]+)[）)]")

TagAt: TypeAlias = Callable[[Span], str]
"""Returns the tag of the notes whose cards ask for what stands there; empty if there are none."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term at one place of the notes."""

    text: str
    gloss: str
    """What it stands for, or its other name; may be empty."""
    span: Span
    """Where the notes explain it."""
    tag: str
    """That of the cards which ask for it, without what all tags of ours have in common."""


def terms_of(outlines: Iterable[Outline], tag_at: TagAt) -> tuple[Term, ...]:
    """Return the terms of some outlines, each as often as it is explained.

    Of what several places say alike there is one fact, which knows the others.
    """
    facts = (
        one
        for it in outlines
        for passage in passages(it)
        for fact in passage.facts
        for one in (fact, *fact.origin.also)
    )
    found = (
        Term(text, gloss, fact.origin.span, tag_at(fact.origin.span))
        for fact in facts
        for text, gloss in _named(fact)
        if units(text) <= LONGEST
    )
    return tuple(dict.fromkeys(found))


def _named(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield each term of a fact and its gloss."""
    match fact:
        case Definition(origin, term):
            if origin.rule not in _NO_TERMS:
                yield from _parted(plain(term))
        case Abbreviation(_, short, expansion, gloss):
            yield from _glossed(short, expansion)
            if gloss:
                yield from _glossed(gloss, short)
        case Comparison(title=title, entities=entities):
            if not plain(title).rstrip().endswith(("？", "?")):
                yield from _glossed(plain(title), "")
            for entity in entities:
                yield from _parted(plain(entity))
        case Question() | Listing() | Steps() | Statement() | Contrast():
            pass
        case _:
            assert_never(fact)


def _parted(words: str) -> Iterator[tuple[str, str]]:
    found = _BRACKETED.fullmatch(words.strip())
    return _glossed(found["head"], found["gloss"]) if found else _glossed(words, "")


def _glossed(text: str, gloss: str) -> Iterator[tuple[str, str]]:
    text, gloss = " ".join(text.split()), " ".join(gloss.split())
    if text:
        yield text, gloss if units(gloss) <= LONGEST_GLOSS else ""
