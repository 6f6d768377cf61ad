"""The ledger as a file: JSON Lines go in and come out; reading never fails, it reports.

The first line names the schema. A ledger of a newer schema is not read at all: an older
program that rewrote it would lose what it does not understand. Nor is a file of which less
can be read than not: it is another file, or must be restored, and to go on would be to forget.
"""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, assert_never

from cribdeck.diagnostics import Diagnostic, error, info, warning
from cribdeck.identity.ledger import Ledger, NoteRecord, NotetypeRecord
from cribdeck.identity.ledger_line import Header, Odd, Record, read_line, written
from cribdeck.identity.merging import merged, merged_notetype
from cribdeck.span import Span, whole_file

SCHEMA: Final = 1

_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the file."""

    path: str
    number: int
    line: str
    says: Record | Odd

    @property
    def span(self) -> Span:
        return Span(self.path, self.number, 1, self.number, len(self.line) + 1)


def read_ledger(data: bytes | None, path: str) -> tuple[Ledger | None, list[Diagnostic]]:
    """Return the ledger, and what is wrong with it.

    Args:
        data: contents of the file; None before the first build.
        path: name of the file, for diagnostics.

    Returns:
        No ledger when the file is of a newer schema, or less than half of it can be read:
        nothing may be built then.
    """
    entries = [
        _Entry(path, number, line, read_line(line))
        for number, line in enumerate(_lines_of(data or b""), 1)
    ]
    newer = [it for it in entries if isinstance(it.says, Header) and it.says.schema > SCHEMA]
    damaged = [it for it in entries if it.says is Odd.DAMAGED]
    notes: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry.says, NoteRecord):
            notes[entry.says.guid].append(entry)
    if newer:
        return None, [_newer(newer[0])]
    if len(damaged) > len(notes):
        return None, [_unreadable(len(damaged), len(notes), damaged[0].span)]
    problems = [
        *map(_damaged, damaged),
        *(_conflict(it) for it in entries if it.says is Odd.CONFLICT),
        *_doubled(notes, path),
    ]
    return _ledger(entries), problems


def _ledger(entries: Iterable[_Entry]) -> Ledger:
    notes: defaultdict[str, list[NoteRecord]] = defaultdict(list)
    notetypes: defaultdict[int, list[NotetypeRecord]] = defaultdict(list)
    foreign: list[str] = []
    unknown: dict[str, Any] = {}
    for entry in entries:
        match entry.says:
            case Header() as header:
                unknown |= header.unknown
            case NoteRecord() as note:
                notes[note.guid].append(note)
            case NotetypeRecord() as notetype:
                notetypes[notetype.id].append(notetype)
            case Odd.FOREIGN | Odd.DAMAGED:
                foreign.append(entry.line)
            case Odd.CONFLICT | Odd.EMPTY:
                pass
            case _:
                assert_never(entry.says)
    return Ledger(
        {guid: merged(versions) for guid, versions in sorted(notes.items())},
        {key: merged_notetype(versions) for key, versions in sorted(notetypes.items())},
        tuple(sorted(set(foreign))),
        unknown,
    )


def ledger_bytes(ledger: Ledger) -> bytes:
    """Return the contents of the file."""
    return "".join(f"{line}\n" for line in _lines(ledger)).encode("utf-8", "surrogateescape")


def _lines(ledger: Ledger) -> Iterator[str]:
    yield written(Header(SCHEMA, ledger.unknown))
    yield from (written(it) for _, it in sorted(ledger.notetypes.items()))
    yield from (written(it) for _, it in sorted(ledger.notes.items()))
    yield from ledger.foreign


def _lines_of(data: bytes) -> Iterator[str]:
    """Yield the lines, without what other programs and systems put around them."""
    for line in _decoded(data).split("\n"):
        yield line.lstrip(_BYTE_ORDER_MARK).rstrip("\r")


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # Windows PowerShell writes so what it is told to redirect.
        return data.decode("utf-16", "replace")
    # Damaged bytes travel as lone surrogates and are written back as they were.
    return data.decode("utf-8", "surrogateescape")


def _newer(entry: _Entry) -> Diagnostic:
    message = f"the ledger is of a later schema than {SCHEMA}, which is all this program knows"
    return error("newer_ledger", entry.span, message, "use the version of Cribdeck that wrote it")


def _unreadable(damaged: int, sound: int, span: Span) -> Diagnostic:
    message = f"of this ledger {damaged} lines cannot be read, and {sound} notes can"
    hint = "restore it from an earlier commit or a backup; if it is no ledger, name another file"
    return error("unreadable_ledger", span, message, hint)


def _damaged(entry: _Entry) -> Diagnostic:
    message = "this line of the ledger cannot be read: its note may be taken for a new one"
    return error(
        "damaged_ledger", entry.span, message, "restore it from an earlier commit, or delete it"
    )


def _conflict(entry: _Entry) -> Diagnostic:
    message = "a mark of git: two versions of the ledger stand side by side"
    hint = "both are used, of each note the version built last; the next build writes it anew"
    return warning("ledger_conflict", entry.span, message, hint)


def _doubled(notes: Mapping[str, Sequence[_Entry]], path: str) -> Iterator[Diagnostic]:
    # Git may leave a line that neither branch has touched twice, beside those that both have.
    doubled = {
        guid: entries for guid, entries in notes.items() if len({it.line for it in entries}) > 1
    }
    for guid, entries in list(doubled.items())[:1]:
        lines = ", ".join(str(it.number) for it in entries)
        more = f", and {len(doubled) - 1} more" if len(doubled) > 1 else ""
        message = f"recorded more than once: note {guid} in lines {lines}{more}"
        hint = "as after a merge; of each note the version built last is used"
        yield info("merged_ledger", whole_file(path), message, hint)
