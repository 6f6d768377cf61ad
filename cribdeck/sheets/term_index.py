"""The index of a booklet: terms and printed sheets go in, entries with their pages come out.

A page is listed if it shows a passage that explains the term, and the term itself; where a term
is only mentioned is not. Nothing is read from paper: what a page shows is known from the boxes
and from where they were put.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cribdeck.inline import plain
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    Part,
    Piece,
    Remark,
    Sheet,
    Subheading,
    TableRows,
)
from cribdeck.sheets.term_order import letter_of, place_of, script_of
from cribdeck.sheets.terms import Term


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the booklet."""

    page: int
    part: Part
    """Of a box on that page."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A term in the index."""

    text: str
    gloss: str
    places: tuple[Place, ...]
    """One for each page, at least one."""
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexLetter:
    """The terms that stand under one letter."""

    letter: str
    """Empty for terms that begin with none."""
    begins_han: bool
    """Whether Chinese terms, which are in the order of their pinyin, begin here."""
    entries: tuple[IndexEntry, ...]


def located(
    terms: Iterable[Term], boxes: Sequence[Box], sheet: Sheet, first: int
) -> Iterator[tuple[Term, Place]]:
    """Yield each term with every page of a sheet that explains it and shows it.

    Args:
        terms: of all sources.
        boxes: what is printed; `sheet` counts its pieces.
        sheet: where it is printed.
        first: the page of the booklet on which the sheet begins.
    """
    parts = [
        (Place(first + number, part), boxes[part.box])
        for number, page in enumerate(sheet.pages)
        for column in page.columns
        for part in column.parts
    ]
    shown: dict[int, str] = {}
    for place, box in parts:
        words = "\n".join(map(_letters, _words(box, place.part)))
        shown[place.page] = shown.get(place.page, "") + "\n" + words
    paths = {piece.span.path for _, box in parts for piece in box.pieces}
    for term in terms:
        if term.span.path not in paths:
            continue
        wanted = _letters(term.text)
        seen: set[int] = set()
        for place, box in parts:
            if place.page in seen or wanted not in shown[place.page]:
                continue
            if any(_explains(term, it) for it in box.pieces[place.part.start : place.part.end]):
                seen.add(place.page)
                yield term, place


def index_of(found: Iterable[tuple[Term, Place]]) -> tuple[IndexLetter, ...]:
    """Return the index of a booklet: terms in order, under their letters.

    The same term of several sources is one entry, however it is capitalised.
    """
    known: dict[str, IndexEntry] = {}
    for term, place in found:
        key = _letters(term.text)
        before = known.get(key) or IndexEntry(term.text, "", (), ())
        pages = {it.page for it in before.places}
        known[key] = IndexEntry(
            before.text,
            before.gloss or term.gloss,
            before.places if place.page in pages else (*before.places, place),
            before.tags if term.tag in {"", *before.tags} else (*before.tags, term.tag),
        )
    letters: dict[tuple[str, str], list[IndexEntry]] = {}
    for entry in sorted(known.values(), key=lambda it: place_of(it.text)):
        placed = tuple(sorted(entry.places, key=lambda it: it.page))
        whole = IndexEntry(entry.text, entry.gloss, placed, entry.tags)
        letters.setdefault((script_of(entry.text), letter_of(entry.text)), []).append(whole)
    scripts = [script for script, _ in letters]
    return tuple(
        IndexLetter(letter, script == "han" and scripts.index(script) == number, tuple(entries))
        for number, ((script, letter), entries) in enumerate(letters.items())
    )


def _explains(term: Term, piece: Piece) -> bool:
    here, there = piece.span, term.span
    return (
        here.path == there.path
        and here.line <= there.end_line
        and there.line <= max(here.line, here.end_line)
    )


def _words(box: Box, part: Part) -> Iterator[str]:
    if part.start == 0:
        yield plain(box.title)
    yield from _words_of(box.pieces[part.start : part.end])


def _words_of(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Line(text=text) | Subheading(text=text):
                yield plain(text)
            case TableRows(grid, start, end):
                # Where a table goes on, its header is not always there again.
                rows = (*([grid.header] if start == 0 else []), *grid.rows[start:end])
                yield from (plain(cell) for row in rows for cell in row)
            case CodeLines(code, start, end):
                yield from code.text.split("\n")[start:end]
            case Remark(title=title, body=body):
                yield plain(title)
                yield from _words_of(body)
            case _:
                pass


def _letters(text: str) -> str:
    return "".join(text.split()).casefold()
