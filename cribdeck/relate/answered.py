"""Cells of a table that were found in the notes, where a card of their own line asks for them.

Outlines and placed facts go in; tables with such cells come out, and which they are. Policy:
the card of the line stays, since a table can come and go with any edit and history must not;
the cell is shown beside what else its row asks, and not asked once more. A row that has no
cell left to ask for asks whose its cells are, which no line does: that is what the author
wrote the table for. A card asks for a cell if it hides nearly the same words, and shows of
which thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from cribdeck.extract.guards import guarded
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Comparison, Contrast, Fact, Outline
from cribdeck.facts.walk import passages
from cribdeck.inline import Cloze, RichText, Text, plain
from cribdeck.relate.normalise import bare, shingles, words
from cribdeck.relate.placed import Placed, said
from cribdeck.span import Span
from cribdeck.units import units

_LONGER: Final = 1.25
"""How much longer an answer may be than a cell that it holds and still ask for the same."""
_MOST_OF_IT: Final = 0.75
"""What share of a cell the answers of a fact must make up to ask for it."""
_SHORTEST_NAME: Final = 3
_FEWEST, _MOST = 2, 4
"""Things that a card can ask to tell apart."""
_SHORTEST_CLAIM, _LONGEST_ROW = 3, 80
"""Units: of each claim and of all together, of which a card asks whose they are."""

_Place: TypeAlias = tuple[int, int]
"""Index of the aspect, index of the entity."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A table with cells that cards of other lines ask for."""

    table: Comparison
    by: Mapping[_Place, Fact]

    @property
    def rest(self) -> Comparison:
        """The table with these cells shown but not asked for."""
        cells = tuple(
            tuple(None if (row, column) in self.by else cell for column, cell in enumerate(line))
            for row, line in enumerate(self.table.cells)
        )
        return replace(self.table, cells=cells, written=self.table.written or self.table.cells)

    def apart(self, known: Iterable[Contrast]) -> Iterator[Contrast]:
        """Yield what asks of a row without a cell left to ask for whose its cells are.

        Args:
            known: what is told apart anyway.
        """
        told = [bare(" ".join(map(plain, it.claims))) for it in known]
        for row, (before, now) in enumerate(zip(self.table.cells, self.rest.cells, strict=True)):
            cells = {column: cell for column, cell in enumerate(before) if cell is not None}
            if len(cells) < _FEWEST or any(cell is not None for cell in now):
                continue
            said_here = [bare(plain(cell)) for cell in cells.values()]
            if any(all(it in claims for it in said_here) for claims in told):
                continue
            contrast = _contrast(self.table, row, cells)
            if contrast is not None:
                yield contrast


def answered(outlines: Iterable[Outline], facts: Iterable[Placed]) -> list[Answered]:
    """Return the tables of `outlines` some of whose cells are asked for by `facts`."""
    found = [(table, places) for table in _tables(outlines) if (places := list(_found(table)))]
    if not found:
        return []
    lines = {line for table, places in found for it in places for line in _lines(_span(table, it))}
    by_line: defaultdict[tuple[str, int], list[Fact]] = defaultdict(list)
    for placed in facts:
        if not isinstance(placed.fact, Contrast):
            for line in _lines(placed.fact.origin.span):
                if line in lines:
                    by_line[line].append(placed.fact)
    tables = (Answered(table, dict(_asked(table, places, by_line))) for table, places in found)
    return [it for it in tables if it.by]


def _tables(outlines: Iterable[Outline]) -> Iterator[Comparison]:
    for outline in sorted(outlines, key=lambda it: it.path):
        for passage in passages(outline):
            yield from (it for it in passage.facts if isinstance(it, Comparison) and it.row_spans)


def _found(table: Comparison) -> Iterator[_Place]:
    """Yield the cells that are asked for and were found elsewhere."""
    for row, cells in enumerate(table.cells):
        for column, cell in enumerate(cells):
            if cell is not None and not table.row_spans[row].covers(_span(table, (row, column))):
                yield row, column


def _span(table: Comparison, place: _Place) -> Span:
    return table.cell_spans[place[0]][place[1]]


def _lines(span: Span) -> Iterator[tuple[str, int]]:
    return ((span.path, line) for line in range(span.line, span.end_line + 1))


def _asked(
    table: Comparison,
    places: Iterable[_Place],
    by_line: Mapping[tuple[str, int], Sequence[Fact]],
) -> Iterator[tuple[_Place, Fact]]:
    for row, column in places:
        cell = bare(plain(table.cells[row][column] or ()))
        candidates = (
            fact
            for line in _lines(_span(table, (row, column)))
            for fact in by_line.get(line, ())
            if cell and _asks_for(fact, cell) and _shows(fact, table, column)
        )
        first = next(candidates, None)
        if first is not None:
            yield (row, column), first


def _asks_for(fact: Fact, cell: str) -> bool:
    """Return whether cards of `fact` hide what `cell` says."""
    answers = {bare(hole.answer) for hole in holes(fact)} - {""}
    if any(cell in it and len(it) <= _LONGER * len(cell) for it in answers):
        return True
    return sum(len(it) for it in answers if it in cell) >= _MOST_OF_IT * len(cell)


def _shows(fact: Fact, table: Comparison, column: int) -> bool:
    """Return whether cards of `fact` show which thing they are about: `A vs B` does not."""
    entity, *others = (
        plain(table.entities[it])
        for it in sorted(range(len(table.entities)), key=lambda it: it != column)
    )
    titles = (it for it in fact.origin.breadcrumb if not any(_names(it, one) for one in others))
    return _names(" ".join((*titles, *map(plain, said(fact)))), entity)


def _names(shown: str, entity: str) -> bool:
    """Return whether a text names a thing, perhaps by half of its name."""
    mine, theirs = words(entity), words(shown)
    if shingles(mine) & shingles(theirs):
        return True
    return any(
        one.startswith(other) or other.startswith(one)
        for one in mine
        for other in theirs
        if min(len(one), len(other)) >= _SHORTEST_NAME
    )


def _contrast(table: Comparison, row: int, cells: Mapping[int, RichText]) -> Contrast | None:
    texts = [plain(cell) for cell in cells.values()]
    sizes = [*map(units, texts)]
    if len(cells) > _MOST or len(set(map(bare, texts))) < len(cells):
        return None
    if min(sizes) < _SHORTEST_CLAIM or sum(sizes) > _LONGEST_ROW:
        return None
    claims = tuple(
        (Cloze(table.entities[column]), Text("："), *table.aspects[row], Text(" "), *cell)
        for column, cell in cells.items()
    )
    made = guarded(Contrast(replace(table.origin, span=table.row_spans[row]), claims))
    return made if isinstance(made, Contrast) else None
