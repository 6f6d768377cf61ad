"""Comparison tables: how many cells with `?` are filled from the notes, and how many rightly.

    python benchmarks/quality/table_fill.py --comparisons TABLES.yaml --notes NOTES_DIR
        [--tables ID[:ENTITY+ENTITY],…] [--show all|wrong|open] [--verdicts FILE]

TABLES.yaml lists under `comparisons` what the notes can say: id, title, entities, and aspects
with a name and, for each entity, `text` and `sources` (`file:line` or `file:first-last`), or
null; `inferred: true` marks what the notes only imply. Every chosen table becomes a note of
its own beside the notes of the folder, with `?` in all cells and with no synonyms but those
in brackets behind an entity. The program's own pipeline runs up to the assembly of tables.

A filled cell is right if it stands on one of the listed lines, or one with the same text, and
carries the point of the expected text (see `matching.py`). What this cannot decide, a reader
decides once: a file of verdicts holds lines `HASH right|wrong remark`, by the hash that
`--show` prints. A cell that is filled though the notes say nothing is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, assert_never

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quality.cards_of import PROJECT, Folder, QualityCard
from benchmarks.quality.matching import KnownFact, matches
from benchmarks.quality.shares import wilson
from cribdeck.assemble import Assembled
from cribdeck.assemble.choice import Ambiguous, Filled, Unfilled
from cribdeck.assemble.fill import Cell
from cribdeck.assemble.gathering import Candidate
from cribdeck.inline import plain
from cribdeck.pipeline import Built, assemble_notes
from cribdeck.syntax.decode import decode
from cribdeck.world import World

Verdict: TypeAlias = Literal["right", "wrong"]
Outcome: TypeAlias = Verdict | Literal["ambiguous", "unfilled"]
_NOTE: Final = "table-{}.md"
_HASH: Final = 10
"""Hexadecimal digits: enough for a few thousand cells."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the notes say of one thing in one respect."""

    text: str
    sources: tuple[tuple[str, int, int], ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table that the notes are known to answer, at least in part."""

    id: str
    title: str
    entities: tuple[str, ...]
    aspects: tuple[str, ...]
    cells: Mapping[tuple[str, str], Expected | None]
    """By aspect and entity."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One cell, and what came of it."""

    table: str
    aspect: str
    entity: str
    expected: Expected | None
    outcome: Outcome
    shown: tuple[Candidate, ...]
    why: str

    @property
    def hash(self) -> str:
        """What a verdict is given for: this text in this cell of this table."""
        text = plain(self.shown[0].text) if self.shown else ""
        key = f"{self.table}\0{self.aspect}\0{self.entity}\0{text}"
        return hashlib.sha256(key.encode()).hexdigest()[:_HASH]

    @property
    def supportable(self) -> bool:
        """Whether the notes say it outright."""
        return self.expected is not None and not self.expected.inferred


class BadTablesError(Exception):
    """Tables or notes that cannot be used; the message says why."""


def read_tables(path: Path, wanted: Sequence[str]) -> list[KnownTable]:
    """Read the tables that are `wanted` (`id`, or `id:A+B` for some entities), or all of them.

    Raises:
        BadTablesError: no table has such an id, or no such entity.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["comparisons"]
    by_id = {entry["id"]: entry for entry in entries}
    found = []
    for name in wanted or by_id:
        id_, _, entities = name.partition(":")
        if id_ not in by_id:
            problem = f"no table with the id {id_}"
            raise BadTablesError(problem)
        found.append(_table(by_id[id_], entities.split("+") if entities else None))
    return found


def _table(entry: Mapping[str, Any], entities: Sequence[str] | None) -> KnownTable:
    for entity in entities or ():
        if entity not in entry["entities"]:
            problem = f"{entry['id']} has no entity {entity}"
            raise BadTablesError(problem)
    chosen = tuple(entities or entry["entities"])
    cells = {
        (aspect["name"], entity): _expected(aspect["cells"].get(entity))
        for aspect in entry["aspects"]
        for entity in chosen
    }
    aspects = tuple(aspect["name"] for aspect in entry["aspects"])
    return KnownTable(entry["id"], entry["title"], chosen, aspects, cells)


def _expected(cell: Mapping[str, Any] | None) -> Expected | None:
    if cell is None:
        return None
    sources = tuple(map(_source, cell["sources"]))
    return Expected(cell["text"], sources, bool(cell.get("inferred")))


def _source(text: str) -> tuple[str, int, int]:
    path, _, lines = text.rpartition(":")
    first, _, last = lines.partition("-")
    return path, int(first), int(last or first)


def note_of(table: KnownTable) -> str:
    """Return the note that asks for all cells of `table`."""
    width = len(table.entities)
    rows = [
        f"| 对比 | {' | '.join(map(_escaped, table.entities))} |",
        "|---" * (width + 1) + "|",
        *(f"| {_escaped(aspect)} |{' ? |' * width}" for aspect in table.aspects),
    ]
    return f"## {' vs '.join(table.entities)}\n" + "\n".join(rows) + "\n"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def judged_tables(
    tables: Sequence[KnownTable], notes: Path, verdicts: Mapping[str, Verdict]
) -> list[Judged]:
    """Fill `tables` from `notes` and judge every cell.

    Raises:
        BadTablesError: the notes cannot be compiled.
    """
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "notes"
        shutil.copytree(notes, source)
        for order, table in enumerate(tables):
            (source / _NOTE.format(order)).write_text(note_of(table), encoding="utf-8")
        world = World(source, source / "dist", source / ".no-ledger", PROJECT / "templates")
        assembled = assemble_notes(world)
        if isinstance(assembled, Built):
            raise BadTablesError("\n".join(map(str, assembled.diagnostics)))
        lines = _lines(world, assembled)
    by_place = {
        (it.wanted.span.path, it.wanted.row, it.wanted.column): it for it in assembled.cells
    }
    return [
        _judged(
            table, (aspect, entity), by_place[_NOTE.format(order), row, column], lines, verdicts
        )
        for order, table in enumerate(tables)
        for row, aspect in enumerate(table.aspects)
        for column, entity in enumerate(table.entities, start=1)
    ]


def _lines(world: World, assembled: Assembled) -> dict[str, tuple[str, ...]]:
    lines: dict[str, tuple[str, ...]] = {}
    for outline in assembled.outlines:
        text, _ = decode(outline.path, world.read_source(outline.path))
        lines[outline.path] = tuple((text or "").split("\n"))
    return lines


def _judged(
    table: KnownTable,
    key: tuple[str, str],
    cell: Cell,
    lines: Mapping[str, tuple[str, ...]],
    verdicts: Mapping[str, Verdict],
) -> Judged:
    aspect, entity = key
    expected = table.cells[key]
    outcome: Outcome
    match cell.choice:
        case Filled(best):
            why = _why_wrong(f"{entity} {aspect}", best, expected, lines)
            outcome, candidates = "wrong" if why else "right", (best,)
        case Ambiguous(candidates):
            outcome, why = "ambiguous", ""
        case Unfilled(candidates):
            outcome, why = "unfilled", ""
        case _:
            assert_never(cell.choice)
    found = Judged(table.id, aspect, entity, expected, outcome, candidates, why)
    verdict = verdicts.get(found.hash)
    if isinstance(cell.choice, Filled) and verdict is not None:
        return replace(found, outcome=verdict, why="by verdict")
    return found


def _why_wrong(
    question: str,
    found: Candidate,
    expected: Expected | None,
    lines: Mapping[str, tuple[str, ...]],
) -> str:
    """Return why a filled cell counts as wrong; empty if it is right."""
    if expected is None:
        return "the notes say nothing"
    covered = _texts(lines, (found.span.path, found.span.line, found.span.end_line))
    listed = [text for source in expected.sources for text in _texts(lines, source)]
    if not set(covered) & set(listed):
        return "another line"
    path, first, last = found.span.path, found.span.line, found.span.end_line
    fact = KnownFact("cell", expected.text, "", "cell", 3, ((path, first, last),))
    card = QualityCard("cell", 1, "", (found.span,), "", question, plain(found.text))
    return "" if matches([fact], Folder("", (card,), lines, {})) else "another point"


def _texts(lines: Mapping[str, tuple[str, ...]], place: tuple[str, int, int]) -> list[str]:
    path, first, last = place
    texts = lines.get(path, ())[first - 1 : last]
    return [bare for text in texts if (bare := "".join(text.split()))]


def read_verdicts(path: Path | None) -> dict[str, Verdict]:
    """Read what a reader has decided: hash, then `right` or `wrong`, then a remark."""
    found: dict[str, Verdict] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path else ():
        match line.split(maxsplit=2):
            case [hash_, "right", *_]:
                found[hash_] = "right"
            case [hash_, "wrong", *_]:
                found[hash_] = "wrong"
            case _:
                pass
    return found


def summary(cells: Sequence[Judged]) -> Iterator[str]:
    """Yield the figures as a Markdown table: each table, then all together."""
    yield (
        "| table | cells | supportable | filled | right | wrong | ambiguous | precision "
        "| supportable and right |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    groups: dict[str, list[Judged]] = {}
    for cell in cells:
        groups.setdefault(cell.table, []).append(cell)
    for name, group in [*groups.items(), ("all", list(cells))]:
        yield _row(name, group)


def _row(name: str, cells: Sequence[Judged]) -> str:
    count = {
        it: sum(cell.outcome == it for cell in cells) for it in ("right", "wrong", "ambiguous")
    }
    filled = count["right"] + count["wrong"]
    supportable = [cell for cell in cells if cell.supportable]
    hits = sum(cell.outcome == "right" for cell in supportable)
    figures = (
        name,
        len(cells),
        len(supportable),
        filled,
        count["right"],
        count["wrong"],
        count["ambiguous"],
        wilson(count["right"], filled) if filled else "–",
        wilson(hits, len(supportable)) if supportable else "–",
    )
    return f"| {' | '.join(map(str, figures))} |"


def shown(cells: Iterable[Judged], which: str) -> Iterator[str]:
    """Yield the judgements that are `which`: all, wrong, or open (ambiguous or unfilled)."""
    for cell in cells:
        is_open = cell.outcome in ("ambiguous", "unfilled")
        if (which == "wrong" and cell.outcome != "wrong") or (
            which == "open" and not (is_open and cell.supportable)
        ):
            continue
        mark = f"{cell.outcome}: {cell.why}" if cell.why else cell.outcome
        yield f"{cell.hash} {cell.table} · {cell.aspect} · {cell.entity} [{mark}]"
        yield f"    expected {_said(cell.expected)}"
        for candidate in cell.shown:
            place = f"{candidate.span.path}:{candidate.span.line}"
            yield f"    {candidate.score:.1f} {place} {plain(candidate.text)}"


def _said(expected: Expected | None) -> str:
    if expected is None:
        return "nothing"
    places = ", ".join(f"{path}:{first}" for path, first, _ in expected.sources)
    return f"{expected.text} ({places}){' inferred' if expected.inferred else ''}"


def main() -> None:
    """Print the figures, and what is asked for besides."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--comparisons", type=Path, required=True)
    parser.add_argument("--notes", type=Path, required=True)
    parser.add_argument("--tables", default="", help="ids, separated by commas; all by default")
    parser.add_argument("--show", choices=("all", "wrong", "open"))
    parser.add_argument("--verdicts", type=Path)
    arguments = parser.parse_args()
    wanted = [name for name in arguments.tables.split(",") if name]
    try:
        tables = read_tables(arguments.comparisons, wanted)
        cells = judged_tables(tables, arguments.notes, read_verdicts(arguments.verdicts))
    except BadTablesError as problem:
        parser.error(str(problem))
    if arguments.show:
        print("\n".join(shown(cells, arguments.show)), end="\n\n")
    print("\n".join(summary(cells)))


if __name__ == "__main__":
    main()
