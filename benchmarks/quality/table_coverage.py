"""Known comparison tables: which of them the notes hold as tables, with how many aspects.

Known tables, as for `table_fill.py`, and the lines of the notes go in; a report comes out. A
table of the notes is the known one if most of the things compared stand in its head, or in its
first column, what its title names in Latin script stands there or above, and a third of its
aspects is there. An aspect is there if a row is called so and says something of each thing, or if
the cells of the thing say at least half of what is known of it in that respect, wherever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from benchmarks.quality.coded import is_code, terms, weights
from benchmarks.quality.pieces import HEADING, RULE
from benchmarks.quality.table_fill import KnownTable
from benchmarks.quality.table_fill import read_tables as read_known

_BAR: Final = re.compile(r"(?<!\\)\|")
_BRACKETS: Final = re.compile("[（(]([^（()）]*)[)）]")
_ENTITIES: Final = 2 / 3
_LEAST_ENTITIES: Final = 2
"""Share and number of the things compared that have to be there."""
_ALIKE: Final = 1 / 3
"""How much of two names must be common where one holds the other."""
_ASPECTS: Final = 1 / 3
_ASPECTS_OF_SOME: Final = 2 / 5
"""Share of the aspects that makes it the table meant: where all things are there, and else."""
_SAYS: Final = 0.5
"""Share of what is known of a thing in one respect, or of the name of an aspect."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the notes: things in columns, aspects in rows."""

    place: str
    above: str
    """File and headings."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The name of the aspect, then a cell for each head."""


@dataclass(frozen=True, slots=True)
class Found:
    """A known table in the notes."""

    known: KnownTable
    grid: Grid
    heads: Mapping[str, int]
    """The column of each thing that is there."""
    aspects: frozenset[str]

    @property
    def score(self) -> tuple[int, int]:
        """What of two to take."""
        return (len(self.heads), len(self.aspects))


def read_tables(path: Path) -> list[KnownTable]:
    """Read the known tables."""
    return read_known(path, ())


def tables_report(
    known: Sequence[KnownTable], lines: Mapping[str, Sequence[str]], *, everything: bool
) -> Iterator[str]:
    """Yield a row for each known table that the notes hold, those they do not, and the sums.

    Args:
        known: the tables.
        lines: of the notes, by path.
        everything: name the aspects that are missing, too.
    """
    grids = [it for path, texts in lines.items() for it in grids_in(path, texts)]
    tells = weights(
        cell.text for table in known for cell in table.cells.values() if cell is not None
    )
    found = {table.id: best(table, grids, tells) for table in known}
    yield "| table | title | where | things | aspects |"
    yield "|---|---|---|--:|--:|"
    for table in known:
        it = found[table.id]
        if it is None:
            continue
        yield (
            f"| {table.id} | {table.title} | {it.grid.place} | "
            f"{len(it.heads)}/{len(table.entities)} | {len(it.aspects)}/{len(table.aspects)} |"
        )
        missing = [name for name in table.aspects if name not in it.aspects]
        if everything and missing:
            yield f"|  | without: {'、'.join(missing)} | | | |"
    absent = [table for table in known if found[table.id] is None]
    yield f"\n{len(known) - len(absent)} of {len(known)} known tables are tables in the notes."
    yield f"Not there: {', '.join(f'{it.id}（{it.title}）' for it in absent) or 'none'}"


def grids_in(path: str, lines: Sequence[str]) -> Iterator[Grid]:
    """Yield the pipe tables in `lines`, each as it stands and with rows and columns swapped."""
    start = None
    headings: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""]):
        if "|" in line:
            start = number if start is None else start
            continue
        if start is not None:
            above = " ".join((PurePosixPath(path).stem, *(text for _, text in headings)))
            yield from _both_ways(f"{path}:{start + 1}", above, lines[start:number])
        start = None
        if heading := HEADING.match(line):
            level = len(heading[1])
            headings = [*(it for it in headings if it[0] < level), (level, heading[2])]


def best(table: KnownTable, grids: Sequence[Grid], tells: Mapping[str, float]) -> Found | None:
    """Return the grid that holds the most of `table`; None if none holds its things."""
    candidates = []
    for grid in grids:
        heads = _heads(table, grid)
        if len(heads) < max(_LEAST_ENTITIES, _ENTITIES * len(table.entities)):
            continue
        if not _latin(table.title) <= terms("\n".join((grid.above, *grid.heads))):
            continue
        aspects = frozenset(
            name for name in table.aspects if _is_there(table, name, grid, heads, tells)
        )
        least = _ASPECTS if len(heads) == len(table.entities) else _ASPECTS_OF_SOME
        if len(aspects) >= least * len(table.aspects):
            candidates.append(Found(table, grid, heads, aspects))
    return max(candidates, key=lambda it: (it.score, it.grid.place), default=None)


def _both_ways(place: str, above: str, lines: Sequence[str]) -> Iterator[Grid]:
    rows = [_cells(line) for line in lines if not RULE.fullmatch(line)]
    width = max(map(len, rows))
    if len(rows) < 2 or width < 2 or len(rows) == len(lines):  # noqa: PLR2004
        return
    full = [(*row, *("",) * (width - len(row))) for row in rows]
    for way in (full, list(zip(*full, strict=True))):
        yield Grid(place, above, tuple(way[0][1:]), tuple(way[1:]))


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(it.strip() for it in _BAR.split(inner))


def _heads(table: KnownTable, grid: Grid) -> dict[str, int]:
    """Return which column each thing has; a column is that of one thing only."""
    heads = [_named(it) for it in grid.heads]
    pairs = sorted(
        (-_likeness(entity, head), number, column)
        for number, entity in enumerate(table.entities)
        for column, head in enumerate(heads)
        if _likeness(entity, head)
    )
    found: dict[str, int] = {}
    for _, number, column in pairs:
        if table.entities[number] not in found and column not in found.values():
            found[table.entities[number]] = column
    return found


def _likeness(entity: str, head: frozenset[str]) -> float:
    """Return how much of both names is common, if one of them holds the other; 0 if too little."""
    names = {_named(it) for it in (entity, _BRACKETS.sub("", entity), *_BRACKETS.findall(entity))}
    share = max(
        (
            len(name & head) / len(name | head)
            for name in names
            if name and head and (name <= head or head <= name)
        ),
        default=0.0,
    )
    return share if share >= _ALIKE else 0.0


def _named(text: str) -> frozenset[str]:
    """Return what a name is made of: its terms or, where it has none, its signs."""
    return terms(text) or frozenset(text.replace("`", " ").split())


def _latin(title: str) -> frozenset[str]:
    return frozenset(it for it in terms(title) if it.isascii() and not is_code(it))


def _is_there(
    table: KnownTable,
    aspect: str,
    grid: Grid,
    heads: Mapping[str, int],
    tells: Mapping[str, float],
) -> bool:
    name = terms(aspect)
    for row in grid.rows:
        is_called_so = name and len(name & terms(row[0])) >= _SAYS * len(name)
        if is_called_so and all(row[column + 1] for column in heads.values()):
            return True
    known = [
        (it.text, heads[entity])
        for entity in heads
        if (it := table.cells[aspect, entity]) is not None
    ]
    said = [_says([row[column + 1] for row in grid.rows], text, tells) for text, column in known]
    return bool(said) and all(said)


def _says(cells: Sequence[str], text: str, tells: Mapping[str, float]) -> bool:
    wanted = sorted(terms(text))
    whole = sum(tells.get(it, 0.0) for it in wanted)
    return bool(wanted) and any(
        sum(tells.get(it, 0.0) for it in wanted if it in terms(cell)) >= _SAYS * whole
        for cell in cells
    )
