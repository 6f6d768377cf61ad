"""What a build prints when it is done: one line for each output, one for what it left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cribdeck.changes import Changes, Searches
from cribdeck.coverage import summary_of
from cribdeck.diagnostics import Severity
from cribdeck.emit.manifest import BuildRecord, counts, deck_file
from cribdeck.own_files import MANIFEST_NAME

_LONGEST_SEARCH: Final = 400
"""Characters; a longer one stands in `build.json` alone."""


def summary(record: BuildRecord, dist: Path, *, changed: bool) -> str:
    """Return the summary of a build whose outputs are in `dist`.

    Args:
        record: everything the build has made.
        dist: folder of the outputs.
        changed: whether anything on disk is different now.
    """
    cards = sum(len(note.cards) for note in record.notes)
    errors = sum(it.severity is Severity.ERROR for it in record.diagnostics)
    warnings = sum(it.severity is Severity.WARNING for it in record.diagnostics)
    made = f"{len(record.notes)} notes, {cards} cards ({counted(record.changes) or 'none'})"
    lines = [
        f"{dist / deck_file(record.deck)}: {made}",
        f"{dist / 'sheets'}: {_sheets(record)}",
        *_without_room(record),
        f"{dist / MANIFEST_NAME}: {_many(errors, 'error')}, {_many(warnings, 'warning')}",
        *([f"{dist / record.report}: build.py report --open shows it"] if record.report else []),
        f"coverage: {summary_of(record.coverage.values())}",
    ]
    if not changed:
        return "\n".join([*lines, "nothing has changed"])
    return "\n".join([*lines, *to_do(record.changes.searches)])


def _sheets(record: BuildRecord) -> str:
    names = {it.sheet.name for it in record.sheets if it.variant != "booklet"}
    booklets = [it.sheet for it in record.sheets if it.variant == "booklet"]
    return ", ".join([f"{len(names)} sheets", *(f"booklet of {it.pages} pages" for it in booklets)])


def _without_room(record: BuildRecord) -> Iterator[str]:
    """Yield how much each sheet has left off for want of room."""
    left = {it.sheet.name: sum(off.for_room for off in it.sheet.left_off) for it in record.sheets}
    for name, count in left.items():
        if count:
            lines = _many(count, "line")
            yield f"  {name}: no room for {lines} of the notes; {MANIFEST_NAME} lists them"


def counted(found: Changes) -> str:
    """Return in words how many notes are in each state that any note is in."""
    said = [f"{count} {state}" for state, count in counts(found).items() if count]
    if found.anew:
        said.append(f"{_many(found.anew, 'card')} of known notes to be learnt anew")
    return ", ".join(said)


def to_do(searches: Searches) -> Iterator[str]:
    """Yield what the learner may do in Anki after the import: a search, and what it finds."""
    asks = list(_asks(searches))
    if asks:
        yield "in Anki, after the import:"
    for search, what in asks:
        shown = search if len(search) <= _LONGEST_SEARCH else f"the search in {MANIFEST_NAME}"
        yield f"  Browse {shown} -- {what}"


def _asks(searches: Searches) -> Iterator[tuple[str, str]]:
    if (retired := searches.retired) is not None:
        advice = "suspend them (deleted ones come back with the next import)"
        yield retired.search, f"{_notes(retired.notes)} not in the sources any more; {advice}"
    # Where the deck is the same there is nothing to do; `build.json` has the search all the same.
    for moved in (it for it in searches.moved if it.deck != it.belongs):
        stay = f"cards stay in “{moved.deck}” until you change their deck"
        what = f"{_notes(moved.notes)} elsewhere now, in what is “{moved.belongs}”; {stay}"
        yield moved.search, what
    if (empty := searches.empty) is not None:
        advice = "Tools > Empty Cards is due, and what it lists of these may be deleted"
        yield empty.search, f"{_notes(empty.notes)} left with cards that ask nothing; {advice}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _notes(count: int) -> str:
    return "1 note is" if count == 1 else f"{count} notes are"
