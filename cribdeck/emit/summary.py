"""What a build prints when it is done: one line for each output, one for what it left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cribdeck.changes import Searches
from cribdeck.coverage import summary_of
from cribdeck.diagnostics import Severity
from cribdeck.emit.manifest import BuildRecord, counts, deck_file

_LONGEST_SEARCH: Final = 400
"""Characters; a longer one stands in `build.json` alone."""


def summary(record: BuildRecord, dist: Path, manifest_name: str, *, changed: bool) -> str:
    """Return the summary of a build whose outputs are in `dist`.

    Args:
        record: everything the build has made.
        dist: folder of the outputs.
        manifest_name: what the manifest is called there.
        changed: whether anything on disk is different now.
    """
    cards = sum(len(note.cards) for note in record.notes)
    changes = [f"{count} {state}" for state, count in counts(record.changes).items() if count]
    errors = sum(it.severity is Severity.ERROR for it in record.diagnostics)
    warnings = sum(it.severity is Severity.WARNING for it in record.diagnostics)
    counted = f"{len(record.notes)} notes, {cards} cards ({', '.join(changes) or 'none'})"
    lines = [
        f"{dist / deck_file(record.deck)}: {counted}",
        f"{dist / 'sheets'}: {len(record.sheets)} sheets",
        f"{dist / manifest_name}: {errors} errors, {warnings} warnings",
        f"coverage: {summary_of(record.coverage.values())}",
    ]
    if not changed:
        return "\n".join([*lines, "nothing has changed"])
    return "\n".join([*lines, *to_do(record.changes.searches, manifest_name)])


def to_do(searches: Searches, manifest_name: str) -> Iterator[str]:
    """Yield what the learner may do in Anki after the import: a search, and what it finds."""
    asks = list(_asks(searches))
    if asks:
        yield "in Anki, after the import:"
    for search, what in asks:
        shown = search if len(search) <= _LONGEST_SEARCH else f"the search in {manifest_name}"
        yield f"  Browse {shown} -- {what}"


def _asks(searches: Searches) -> Iterator[tuple[str, str]]:
    if (retired := searches.retired) is not None:
        advice = "suspend them (deleted ones come back as new cards for some builds)"
        yield retired.search, f"{_notes(retired.notes)} not in the sources any more; {advice}"
    for moved in searches.moved:
        what = f"{_notes(moved.notes)} elsewhere now"
        if moved.deck == moved.belongs:
            yield moved.search, f"{what}, in the same deck; nothing to do"
        else:
            stay = f"cards stay in “{moved.deck}” until you change their deck"
            yield moved.search, f"{what}, in what is “{moved.belongs}”; {stay}"
    if (empty := searches.empty) is not None:
        advice = "Tools > Empty Cards is due, and what it lists of these may be deleted"
        yield empty.search, f"{_notes(empty.notes)} asking less than before; {advice}"


def _notes(count: int) -> str:
    return "1 note is" if count == 1 else f"{count} notes are"
