"""Tables that stand nowhere: joined from lines that say the same of things side by side.

The outlines of all sources go in; the same outlines with the tables added come out, and what is to
be said of headings that ask for one. Policy: a table is made only of what surely belongs
together, so every shape looks at one section at a time; the notes' own lines and the cards
made of them stay as they are. A table that the author wrote is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cribdeck.assemble.joins import (
    compared_labels,
    contrast_sentences,
    own_features,
    parallel_sentences,
    same_labels,
    told_in_turn,
)
from cribdeck.assemble.joins.bare_heading import RULE, Notes, asked_for, bare_headings
from cribdeck.assemble.joins.merging import merged
from cribdeck.assemble.joins.placing import Places, placed
from cribdeck.assemble.joins.scene import Part, every, scene
from cribdeck.assemble.joins.shape import Join, Joined
from cribdeck.assemble.joins.table import cell_key, passage
from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Outline

JOINS: tuple[Join, ...] = (
    # Labels before sentences: they name the aspect themselves.
    same_labels.JOIN,
    compared_labels.JOIN,
    own_features.JOIN,
    contrast_sentences.JOIN,
    parallel_sentences.JOIN,
    # Last, since only the heading names what it tells.
    told_in_turn.JOIN,
)
"""All shapes, in order of precedence."""


@dataclass(frozen=True, slots=True)
class WithTables:
    """All sources with the tables that were put together from their lines."""

    outlines: list[Outline]
    diagnostics: list[Diagnostic]


JoinAlone: TypeAlias = Callable[[Outline, Sequence[Join]], tuple[Outline, bool]]


def joined_alone(outline: Outline, joins: Sequence[Join] = JOINS) -> tuple[Outline, bool]:
    """Return `outline` with its own tables, and whether it asks for one that all notes give."""
    parts = list(every(scene(outline)))
    places = Places()
    for part in parts:
        for table, name in _tables(part, joins):
            places.put(table, passage(table, name))
    return placed(outline, places), any(True for _ in bare_headings(parts))


def joined(
    outlines: Sequence[Outline], joins: Sequence[Join] = JOINS, alone: JoinAlone = joined_alone
) -> WithTables:
    """Return `outlines` with a table wherever lines tell things apart that stand side by side.

    Args:
        outlines: of all sources.
        joins: shapes of tables, in order of precedence.
        alone: `joined_alone`, or what gives the same.
    """
    each = [alone(it, joins) for it in outlines]
    if not any(asks for _, asks in each):
        return WithTables([outline for outline, _ in each], [])
    parts = [part for it in sorted(outlines, key=lambda it: it.path) for part in every(scene(it))]
    places = Places()
    tables: list[Joined] = []
    for part in parts:
        for table, name in _tables(part, joins):
            tables.append(table)
            places.put(table, passage(table, name))
    diagnostics: list[Diagnostic] = []
    bare = list(bare_headings(parts))
    notes = Notes.of(parts, tables, [title for _, title in bare]) if bare else Notes()
    known = {cell_key(cell) for table in tables for cell in table.cells.values()}
    for part, title in bare:
        found, remark = asked_for(part, title, notes)
        diagnostics.append(remark)
        if found is not None:
            places.put(found, passage(found, RULE, frozenset(known)))
            known |= set(map(cell_key, found.cells.values()))
    return WithTables([placed(it, places) for it in outlines], diagnostics)


def _tables(part: Part, joins: Sequence[Join]) -> list[tuple[Joined, str]]:
    """Return the tables of one section, each with the name of the shape that found it first."""
    found = [(table, join.name) for join in joins for table in join.find(part)]
    names = {id(table): name for table, name in found}
    first = {tuple(sorted(table.things)): names[id(table)] for table, name in reversed(found)}
    return [
        (table, first[tuple(sorted(table.things))]) for table in merged(table for table, _ in found)
    ]
