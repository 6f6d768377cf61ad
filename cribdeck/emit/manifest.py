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
from cribdeck.coverage import Coverage
from cribdeck.diagnostics import Diagnostic
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.facts.model import Comparison, Outline
from cribdeck.facts.walk import passages
from cribdeck.inline import RichText, plain
from cribdeck.span import Span

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One printed file."""

    variant: str
    """`answers`; blanks and booklets come later."""
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
    retired: int
    """Notes of the ledger that left the sources and were there in the build before."""
    diagnostics: Sequence[Diagnostic]
    coverage: Mapping[str, Coverage]
    """By path of the source."""


def manifest(record: BuildRecord) -> str:
    """Return the manifest of one build."""
    states = [note.state for note in record.notes]
    changes = {state: states.count(state) for state in ("new", "edited", "moved", "unchanged")}
    entries = {
        "schema": SCHEMA,
        "deck": record.deck,
        "notes": [_note(note) for note in record.notes],
        "comparisons": [
            _comparison(fact, is_joined=passage.is_joined)
            for outline in record.outlines
            for passage in passages(outline)
            for fact in passage.facts
            if isinstance(fact, Comparison)
        ],
        "sheets": [*record.kept_sheets, *map(_sheet, record.sheets)],
        "coverage": {path: _coverage(it) for path, it in record.coverage.items()},
        "diagnostics": [_diagnostic(it) for it in record.diagnostics],
        "changes": {**changes, "retired": record.retired},
    }
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def diagnostics_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Return `diagnostics` as the manifest lists them, for a check that builds nothing."""
    entries = [_diagnostic(it) for it in diagnostics]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def sheets_of(previous: bytes | None) -> Sequence[Mapping[str, Any]]:
    """Return the sheet entries of an earlier manifest; none if unreadable."""
    try:
        entries = json.loads(previous or b"{}").get("sheets", [])
    except (ValueError, AttributeError):
        return []
    return entries if isinstance(entries, list) else []


def outputs_of(previous: bytes | None) -> frozenset[str]:
    """Return the paths below `dist` that an earlier build wrote; none if unreadable."""
    try:
        entries = json.loads(previous or b"{}")
        names = {sheet["file"] for sheet in entries.get("sheets", [])}
        deck = entries.get("deck")
        names |= {deck_file(deck)} if deck and entries.get("notes") else set()
    except (ValueError, TypeError, KeyError, AttributeError):
        return frozenset()
    # A manifest that somebody has edited must not make us delete elsewhere.
    return frozenset(name for name in names if ".." not in name and not name.startswith("/"))


def deck_file(deck: str) -> str:
    """Return the file name of the package of `deck`, safe on every file system."""
    safe = "".join("-" if ord(it) < ord(" ") or it in '/\\:*?"<>|' else it for it in deck)
    return f"{safe.strip('. ') or 'deck'}.apkg"


def _note(note: Note) -> dict[str, Any]:
    return {
        "guid": note.guid,
        "kind": note.kind,
        "rule": note.rule,
        "state": note.state,
        "deck": note.deck,
        "tags": list(note.tags),
        "path": note.span.path,
        "line": note.span.line,
        "fields": {name: text for (name, _), text in zip(FIELDS, note.fields, strict=True)},
        "cards": [
            {"ordinal": card.ordinal, "question": card.question, "answer": card.answer}
            for card in note.cards
        ],
    }


def _comparison(fact: Comparison, *, is_joined: bool) -> dict[str, Any]:
    return {
        "title": plain(fact.title),
        "path": fact.origin.span.path,
        "line": fact.origin.span.line,
        "entities": [plain(entity) for entity in fact.entities],
        "aspects": [plain(aspect) for aspect in fact.aspects],
        "cells": [
            [_cell(fact, text, span, is_joined=is_joined) for text, span in zip(*row, strict=True)]
            for row in zip(fact.written or fact.cells, fact.cell_spans, strict=True)
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


def _diagnostic(it: Diagnostic) -> dict[str, Any]:
    return {
        "severity": it.severity.value,
        "code": it.code,
        "path": it.span.path,
        "line": it.span.line,
        "column": it.span.column,
        "message": it.message,
        "hint": it.hint,
    }
