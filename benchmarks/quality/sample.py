"""Draw cards to be judged.

    python benchmarks/quality/sample.py NOTES_DIR... --per-rule 40 [--seed S] [--rule NAME]...
        [--exclude JUDGED.tsv]... > sheet.tsv
    python benchmarks/quality/sample.py NOTES_DIR... --weighted 200 > sheet.tsv

`--per-rule` draws the same number of each rule, at most one card of a note, because cards of
one note are good or bad together. `--weighted` draws from all cards alike, so that each rule
has its share and the result stands for the deck as a whole.

The draw is the order of a hash of the seed and the card: it is the same whatever the order of
folders and files, and a rule that changes leaves the draw of the others alone. `--exclude`
leaves out what an earlier sheet holds, also where only the breadcrumb has changed since.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quality.cards_of import BadFolderError, Folder, QualityCard, folder_of
from benchmarks.quality.sheet import BadSheetError, Row, Sheet, flat, read, written

_LONGEST_SOURCE: Final = 600
"""Characters; a table of a hundred rows tells a judge no more."""


def all_rows(folders: Iterable[Folder]) -> list[Row]:
    """Return a row for every card; a card that several folders give counts once."""
    rows = (_row(card, folder) for folder in folders for card in folder.cards)
    return list({row.id: row for row in sorted(rows, key=lambda row: row.folder)}.values())


def drawn(rows: Iterable[Row], seed: str, per_rule: int) -> list[Row]:
    """Return at most `per_rule` rows of each rule, at most one of a note, by rule."""
    by_rule: dict[str, list[Row]] = defaultdict(list)
    for row in _shuffled(rows, seed):
        taken = by_rule[row.rule]
        if len(taken) < per_rule and _note(row) not in map(_note, taken):
            taken.append(row)
    return [row for rule in sorted(by_rule) for row in by_rule[rule]]


def drawn_weighted(rows: Iterable[Row], seed: str, count: int) -> list[Row]:
    """Return `count` of all rows."""
    return _shuffled(rows, seed)[:count]


def fresh(rows: Iterable[Row], judged: Collection[Row]) -> list[Row]:
    """Return the rows that are not among `judged`."""
    ids = {row.id for row in judged}
    asked = {_asked(row) for row in judged}
    return [row for row in rows if row.id not in ids and _asked(row) not in asked]


def sheet_of(drawn_rows: Iterable[Row], rows: Iterable[Row]) -> Sheet:
    """Return a sheet of what was drawn, with the counts of all `rows`."""
    return Sheet(tuple(drawn_rows), Counter((row.rule, row.folder) for row in rows))


def _shuffled(rows: Iterable[Row], seed: str) -> list[Row]:
    return sorted(rows, key=lambda row: (_lot(row, seed), row.id))


def _lot(row: Row, seed: str) -> str:
    return hashlib.sha256(f"{seed}\n{row.id}".encode()).hexdigest()


def _note(row: Row) -> str:
    return row.id.rpartition("-")[0]


def _asked(row: Row) -> tuple[str, ...]:
    return (row.folder, row.place, row.rule, row.answer)


def _row(card: QualityCard, folder: Folder) -> Row:
    question = f"{card.breadcrumb} ‖ {card.question}" if card.breadcrumb else card.question
    source = "\n".join(folder.text(span) for span in card.spans)
    if len(source) > _LONGEST_SOURCE:
        source = source[:_LONGEST_SOURCE] + "…"
    return Row(
        card.id, card.rule, folder.name, card.place, flat(question), flat(card.answer), flat(source)
    )


def main() -> None:
    """Print a judging sheet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notes", type=Path, nargs="+", metavar="NOTES_DIR")
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--per-rule", type=int, metavar="N")
    size.add_argument("--weighted", type=int, metavar="N")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--rule", action="append", default=[], help="only this rule")
    parser.add_argument("--exclude", type=Path, action="append", default=[], metavar="SHEET")
    arguments = parser.parse_args()
    try:
        rows = all_rows(map(folder_of, arguments.notes))
        judged = [row for path in arguments.exclude for row in read(path).rows]
    except (BadFolderError, BadSheetError, OSError) as problem:
        parser.error(str(problem))
    if arguments.rule:
        rows = [row for row in rows if row.rule in arguments.rule]
    left = fresh(rows, judged)
    if arguments.per_rule is not None:
        chosen = drawn(left, arguments.seed, arguments.per_rule)
    else:
        chosen = drawn_weighted(left, arguments.seed, arguments.weighted)
    sys.stdout.write(written(sheet_of(chosen, rows)))


if __name__ == "__main__":
    main()
