"""What a build prints when it is done: one line for each output, one for what it left out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cribdeck.coverage import summary_of
from cribdeck.diagnostics import Severity
from cribdeck.emit.manifest import BuildRecord, deck_file

_STATES: Final = ("new", "edited", "moved", "unchanged")


def summary(record: BuildRecord, dist: Path, manifest_name: str, *, changed: bool) -> str:
    """Return the summary of a build whose outputs are in `dist`.

    Args:
        record: everything the build has made.
        dist: folder of the outputs.
        manifest_name: what the manifest is called there.
        changed: whether anything on disk is different now.
    """
    cards = sum(len(note.cards) for note in record.notes)
    states = [note.state for note in record.notes]
    changes = [f"{states.count(state)} {state}" for state in _STATES if state in states]
    changes += [f"{record.retired} retired"] if record.retired else []
    errors = sum(it.severity is Severity.ERROR for it in record.diagnostics)
    warnings = sum(it.severity is Severity.WARNING for it in record.diagnostics)
    counted = f"{len(record.notes)} notes, {cards} cards ({', '.join(changes) or 'none'})"
    lines = [
        f"{dist / deck_file(record.deck)}: {counted}",
        f"{dist / 'sheets'}: {len(record.sheets)} sheets",
        f"{dist / manifest_name}: {errors} errors, {warnings} warnings",
        f"coverage: {summary_of(record.coverage.values())}",
    ]
    return "\n".join(lines if changed else [*lines, "nothing has changed"])
