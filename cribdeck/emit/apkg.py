"""The Anki package: notes and notetype go in, the bytes of an .apkg file come out.

genanki knows the schema and the shape of notetypes and decks; rows, ids and archive are
ours, because a package made again must be the same package (what goes wrong otherwise is
in genanki's issues 118 and 157 and in Anki's import rules):

* every note carries its own time of change, so unchanged notes are left alone;
* ids come from GUIDs and deck names, so two devices that import different builds agree;
* cards are due in the order of the notes, and no card lands in deck 1, the learner's own;
* the same notes give the same bytes, whatever the day, the platform or the SQLite build.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import (
    FIELDS,
    NAME,
    NOTETYPE_ID,
    TEMPLATE_ID,
    TEMPLATE_NAME,
    Notetype,
)
from cribdeck.identity.digest import stable_number

_FIRST_ID: Final = 1_000_000_000_000
_IDS: Final = 700_000_000_000
"""Ids are times in milliseconds to Anki: ours lie between 2001 and 2023."""

_SORT_LENGTH: Final = 60
"""Characters of the sort field, which Anki computes anew on import."""

_SQLITE_VERSION: Final = 3_046_000
"""Written instead of the version of the library in use."""

_ADD_NOTE: Final = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_ADD_CARD: Final = (
    "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
)
_NEW, _SUSPENDED = 0, -1
"""Queues of Anki. An import with scheduling heeds them in the cards it adds; one without, and for
cards that are there already, no import does."""

_Ids: TypeAlias = dict[tuple[str, ...], int]

_MEDIA_NAME: Final = re.compile(r"[a-z0-9._-]{1,100}")
"""Names that every platform and every version of Anki takes as they are."""


def apkg(
    notes: Sequence[Note],
    notetype: Notetype,
    description: str = "",
    media: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return the package.

    Args:
        notes: in the order in which new cards are to be learnt; GUIDs are unique, and
            every note has at least one card. Retired ones are suspended.
        notetype: templates and style.
        description: shown on the overview of the topmost decks.
        media: files by name; only those that a field mentions reach the collection.

    Raises:
        ValueError: what is said above does not hold, or a media name is not portable.
    """
    _check(notes, media)
    decks = _decks((note.deck for note in notes), description)
    ids = _ids(("note", note.guid) for note in notes)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        tables, first_index, indexes = APKG_SCHEMA.partition("CREATE INDEX")
        database.execute("PRAGMA page_size = 4096")
        database.executescript(tables + APKG_COL)
        database.execute("BEGIN")
        database.execute("UPDATE col SET models = ?", (_json(_models(notetype)),))
        database.execute("UPDATE col SET decks = ?", (_json(_with_default(database, decks)),))
        database.executemany(_ADD_NOTE, _note_rows(notes, ids))
        database.executemany(_ADD_CARD, _card_rows(notes, ids, decks))
        database.execute("COMMIT")
        # Filling an index at once is faster than keeping it up.
        database.executescript(first_index + indexes)
        collection = _without_traces(database.serialize())
    names = sorted(media)
    return _archive(
        {
            "collection.anki2": collection,
            "media": _json(dict(enumerate(names))).encode(),
            **{str(number): media[name] for number, name in enumerate(names)},
        }
    )


def _check(notes: Sequence[Note], media: Iterable[str]) -> None:
    if len({note.guid for note in notes}) < len(notes):
        message = "two notes have the same GUID"
        raise ValueError(message)
    for note in notes:
        if not note.cards or len(note.fields) != len(FIELDS):
            message = f"note {note.guid} has no card, or other fields than the notetype"
            raise ValueError(message)
    for name in media:
        if not _MEDIA_NAME.fullmatch(name) or name.startswith((".", "_")):
            message = f"media name {name!r} is not portable"
            raise ValueError(message)


class _Model(genanki.Model):  # type: ignore[misc]
    """A cloze notetype whose cards Anki finds in the `Text` field alone."""

    @property
    def _req(self) -> list[list[object]]:
        return [[0, "any", [0]]]


def _models(notetype: Notetype) -> dict[str, Any]:
    model = _Model(
        NOTETYPE_ID,
        NAME,
        fields=[{"name": name, "id": field_id} for name, field_id in FIELDS],
        templates=[
            {
                "name": TEMPLATE_NAME,
                "id": TEMPLATE_ID,
                "qfmt": notetype.front,
                "afmt": notetype.back,
            }
        ],
        css=notetype.css,
        model_type=genanki.Model.CLOZE,
    )
    # The deck a notetype was last used in is no property of ours.
    return {str(NOTETYPE_ID): model.to_json(notetype.mod, None)}


def _decks(names: Iterable[str], description: str) -> dict[str, genanki.Deck]:
    """Return the decks of the notes and the topmost ones, by every spelling of their name.

    Anki does not tell upper from lower case in deck names: the first spelling is used.
    """
    spellings = dict.fromkeys(it for name in names for it in (name.partition("::")[0], name))
    first: dict[str, str] = {}
    for name in spellings:
        first.setdefault(name.casefold(), name)
    ids = _ids(("deck", folded) for folded in first)
    decks = {
        folded: genanki.Deck(ids["deck", folded], name, "" if "::" in name else description)
        for folded, name in first.items()
    }
    return {name: decks[name.casefold()] for name in spellings}


def _with_default(database: sqlite3.Connection, decks: Mapping[str, genanki.Deck]) -> Any:  # noqa: ANN401
    """Add the decks to deck 1, which every collection must have and none of our cards is in."""
    (default,) = database.execute("SELECT decks FROM col").fetchone()
    return json.loads(default) | {str(it.deck_id): it.to_json() for it in decks.values()}


def _note_rows(notes: Iterable[Note], ids: _Ids) -> list[tuple[object, ...]]:
    return sorted(
        (
            ids["note", note.guid],
            note.guid,
            NOTETYPE_ID,
            note.mod,
            f" {' '.join(note.tags)} " if note.tags else "",
            "\x1f".join(note.fields),
            note.cards[0].question[:_SORT_LENGTH],
        )
        for note in notes
    )


def _card_rows(
    notes: Sequence[Note], note_ids: _Ids, decks: Mapping[str, genanki.Deck]
) -> list[tuple[object, ...]]:
    ids = _ids(("card", note.guid, str(card.ordinal)) for note in notes for card in note.cards)
    return sorted(
        (
            ids["card", note.guid, str(card.ordinal)],
            note_ids["note", note.guid],
            decks[note.deck].deck_id,
            card.ordinal,
            note.mod,
            _SUSPENDED if note.state == "retired" else _NEW,
            due,
        )
        for due, note in enumerate(notes, 1)
        for card in note.cards
    )


def _ids(keys: Iterable[tuple[str, ...]]) -> _Ids:
    """Return an id for each key, the same in every build unless two keys meet."""
    found: _Ids = {}
    taken: set[int] = set()
    for key in sorted(keys):
        number = _FIRST_ID + stable_number(key, below=_IDS)
        while number in taken:
            number += 1
        taken.add(number)
        found[key] = number
    return found


def _without_traces(collection: bytes) -> bytes:
    """Overwrite what the header tells of the library in use (sqlite.org/fileformat2.html)."""
    header = bytearray(collection)
    header[24:28] = header[92:96] = (1).to_bytes(4, "big")
    header[96:100] = _SQLITE_VERSION.to_bytes(4, "big")
    return bytes(header)


def _archive(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
