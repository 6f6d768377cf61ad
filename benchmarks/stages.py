"""Seconds and peak memory of each stage, and deck writing against its floor.

    python benchmarks/stages.py [--source DIR] [--notes N]

The floor of deck writing is the same number of rows of the same size, ready made, put into
the same SQLite schema in one transaction and deflated once: what no writer can undercut.
Machines are noisy: trust ratios within one run, not seconds. Nothing here is asserted.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import sqlite3
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from genanki.apkg_col import APKG_COL  # noqa: E402  after the path is set
from genanki.apkg_schema import APKG_SCHEMA  # noqa: E402

from cribdeck.assemble import assemble  # noqa: E402
from cribdeck.cards.compose import compose  # noqa: E402
from cribdeck.cards.note import Card, Note  # noqa: E402
from cribdeck.cards.notetype import FIELDS, Notetype  # noqa: E402
from cribdeck.config import read_config  # noqa: E402
from cribdeck.emit.apkg import apkg  # noqa: E402
from cribdeck.emit.html import Templates  # noqa: E402
from cribdeck.extract import RULES, extract  # noqa: E402
from cribdeck.identity.draft import drafts  # noqa: E402
from cribdeck.identity.identify import identify  # noqa: E402
from cribdeck.identity.ledger import Ledger  # noqa: E402
from cribdeck.identity.stamp import stamp  # noqa: E402
from cribdeck.lint import CHECKS, lint  # noqa: E402
from cribdeck.sheets.plan import plan_sheets  # noqa: E402
from cribdeck.syntax import parse  # noqa: E402
from cribdeck.world import World  # noqa: E402

NOW = 1_700_000_000


@contextmanager
def measured(stage: str) -> Iterator[None]:
    """Print what the stage in the body takes."""
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{stage:<28}{seconds:9.3f} s {peak:9.0f} MB")


def stages(source: Path) -> None:
    """Print the cost of each stage for one folder of notes."""
    world = World(source, PROJECT / "dist", source / "ledger.jsonl", PROJECT / "templates")
    config, _ = read_config(world.read_settings(), source.name, frozenset(r.name for r in RULES))
    print(f"{'stage':<28}{'seconds':>11}{'peak so far':>13}")
    with measured("read"):
        files = {path: world.read_source(path) for path in world.source_paths()}
    with measured("syntax"):
        parsed = [parse(path, data)[0] for path, data in files.items()]
    with measured("extract"):
        outlines = [extract(document).outline for document in parsed if document is not None]
    with measured("assemble"):
        outlines = assemble(outlines).outlines
    with measured("identity"):
        wanted = [draft for outline in outlines for draft in drafts(outline, config.deck)]
        identified = identify(wanted, Ledger())
    with measured("cards"):
        composed, _ = compose(identified.notes, Templates(world.templates).render)
        notes, _ = stamp(composed, identified.ledger, NOW)
    with measured("lint"):
        lint(outlines, notes, CHECKS)
    with measured("deck"):
        apkg(notes, Notetype("{{cloze:Text}}", "{{cloze:Text}}", "", NOW))
    with measured("import of WeasyPrint"):
        from cribdeck.emit.sheet_pdf import print_sheet  # noqa: PLC0415  its cost is the figure
    plans, _ = plan_sheets(outlines, config.sheets, config.sheet_requests)
    for plan in plans:
        with measured(f"sheet {plan.name}"[:28]):
            print_sheet(plan, world.templates)


def many_notes(count: int) -> list[Note]:
    """Return notes of two clozes and about 215 Chinese characters, each different."""
    filler = "负载均衡器把请求合理分给多台后端让整体性能最优" * 9
    notes: list[Note] = []
    for number in range(count):
        text = f"第 {number} 条：{{{{c1::{filler[number % 23 :]}}}}}，{{{{c2::答案 {number}}}}}"
        fields = (text, "标题", "补充", "kafka.md", "statement", f"g{number}")
        notes.append(
            Note(
                guid=f"guid{number:08}",
                kind="statement",
                rule="bold_cloze",
                deck="Deck",
                tags=("cribdeck::kafka",),
                span=None,  # type: ignore[arg-type]  # the writer does not look at places
                fields=fields + ("",) * (len(FIELDS) - len(fields)),
                cards=(Card(0, "", ""), Card(1, "", "")),
                state="new",
                mod=NOW,
            )
        )
    return notes


Rows = list[tuple[object, ...]]


def rows_of(package: bytes) -> tuple[Rows, Rows]:
    """Return the rows of notes and cards in a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = archive.read("collection.anki2")
    with sqlite3.connect(":memory:") as database:
        database.deserialize(content)
        notes = database.execute("SELECT * FROM notes").fetchall()
        return notes, database.execute("SELECT * FROM cards").fetchall()


def floor(rows: Rows, cards: Rows) -> bytes:
    """Write ready rows into the schema and deflate the file once."""
    with sqlite3.connect(":memory:", isolation_level=None) as database:
        database.execute("BEGIN")
        for statement in APKG_SCHEMA.split(";")[:-1]:
            database.execute(statement)
        for statement in APKG_COL.split(";")[:-1]:
            database.execute(statement)
        database.executemany("INSERT INTO notes VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
        database.executemany(
            "INSERT INTO cards VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", cards
        )
        database.execute("COMMIT")
        content = database.serialize()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("collection.anki2", content)
        package.writestr("media", json.dumps({}))
    return archive.getvalue()


def deck_against_floor(count: int) -> None:
    """Print how many times the floor our writer takes, best of three runs each."""
    notes = many_notes(count)
    notetype = Notetype("{{cloze:Text}}", "{{cloze:Text}}", "", NOW)
    rows, cards = rows_of(apkg(notes, notetype))
    ours, least, size, least_size = 1e9, 1e9, 0, 0
    for _ in range(3):
        start = time.perf_counter()
        size = len(apkg(notes, notetype))
        ours = min(ours, time.perf_counter() - start)
        start = time.perf_counter()
        least_size = len(floor(rows, cards))
        least = min(least, time.perf_counter() - start)
    print(
        f"deck of {count} notes: {ours:.3f} s, floor {least:.3f} s, ratio {ours / least:.2f}; "
        f"{size / 1e6:.2f} MB, floor {least_size / 1e6:.2f} MB"
    )


def main() -> None:
    """Run both benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=PROJECT / "source")
    parser.add_argument("--notes", type=int, default=10_000, help="size of the synthetic deck")
    arguments = parser.parse_args()
    stages(arguments.source)
    deck_against_floor(arguments.notes)


if __name__ == "__main__":
    main()
