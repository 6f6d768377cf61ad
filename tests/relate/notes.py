"""What comes of relating several notes, as the golden cases of `golden/relate` list it.

The facts that are left, below each what it carries, then the remarks:

    a.md:1 definition ...
      also b.md:3 definition ...
    b.md:3 info said_twice
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cribdeck.assemble import assemble
from cribdeck.extract.rules import (
    abbreviation,
    aspect_label,
    colon_term,
    comparison_table,
    definition_sentence,
    explicit_cloze,
)
from cribdeck.facts.model import Fact, Outline
from cribdeck.facts.printer import printed
from cribdeck.relate import relate
from tests.extract.cases import facts_of, outline_of

RULES = (
    explicit_cloze.RULE,
    aspect_label.RULE,
    colon_term.RULE,
    definition_sentence.RULE,
    abbreviation.RULE,
    comparison_table.RULE,
)
"""Enough to say things twice; a case must not change with every rule."""


def outlines_of(sources: Mapping[str, str]) -> list[Outline]:
    """Extract several notes and fill their tables."""
    extracted = [outline_of(text, path, RULES) for path, text in sources.items()]
    return assemble(extracted, joins=()).outlines


def lines_of(sources: Mapping[str, str]) -> tuple[str, ...]:
    """Return what relating the notes gives, as a golden case lists it."""
    related, remarks = relate(outlines_of(sources))
    return (
        *(line for outline in related for fact in facts_of(outline) for line in _lines(fact)),
        *(f"{it.span.path}:{it.span.line} {it.severity} {it.code}" for it in remarks),
    )


def _lines(fact: Fact) -> Iterator[str]:
    yield _line(fact)
    yield from (f"  also {_line(it)}" for it in fact.origin.also)
    yield from (f"  disputed {_line(it)}" for it in fact.origin.disputed)


def _line(fact: Fact) -> str:
    span = fact.origin.span
    return f"{span.path}:{span.line} {printed(fact)}"
