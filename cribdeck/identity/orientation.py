"""Tables turned on their side: a table whose rows have become its columns is asked as before.

Drafts and the ledger go in, drafts come out. A note holds one row with all its cells, so a
table that is transposed would share no more than a cell with each note of before. But it says
the same; so if the ledger knows its cells the other way round, it is turned back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from cribdeck.facts.holes import WHOLE_ROW
from cribdeck.facts.model import Comparison
from cribdeck.identity.draft import Draft, More, drafts_instead
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.numbers import short
from cribdeck.inline import RichText

_Cell: TypeAlias = tuple[str, str, str]
"""Key of the row, role in it, answer."""
_HALF: Final = 2


def in_known_orientation(drafts: Sequence[Draft], ledger: Ledger) -> list[Draft]:
    """Return `drafts`, those of tables that are known the other way round in that way."""
    tables = _tables(drafts)
    if not tables:
        return list(drafts)
    asked = _asked_before(ledger)
    turned = {name: _turned(rows) for name, rows in tables.items() if _are_turned(rows, asked)}
    found: list[Draft] = []
    for draft in drafts:
        rows = turned.get(id(draft.fact))
        if rows is None:
            found.append(draft)
        elif draft is tables[id(draft.fact)][0]:
            found += rows
    return found


def _tables(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """Return the drafts of each table by the table; it is one object."""
    tables: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.kind == "comparison" and isinstance(draft.fact, Comparison):
            tables.setdefault(id(draft.fact), []).append(draft)
    return tables


def _asked_before(ledger: Ledger) -> set[_Cell]:
    return {
        (record.trace.anchor.key, it.role, it.answer)
        for record in ledger.notes.values()
        if record.retired is None and record.trace.kind == "comparison"
        for it in record.clozes
        if it.live
    }


def _are_turned(rows: Sequence[Draft], asked: set[_Cell]) -> bool:
    """Return whether most cells were asked with row and column exchanged."""
    cells = [(row.key, hole.role, short(hole)) for row in rows for hole in row.holes]
    straight = sum(cell in asked for cell in cells)
    turned = sum((column, row, answer) in asked for row, column, answer in cells)
    return turned > straight and _HALF * turned > len(cells)


def _turned(rows: Sequence[Draft]) -> list[Draft]:
    table = rows[0].fact
    assert isinstance(table, Comparison)  # noqa: S101  see `_tables`
    at_once = any(hole.role == WHOLE_ROW for row in rows for hole in row.holes)
    more: frozenset[More] = frozenset(["rows"] if at_once else [])
    turned = replace(
        table,
        entities=table.aspects,
        aspects=table.entities,
        cells=_transposed(table.cells),
        written=_transposed(table.written),
        cell_spans=tuple(zip(*table.cell_spans, strict=True)),
        row_spans=(),
    )
    return drafts_instead(rows, turned, more)


def _transposed(
    cells: tuple[tuple[RichText | None, ...], ...],
) -> tuple[tuple[RichText | None, ...], ...]:
    return tuple(zip(*cells, strict=True))
