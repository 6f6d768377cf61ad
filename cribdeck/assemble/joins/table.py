"""A joined table becomes facts, and a grid for the sheets.

A `Joined` goes in; the passage that shows it comes out, with a `Comparison` whose cells know
where they are from. Policy: a cell that a fact of its own line asks for is shown but not
asked once more. That fact stays: a table is made and unmade by an edit in any of its lines,
and no card should lose its history to that. A row of which no cell is asked is asked the
other way round, if it can be read at a glance: which of the things is it true of?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from cribdeck.assemble.joins.cell import Cell
from cribdeck.assemble.joins.respect import gives_away
from cribdeck.assemble.joins.shape import Joined
from cribdeck.extract.guards import guarded
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Comparison, Contrast, Fact, Grid, Origin, Passage
from cribdeck.folding import fold
from cribdeck.inline import Cloze, RichText, Text, plain
from cribdeck.opposites import are_opposites
from cribdeck.span import Span
from cribdeck.units import units

CellKey: TypeAlias = tuple[str, Span]

_NEARLY: Final = 1.6
"""How much longer an answer may be than a cell that it holds and still ask for the same."""
_PAIR: Final = 2
_MOST_OFFERED: Final = 4
_LONGEST_ROW: Final = 80
"""Units of the claims of which a card asks whose they are."""
_SHORTEST_CLAIM: Final = 3


def passage(joined: Joined, rule: str, known: frozenset[CellKey] = frozenset()) -> Passage:
    """Return what shows `joined` and asks for it, save for cells that another table has."""
    whole = comparison(joined, rule)
    silent = _unasked(joined) | {
        place for place, cell in joined.cells.items() if cell_key(cell) in known
    }
    asked = replace(
        whole,
        cells=tuple(
            tuple(None if (row, column) in silent else cell for column, cell in enumerate(cells))
            for row, cells in enumerate(whole.cells)
        ),
        written=whole.cells,
    )
    safe = guarded(asked)
    if isinstance(safe, str):
        safe = replace(asked, cells=tuple((None,) * len(row) for row in asked.cells))
    facts: tuple[Fact, ...] = (safe, *_contrasts(joined, asked, known))
    return Passage(_grid(whole), facts, covered=True, is_joined=True)


def cell_key(cell: Cell) -> CellKey:
    """Return what makes a cell the same in two tables: its words, and where they stand."""
    return plain(cell.text), min(it.shown.span for it in cell.passages)


def comparison(joined: Joined, rule: str) -> Comparison:
    """Return the comparison that `joined` makes, with all its cells."""
    place = _place(joined)
    rows, columns = range(len(joined.aspects)), range(len(joined.things))
    return Comparison(
        Origin(place, rule, (*joined.part.titles, *joined.crumbs)),
        "comparison",
        (Text(joined.title),),
        tuple((Text(name),) for name in joined.things),
        tuple((Text(name),) for name in joined.aspects),
        tuple(tuple(_text(joined, row, column) for column in columns) for row in rows),
        tuple(tuple(_span(joined, row, column, place) for column in columns) for row in rows),
    )


def _grid(made: Comparison) -> Grid:
    """Return `made` as a sheet prints it: more rows than columns, since columns are narrow."""
    nowhere = made.origin.span
    header, names, cells, spans = made.entities, made.aspects, made.cells, made.cell_spans
    if len(header) > len(names):
        header, names = names, header
        cells, spans = tuple(zip(*cells, strict=True)), tuple(zip(*spans, strict=True))
    return Grid(
        nowhere,
        ((), *header),
        tuple(
            (name, *(cell or () for cell in row)) for name, row in zip(names, cells, strict=True)
        ),
        row_headers=True,
        cell_spans=tuple((nowhere, *row) for row in spans),
    )


def _text(joined: Joined, row: int, column: int) -> RichText | None:
    found = joined.cells.get((row, column))
    return found.text if found else None


def _span(joined: Joined, row: int, column: int, place: Span) -> Span:
    found = joined.cells.get((row, column))
    if found is None:
        return place
    return found.passages[0].shown.span.to(found.passages[-1].shown.span)


def _place(joined: Joined) -> Span:
    """Return the lines that the table is from, or the heading that asks for it."""
    section = joined.part.section.span
    spans = [it.shown.span for cell in joined.cells.values() for it in cell.passages]
    inside = [it for it in spans if it.path == section.path and section.line <= it.line]
    inside = [it for it in inside if it.end_line <= section.end_line]
    return min(inside).to(max(inside)) if len(inside) == len(spans) else section


# --------------------------------------------------------------------------- what is asked


def _unasked(joined: Joined) -> frozenset[tuple[int, int]]:
    """Return the cells, by aspect and thing, that are shown but not asked for."""
    over_lines = [
        fact
        for it in joined.part.section.passages
        for fact in it.facts
        if fact.origin.span.end_line > it.shown.span.end_line
    ]
    silent = {place for place, cell in joined.cells.items() if _is_asked(cell, over_lines)}
    for row in range(len(joined.aspects)):
        places = [place for place in joined.cells if place[0] == row]
        texts = [plain(joined.cells[place].text) for place in places]
        if len(joined.things) == _PAIR and len(texts) == _PAIR:
            silent |= set(places) if _are_yes_and_no(texts) else set()
    return frozenset(silent)


def _is_asked(cell: Cell, over_lines: Iterable[Fact]) -> bool:
    """Return whether a fact of the lines that the cell is from asks for just that.

    Args:
        cell: of a joined table.
        over_lines: facts of its section that take in more lines than the one they are found at.
    """
    mine = _bare(plain(cell.text))
    own = (fact for it in cell.passages for fact in it.facts)
    around = (
        fact
        for fact in over_lines
        if any(fact.origin.span.covers(it.shown.span) for it in cell.passages)
    )
    answers = (
        _bare(hole.answer)
        for fact in (*own, *around)
        if not isinstance(fact, Contrast)
        for hole in holes(fact)
    )
    return any(
        answer and (answer in mine or (mine in answer and len(answer) <= _NEARLY * len(mine)))
        for answer in answers
    )


def _contrasts(joined: Joined, table: Comparison, known: frozenset[CellKey]) -> Iterator[Contrast]:
    """Yield for each row that is not asked cell by cell whose its cells are."""
    for row, (aspect, asked) in enumerate(zip(table.aspects, table.cells, strict=True)):
        cells = {column: it for (at, column), it in joined.cells.items() if at == row}
        if any(cell is not None for cell in asked) or not _can_be_told_apart(cells.values()):
            continue
        if any(cell_key(cell) in known for cell in cells.values()):
            continue
        claims = tuple(
            (Cloze(table.entities[column]), Text("："), *aspect, Text(" "), *cells[column].text)
            for column in sorted(cells)
        )
        spans = [span for column, span in enumerate(table.cell_spans[row]) if column in cells]
        here = [span for span in spans if span.path == table.origin.span.path]
        place = min(here).to(max(here)) if here else table.origin.span
        made = guarded(Contrast(replace(table.origin, span=place), claims))
        if isinstance(made, Contrast):
            yield made


def _can_be_told_apart(cells: Iterable[Cell]) -> bool:
    found = list(cells)
    texts = [plain(cell.text) for cell in found]
    told = any(
        isinstance(fact, Contrast) for cell in found for it in cell.passages for fact in it.facts
    )
    return (
        not told
        and _PAIR <= len(found) <= _MOST_OFFERED
        and len(set(map(_bare, texts))) == len(texts)
        and sum(map(units, texts)) <= _LONGEST_ROW
        and (_are_yes_and_no(texts) or min(map(units, texts)) >= _SHORTEST_CLAIM)
    )


def _are_yes_and_no(texts: Sequence[str]) -> bool:
    """Return whether these are two answers of which either gives the other away."""
    return are_opposites(texts) or (len(texts) == _PAIR and gives_away(*texts))


def _bare(text: str) -> str:
    return "".join(it for it in fold(text).casefold() if it.isalnum())
