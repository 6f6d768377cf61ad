"""Judging sheets: tab-separated text that a judge fills in and `summary.py` reads.

A row is one card with its source; the judge writes `good`, `acceptable` or `bad` (or the first
letter) into the column `verdict`. Lines that begin with `#` tell how many cards there were
to draw from, by rule and folder, so that a summary can weigh the rules by what they yield.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

Verdict: TypeAlias = Literal["good", "acceptable", "bad"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
"""From best to worst."""

_YIELD: Final = "# yield"
_BREAK: Final = " ⏎ "


@dataclass(frozen=True, slots=True)
class Row:
    """One card to be judged; all texts on one line."""

    id: str
    rule: str
    folder: str
    place: str
    """`path:line`, below the folder."""
    question: str
    """The breadcrumb, `‖`, the question."""
    answer: str
    source: str
    verdict: str = ""
    remark: str = ""


Yield: TypeAlias = Mapping[tuple[str, str], int]
"""How many cards there are, by rule and folder."""

COLUMNS: Final = tuple(field.name for field in fields(Row))


class BadSheetError(Exception):
    """A sheet that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a judging sheet holds."""

    rows: tuple[Row, ...]
    cards: Yield


def written(sheet: Sheet) -> str:
    """Return the text of `sheet`."""
    counted = [
        f"{_YIELD}\t{rule}\t{folder}\t{count}"
        for (rule, folder), count in sorted(sheet.cards.items())
    ]
    rows = ["\t".join(getattr(row, name) for name in COLUMNS) for row in sheet.rows]
    return "\n".join([*counted, "\t".join(COLUMNS), *rows]) + "\n"


def flat(text: str) -> str:
    """Return `text` on one line, without tabs."""
    return _BREAK.join(" ".join(line.split()) for line in text.strip().split("\n"))


def read(path: Path) -> Sheet:
    """Read the sheet at `path`.

    Raises:
        BadSheetError: a line is no row of a sheet, or its verdict is none of `VERDICTS`.
    """
    rows: list[Row] = []
    cards: Counter[tuple[str, str]] = Counter()
    columns: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if not "".join(cells).strip():
            continue
        if cells[0] == _YIELD:
            cards[cells[1], cells[2]] = int(cells[3])
        elif not columns:
            columns = cells
            if missing := set(COLUMNS) - set(columns):
                message = f"{path}:{number}: no column {', '.join(sorted(missing))}"
                raise BadSheetError(message)
        else:
            rows.append(_row(dict(zip(columns, cells, strict=False)), f"{path}:{number}"))
    return Sheet(tuple(rows), cards)


def _row(cells: Mapping[str, str], place: str) -> Row:
    # Editors drop empty cells at the end of a line.
    row = Row(**{name: cells.get(name, "") for name in COLUMNS})
    if not row.id or not row.rule:
        message = f"{place}: not a row of a judging sheet"
        raise BadSheetError(message)
    if row.verdict and verdict_of(row) is None:
        message = f"{place}: verdict “{row.verdict}” is none of {', '.join(VERDICTS)}"
        raise BadSheetError(message)
    return row


def verdict_of(row: Row) -> Verdict | None:
    """Return the verdict, None if there is none yet."""
    word = row.verdict.strip().casefold()
    return next((it for it in VERDICTS if word in (it, it[0])), None)


def verdicts(rows: Iterable[Row]) -> Iterator[tuple[Row, Verdict]]:
    """Yield the rows that have been judged."""
    for row in rows:
        verdict = verdict_of(row)
        if verdict is not None:
            yield row, verdict
