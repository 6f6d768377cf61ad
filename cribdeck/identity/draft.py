"""Drafts: the facts of an outline go in, one draft for each future Anki note comes out.

A draft is a fact, or one row of a table: one aspect of a comparison, one entity of a
glossary or a record. It knows what its cards hide and what it will be recognised by.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, assert_never

from cribdeck.facts.holes import entity_holes, holes, name_of, options, row_holes, whole_row
from cribdeck.facts.model import (
    Abbreviation,
    Callout,
    Comparison,
    Contrast,
    Correction,
    Definition,
    Fact,
    Hole,
    Listing,
    Outline,
    Passage,
    Question,
    Section,
    Statement,
    Steps,
)
from cribdeck.inline import RichText, plain
from cribdeck.language import Language
from cribdeck.span import Span

Kind: TypeAlias = Literal[
    "definition",
    "question",
    "listing",
    "steps",
    "comparison",
    "glossary",
    "record",
    "abbreviation",
    "statement",
    "contrast",
]

More: TypeAlias = Literal["rows", "names"]
"""What the settings may ask of tables beside their cells: the cells of a row at once, the name of
a row from its cells."""

_KEY_LENGTH: Final = 80
"""Characters of a key that the ledger keeps; more would only make it longer."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What makes one Anki note."""

    fact: Fact
    kind: Kind
    span: Span
    holes: tuple[Hole, ...]
    deck: str
    """Full name of the deck a new note goes to."""
    tags: tuple[str, ...] = ()
    """As the author wrote them in the front matter."""
    row: int = 0
    """Of a comparison the index of its aspect, of a glossary or record that of its entity."""
    also: tuple[Span, ...] = ()
    """Other places where the notes say exactly the same, or that cells are from."""
    language: Language = "zh"
    """That of the source, for what cards say themselves."""
    written: tuple[str, ...] = ()
    """How the note spells words that the cards show corrected."""

    @property
    def key(self) -> str:
        """What the draft is about: the term, the question, the name of the row."""
        return _flat(_key(self.fact, self.row))[:_KEY_LENGTH]

    @property
    def stands_for(self) -> tuple[Draft, ...]:
        """The drafts that other places of the notes would have given, had they been asked."""
        others = self.fact.origin.also
        return tuple(it for fact in others for it in _drafts(fact, self.deck, self.tags))

    @property
    def content(self) -> tuple[str, ...]:
        """What the draft says, without where it stands and how it is formatted."""
        return tuple(_content(self))


def drafts(outline: Outline, deck: str, more: frozenset[More] = frozenset()) -> Iterator[Draft]:
    """Yield the drafts of `outline` in reading order, all meant for `deck`."""
    for fact in _facts(outline.sections):
        for draft in _drafts(fact, deck, outline.tags, more):
            written = _written(draft, outline.corrections)
            yield replace(draft, language=outline.language, written=written)


def drafts_instead(rows: Sequence[Draft], fact: Fact, more: frozenset[More]) -> list[Draft]:
    """Return the drafts of `fact`, which says what `rows` say in another way."""
    first = rows[0]
    written = tuple(dict.fromkeys(word for row in rows for word in row.written))
    found = _drafts(fact, first.deck, first.tags, more)
    return [replace(draft, language=first.language, written=written) for draft in found]


def _written(draft: Draft, corrections: Iterable[Correction]) -> tuple[str, ...]:
    lines = range(draft.span.line, draft.span.end_line + 1)
    says = " ".join(draft.content)
    found = (it.written for it in corrections if it.span.line in lines and it.corrected in says)
    return tuple(dict.fromkeys(found))


def _facts(sections: Iterable[Section]) -> Iterator[Fact]:
    for section in sections:
        yield from _facts_of_passages(section.passages)
        yield from _facts(section.children)


def _facts_of_passages(passages: Iterable[Passage]) -> Iterator[Fact]:
    for passage in passages:
        yield from passage.facts
        if isinstance(passage.shown, Callout):
            yield from _facts_of_passages(passage.shown.body)


def _drafts(
    fact: Fact, deck: str, tags: tuple[str, ...], more: frozenset[More] = frozenset()
) -> Iterator[Draft]:
    if not isinstance(fact, Comparison):
        yield Draft(fact, _kind(fact), fact.origin.span, holes(fact), deck, tags)
        return
    by_aspect = fact.genre == "comparison"
    for row in range(len(fact.aspects if by_aspect else fact.entities)):
        hidden = row_holes(fact, row) if by_aspect else entity_holes(fact, row)
        if by_aspect and "rows" in more:
            hidden += whole_row(fact, row)
        if not by_aspect and "names" in more:
            hidden += name_of(fact, row)
        if hidden:
            place = _row_span(fact, row)
            found = tuple(it for it in _cells_of(fact, row) if not place.covers(it))
            yield Draft(fact, fact.genre, place, hidden, deck, tags, row, also=found)


def _row_span(table: Comparison, row: int) -> Span:
    if table.row_spans:
        return table.row_spans[row]
    # A cell of a joined table may stand in another source.
    spans = [it for it in _cells_of(table, row) if it.path == table.origin.span.path]
    return min(spans).to(max(spans)) if spans else table.origin.span


def _cells_of(table: Comparison, row: int) -> tuple[Span, ...]:
    if table.genre == "comparison":
        return table.cell_spans[row]
    return tuple(aspect[row] for aspect in table.cell_spans)


def _kind(fact: Fact) -> Kind:  # noqa: PLR0911  one for each kind
    match fact:
        case Definition():
            return "definition"
        case Question():
            return "question"
        case Listing(among=among):
            # Which of the things it is true of: the question is that of a contrast.
            return "contrast" if among else "listing"
        case Steps():
            return "steps"
        case Comparison(genre=genre):
            return genre
        case Abbreviation():
            return "abbreviation"
        case Statement():
            return "statement"
        case Contrast():
            return "contrast"
        case _:
            assert_never(fact)


def _key(fact: Fact, row: int) -> RichText | str:
    match fact:
        case Definition(term=key) | Question(prompt=key) | Statement(text=key):
            return key
        case Listing(lead=key) | Steps(lead=key) | Abbreviation(short=key):
            return key
        case Comparison(genre="comparison", aspects=names) | Comparison(entities=names):
            return names[row]
        case Contrast():
            return " / ".join(map(plain, options(fact)))
        case _:
            assert_never(fact)


def _content(draft: Draft) -> Iterator[str]:
    yield _flat(_key(draft.fact, draft.row))
    match draft.fact:
        case Definition(meaning=meaning):
            yield _flat(meaning)
        case Question(answer=parts) | Listing(items=parts) | Steps(items=parts):
            yield from map(_flat, parts)
        case Abbreviation(expansion=expansion, gloss=gloss):
            yield from (_flat(expansion), _flat(gloss))
        case Statement():
            # One sentence may be asked about twice, by different rules.
            yield from (hole.answer for hole in draft.holes)
        case Contrast(claims=claims):
            yield from map(_flat, claims)
        case Comparison(genre="comparison", entities=names, cells=cells):
            yield from _named_cells(names, cells[draft.row])
        case Comparison(aspects=names, cells=cells):
            yield from _named_cells(names, (aspect[draft.row] for aspect in cells))
        case _:
            assert_never(draft.fact)


def _named_cells(names: Iterable[RichText], cells: Iterable[RichText | None]) -> Iterator[str]:
    for name, cell in zip(names, cells, strict=True):
        yield _flat(name)
        yield _flat(cell or ())


def _flat(text: RichText | str) -> str:
    characters = text if isinstance(text, str) else plain(text)
    return " ".join(unicodedata.normalize("NFC", characters).split())
