"""Printed sheets become files of the output folder and entries of the manifest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from cribdeck.diagnostics import Diagnostic
from cribdeck.emit.manifest import SheetEntry
from cribdeck.emit.printed_sheet import PrintedSheet


@dataclass(frozen=True, slots=True)
class SheetFiles:
    """All sheets of a build."""

    entries: list[SheetEntry] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Contents by path below `dist`."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def sheet_files(printed: Iterable[PrintedSheet | Diagnostic]) -> SheetFiles:
    """Return the files of what was printed, and the reasons for what was not."""
    made = SheetFiles()
    for outcome in printed:
        match outcome:
            case Diagnostic():
                made.diagnostics.append(outcome)
            case PrintedSheet():
                name = f"sheets/{outcome.name}.pdf"
                made.entries.append(SheetEntry("answers", name, outcome))
                made.files[name] = outcome.pdf
                made.diagnostics.extend(outcome.diagnostics)
            case _:
                assert_never(outcome)
    return made
