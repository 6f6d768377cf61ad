"""Printed sheets become files of the output folder and entries of the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from cribdeck.diagnostics import Diagnostic
from cribdeck.emit.manifest import SheetEntry
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.sheets.file_names import BLANKS
from cribdeck.sheets.model import Edition


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
                for variant, ending, sheet in _variants(outcome):
                    name = f"sheets/{outcome.name}{ending}.pdf"
                    made.entries.append(SheetEntry(variant, name, sheet))
                    made.files[name] = sheet.pdf
                made.diagnostics.extend(outcome.diagnostics)
            case _:
                assert_never(outcome)
    return made


def _variants(printed: PrintedSheet) -> Iterator[tuple[Edition, str, PrintedSheet]]:
    """Yield each variant with what its file name ends in and the sheet as it has been made."""
    if printed.fitted is None:
        yield "booklet", "", printed
        return
    if printed.pdf:
        yield "answers", "", printed
    if printed.blanks is not None:
        blanks = printed.blanks
        yield "blanks", BLANKS, replace(printed, pdf=blanks.pdf, pages=blanks.pages)
