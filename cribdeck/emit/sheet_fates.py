"""What sheets show of each line of a source, in words; for coverage and explanations.

Outlines and printed sheets go in. Sheets of an earlier build are read from its manifest, in
which anything may stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from cribdeck.emit.manifest import SheetEntry
from cribdeck.facts.model import Outline
from cribdeck.sheets.boxes import left_off
from cribdeck.sheets.condensing import condensed
from cribdeck.sheets.importance import ranks_of
from cribdeck.sheets.selection import MOST_IMPORTANT, NO_ROOM

_OFF: Final = "no sheet shows this source"


def without_room(
    path: str, printed: Iterable[SheetEntry], kept: Iterable[Mapping[str, Any]]
) -> dict[int, str]:
    """Return why the lines of the source at `path` that found no room on a sheet are on none.

    Args:
        path: of the source.
        printed: sheets of this build.
        kept: entries of the manifest before, of sheets that this build has left alone.
    """
    found = {
        it.line: it.why
        for entry in printed
        for it in entry.sheet.left_off
        if it.for_room and it.path == path
    }
    return {**dict(_left_before(path, kept)), **found}


def sheet_fates(
    outline: Outline, kept: Iterable[Mapping[str, Any]], *, printed: bool
) -> dict[int, str]:
    """Return for each line at which a passage begins what sheets make of it.

    Args:
        outline: the source.
        kept: sheets of the last build, as its manifest has them.
        printed: whether some sheet is to show the source.
    """
    ranks = ranks_of([outline])
    lines = [line for rank in ranks for path, line in rank.lines if path == outline.path]
    if not printed:
        return dict.fromkeys(lines, _OFF)
    fates = {
        line: f"importance {rank.importance} of {MOST_IMPORTANT} ({rank.kind})"
        for rank in ranks
        for path, line in rank.lines
        if path == outline.path
    }
    fates |= {it.line: f"left off: {it.why}" for it in left_off(condensed(outline))}
    before = dict(_left_before(outline.path, kept))
    return fates | {line: f"left off by the last build: {why}" for line, why in before.items()}


def _left_before(path: str, kept: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    for sheet in kept:
        entries = sheet.get("left_off") if isinstance(sheet, Mapping) else None
        for it in entries if isinstance(entries, list) else ():
            match it:
                case {"path": str(where), "line": int(line), "why": str(why)} if where == path:
                    if why.startswith(NO_ROOM):
                        yield line, why
                case _:
                    pass
