"""What is asked of one cell: a line of a table, and a column in it, go in.

A note of one row stands on the row's line. A question about the whole table (what has a ✓, which
of the two is fast) stands on all of its lines, and is shown where it speaks of the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from cribdeck.cards.note import Card, Note
from cribdeck.explain.evidence import on_lines
from cribdeck.extract.splitting import without_brackets
from cribdeck.inline import plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Block, Cell, List, Quote, Table

UNKNOWN: Final = "?"
"""A cell that asks to be filled from the notes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, below the header."""

    header: tuple[Cell, ...]
    cells: tuple[Cell, ...]

    @property
    def span(self) -> Span:
        """From the first cell to the last."""
        return self.cells[0].span.to(self.cells[-1].span)


def row_on(blocks: Sequence[Block], line: int) -> Row | None:
    """Return the table row on a line."""
    rows = (Row(table.header, row) for table in _tables(blocks) for row in table.rows)
    return next((row for row in rows if on_lines(row.span, line, line)), None)


def about_row(notes: Iterable[Note], row: Row) -> Iterator[Note]:
    """Yield the notes that ask for something in a row."""
    # A mark by itself (✓) stands everywhere.
    said = [text for text in map(_said, row.cells) if any(map(str.isalnum, text))]
    for note in notes:
        shown = _flat("".join(f"{it.question}{it.answer}" for it in note.cards))
        if _lines(note.span) <= _lines(row.span) or any(text in shown for text in said):
            yield note


def about_cell(notes: Iterable[Note], row: Row, column: int) -> Iterator[Note]:
    """Yield the notes of a row, each with the cards that ask for the cell at a column.

    All of them if none does: the cell is a name, or only shown beside others.
    """
    order = max((n for n, it in enumerate(row.cells) if it.span.column <= column), default=0)
    notes = list(notes)
    names = (_said(row.cells[0]), _said(row.header[order]))
    asked = [
        replace(note, cards=cards)
        for note in notes
        if (cards := tuple(_asking(note.cards, _said(row.cells[order]), names)))
    ]
    yield from asked if order and asked else notes


def _asking(cards: Iterable[Card], said: str, names: Iterable[str]) -> list[Card]:
    """Return the cards that hide what is said; of two cells that say the same, those of ours."""
    cards = list(cards)
    found = cards if said == UNKNOWN else [it for it in cards if said and said in _flat(it.answer)]
    known = [without_brackets(name) for name in names]
    blanks = [f"{name}{colon}[...]" for name in known if name for colon in "：:"]
    ours = [it for it in found if any(blank in _flat(it.question) for blank in blanks)]
    return ours if said == UNKNOWN else ours or found


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Table():
                yield block
            case List(items=items):
                yield from _tables(list(chain.from_iterable(it.blocks for it in items)))
            case Quote(blocks=inner):
                yield from _tables(inner)
            case _:
                pass


def _lines(span: Span) -> set[int]:
    return set(range(span.line, span.end_line + (span.end_column > 1)))


def _said(cell: Cell) -> str:
    return _flat(plain(cell.content))


def _flat(text: str) -> str:
    return "".join(text.split())
