"""Every `?` of the notes and what fills it: outlines go in, `Cell`s come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from cribdeck.assemble.asked import Asked, asked
from cribdeck.assemble.aspects import aspect_of
from cribdeck.assemble.choice import Choice, chosen
from cribdeck.assemble.claims import Claim, claims, continues
from cribdeck.assemble.extent import whole
from cribdeck.assemble.index import lines_by_table
from cribdeck.assemble.lines import Line, lines
from cribdeck.assemble.matching import Names, names_of
from cribdeck.assemble.parallel import side_by_side
from cribdeck.assemble.pins import pinned
from cribdeck.assemble.scoring import Answer, answer
from cribdeck.assemble.slips import with_slips, words_of
from cribdeck.facts.model import Comparison, Outline, Wanted
from cribdeck.facts.walk import passages
from cribdeck.inline import RichText


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that was asked for, and what came of it."""

    wanted: Wanted
    entity: RichText
    aspect: RichText
    choice: Choice


def filled_cells(outlines: Sequence[Outline]) -> list[Cell]:
    """Return what comes of every cell that a table of `outlines` asks for, by place."""
    tables = [
        fact
        for outline in sorted(outlines, key=lambda it: it.path)
        for passage in passages(outline)
        for fact in passage.facts
        if isinstance(fact, Comparison) and fact.skeleton
    ]
    if not tables:
        return []
    everything = lines(outlines)
    vocabulary = words_of(everything)
    named = [_names(table, vocabulary) for table in tables]
    indexed = lines_by_table(everything, named, continues)
    return list(chain.from_iterable(map(_cells, tables, named, indexed)))


def _names(table: Comparison, vocabulary: Mapping[str, int]) -> Names:
    return names_of(with_slips(table.skeleton.entities if table.skeleton else (), vocabulary))


def _cells(table: Comparison, names: Names, indexed: Sequence[Line]) -> Iterator[Cell]:
    skeleton = table.skeleton
    if skeleton is None:
        return
    by_entity: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims(_elsewhere(indexed, table), names):
        by_entity[claim.entity].append(claim)
    for row, aspect_names in enumerate(skeleton.aspects):
        aspect = aspect_of(aspect_names)
        questions = [asked(names, column, aspect) for column in range(len(table.entities))]
        told = [_answers(by_entity[column], it) for column, it in enumerate(questions)]
        for column, answers in enumerate(side_by_side(told, questions)):
            wanted = skeleton.wanted[row][column]
            if wanted is not None:
                allowed = [it for it in answers if not wanted.pin or pinned(wanted, it.claim.line)]
                choice = chosen(allowed)
                yield Cell(wanted, table.entities[column], table.aspects[row], choice)


def _answers(here: Sequence[Claim], question: Asked) -> list[Answer]:
    return list(whole(here, [answer(claim, question) for claim in here]))


def _elsewhere(indexed: Iterable[Line], table: Comparison) -> Iterator[Line]:
    span = table.origin.span
    for line in indexed:
        inside = line.span.path == span.path and span.line <= line.span.line <= span.end_line
        if not inside:
            yield line
