"""The journal of publishing: what is to be moved where, and whether all of it is there.

It names files below `dist` alone, and the ledger. So nobody can plant one that reaches
elsewhere; whatever else a journal says counts as not complete.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Final

LEDGER: Final = ""
"""Stands for the ledger among the names of outputs."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What one build publishes."""

    complete: bool
    """Whether all new contents are written."""
    moves: Mapping[str, str]
    """Digest of the new content by name; the ledger first."""
    obsolete: tuple[str, ...]
    """Names of files to be removed."""
    ledger: tuple[str, str] | None
    """Digests of the ledger before and after; None when the build has not written it."""


def written(journal: Journal) -> bytes:
    """Return the contents of the file."""
    text = json.dumps(
        {
            "complete": journal.complete,
            "moves": journal.moves,
            "obsolete": journal.obsolete,
            "ledger": journal.ledger,
        }
    )
    return text.encode()


def read_journal(content: bytes) -> Journal:
    """Return the journal; one that makes no sense says that nothing is complete."""
    try:
        values: dict[str, Any] = json.loads(content)
        moves = {str(name): str(wanted) for name, wanted in values["moves"].items()}
        obsolete = tuple(map(str, values["obsolete"]))
        before, after = values["ledger"] or (None, None)
        ledger = None if before is None else (str(before), str(after))
        complete = values["complete"] is True and (ledger is not None or LEDGER not in moves)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Journal(complete=False, moves={}, obsolete=(), ledger=None)
    outputs = {name: wanted for name, wanted in moves.items() if is_below(name)}
    return Journal(
        complete=complete and len(outputs) + (LEDGER in moves) == len(moves),
        moves=({LEDGER: moves[LEDGER]} if LEDGER in moves else {}) | outputs,
        obsolete=tuple(filter(is_below, obsolete)),
        ledger=ledger,
    )


def is_below(name: str) -> bool:
    """Return whether `name` means a file below `dist` and none that we keep for ourselves."""
    for kind in (PurePosixPath, PureWindowsPath):
        path = kind(name)
        if path.anchor or not path.parts or ".." in path.parts or path.parts[0].startswith("."):
            return False
    try:
        return b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        return False
