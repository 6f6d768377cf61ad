"""Facts with all that comparing them needs: outlines go in, `Placed` facts come out.

Comparisons are left out: a cell means nothing without its row and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
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
_WHAT_IS: Final = re.compile(
    r"(?:什么是|何谓|what(?: is|'s| are)(?: an?| the)? )(.+)|(.+?)(?:是什么|指什么|是啥)"
)
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


@dataclass(frozen=True, eq=False)
class Placed:
    """A fact, and what it is compared by; most facts are never compared with another.

    Without slots, so that what is asked for is worked out once.
    """

    fact: Fact
    place: Place
    key: Key | None
    head: tuple[str, ...]
    """The words that name what the fact is about, in the first of their aliases."""
    body: tuple[str, ...]
    """The words of what it says of that."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All that the fact says."""
        return (*self.head, *self.body)

    @cached_property
    def flat(self) -> str:
        """All that the fact says, bare."""
        return "".join(self.words)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of `flat`."""
        return bigrams(self.flat)

    @cached_property
    def told(self) -> frozenset[str]:
        """The pairs of characters of the body, without the key."""
        about = "".join(self.body)
        return bigrams(about.replace(self.key.name, "") if self.key else about)

    @cached_property
    def answers(self) -> frozenset[str]:
        """What the cards of the fact hide, bare."""
        return frozenset(bare(hole.answer) for hole in holes(self.fact)) - {""}

    @cached_property
    def rank(self) -> tuple[bool, int, str, Span]:
        """Which of several should be asked: the smallest; says nothing of other notes.

        A short definition is the better one, but a short sentence leaves out its conditions,
        and a short abbreviation its Chinese name.
        """
        size = units(" ".join(self.body))
        length = -size if isinstance(self.fact, Statement | Abbreviation) else size
        return (size not in BEST_LENGTH, length, self.flat, self.fact.origin.span)


def placed(outlines: Iterable[Outline], known: Aliases) -> list[Placed]:
    """Return the facts of `outlines` in reading order, by path."""
    return [
        _placed(fact, place, known)
        for outline in sorted(outlines, key=lambda it: it.path)
        for section in outline.sections
        for place, fact in _facts(outline.path, section)
        if not isinstance(fact, Comparison)
    ]


def said(fact: Fact) -> tuple[RichText, ...]:  # noqa: PLR0911  one for each kind
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


def _placed(fact: Fact, place: Place, known: Aliases) -> Placed:
    lines = said(fact)
    named = 1 if isinstance(fact, Definition | Question | Abbreviation) else 0
    head, body = lines[:named], lines[named:]
    return Placed(fact, place, _key(fact, known), _words(head, known), _words(body, known))


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
