"""One line of the ledger: a JSON object goes in, a record comes out, and the other way round.

Nothing is believed: a value of another type than ours, a number out of range, a name that
stands twice, half a character make the line damaged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeAlias

from cribdeck.identity.ledger import Anchor, ClozeRecord, NoteRecord, NotetypeRecord, Trace
from cribdeck.identity.numbers import NUMBERS

_LARGEST: Final = 1 << 45
_DEEPEST: Final = 50

_CONFLICT: Final = re.compile(r"(?:<{7}|\|{7}|>{7})(?: |$)|={7}$")
"""What git leaves in a file that two branches have changed."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line."""

    schema: int
    unknown: Mapping[str, Any]


class Odd(Enum):
    """A line that is no record of ours."""

    EMPTY = "nothing"
    CONFLICT = "a mark of git"
    FOREIGN = "a record of an unknown kind"
    DAMAGED = "not a record"


Record: TypeAlias = Header | NotetypeRecord | NoteRecord


def read_line(line: str) -> Record | Odd:
    """Return the record in `line`, or what else the line is."""
    if not line.strip():
        return Odd.EMPTY
    if _CONFLICT.match(line):
        return Odd.CONFLICT
    try:
        # Half a character, escaped or not, could go into no package.
        line.encode()
        values = json.loads(line, object_pairs_hook=_object)
        if "\\u" in line:
            _json(values).encode()
        reader = _READERS.get(_take(values, "type", str))
        record = reader(values) if reader else Odd.FOREIGN
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Odd.DAMAGED
    return Odd.DAMAGED if isinstance(record, Record) and _is_deep(record.unknown) else record


def written(record: Record) -> str:
    """Return the line of `record`."""
    match record:
        case Header(schema, unknown):
            values = {"type": "ledger", "schema": schema}
        case NotetypeRecord(unknown=unknown):
            ours = {"id": record.id, "mod": record.mod, "digest": record.digest}
            values = {"type": "notetype", **ours}
        case NoteRecord(unknown=unknown):
            values = _written_note(record)
    return _json({**values, **{name: it for name, it in unknown.items() if name not in values}})


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
            **note.unknown.get("anchor", {}),
        },
        "digest": trace.digest,
        "text": trace.text,
        "clozes": [
            {
                "n": cloze.number,
                "role": cloze.role,
                "answer": cloze.answer,
                "state": "live" if cloze.live else "gone",
                **note.unknown.get("clozes", {}).get(cloze.number, {}),
            }
            for cloze in note.clozes
        ],
        "mod": note.mod,
        **({"fields": note.built} if note.built else {"fields": note.fields, "tags": note.tags}),
        **({"retired": note.retired} if note.retired is not None else {}),
    }


def _note(values: dict[str, Any]) -> NoteRecord:
    anchor = _take(values, "anchor", dict)
    clozes = _take(values, "clozes", list)
    whole = isinstance(values["fields"], list)
    return NoteRecord(
        guid=_name(values, "guid"),
        deck=_take(values, "deck", str),
        trace=Trace(
            kind=_take(values, "kind", str),
            anchor=Anchor(
                path=_take(anchor, "path", str),
                headings=_texts(anchor, "headings"),
                rule=_take(anchor, "rule", str),
                key=_take(anchor, "key", str),
                position=_take(anchor, "position", int),
                block_id=_take(anchor, "block_id", str) if "block_id" in anchor else "",
            ),
            digest=_take(values, "digest", str),
            text=_take(values, "text", str),
        ),
        clozes=_clozes(clozes),
        mod=_take(values, "mod", int),
        fields=_texts(values, "fields") if whole else (),
        tags=_texts(values, "tags") if whole else (),
        built="" if whole else _name(values, "fields"),
        retired=_take(values, "retired", int) if "retired" in values else None,
        # What was not taken is of a version after this one.
        unknown={
            **values,
            **({"anchor": anchor} if anchor else {}),
            **({"clozes": left} if (left := _left(clozes)) else {}),
        },
    )


def _clozes(values: Iterable[dict[str, Any]]) -> tuple[ClozeRecord, ...]:
    found = [
        ClozeRecord(
            number=it["n"],
            role=_take(it, "role", str),
            answer=_take(it, "answer", str),
            live=_take(it, "state", str) == "live",
        )
        for it in values
    ]
    numbers = [it.number for it in found]
    if len(set(numbers)) < len(found) or not all(
        type(it) is int and it in NUMBERS for it in numbers
    ):
        message = "a cloze number is recorded twice, or is none"
        raise ValueError(message)
    return tuple(found)


def _left(clozes: Iterable[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Return what was not taken of the records of cloze numbers, by number."""
    left = {_take(it, "n", int): it for it in clozes}
    return {number: it for number, it in left.items() if it}


def _notetype(values: dict[str, Any]) -> NotetypeRecord:
    return NotetypeRecord(
        id=_take(values, "id", int),
        mod=_take(values, "mod", int),
        digest=_take(values, "digest", str),
        unknown=values,
    )


_READERS: Final[Mapping[str, Callable[[dict[str, Any]], Record]]] = {
    "ledger": lambda values: Header(_take(values, "schema", int), values),
    "notetype": _notetype,
    "note": _note,
}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        message = "a name stands twice in one object"
        raise ValueError(message)
    return values


def _is_deep(value: Any, left: int = _DEEPEST) -> bool:  # noqa: ANN401  whatever JSON can say
    """Return whether `value` is nested so deeply that it might not be written again."""
    match value:
        case dict():
            return not left or any(_is_deep(it, left - 1) for it in value.values())
        case list():
            return not left or any(_is_deep(it, left - 1) for it in value)
        case _:
            return False


def _texts(values: dict[str, Any], name: str) -> tuple[str, ...]:
    texts = _take(values, name, list)
    return tuple(_take({name: text}, name, str) for text in texts)


def _name(values: dict[str, Any], name: str) -> str:
    value: str = _take(values, name, str)
    if not value:
        message = f"`{name}` is empty"
        raise ValueError(message)
    return value


def _take(values: dict[str, Any], name: str, kind: type[Any]) -> Any:  # noqa: ANN401  checked here
    """Remove and return a value of the type asked for."""
    value = values.pop(name)
    # A bool is an int to Python, but never to the ledger; larger times fit no database.
    if type(value) is not kind or (kind is int and not 0 <= value < _LARGEST):
        message = f"`{name}` is not a {kind.__name__} of ours"
        raise TypeError(message)
    return value
