"""`## A vs B` with nothing below: the author asks for what the notes give by themselves.

The sections of all sources and the tables joined elsewhere go in; for each bare heading come
out the table, if there is one, and a remark that says how many rows were found. Rows are the
aspects that both things are told under the same label anywhere, and the rows of joined tables
about the two. Policy: an aspect that is told of one thing twice is left out, since nothing
is chosen silently; so is the heading, with a warning, when nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cribdeck.assemble.joins.cell import Cell
from cribdeck.assemble.joins.claims import Claim, groups
from cribdeck.assemble.joins.compared import Compared, compared
from cribdeck.assemble.joins.names import key
from cribdeck.assemble.joins.scene import Part
from cribdeck.assemble.joins.shape import Joined
from cribdeck.assemble.matching import Names, matchable, names_of
from cribdeck.diagnostics import Diagnostic, info, warning
from cribdeck.inline import plain

RULE: Final = "bare_heading"
"""Stands as the rule in the origin of these tables."""
_CODE: Final = "bare_comparison"
_PAIR: Final = 2


def bare_headings(parts: Iterable[Part]) -> Iterator[tuple[Part, Compared]]:
    """Yield the sections that hold nothing but a title that compares."""
    for part in parts:
        if not part.section.passages and not part.parts:
            title = compared(part.title)
            if title is not None:
                yield part, title


class Notes:
    """What all notes claim, by thing: read once, asked for each bare heading."""

    def __init__(self, parts: Sequence[Part], tables: Sequence[Joined]) -> None:
        self.claims: dict[str, list[Claim]] = {}
        for part in parts:
            for group in groups(part):
                for claim in group.claims:
                    self.claims.setdefault(matchable(claim.thing).strip(), []).append(claim)
        self.tables: dict[str, list[Joined]] = {}
        for table in tables:
            for thing in table.things:
                self.tables.setdefault(matchable(thing).strip(), []).append(table)


def asked_for(part: Part, title: Compared, notes: Notes) -> tuple[Joined | None, Diagnostic]:
    """Return the table that a bare heading asks for, and what is to be said of it."""
    names = names_of([(thing,) for thing in title.things])
    rows: dict[str, tuple[str, dict[int, Cell]]] = {}
    for aspect, cells in (*_from_tables(names, notes), *_from_labels(names, notes)):
        if len(cells) >= _PAIR:
            rows.setdefault(key(aspect), (aspect, cells))
    span = part.section.span
    heading = plain(part.section.title).strip()
    if not rows:
        things = " and ".join(title.things)
        message = f"nothing in the notes says the same of {things}, so “{heading}” stays empty"
        hint = "write equal labels below both (优点：…), or a table"
        return None, warning(_CODE, span, message, hint)
    cells = {
        (order, thing): made
        for order, (_, found) in enumerate(rows.values())
        for thing, made in found.items()
    }
    joined = Joined(
        part, part.title, title.things, tuple(aspect for aspect, _ in rows.values()), cells
    )
    count = f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
    return joined, info(
        _CODE, span, f"{count} put together from the notes: {', '.join(joined.aspects)}"
    )


def _from_tables(names: Names, notes: Notes) -> Iterator[tuple[str, dict[int, Cell]]]:
    """Yield the rows of tables in which at least two of the things stand."""
    seen: set[int] = set()
    for forms in names.words:
        for form in forms:
            for table in notes.tables.get(form, ()):
                if id(table) in seen:
                    continue
                seen.add(id(table))
                at = {column: _entity(thing, names) for column, thing in enumerate(table.things)}
                for row, aspect in enumerate(table.aspects):
                    cells = {
                        thing: table.cells[row, column]
                        for column, thing in at.items()
                        if thing is not None and (row, column) in table.cells
                    }
                    yield aspect, cells


def _entity(thing: str, names: Names) -> int | None:
    flat = matchable(thing).strip()
    return next((order for order, forms in enumerate(names.words) if flat in forms), None)


def _from_labels(names: Names, notes: Notes) -> Iterator[tuple[str, dict[int, Cell]]]:
    """Yield the aspects that several of the things are told once each."""
    told: dict[str, dict[int, list[Claim]]] = {}
    for order, forms in enumerate(names.words):
        for form in forms:
            for claim in notes.claims.get(form, ()):
                told.setdefault(key(claim.aspect), {}).setdefault(order, []).append(claim)
    for by_thing in told.values():
        once = {order: claims[0] for order, claims in by_thing.items() if len(claims) == 1}
        if len(once) >= _PAIR:
            yield next(iter(once.values())).aspect, {it: claim.cell for it, claim in once.items()}
