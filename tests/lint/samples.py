"""Notes of the build out of the examples of checks."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

from cribdeck.cards.note import Card, Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.diagnostics import Diagnostic
from cribdeck.extract import extract
from cribdeck.facts.model import Outline
from cribdeck.lint.check import Sample
from cribdeck.media.locating import located
from cribdeck.media.resolving import Files
from cribdeck.span import Span
from cribdeck.spelling import check_spelling, mixed_script
from cribdeck.syntax import parse


def note_of(sample: Sample, line: int = 1, rule: str = "colon_term") -> Note:
    """Return the note with one card that `sample` describes."""
    text = sample.html or html.escape(f"{sample.question}{sample.answer}", quote=False)
    return Note(
        guid=f"note{line}",
        kind=sample.kind,
        rule=rule,
        deck="Deck",
        tags=(),
        span=Span("a.md", line, 1, line, 2),
        fields=(text, *("",) * (len(FIELDS) - 1)),
        cards=tuple(Card(it, sample.question, sample.answer) for it in range(sample.cards)),
        state="new",
        crumbs=sample.crumbs,
    )


def notes_of(samples: Iterable[Sample]) -> tuple[Note, ...]:
    """Return one note for each sample, each on its own line."""
    return tuple(note_of(sample, line) for line, sample in enumerate(samples, 1))


def outline_of(text: str, path: str = "a.md") -> Outline:
    """Return the outline of a note."""
    document, _ = parse(path, text.encode())
    assert document is not None
    return extract(document).outline


def remarks_of(sources: Mapping[str, str]) -> list[Diagnostic]:
    """Return what is remarked on sources, by path, before there are outlines."""
    parsed = [parse(path, text.encode())[0] for path, text in sources.items()]
    documents = [document for document in parsed if document is not None]
    outlines = [outline_of(text, path) for path, text in sources.items()]
    _, about_files = located(outlines, Files([]))
    return [*mixed_script(documents), *check_spelling(documents).diagnostics, *about_files]
