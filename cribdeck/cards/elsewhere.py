"""What other places of the notes say: a fact goes in, remarks for the back of its card come out.

A place that says the same is shown with its words, since a learner who knew the answer in
those words was right; one that contradicts is shown as a claim of its own. Places are
named by file and heading, never by line: moving lines about edits no card.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from cribdeck.cards.clozes import bare
from cribdeck.cards.words import Words
from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Question,
    Statement,
    Steps,
)
from cribdeck.inline import Break, RichText, Text


@dataclass(frozen=True, slots=True)
class Remark:
    """One claim of another place."""

    label: str
    text: RichText
    place: RichText
    disputes: bool
    """Whether it contradicts the card."""


def remarks(fact: Fact, words: Words) -> Iterator[Remark]:
    """Yield what other places say, those that contradict first."""
    for other in fact.origin.disputed:
        yield Remark(words.disputed, _claim(other), place(other), disputes=True)
    for other in fact.origin.also:
        yield Remark(words.elsewhere, _claim(other), place(other), disputes=False)


def place(fact: Fact) -> RichText:
    """Return file and innermost heading of `fact`."""
    breadcrumb = fact.origin.breadcrumb
    heading = f" › {breadcrumb[-1]}" if len(breadcrumb) > 1 else ""
    return (Text(fact.origin.span.path + heading),)


def _claim(fact: Fact) -> RichText:
    match fact:
        case Definition(term=term, link=link, meaning=meaning):
            return bare((*term, Text(link), *meaning))
        case Question(answer=lines) | Listing(items=lines) | Steps(items=lines):
            return _lines(lines)
        case Contrast(claims=lines):
            return _lines(lines)
        case Statement(text=text):
            return bare(text)
        case Abbreviation(short=short, expansion=expansion):
            return (Text(f"{short} = {expansion}"),)
        case Comparison(title=title):
            return bare(title)
        case _:
            assert_never(fact)


def _lines(lines: tuple[RichText, ...]) -> RichText:
    first, *rest = lines
    return bare((*first, *(node for line in rest for node in (Break(), *line))))
