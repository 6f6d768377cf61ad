"""What the cards hide becomes gaps: outlines go in, the same with their gaps marked come out.

A gap is a numbered `Cloze` in the text that a sheet shows; the author's own clozes lose their
number, so that they only look as they did. Both variants of a sheet are made of the same text:
answers show what stands in a gap, blanks the room that it takes. Numbers tell the gaps of one
source apart until `gap_numbers` counts them as they stand on paper.

Asked is what the deck asks: nothing of a passage whose cards were kept out of it. A line keeps
something to go by, unless the lines around it lead to it, as a lead does to its list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final, TypeAlias

from cribdeck.facts.model import (
    Abbreviation,
    Callout,
    Comparison,
    Definition,
    Fact,
    Grid,
    Listing,
    Outline,
    Passage,
    Prose,
    Question,
    Section,
    Statement,
    Steps,
)
from cribdeck.facts.walk import passages
from cribdeck.inline import Cloze, Inline, RichText, Styled, cut, plain
from cribdeck.sheets.asked import claims, found
from cribdeck.sheets.table_places import places
from cribdeck.span import Span

_ORDER: Final = (Statement, Definition, Abbreviation, Question, Steps, Listing)
"""Whose gaps come first where two overlap: a piece of a sentence leaves more to go by than all."""
_LEFT_TO_GO_BY: Final = 2
"""Letters of a line that no gap hides, at least."""

_Place: TypeAlias = tuple[str, int]
"""A line of a source."""


@dataclass(slots=True)
class _Shown:
    """A line of the note, and what is hidden of it."""

    text: RichText
    hidden: list[range] = field(default_factory=list)

    def hide(self, piece: range, *, led_to: bool) -> bool:
        """Hide a piece, unless it overlaps another, or nothing would be left to go by."""
        if any(piece.start < it.stop and it.start < piece.stop for it in self.hidden):
            return False
        flat = plain(self.text)
        gone = sum(_letters(flat[it.start : it.stop]) for it in (*self.hidden, piece))
        if _letters(flat) - gone < _LEFT_TO_GO_BY and (self.hidden or not led_to):
            return False
        self.hidden.append(piece)
        return True

    def hides(self, words: list[str]) -> bool:
        """Return whether one of the pieces hidden says just that."""
        flat = plain(self.text)
        return any(flat[it.start : it.stop].split() == words for it in self.hidden)


def with_gaps(outlines: Iterable[Outline]) -> list[Outline]:
    """Return the outlines with what cards hide as numbered clozes, the only ones with numbers."""
    outlines = list(outlines)
    lines = _Lines(outlines)
    for fact in _facts(outlines):
        lines.hide(fact)
    texts = iter(lines.shown)
    return [_Marking(texts, lines).outline(it) for it in outlines]


def _passages(outlines: Iterable[Outline]) -> Iterator[Passage]:
    return (passage for outline in outlines for passage in passages(outline))


def _facts(outlines: Iterable[Outline]) -> list[Fact]:
    """Return the facts that the deck asks about, those said twice at each of their places."""
    asked = [fact for it in _passages(outlines) if it.covered for fact in it.facts]
    everywhere = [it for fact in asked for it in (fact, *fact.origin.also)]
    return [it for kind in _ORDER for it in everywhere if isinstance(it, kind)]


class _Lines:
    """All lines of prose, and where they stand."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        self.shown: list[_Shown] = []
        self._by_place: defaultdict[_Place, list[_Shown]] = defaultdict(list)
        for passage in _passages(outlines):
            if isinstance(passage.shown, Prose):
                shown = _Shown(passage.shown.text)
                self.shown.append(shown)
                for place in _places(passage.shown.span):
                    self._by_place[place].append(shown)

    def hide(self, fact: Fact) -> None:
        """Hide what a fact asks for in the first of its lines that has it."""
        led_to = isinstance(fact, Question | Steps | Listing)
        around = self._at(fact.origin.span)
        for claim in claims(fact):
            for line in around:
                piece = found(claim, line.text)
                if piece is not None and line.hide(piece, led_to=led_to):
                    break

    def hides(self, answer: RichText, span: Span) -> bool:
        """Return whether a line at a place hides an answer."""
        words = _words(answer)
        return any(it.hides(words) for it in self._at(span))

    def _at(self, span: Span) -> list[_Shown]:
        found_at = (it for place in _places(span) for it in self._by_place.get(place, ()))
        return list({id(it): it for it in found_at}.values())


def _places(span: Span) -> Iterator[_Place]:
    return ((span.path, line) for line in range(span.line, span.end_line + 1))


class _Marking:
    """Writes gaps into the passages of one source, in reading order."""

    def __init__(self, texts: Iterator[_Shown], lines: _Lines) -> None:
        self._texts = texts
        self._lines = lines
        self._numbers = count(1)

    def outline(self, outline: Outline) -> Outline:
        return replace(outline, sections=tuple(map(self._section, outline.sections)))

    def _section(self, section: Section) -> Section:
        own = tuple(map(self._passage, section.passages))
        return replace(section, passages=own, children=tuple(map(self._section, section.children)))

    def _passage(self, passage: Passage) -> Passage:
        match passage.shown:
            case Prose() as shown:
                line = next(self._texts)
                ranges = sorted(line.hidden, key=lambda it: it.start)
                text = self._marked(unnumbered(shown.text), ranges)
                return replace(passage, shown=replace(shown, text=text))
            case Grid() as grid:
                return replace(passage, shown=self._table(grid, passage))
            case Callout(body=body) as callout:
                inside = tuple(map(self._passage, body))
                return replace(passage, shown=replace(callout, body=inside))
            case _:
                return passage

    def _marked(self, text: RichText, ranges: Iterable[range]) -> RichText:
        nodes: list[Inline] = []
        done = 0
        for it in ranges:
            nodes += cut(text, done, it.start)
            nodes.append(Cloze(cut(text, it.start, it.stop), next(self._numbers)))
            done = it.stop
        return (*nodes, *cut(text, done, len(plain(text)))) if done else text

    def _table(self, grid: Grid, passage: Passage) -> Grid:
        asked = set(self._cells_asked(grid, passage)) if passage.covered else set()
        rows = tuple(
            tuple(
                self._cell(unnumbered(cell), is_asked=(row, column) in asked)
                for column, cell in enumerate(cells)
            )
            for row, cells in enumerate(grid.rows)
        )
        return replace(grid, header=tuple(map(unnumbered, grid.header)), rows=rows)

    def _cell(self, cell: RichText, *, is_asked: bool) -> RichText:
        return (Cloze(cell, next(self._numbers)),) if is_asked else cell

    def _cells_asked(self, grid: Grid, passage: Passage) -> Iterator[tuple[int, int]]:
        """Yield the cells that cards hide, in the table or in the line that they are from."""
        tables = (fact for fact in passage.facts if isinstance(fact, Comparison))
        for table in tables:
            for it in places(grid, table):
                shown = grid.rows[it.row][it.column]
                answer = table.cells[it.aspect][it.entity]
                span = table.cell_spans[it.aspect][it.entity]
                same = answer is not None and _words(answer) == _words(shown) != []
                if same or (not grid.span.covers(span) and self._lines.hides(shown, span)):
                    yield it.row, it.column


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _words(text: RichText) -> list[str]:
    return plain(text).split()


def unnumbered(text: RichText) -> RichText:
    """Return `text` with no number on any cloze."""
    nodes: list[Inline] = []
    for node in text:
        new = replace(node, number=None) if isinstance(node, Cloze) else node
        if isinstance(new, Styled):
            new = replace(new, children=unnumbered(new.children))
        nodes.append(new)
    return tuple(nodes)
