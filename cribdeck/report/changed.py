"""What the last build changed, as the report keeps it: `Changes` go in, plain data come out.

A build that changes nothing leaves the report of the one before as it is, or a timer that
builds every ten minutes would wipe away what the author has not looked at yet. So what a report
says of changes is read back from it (`read_changes`), and whatever is not exactly of the form
that is written here counts as none: anybody may have edited the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final, TypeAlias, get_args

from cribdeck.changes import Change, Changes, ChangeState
from cribdeck.changes.word_diff import Piece

_MOST_DIFFS: Final = 1000
"""Edited notes whose words are compared; a new template of a large deck edits every note."""
_Check: TypeAlias = Callable[[object], bool]


def changes_data(found: Changes) -> dict[str, Any]:
    """Return `found` as the report shows it."""
    edited = (it.guid for it in found.notes if it.state in {"edited", "moved"})
    compared = frozenset(islice(edited, _MOST_DIFFS))
    searches = found.searches
    return {
        "notes": [_note(it, compared=it.guid in compared) for it in found.notes],
        "moved": [
            {"search": it.search, "notes": it.notes, "deck": it.deck, "belongs": it.belongs}
            for it in searches.moved
        ],
        "empty": searches.empty
        and {"search": searches.empty.search, "notes": searches.empty.notes},
    }


def says_nothing(data: Mapping[str, Any]) -> bool:
    """Return whether a build has changed nothing."""
    return not (data["notes"] or data["moved"] or data["empty"])


def states(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what became of each changed note, by GUID."""
    return {it["guid"]: it["state"] for it in data["notes"]}


def _note(change: Change, *, compared: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"state": change.state, "guid": change.guid}
    if change.state == "retired":
        entry |= {"path": change.path, "words": change.words}
    if change.was_in:
        entry["was_in"] = change.was_in
    if change.anew:
        entry["anew"] = len(change.anew)
    if change.lost:
        entry["lost"] = len(change.lost)
    if change.is_back:
        entry["back"] = True
    if compared:
        entry["diff"] = [
            [it.field, [_piece(piece) for piece in it.pieces]] for it in change.differences
        ]
    return entry


def _piece(it: Piece) -> list[str]:
    return [it.kept] if it.kept else ["", it.gone, it.come]


def read_changes(text: str) -> dict[str, Any] | None:
    """Return the data that `changes_data` gave to an earlier report; None if they are none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if _is_changes(data) else None


def _is_changes(data: object) -> bool:
    if not _is_table(data, {"notes": _is_list, "moved": _is_list, "empty": _is_optional_search}):
        return False
    assert isinstance(data, dict)  # noqa: S101  the check above has looked
    moved = {"search": _is_text, "notes": _is_count, "deck": _is_text, "belongs": _is_text}
    return all(map(_is_note, data["notes"])) and all(_is_table(it, moved) for it in data["moved"])


def _is_note(data: object) -> bool:
    optional: Mapping[str, _Check] = {
        **dict.fromkeys(("path", "words", "was_in"), _is_text),
        **dict.fromkeys(("anew", "lost"), _is_count),
        "back": lambda it: it is True,
        "diff": _is_diff,
    }
    if not isinstance(data, dict):
        return False
    more = {name: check for name, check in optional.items() if name in data}
    return _is_table(data, {"state": _is_state, "guid": _is_text, **more})


def _is_table(data: object, form: Mapping[str, _Check]) -> bool:
    return (
        isinstance(data, dict)
        and data.keys() == form.keys()
        and all(check(data[name]) for name, check in form.items())
    )


def _is_diff(data: object) -> bool:
    return isinstance(data, list) and all(
        _is_list(it) and len(it) == 2 and _is_text(it[0]) and _is_pieces(it[1])  # noqa: PLR2004
        for it in data
    )


def _is_pieces(data: object) -> bool:
    return isinstance(data, list) and all(
        isinstance(it, list) and len(it) in {1, 3} and all(map(_is_text, it)) for it in data
    )


def _is_optional_search(data: object) -> bool:
    return data is None or _is_table(data, {"search": _is_text, "notes": _is_count})


def _is_state(data: object) -> bool:
    return data in get_args(ChangeState)


def _is_text(data: object) -> bool:
    return isinstance(data, str)


def _is_count(data: object) -> bool:
    return type(data) is int


def _is_list(data: object) -> bool:
    return isinstance(data, list)
