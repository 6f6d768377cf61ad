"""The times of change in a package that a build has written: what learners may have got.

Reading it needs no genanki, which takes as long to load as a check takes.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing

from cribdeck.identity.stamp import NOTHING_PUBLISHED, Published


def published(package: bytes) -> Published:
    """Return the times of change in a package of ours; none if it is damaged."""
    try:
        with (
            zipfile.ZipFile(io.BytesIO(package)) as archive,
            closing(sqlite3.connect(":memory:")) as database,
        ):
            database.deserialize(archive.read("collection.anki2"))
            notes = dict(database.execute("SELECT guid, mod FROM notes"))
            ((models,),) = database.execute("SELECT models FROM col")
        return Published(notes, {int(key): it["mod"] for key, it in json.loads(models).items()})
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, sqlite3.Error):
        return NOTHING_PUBLISHED
