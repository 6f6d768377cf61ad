"""`PATH[:LINE[:COLUMN]]`, the way editors and our own diagnostics write a place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Final

_PLACE: Final = re.compile(r"(?P<path>.+?):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?:?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """What an explanation is wanted of."""

    path: str
    """As given."""
    line: int | None = None
    """1-based; None for the whole source."""
    column: int | None = None
    """1-based; in a table, it names the cell."""


def place_of(word: str) -> Place:
    """Return the place that `word` names."""
    match = _PLACE.fullmatch(word)
    if match is None:
        return Place(word)
    column = int(match["column"]) if match["column"] else None
    return Place(match["path"], int(match["line"]), column)


def unknown_source(path: str, known: Collection[str]) -> str:
    """Return what to say of a path that is none of the sources `known`."""
    name = PurePosixPath(path.replace("\\", "/")).name
    by_name = {PurePosixPath(it).name: it for it in known}
    close = get_close_matches(name, by_name, 1, 0.5) or get_close_matches(path, known, 1)
    hint = (
        f"did you mean {by_name.get(close[0], close[0])}?" if close else "paths are relative to it"
    )
    return f"there is no note {path} in the source folder; {hint}"


def unknown_line(path: str, line: int, count: int) -> str:
    """Return what to say of a line that `path`, which has `count` lines, does not have."""
    return f"{path} has {count} lines; there is no line {line}"
