"""`## A vs B` with nothing below: the author asks for what the notes give by themselves.

The sections of all sources and the tables joined elsewhere go in; for each bare heading come
out the table, if there is one, and a remark that says how many rows were found. Rows are those
of joined tables about the things, the aspects that these are told under the same label
anywhere, and what a line tells of two of them at once. Policy: an aspect that is told of one
thing twice is left out, and said to be, since nothing is chosen silently; so is the heading,
with a warning, when nothing is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cribdeck.assemble.joins.cell import Cell
from cribdeck.assemble.joins.claims import Claim, groups
from cribdeck.assemble.joins.compared import Compared, compared
from cribdeck.assemble.joins.compared_labels import distinct, rows_of
from cribdeck.assemble.joins.names import key
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Joined
from cribdeck.assemble.matching import Names, matchable, names_of
from cribdeck.diagnostics import Diagnostic, info, warning
from cribdeck.inline import plain

RULE: Final = "bare_heading"
"""Stands as the rule in the origin of these tables."""
_CODE: Final = "bare_comparison"
_PAIR: Final = 2
_MOST_NAMED: Final = 6


def bare_headings(parts: Iterable[Part]) -> Iterator[tuple[Part, Compared]]:
    """Yield the sections that hold nothing but a title that compares."""
    for part in parts:
        if not part.section.passages and not part.parts:
            title = compared(part.title)
            if title is not None:
                yield part, title


@dataclass(frozen=True, slots=True)
class Notes:
    """What all notes claim, by thing: read once, asked for each bare heading."""

    claims: dict[str, list[Claim]] = field(default_factory=dict)
    tables: dict[str, list[Joined]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    """Where things are named that bare headings compare."""

    @classmethod
    def of(
        cls, parts: Sequence[Part], tables: Iterable[Joined], titles: Iterable[Compared]
    ) -> Notes:
        """Return what `parts` and `tables` have to say of the things that `titles` compare."""
        notes = cls()
        things = list(dict.fromkeys(thing for title in titles for thing in title.things))
        named = names_of([(thing,) for thing in things])
        for line in (line for part in parts for _, lines in families(part) for line in lines):
            for mention in dict.fromkeys(it.entity for it in named.in_text(matchable(line.flat))):
                notes.lines.setdefault(things[mention], []).append(line)
        for claim in (claim for part in parts for group in groups(part) for claim in group.claims):
            notes.claims.setdefault(matchable(claim.thing).strip(), []).append(claim)
        for table in tables:
            for thing in table.things:
                notes.tables.setdefault(matchable(thing).strip(), []).append(table)
        return notes


def asked_for(part: Part, title: Compared, notes: Notes) -> tuple[Joined | None, Diagnostic]:
    """Return the table that a bare heading asks for, and what is to be said of it."""
    names = names_of([(thing,) for thing in title.things])
    rows: dict[str, tuple[str, dict[int, Cell]]] = {}
    told = _told(names, notes)
    found = (
        *_from_tables(names, notes),
        *_from_labels(told),
        *_from_sentences(title, names, notes),
    )
    for aspect, cells in found:
        if len(cells) >= _PAIR:
            rows.setdefault(key(aspect), (aspect, cells))
    span = part.section.span
    heading = plain(part.section.title).strip()
    if not rows:
        things = " and ".join(title.things)
        message = f"nothing in the notes says the same of {things}, so “{heading}” stays empty"
        doubt = _doubt(told)
        hint = "write equal labels below both (优点：…), or a table"
        return None, warning(_CODE, span, f"{message}{doubt}", hint)
    table = {
        (order, thing): made
        for order, (_, found) in enumerate(rows.values())
        for thing, made in found.items()
    }
    aspects = tuple(aspect for aspect, _ in rows.values())
    count = f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
    message = f"{count} put together from the notes: {', '.join(aspects)}{_doubt(told)}"
    joined = Joined(part, part.title, title.things, aspects, table)
    return joined, info(_CODE, span, message)


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


_Told: TypeAlias = dict[str, dict[int, list[Claim]]]
"""By aspect and thing."""


def _told(names: Names, notes: Notes) -> _Told:
    told: _Told = {}
    for order, forms in enumerate(names.words):
        for form in forms:
            for claim in notes.claims.get(form, ()):
                told.setdefault(key(claim.aspect), {}).setdefault(order, []).append(claim)
    return {aspect: by_thing for aspect, by_thing in told.items() if len(by_thing) >= _PAIR}


def _from_labels(told: _Told) -> Iterator[tuple[str, dict[int, Cell]]]:
    """Yield the aspects that several of the things are told once each."""
    for by_thing in told.values():
        once = {order: claims[0] for order, claims in by_thing.items() if _agree(claims)}
        if len(once) >= _PAIR:
            yield next(iter(once.values())).aspect, {it: claim.cell for it, claim in once.items()}


def _from_sentences(
    title: Compared, names: Names, notes: Notes
) -> Iterator[tuple[str, dict[int, Cell]]]:
    """Yield what lines anywhere tell of two of the things at once, each aspect told once."""
    named = Counter(line for thing in title.things for line in notes.lines.get(thing, ()))
    lines = (line for line, count in named.items() if count >= _PAIR)
    rows = [row for line in lines for row in rows_of(line, names, len(title.things))]
    yield from ((row.aspect, row.cells) for row in distinct(rows))


def _agree(claims: Sequence[Claim]) -> bool:
    """Return whether several claims are but one, found in two ways."""
    return len({(plain(it.cell.text), it.cell.passages[0].shown.span) for it in claims}) == 1


def _doubt(told: _Told) -> str:
    """Return which aspects are told of one thing several times, and where."""
    found = [
        claim
        for by_thing in told.values()
        for claims in by_thing.values()
        if not _agree(claims)
        for claim in claims
    ]
    places = (f"{it.thing}的{it.aspect} {_place(it.cell)}" for it in found[:_MOST_NAMED])
    return f"; told more than once: {', '.join(places)}" if found else ""


def _place(cell: Cell) -> str:
    span = cell.passages[0].shown.span
    return f"{span.path}:{span.line}"
