"""Golden cases: a title that says what is surprising, a note, and what comes of each line.

A file holds cases like this one; text around the two fences is free:

    ## A colon inside code is no label
    ~~~~markdown
    `a:b` 是地址的写法
    ~~~~
    ~~~~facts
    1 unused: prose without a recognised pattern
    ~~~~

The first fence may name the source (`~~~~markdown kafka.md`). The second lists, with the
line number, every fact and for every passage without a fact the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cribdeck.cards.compose import compose
from cribdeck.cards.note import Note
from cribdeck.extract import RULES, extract
from cribdeck.extract.stage import AnyRule
from cribdeck.facts.model import Callout, Fact, Outline, Passage, Section
from cribdeck.facts.printer import printed_passage
from cribdeck.identity.draft import drafts
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.syntax import parse
from cribdeck.syntax.nodes import Document
from tests.fact_samples import TEMPLATES

UNTITLED = "001.md"
"""A file name that says nothing and so gives no title."""
GOLDEN = Path(__file__).parent.parent / "golden" / "extract"
_CASE = re.compile(
    r"^## (?P<title>.+)\n(?:(?!~~~~).*\n)*"
    r"~~~~markdown ?(?P<path>\S*)\n(?P<source>(?:(?!~~~~).*\n)*)~~~~\n+"
    r"~~~~facts\n(?P<facts>(?:(?!~~~~).*\n)*)~~~~$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case."""

    title: str
    path: str
    source: str
    expected: tuple[str, ...]


def cases(file: Path) -> list[Case]:
    """Read the cases of one golden file."""
    text = file.read_text(encoding="utf-8")
    found = [
        Case(
            match["title"],
            match["path"] or UNTITLED,
            match["source"],
            tuple(match["facts"].splitlines()),
        )
        for match in _CASE.finditer(text)
    ]
    assert len(found) == text.count("\n~~~~markdown"), f"{file}: a case is broken"
    return found


def document_of(source: str | bytes, path: str = UNTITLED) -> Document:
    """Parse a note that is text."""
    document, _ = parse(path, source if isinstance(source, bytes) else source.encode())
    assert document is not None
    return document


def outline_of(source: str, path: str = UNTITLED, rules: tuple[AnyRule, ...] = RULES) -> Outline:
    """Extract a note with `rules`, those that are off by default, too."""
    return extract(
        document_of(source, path), tuple(replace(rule, on=True) for rule in rules)
    ).outline


def passages_of(outline: Outline) -> Iterator[Passage]:
    """Yield all passages in reading order, those inside callouts after their callout."""
    for section in outline.sections:
        yield from _section_passages(section)


def notes_of(outline: Outline) -> list[Note]:
    """Return the Anki notes of a first build of a note, before any check holds one back."""
    found = identify(list(drafts(outline, "Deck")), Ledger())
    notes, problems = compose(found.notes, TEMPLATES.render)
    assert [*found.diagnostics, *problems] == []
    return notes


def facts_of(outline: Outline) -> list[Fact]:
    """Return all facts in reading order."""
    return [fact for passage in passages_of(outline) for fact in passage.facts]


def lines_of(outline: Outline) -> tuple[str, ...]:
    """Return what a golden case lists."""
    return tuple(
        line
        for section in outline.sections
        for passage in _top_passages(section)
        for line in printed_passage(passage)
    )


def _top_passages(section: Section) -> Iterator[Passage]:
    yield from section.passages
    for child in section.children:
        yield from _top_passages(child)


def _section_passages(section: Section) -> Iterator[Passage]:
    for passage in _top_passages(section):
        yield passage
        if isinstance(passage.shown, Callout):
            yield from _inner(passage.shown)


def _inner(callout: Callout) -> Iterator[Passage]:
    for passage in callout.body:
        yield passage
        if isinstance(passage.shown, Callout):
            yield from _inner(passage.shown)
