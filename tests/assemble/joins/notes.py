"""What tables several notes are joined into, as the golden cases of `golden/joins` list it.

Each table with its rows, each cell with the line it is from and a `?` if a card of the table
asks for it; below them the other facts of the table; then the lines that sheets leave to
tables; then what is said of bare headings:

    a.md:1 same_labels 持久化 (RDB | AOF)
      优点: 恢复快 @3 | 丢得少 @6 ?
      contrast {{RDB}}：缺点 … | {{AOF}}：缺点 …
    printed instead of a.md:3, a.md:4
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cribdeck.assemble.joins import WithTables, joined
from cribdeck.extract.rules import (
    aspect_label,
    colon_term,
    contrast,
    definition_sentence,
    explicit_cloze,
    sibling_list,
)
from cribdeck.facts.model import Comparison, Passage
from cribdeck.facts.printer import printed
from cribdeck.facts.walk import passages
from cribdeck.inline import RichText, plain
from cribdeck.span import Span
from tests.extract.cases import outline_of

RULES = (
    explicit_cloze.RULE,
    sibling_list.RULE,
    aspect_label.RULE,
    colon_term.RULE,
    definition_sentence.RULE,
    contrast.RULE,
)
"""Enough to ask for some cells already; a case must not change with every rule."""


def with_tables(sources: Mapping[str, str]) -> WithTables:
    """Extract several notes and join their tables."""
    return joined([outline_of(text, path, RULES) for path, text in sources.items()])


def tables_of(found: WithTables) -> list[Passage]:
    """Return the tables that were added."""
    return [it for outline in found.outlines for it in passages(outline) if it.is_joined]


def comparison_of(table: Passage) -> Comparison:
    """Return the comparison that a table is shown for."""
    first = table.facts[0]
    assert isinstance(first, Comparison)
    return first


def lines_of(sources: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a golden case lists."""
    found = with_tables(sources)
    instead = [
        f"{it.shown.span.path}:{it.shown.span.line}"
        for outline in found.outlines
        for it in passages(outline)
        if it.shown_elsewhere and not it.is_joined
    ]
    return (
        *(line for table in tables_of(found) for line in _table(table)),
        *([f"printed instead of {', '.join(instead)}"] if instead else []),
        *(f"{it.span.path}:{it.span.line} {it.severity} {it.code}" for it in found.diagnostics),
    )


def _table(table: Passage) -> Iterator[str]:
    fact = comparison_of(table)
    span, names = fact.origin.span, " | ".join(map(plain, fact.entities))
    unprinted = " (not printed)" if table.shown_elsewhere else ""
    yield f"{span.path}:{span.line} {fact.origin.rule} {plain(fact.title)} ({names}){unprinted}"
    for aspect, said, asked, spans in zip(
        fact.aspects, fact.written, fact.cells, fact.cell_spans, strict=True
    ):
        cells = zip(said, asked, spans, strict=True)
        yield f"  {plain(aspect)}: {' | '.join(_cell(*it, span) for it in cells)}"
    yield from (f"  {printed(it)}" for it in table.facts[1:])


def _cell(said: RichText | None, asked: RichText | None, place: Span, home: Span) -> str:
    if said is None:
        return "·"
    path = "" if place.path == home.path else f"{place.path}:"
    return f"{plain(said)} @{path}{place.line}" + (" ?" if asked is not None else "")
