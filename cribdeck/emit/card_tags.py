"""Where cards are found in Anki: notes go in; out comes what tells the tag at a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cribdeck.cards.note import Note
from cribdeck.cards.tags import ROOT, tags
from cribdeck.sheets.terms import TagAt
from cribdeck.span import Span


def tag_at(notes: Iterable[Note]) -> TagAt:
    """Return what tells the tag of the notes that stand at a place, without `cribdeck::`.

    Args:
        notes: those of the deck. One that stands for several places is found at each.
    """
    placed: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for note in notes:
        (tag,) = tags((note.span.path,), ())
        for span in (note.span, *note.also):
            placed[span.path].append((span, tag.removeprefix(f"{ROOT}::")))

    def found(span: Span) -> str:
        return next(
            (
                tag
                for it, tag in placed.get(span.path, ())
                if it.line <= span.end_line and span.line <= it.end_line
            ),
            "",
        )

    return found
