"""The ledger as a file: JSON Lines go in and come out; reading never fails, it reports.

The first line names the schema. A ledger of a newer schema is not read at all: an older
program that rewrote it would lose what it does not understand.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final

from cribdeck.diagnostics import Diagnostic, error, warning
from cribdeck.identity.ledger import (
    Anchor,
    ClozeRecord,
    Ledger,
    NoteRecord,
    NotetypeRecord,
    Trace,
    reconciled,
)
from cribdeck.identity.numbers import NUMBERS
from cribdeck.span import Span, whole_file

SCHEMA: Final = 1

_LARGEST: Final = 1 << 45

_CONFLICT: Final = re.compile(r"<{7} |\|{7} |={7}$|>{7} ")
"""What git leaves in a file that two branches have changed."""


class _Odd(Enum):
    """A line that is no record of ours."""

    EMPTY = "nothing"
    CONFLICT = "a mark of git"
    FOREIGN = "a record of an unknown kind"
    DAMAGED = "not a record"


def read_ledger(data: bytes | None, path: str) -> tuple[Ledger | None, list[Diagnostic]]:
    """Return the ledger, and what is wrong with it.

    Args:
        data: contents of the file; None before the first build.
        path: name of the file, for diagnostics.

    Returns:
        No ledger when the file is of a newer schema: nothing may be built then.
    """
    # Damaged bytes travel as lone surrogates and are written back as they were.
    lines = (data or b"").decode("utf-8-sig", "surrogateescape").split("\n")
    notes: defaultdict[str, list[NoteRecord]] = defaultdict(list)
    notetypes: dict[int, NotetypeRecord] = {}
    foreign: list[str] = []
    problems: list[Diagnostic] = []
    for number, line in enumerate(lines, 1):
        span = Span(path, number, 1, number, len(line) + 1)
        match _read_line(line):
            case NoteRecord() as note:
                notes[note.guid].append(note)
            case NotetypeRecord() as notetype:
                before = notetypes.get(notetype.id, notetype)
                notetypes[notetype.id] = max(before, notetype, key=lambda it: it.mod)
            case int(schema) if schema > SCHEMA:
                return None, [_newer(schema, span)]
            case int() | _Odd.EMPTY:
                pass
            case _Odd.CONFLICT:
                problems.append(_conflict(span, "two versions of the ledger stand side by side"))
            case _Odd.FOREIGN:
                foreign.append(line)
            case _Odd.DAMAGED:
                problems.append(_damaged(span))
                foreign.append(line)
    problems += [
        _conflict(whole_file(path), f"note {guid} is recorded more than once")
        for guid, versions in notes.items()
        if len(versions) > 1
    ]
    records = {guid: reconciled(*versions) for guid, versions in sorted(notes.items())}
    return Ledger(records, dict(sorted(notetypes.items())), tuple(foreign)), problems


def _newer(schema: int, span: Span) -> Diagnostic:
    message = f"the ledger has schema {schema}, this program knows {SCHEMA}"
    return error("newer_ledger", span, message, "use the version of Cribdeck that wrote it")


def _conflict(span: Span, message: str) -> Diagnostic:
    hint = "of each note the version built last is used, and the ledger is written anew"
    return warning("ledger_conflict", span, message, hint)


def _damaged(span: Span) -> Diagnostic:
    message = "this line of the ledger cannot be read: its note may be taken for a new one"
    return error("damaged_ledger", span, message, "restore it from an earlier commit, or delete it")


def ledger_bytes(ledger: Ledger) -> bytes:
    """Return the contents of the file."""
    return "".join(f"{line}\n" for line in _lines(ledger)).encode("utf-8", "surrogateescape")


def _lines(ledger: Ledger) -> Iterator[str]:
    yield _json({"type": "ledger", "schema": SCHEMA})
    yield from (_json(_written_notetype(it)) for _, it in sorted(ledger.notetypes.items()))
    yield from (_json(_written_note(it)) for _, it in sorted(ledger.notes.items()))
    yield from sorted(set(ledger.foreign))


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _written_note(note: NoteRecord) -> dict[str, Any]:
    trace, anchor = note.trace, note.trace.anchor
    return {
        "type": "note",
        "guid": note.guid,
        "kind": trace.kind,
        "deck": note.deck,
        "anchor": {
            "path": anchor.path,
            "headings": anchor.headings,
            "rule": anchor.rule,
            "key": anchor.key,
            "position": anchor.position,
            **({"block_id": anchor.block_id} if anchor.block_id else {}),
        },
        "digest": trace.digest,
        "text": trace.text,
        "clozes": [
            {
                "n": cloze.number,
                "role": cloze.role,
                "answer": cloze.answer,
                "state": "live" if cloze.live else "gone",
            }
            for cloze in note.clozes
        ],
        "mod": note.mod,
        **({"fields": note.built} if note.built else {"fields": note.fields, "tags": note.tags}),
        **({"retired": note.retired} if note.retired is not None else {}),
        **note.unknown,
    }


def _written_notetype(it: NotetypeRecord) -> dict[str, Any]:
    return {"type": "notetype", "id": it.id, "mod": it.mod, "digest": it.digest, **it.unknown}


def _read_line(line: str) -> NoteRecord | NotetypeRecord | int | _Odd:
    """Return the record in `line`, the schema of the ledger, or what else the line is."""
    if not line.strip():
        return _Odd.EMPTY
    if _CONFLICT.match(line):
        return _Odd.CONFLICT
    try:
        values = json.loads(line)
        reader = _READERS.get(_take(values, "type", str))
        if "\\u" in line:
            # An escaped half of a character could never be written again.
            _json(values).encode("utf-8", "surrogateescape")
        return reader(values) if reader else _Odd.FOREIGN
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _Odd.DAMAGED


def _note(values: dict[str, Any]) -> NoteRecord:
    anchor = _take(values, "anchor", dict)
    whole = isinstance(values["fields"], list)
    return NoteRecord(
        guid=_take(values, "guid", str),
        deck=_take(values, "deck", str),
        trace=Trace(
            kind=_take(values, "kind", str),
            anchor=Anchor(
                path=_take(anchor, "path", str),
                headings=tuple(map(str, _take(anchor, "headings", list))),
                rule=_take(anchor, "rule", str),
                key=_take(anchor, "key", str),
                position=_take(anchor, "position", int),
                block_id=_take(anchor, "block_id", str) if "block_id" in anchor else "",
            ),
            digest=_take(values, "digest", str),
            text=_take(values, "text", str),
        ),
        clozes=_clozes(_take(values, "clozes", list)),
        mod=_take(values, "mod", int),
        fields=_texts(values, "fields") if whole else (),
        tags=_texts(values, "tags") if whole else (),
        built="" if whole else _take(values, "fields", str),
        retired=_take(values, "retired", int) if "retired" in values else None,
        unknown=values,
    )


def _clozes(values: list[Any]) -> tuple[ClozeRecord, ...]:
    found = [
        ClozeRecord(
            number=_take(it, "n", int),
            role=_take(it, "role", str),
            answer=_take(it, "answer", str),
            live=_take(it, "state", str) == "live",
        )
        for it in values
    ]
    numbers = {it.number for it in found}
    if len(numbers) < len(found) or not numbers.issubset(NUMBERS):
        message = "a cloze number is recorded twice, or is none"
        raise ValueError(message)
    return tuple(found)


def _notetype(values: dict[str, Any]) -> NotetypeRecord:
    return NotetypeRecord(
        id=_take(values, "id", int),
        mod=_take(values, "mod", int),
        digest=_take(values, "digest", str),
        unknown=values,
    )


_READERS: Final[Mapping[str, Callable[[dict[str, Any]], NoteRecord | NotetypeRecord | int]]] = {
    "ledger": lambda values: int(_take(values, "schema", int)),
    "note": _note,
    "notetype": _notetype,
}


def _texts(values: dict[str, Any], name: str) -> tuple[str, ...]:
    texts = _take(values, name, list)
    return tuple(_take({name: text}, name, str) for text in texts)


def _take(values: dict[str, Any], name: str, kind: type[Any]) -> Any:  # noqa: ANN401  checked here
    """Remove and return a value of the type asked for."""
    value = values.pop(name)
    # A bool is an int to Python, but never to the ledger; larger times fit no database.
    if type(value) is not kind or (kind is int and not 0 <= value < _LARGEST):
        message = f"`{name}` is not a {kind.__name__} of ours"
        raise TypeError(message)
    return value
