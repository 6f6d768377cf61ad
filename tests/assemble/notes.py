"""What several notes put into a table that asks, as the golden cases of `golden/assemble` list it.

Each row of each table, every found cell with its place and typed cells without, then the
remarks, each with its candidates:

    性能: 高 (a.md:3) | ?
    b.md:5 warning unfilled_cell
      a.md:9 有时很高
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cribdeck.assemble import Assembled, assemble
from cribdeck.assemble.choice import Ambiguous, Filled, Unfilled
from cribdeck.extract import RULES
from cribdeck.facts.model import Comparison, Grid
from cribdeck.inline import plain
from tests.extract.cases import outline_of, passages_of


def assembled(sources: Mapping[str, str]) -> Assembled:
    """Extract several notes and put their tables together."""
    return assemble([outline_of(text, path, RULES) for path, text in sources.items()])


def lines_of(sources: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tables and remarks that the notes give, as a golden case lists them."""
    found = assembled(sources)
    remarks = {
        it.span: f"{it.span.path}:{it.span.line} {it.severity} {it.code}"
        for it in found.diagnostics
    }
    asked = {cell.wanted.span for cell in found.cells}
    rows = [
        row
        for outline in found.outlines
        for passage in passages_of(outline)
        if isinstance(passage.shown, Grid)
        if any(span in asked for spans in passage.shown.cell_spans for span in spans)
        for row in _rows(passage.shown, found)
    ]
    tail = []
    for cell in found.cells:
        match cell.choice:
            case Filled():
                continue
            case Ambiguous(candidates) | Unfilled(candidates):
                tail.append(remarks[cell.wanted.span])
                tail += [f"  {it.span.path}:{it.span.line} {plain(it.text)}" for it in candidates]
    return (*rows, *tail)


def comparisons_of(found: Assembled) -> list[Comparison]:
    """Return the comparisons of all notes."""
    return [
        fact
        for outline in found.outlines
        for passage in passages_of(outline)
        for fact in passage.facts
        if isinstance(fact, Comparison)
    ]


def _rows(grid: Grid, found: Assembled) -> Iterator[str]:
    places = {
        cell.wanted.span: cell.choice.best.span
        for cell in found.cells
        if isinstance(cell.choice, Filled)
    }
    for row, spans in zip(grid.rows, grid.cell_spans, strict=True):
        cells = []
        for cell, span in zip(row[1:], spans[1:], strict=True):
            place = places.get(span)
            cells.append(plain(cell) + (f" ({place.path}:{place.line})" if place else ""))
        yield f"{plain(row[0])}: {' | '.join(cells)}"
