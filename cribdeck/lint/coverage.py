"""What the cards kept out leave uncovered: outlines go in, the same with reasons come out.

A passage stays covered as long as some note of the deck stands on it. Notes are all there
is to go by: where they stand, and where else the same is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from cribdeck.cards.note import Note
from cribdeck.facts.model import Callout, Outline, Passage, Section
from cribdeck.span import Span

_Line: TypeAlias = tuple[str, int]


def without_coverage(
    outlines: Iterable[Outline], held: Iterable[tuple[Note, str]], kept: Iterable[Note]
) -> list[Outline]:
    """Return `outlines` with the passages uncovered that only notes in `held` stand on.

    Args:
        outlines: all sources.
        held: notes of which every card is kept out, each with the check that did it.
        kept: the notes of the deck.
    """
    gone, there = _Places(), _Places()
    for note, check in held:
        gone.add(note, f"kept out of the deck: {check}")
    if not gone.by_line:
        return list(outlines)
    for note in kept:
        there.add(note, "")
    return [
        replace(outline, sections=tuple(_section(it, gone, there) for it in outline.sections))
        for outline in outlines
    ]


@dataclass(slots=True)
class _Places:
    """Where notes stand, by line."""

    by_line: dict[_Line, list[tuple[Span, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, note: Note, remark: str) -> None:
        for span in (note.span, *note.also):
            for line in range(span.line, span.end_line + 1):
                self.by_line[span.path, line].append((span, remark))

    def on(self, place: Span) -> str | None:
        """Return the remark of the first note that stands on `place`, if any."""
        for line in range(place.line, place.end_line + 1):
            for span, remark in self.by_line.get((place.path, line), ()):
                if _overlap(span, place):
                    return remark
        return None


def _overlap(one: Span, other: Span) -> bool:
    begin = max((one.line, one.column), (other.line, other.column))
    return begin < min((one.end_line, one.end_column), (other.end_line, other.end_column))


def _section(section: Section, gone: _Places, there: _Places) -> Section:
    return replace(
        section,
        passages=tuple(_passage(it, gone, there) for it in section.passages),
        children=tuple(_section(it, gone, there) for it in section.children),
    )


def _passage(passage: Passage, gone: _Places, there: _Places) -> Passage:
    shown = passage.shown
    if isinstance(shown, Callout):
        body = tuple(_passage(it, gone, there) for it in shown.body)
        if body == shown.body:
            return passage
        covered = any(it.covered for it in body)
        unused = "" if covered else next(it.unused for it in body if it.unused)
        return replace(passage, shown=replace(shown, body=body), covered=covered, unused=unused)
    if not passage.covered or there.on(shown.span) is not None:
        return passage
    reason = gone.on(shown.span)
    return passage if reason is None else replace(passage, covered=False, unused=reason)
