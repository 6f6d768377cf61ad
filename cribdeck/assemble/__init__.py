"""Stage 2c: comparison tables are put together from all notes.

The outlines of all sources go in; the same outlines, with the cells filled that a table with
`?` asks for, and with tables `joined` from lines side by side, and diagnostics come out.
Nothing is ever chosen silently: a cell that nothing fills, or that two candidates fit equally
well, stays `?` and is a warning with the candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cribdeck.assemble.choice import Ambiguous, Choice, Filled, Unfilled
from cribdeck.assemble.fill import Cell, filled_cells
from cribdeck.assemble.gathering import Candidate
from cribdeck.assemble.joins import JOINS, JoinAlone, joined, joined_alone
from cribdeck.assemble.joins.shape import Join
from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.extract.guards import guarded
from cribdeck.extract.tables import asked_for
from cribdeck.facts.model import (
    Callout,
    Comparison,
    Fact,
    Grid,
    Outline,
    Passage,
    Section,
    Skeleton,
)
from cribdeck.inline import RichText, plain
from cribdeck.span import Span

_NOTHING = "nothing in the notes fills this cell"
_TOO_CLOSE = "the notes give several answers for this cell"
_QUOTED = 60
"""Characters of a candidate that a remark quotes."""
_UNFILLED = "no cell of the table could be filled from the notes"


@dataclass(frozen=True, slots=True)
class Assembled:
    """All sources, with their tables filled."""

    outlines: list[Outline]
    diagnostics: list[Diagnostic]
    cells: tuple[Cell, ...]
    """What came of each cell that was asked for, in reading order."""


def assemble(
    outlines: Sequence[Outline], joins: Sequence[Join] = JOINS, alone: JoinAlone = joined_alone
) -> Assembled:
    """Return `outlines` with every `?` filled that the notes answer, and tables joined.

    Args:
        outlines: of all sources.
        joins: shapes in which tables stand in the notes without a mark.
        alone: what joins the tables of one source.
    """
    cells = filled_cells(outlines)
    found = {cell.wanted.span: cell.choice for cell in cells}
    filled = [_outline(outline, found) for outline in outlines] if cells else list(outlines)
    tables = joined(filled, joins, alone)
    remarks = [remark for cell in cells for remark in _remarks(cell)]
    return Assembled(tables.outlines, [*remarks, *tables.diagnostics], tuple(cells))


def _remarks(cell: Cell) -> Iterator[Diagnostic]:
    match cell.choice:
        case Filled():
            return
        case Ambiguous(candidates):
            hint = "type the answer, or say where to look: [?](file.md#heading)"
            message = f"{_TOO_CLOSE}: {_listed(candidates)}"
            yield warning("ambiguous_cell", cell.wanted.span, message, hint)
        case Unfilled(candidates):
            message = f"{_NOTHING}; nearest: {_listed(candidates)}" if candidates else _NOTHING
            label = f"{plain(cell.entity)}的{plain(cell.aspect)}：…"
            hint = f"write “{label}” in a note, type the answer, or leave the cell blank"
            yield warning("unfilled_cell", cell.wanted.span, message, hint)


def _listed(candidates: Sequence[Candidate]) -> str:
    return "; ".join(f"{it.span.path}:{it.span.line} “{_short(it)}”" for it in candidates)


def _short(candidate: Candidate) -> str:
    text = " ".join(plain(candidate.text).split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _outline(outline: Outline, found: Mapping[Span, Choice]) -> Outline:
    return replace(outline, sections=tuple(_section(it, found) for it in outline.sections))


def _section(section: Section, found: Mapping[Span, Choice]) -> Section:
    return replace(
        section,
        passages=tuple(_passage(it, found) for it in section.passages),
        children=tuple(_section(it, found) for it in section.children),
    )


def _passage(passage: Passage, found: Mapping[Span, Choice]) -> Passage:
    shown = passage.shown
    if isinstance(shown, Callout):
        body = tuple(_passage(it, found) for it in shown.body)
        return replace(passage, shown=replace(shown, body=body))
    if not isinstance(shown, Grid) or not any(map(_skeleton, passage.facts)):
        return passage
    facts: list[Fact] = []
    for fact in passage.facts:
        skeleton = _skeleton(fact)
        if skeleton and isinstance(fact, Comparison):
            shown = _grid(shown, skeleton, found)
            told = map(guarded, asked_for(_comparison(fact, skeleton, found)))
            facts.extend(it for it in told if not isinstance(it, str))
        else:
            facts.append(fact)
    unused = "" if facts else _UNFILLED
    return Passage(shown, tuple(facts), covered=bool(facts), unused=unused)


def _skeleton(fact: Fact) -> Skeleton | None:
    return fact.skeleton if isinstance(fact, Comparison) else None


def _comparison(fact: Comparison, skeleton: Skeleton, found: Mapping[Span, Choice]) -> Comparison:
    cells: list[tuple[RichText | None, ...]] = []
    spans = []
    for row, row_spans, wanted in zip(fact.cells, fact.cell_spans, skeleton.wanted, strict=True):
        texts, places = list(row), list(row_spans)
        for column, cell in enumerate(wanted):
            choice = found.get(cell.span) if cell else None
            if isinstance(choice, Filled):
                texts[column], places[column] = choice.best.text, choice.best.span
        cells.append(tuple(texts))
        spans.append(tuple(places))
    return replace(
        fact,
        cells=tuple(cells),
        cell_spans=tuple(spans),
        row_spans=tuple(min(row).to(max(row)) for row in fact.cell_spans),
        skeleton=None,
    )


def _grid(shown: Grid, skeleton: Skeleton, found: Mapping[Span, Choice]) -> Grid:
    """Return the table as sheets print it, filled."""
    rows = [list(row) for row in shown.rows]
    for wanted in (cell for row in skeleton.wanted for cell in row if cell):
        choice = found.get(wanted.span)
        if isinstance(choice, Filled):
            rows[wanted.row][wanted.column] = choice.best.text
    return replace(shown, rows=tuple(map(tuple, rows)))
