"""The data of the page: the manifest of a build goes in, and what the manifest lacks.

Notes are lists instead of objects, and what many of them say (paths, decks, rules, titles) stands
once in `strings`: of 10,000 cards the page is a third as long, and read in half the time.
Questions and answers are left out, since the page can tell them from the field `Text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import Notetype
from cribdeck.report.lines import Mark

SCHEMA: Final = 1
_LONGEST_LINE: Final = 2_000
"""Characters of a line of the notes that the page shows."""
_LONGEST_SOURCE: Final = 400_000
_LONGEST_SOURCES: Final = 6_000_000
"""Characters of one source, and of all, that the page shows; the rest is said to be left out."""


@dataclass(frozen=True, slots=True)
class SourceLines:
    """One source as its author wrote it."""

    path: str
    title: str
    text: str
    marks: Sequence[Mark]


class _Pool:
    """Texts by number, each of them once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def strings(self) -> list[str]:
        return list(self._numbers)


def page_data(
    entries: Mapping[str, Any],
    notes: Iterable[Note],
    notetype: Notetype,
    sources: Sequence[SourceLines],
    states: Mapping[str, str],
) -> dict[str, Any]:
    """Return all that the page shows but for changes and drawings of sheets.

    Args:
        entries: those of the manifest.
        notes: those of the build, retired ones too.
        notetype: what Anki shows around their fields.
        sources: the notes as their author wrote them.
        states: what the last build that changed anything has made of notes, by GUID.
    """
    pool = _Pool()
    return {
        "schema": SCHEMA,
        "deck": entries["deck"],
        "notes": [_note(it, states, pool) for it in notes],
        "strings": pool.strings,
        "templates": {"front": notetype.front, "back": notetype.back, "css": notetype.css},
        "comparisons": entries["comparisons"],
        "coverage": {
            path: [it["units"], it["used"], it["on_sheet_only"]]
            for path, it in entries["coverage"].items()
        },
        "sources": _sources(sources),
        "diagnostics": entries["diagnostics"],
    }


def _note(note: Note, states: Mapping[str, str], pool: _Pool) -> list[Any]:
    text, context, extra, source = note.fields[:4]
    state = "retired" if note.state == "retired" else states.get(note.guid, "unchanged")
    span = note.span
    return [
        note.guid,
        *map(pool, (note.kind, note.rule, state, note.deck, " ".join(note.tags), span.path)),
        span.line,
        span.end_line - (span.end_column == 1 and span.end_line > span.line),
        text,
        pool(context),
        extra,
        pool(source),
        [[pool(it.path), it.line] for it in note.also],
    ]


def _sources(sources: Sequence[SourceLines]) -> list[dict[str, Any]]:
    left = _LONGEST_SOURCES
    made: list[dict[str, Any]] = []
    for source in sources:
        lines = [line[:_LONGEST_LINE] for line in source.text.split("\n")]
        shown = _first(lines, min(left, _LONGEST_SOURCE))
        left -= sum(map(len, shown))
        made.append(
            {
                "path": source.path,
                "title": source.title,
                "text": "\n".join(shown),
                "more": len(lines) - len(shown),
                "marks": [it for it in source.marks if it[0] <= len(shown)],
            }
        )
    return made


def _first(lines: Sequence[str], room: int) -> Sequence[str]:
    """Return as many lines as have room."""
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return lines[:number]
    return lines
