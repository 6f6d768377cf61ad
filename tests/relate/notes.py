"""Golden cases over several notes: what is said in each, and what comes of it.

    ## Two notes define one term
    ~~~~markdown a.md
    ...
    ~~~~
    ~~~~markdown b.md
    ...
    ~~~~
    ~~~~facts
    a.md:1 definition ...
      also b.md:3 definition ...
    b.md:3 info said_twice
    ~~~~

The last fence lists the facts that are left, below each what it carries, then the remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cribdeck.extract.rules import (
    abbreviation,
    aspect_label,
    colon_term,
    definition_sentence,
    explicit_cloze,
)
from cribdeck.facts.model import Fact, Outline
from cribdeck.facts.printer import printed
from cribdeck.relate import relate
from tests.extract.cases import facts_of, outline_of

GOLDEN = Path(__file__).parent.parent / "golden" / "relate"
RULES = (
    explicit_cloze.RULE,
    aspect_label.RULE,
    colon_term.RULE,
    definition_sentence.RULE,
    abbreviation.RULE,
)
"""Enough to say things twice; a case must not change with every rule."""
_FENCE = re.compile(r"^~~~~(markdown|facts) ?(\S*)\n((?:(?!~~~~).*\n)*)~~~~$", re.MULTILINE)

_START = re.compile(r"^## (?=[^\n]+\n~~~~markdown)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case."""

    title: str
    sources: Mapping[str, str]
    expected: tuple[str, ...]


def cases(file: Path) -> Iterator[Case]:
    """Read the cases of one golden file."""
    for part in _START.split(file.read_text(encoding="utf-8"))[1:]:
        *notes, (kind, _, expected) = _FENCE.findall(part)
        assert kind == "facts"
        assert len(notes) + 1 == part.count("\n~~~~") // 2
        sources = {path: text for _, path, text in notes}
        yield Case(part.partition("\n")[0], sources, tuple(expected.splitlines()))


def outlines_of(sources: Mapping[str, str]) -> list[Outline]:
    """Extract several notes."""
    return [outline_of(text, path, RULES) for path, text in sources.items()]


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
