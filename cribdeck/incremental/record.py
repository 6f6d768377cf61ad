"""The record of the last build: what it was made of, what it made, and what it had to say.

One file, `dist/.cache/last-build`: a digest, then JSON. Whatever is not exactly what a build
has written there is no record, and then everything is looked at.

Imports next to nothing: every start passes through here.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from cribdeck.incremental.files import Seen, content, digest, remove, write

NAME = "last-build"
_SCHEMA = 1
_SEAL = 40
"""Characters of the digest in front."""
_STATUS = (int, int, int, int)
_SAID = (str, str, str, str, int, int, int, int, str, str)


class Record:
    """The last build that came to its end and wrote outputs."""

    __slots__ = (
        "can_settle",
        "exit_code",
        "files",
        "folders",
        "is_settled",
        "libraries",
        "looked",
        "options",
        "outputs",
        "python",
        "said",
        "settings",
        "system",
    )

    options: dict[str, str]
    """What it was asked for, by name."""
    python: str
    libraries: dict[str, str]
    """Versions by name."""
    system: dict[str, Seen]
    """Shared libraries of the machine by path, with size and times."""
    looked: int
    """When the files were looked at, in nanoseconds since 1970."""
    files: dict[str, Seen | None]
    """By path as they were seen: sources, settings, ledger, templates, program; None was none."""
    folders: dict[str, list[list[str] | None]]
    """By path the suffixes that matter in it, and the names that were there."""
    settings: dict[str, str]
    """By name, for telling which of them has changed."""
    outputs: dict[str, Seen]
    """By path, as written."""
    is_settled: bool
    """Whether the manifest says that nothing has changed, as one of a rebuild would."""
    can_settle: bool
    """Whether that is all that a rebuild would say otherwise."""
    exit_code: int
    said: list[list[str | int]]
    """Diagnostics: as printed, severity, code, path, four numbers of the span, message, hint."""


def read_record(folder: str) -> Record | None:
    """Return the record in the cache at `folder`, None if there is none that is whole."""
    data = content(f"{folder}/{NAME}")
    if data is None or data[:_SEAL] != digest(data[_SEAL:]).encode():
        return None
    try:
        table = json.loads(data[_SEAL:])
        if table.pop("schema") != _SCHEMA or set(table) != set(Record.__slots__):
            return None
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    record = Record()
    for name, value in table.items():
        setattr(record, name, value)
    return record


def is_well_formed(record: Record) -> bool:
    """Return whether everything in `record` is of the type that it should be."""
    tables = (record.options, record.libraries, record.settings)
    return (
        all(_is_table(it, lambda value: isinstance(value, str)) for it in tables)
        and _is_table(record.system, lambda it: _is_list(it, _STATUS))
        and _is_table(record.files, lambda it: it is None or _is_list(it, (*_STATUS, str)))
        and _is_table(record.outputs, lambda it: _is_list(it, (*_STATUS, str)))
        and _is_table(record.folders, lambda it: isinstance(it, list))
        and isinstance(record.said, list)
        and all(_is_list(it, _SAID) for it in record.said)
        and isinstance(record.python, str)
        and type(record.looked) is type(record.exit_code) is int
        and type(record.is_settled) is type(record.can_settle) is bool
    )


def _is_table(value: object, is_good: Callable[[object], bool]) -> bool:
    return isinstance(value, dict) and all(map(is_good, value.values()))


def _is_list(value: object, types: tuple[type, ...]) -> bool:
    return isinstance(value, list) and tuple(map(type, value)) == types


def write_record(folder: str, record: Record) -> bool:
    """Keep `record`, if that is possible."""
    table = {name: getattr(record, name) for name in Record.__slots__}
    data = json.dumps({"schema": _SCHEMA, **table}, ensure_ascii=True).encode()
    return write(f"{folder}/{NAME}", digest(data).encode() + data)


def forget(folder: str) -> bool:
    """Remove the record, so that the next build looks at everything; return whether it is gone."""
    return remove(f"{folder}/{NAME}")
