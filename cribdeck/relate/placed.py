"""Facts with all that comparing them needs: outlines go in, `Placed` facts come out.

Comparisons are left out: a cell means nothing without its row and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, assert_never

from cribdeck.facts.holes import holes
from cribdeck.facts.model import (
    Abbreviation,
    Callout,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Outline,
    Passage,
    Question,
    Section,
    Statement,
    Steps,
)
from cribdeck.inline import RichText, Text, plain
from cribdeck.relate.aliases import Aliases
from cribdeck.relate.normalise import bare, bare_term, bigrams, words
from cribdeck.span import Span
from cribdeck.units import units

BEST_LENGTH: Final = range(8, 46)
"""Units of the text that a learner reads and recalls best."""
_WHAT_IS: Final = re.compile(r"(?:什么是|何谓|what(?: is|'s| are)(?: an?| the)? )(.+)|(.+?)(?:是什么|指什么|是啥)")
_SHORTEST_NAME: Final = 2


class Key(NamedTuple):
    """What a fact is about."""

    name: str
    """Bare, and in the first of its aliases."""
    aspect: str
    """Empty for what it is; else what of it is told: 优点, `expansion`."""


class Place(NamedTuple):
    """The section a fact stands in."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A fact, and what it is compared by."""

    fact: Fact
    place: Place
    key: Key | None
    words: tuple[str, ...]
    """Of all that the fact says, in the first of their aliases."""
    flat: str
    """All that the fact says, bare."""
    pairs: frozenset[str]
    """The pairs of characters of `flat`."""
    told: frozenset[str]
    """The pairs of characters of what the fact says of its key."""
    answers: frozenset[str]
    """What its cards hide, bare."""

    @property
    def rank(self) -> tuple[bool, int, str, Span]:
        """Which of several should be asked: the smallest; says nothing of other notes."""
        size = units(" ".join(map(plain, told(self.fact))))
        return (size not in BEST_LENGTH, size, self.flat, self.fact.origin.span)


def placed(outlines: Iterable[Outline], known: Aliases) -> list[Placed]:
    """Return the facts of `outlines` in reading order, by path."""
    return [
        _placed(fact, place, known)
        for outline in sorted(outlines, key=lambda it: it.path)
        for section in outline.sections
        for place, fact in _facts(outline.path, section)
        if not isinstance(fact, Comparison)
    ]


def said(fact: Fact) -> tuple[RichText, ...]:
    """Return all that `fact` says, in reading order; nothing of a comparison."""
    match fact:
        case Definition(term=term, meaning=meaning):
            return (term, meaning)
        case Question(prompt=head, answer=lines):
            return (head, *lines)
        case Listing(lead=head, items=lines) | Steps(lead=head, items=lines):
            return (head, *lines)
        case Contrast(claims=claims):
            return claims
        case Statement(text=text):
            return (text,)
        case Abbreviation(short=short, expansion=expansion, gloss=gloss):
            return ((Text(short),), (Text(expansion),), (Text(gloss),))
        case Comparison():
            return ()
        case _:
            assert_never(fact)


def told(fact: Fact) -> tuple[RichText, ...]:
    """Return what `fact` says of what it is about."""
    asked_about = isinstance(fact, Definition | Question | Abbreviation)
    return said(fact)[1:] if asked_about else said(fact)


def _placed(fact: Fact, place: Place, known: Aliases) -> Placed:
    key = _key(fact, known)
    all_words = _words(said(fact), known)
    about = "".join(_words(told(fact), known))
    return Placed(
        fact,
        place,
        key,
        all_words,
        flat := "".join(all_words),
        bigrams(flat),
        bigrams(about.replace(key.name, "") if key else about),
        frozenset(bare(hole.answer) for hole in holes(fact)),
    )


def _words(lines: Iterable[RichText], known: Aliases) -> tuple[str, ...]:
    return tuple(map(known.of, words(" ".join(map(plain, lines)))))


def _facts(path: str, section: Section) -> Iterator[tuple[Place, Fact]]:
    for fact in _facts_of(section.passages):
        yield Place(path, section.span), fact
    for child in section.children:
        yield from _facts(path, child)


def _facts_of(passages: Iterable[Passage]) -> Iterator[Fact]:
    for passage in passages:
        yield from passage.facts
        if isinstance(passage.shown, Callout):
            yield from _facts_of(passage.shown.body)


def _key(fact: Fact, known: Aliases) -> Key | None:
    match fact:
        case Definition(term=term):
            key = Key(known.of(bare_term(plain(term))), "")
        case Abbreviation(short=short):
            key = Key(bare(short), "expansion")
        case Question(prompt=prompt):
            key = _asked(plain(prompt), known)
        case _:
            return None
    return key if len(key.name) >= _SHORTEST_NAME else None


def _asked(prompt: str, known: Aliases) -> Key:
    text = prompt.strip(" ？?。")
    what = _WHAT_IS.fullmatch(text.casefold())
    if what:
        return Key(known.of(bare_term(what[1] or what[2])), "")
    name, _, aspect = text.rpartition("的")
    return Key(known.of(bare_term(name)), bare(aspect)) if name else Key(bare(text), "?")
