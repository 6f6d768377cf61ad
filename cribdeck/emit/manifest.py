"""The manifest, `dist/build.json`: what a script, a scheduler or a reviewer reads.

In come the values of all stages, out goes JSON text of schema 1 with keys in a fixed order
and no time in it: the same input gives the same bytes. Places are 1-based lines of the
original files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.changes import Changes, Found, Searches
from cribdeck.coverage import Coverage
from cribdeck.diagnostics import Diagnostic
from cribdeck.emit.json_text import json_text
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.facts.model import Comparison, Outline
from cribdeck.facts.walk import passages
from cribdeck.inline import RichText, plain
from cribdeck.sheets.file_names import file_name
from cribdeck.sheets.model import Edition
from cribdeck.span import Span

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One printed file."""

    variant: Edition
    file: str
    """Path below `dist`."""
    sheet: PrintedSheet


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """Everything a build has made."""

    deck: str
    outlines: Sequence[Outline]
    notes: Sequence[Note]
    sheets: Sequence[SheetEntry]
    kept_sheets: Sequence[Mapping[str, Any]]
    """Entries of the manifest before, when this build has left the sheets alone."""
    tombstones: Sequence[Note]
    """Notes that have left the sources, now or in the builds before."""
    changes: Changes
    diagnostics: Sequence[Diagnostic]
    coverage: Mapping[str, Coverage]
    """By path of the source."""
    report: str | None = None
    """The file name of the report; None if there is none."""


def manifest(record: BuildRecord) -> str:
    """Return the manifest of one build."""
    entries = {
        "schema": SCHEMA,
        "deck": record.deck,
        "notes": [_note(note) for note in (*record.notes, *record.tombstones)],
        "comparisons": [
            _comparison(fact, is_joined=passage.is_joined)
            for outline in record.outlines
            for passage in passages(outline)
            for fact in passage.facts
            if isinstance(fact, Comparison)
        ],
        "sheets": [*record.kept_sheets, *map(_sheet, record.sheets)],
        "coverage": {path: _coverage(it) for path, it in record.coverage.items()},
        "diagnostics": [diagnostic_entry(it) for it in record.diagnostics],
        "changes": counts(record.changes),
        "searches": searches(record.changes.searches),
        "report": record.report,
    }
    return json_text(entries)


def diagnostics_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Return `diagnostics` as the manifest lists them, for a check that builds nothing."""
    return json_text([diagnostic_entry(it) for it in diagnostics])


def counts(found: Changes) -> dict[str, int]:
    """Return how many notes are in each state; of those retired, the ones this build retires."""
    return {
        "new": found.count("new"),
        "edited": found.count("edited"),
        "moved": found.count("moved"),
        "unchanged": found.unchanged,
        "retired": found.count("retired"),
    }


def searches(found: Searches) -> dict[str, Any]:
    """Return what finds the notes that the learner has something to do about in Anki."""
    return {
        "retired": found.retired and _found(found.retired),
        "moved": [
            {"search": it.search, "notes": it.notes, "deck": it.deck, "belongs": it.belongs}
            for it in found.moved
        ],
        "empty_cards": found.empty and _found(found.empty),
    }


def told_of(previous: bytes | None) -> frozenset[tuple[str, str]]:
    """Return GUIDs and decks that an earlier manifest says notes belong to; none if unreadable."""
    try:
        notes = json.loads(previous or b"{}").get("notes", [])
        return frozenset((it["guid"], it["belongs"]) for it in notes if "belongs" in it)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return frozenset()


def sheets_of(previous: bytes | None) -> Sequence[Mapping[str, Any]]:
    """Return the sheet entries of an earlier manifest; none if unreadable."""
    try:
        entries = json.loads(previous or b"{}").get("sheets", [])
    except (ValueError, AttributeError, RecursionError):
        return []
    return entries if isinstance(entries, list) else []


def outputs_of(previous: bytes | None) -> frozenset[str]:
    """Return the paths below `dist` that an earlier build wrote; none if unreadable."""
    try:
        entries = json.loads(previous or b"{}")
        names = {sheet["file"] for sheet in entries.get("sheets", [])}
        deck = entries.get("deck")
        names |= {deck_file(deck)} if deck and entries.get("notes") else set()
        names |= {entries.get("report")}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return frozenset()
    # A manifest that somebody has edited must not make us delete elsewhere.
    return frozenset(
        name
        for name in names
        if isinstance(name, str) and ".." not in name and not name.startswith("/")
    )


def sources_of(previous: bytes | None, deck: str) -> frozenset[str]:
    """Return the paths of the notes from which an earlier build has made `deck`."""
    try:
        entries = json.loads(previous or b"{}")
        paths = {note["path"] for note in entries["notes"]} if entries["deck"] == deck else set()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return frozenset()
    return frozenset(path for path in paths if isinstance(path, str))


def deck_file(deck: str) -> str:
    """Return the file name of the package of `deck`, safe on every file system."""
    return f"{file_name(deck, 'deck')}.apkg"


def _note(note: Note) -> dict[str, Any]:
    return {
        "guid": note.guid,
        "kind": note.kind,
        "rule": note.rule,
        "state": note.state,
        "deck": note.deck,
        **({"belongs": note.belongs} if note.belongs else {}),
        "tags": list(note.tags),
        "path": note.span.path,
        "line": note.span.line,
        "fields": {name: text for (name, _), text in zip(FIELDS, note.fields, strict=True)},
        "cards": [
            {"ordinal": card.ordinal, "question": card.question, "answer": card.answer}
            for card in note.cards
        ],
    }


def _found(it: Found) -> dict[str, Any]:
    return {"search": it.search, "notes": it.notes}


def _comparison(fact: Comparison, *, is_joined: bool) -> dict[str, Any]:
    return {
        "title": plain(fact.title),
        "path": fact.origin.span.path,
        "line": fact.origin.span.line,
        "entities": [plain(entity) for entity in fact.entities],
        "aspects": [plain(aspect) for aspect in fact.aspects],
        "cells": [
            [_cell(fact, text, span, is_joined=is_joined) for text, span in zip(*row, strict=True)]
            for row in zip(fact.shown, fact.cell_spans, strict=True)
        ],
    }


def _cell(
    table: Comparison, text: RichText | None, span: Span, *, is_joined: bool
) -> dict[str, Any] | None:
    if text is None:
        return None
    whole = table.origin.span
    inside = span.path == whole.path and whole.line <= span.line <= whole.end_line
    typed = inside and not is_joined
    place = f"{span.path}:{span.line}"
    return {"text": plain(text), "from": "typed" if typed else "found", "sources": [place]}


def _sheet(entry: SheetEntry) -> dict[str, Any]:
    sheet = entry.sheet
    return {
        "name": sheet.name,
        "variant": entry.variant,
        "file": entry.file,
        "pages": sheet.pages,
        "type_pt": sheet.type_pt,
        "fill": round(sheet.fill, 4),
        "left_off": [{"path": it.path, "line": it.line, "why": it.why} for it in sheet.left_off],
    }


def _coverage(found: Coverage) -> Mapping[str, Any]:
    not_asked = [use for use in found.uses if use.fate != "asked"]
    return {
        "units": len(found.uses),
        "used": found.count("asked"),
        "unused": [
            {
                "line": use.passage.shown.span.line,
                "why": use.why,
                "on_sheet": use.fate == "sheet only",
            }
            for use in not_asked
        ],
        "on_sheet_only": found.count("sheet only"),
        "reasons": dict(found.reasons("sheet only", "unused")),
    }


def diagnostic_entry(it: Diagnostic) -> dict[str, Any]:
    """Return one diagnostic."""
    return {
        "severity": it.severity.value,
        "code": it.code,
        "path": it.span.path,
        "line": it.span.line,
        "column": it.span.column,
        "message": it.message,
        "hint": it.hint,
    }
