"""The cards of a build, from its manifest, as `cards_of.py` gives those of a folder.

`build.json` and the folder of the notes go in: nothing is compiled.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.quality.cards_of import LISTS, TABLES, Folder, QualityCard
from cribdeck.span import Span
from cribdeck.syntax.decode import decode

_TAG: Final = re.compile("<[^>]*>")
_NOTES: Final = (".md", ".markdown", ".txt")


def built_folder(manifest: Path, source: Path) -> Folder:
    """Return what a build has made of the notes in `source`; why a line is unused is left out."""
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    cards = tuple(_cards(entries["notes"]))
    return Folder(source.resolve().name, cards, lines_in(source), {})


def lines_in(source: Path) -> dict[str, tuple[str, ...]]:
    """Return the lines of each note below `source`, by path."""
    found = {}
    for path in sorted(source.rglob("*")):
        if path.suffix in _NOTES and path.is_file():
            name = path.relative_to(source).as_posix()
            text, _ = decode(name, path.read_bytes())
            found[name] = tuple((text or "").split("\n"))
    return found


def _cards(notes: list[Mapping[str, Any]]) -> Iterator[QualityCard]:
    wholes: dict[object, int] = {}
    for note in notes:
        if note["state"] == "retired":
            continue
        crumbs = html.unescape(_TAG.sub("", note["fields"].get("Context", "")))
        whole = None
        if note["kind"] in LISTS | TABLES:
            # A table is a note for each row.
            table = (note["kind"], note["path"], crumbs)
            key = table if note["kind"] in TABLES else note["guid"]
            whole = wholes.setdefault(key, len(wholes))
        span = Span(note["path"], note["line"], 1, note["line"], 1)
        for card in note["cards"]:
            yield QualityCard(
                note["guid"],
                card["ordinal"],
                note["rule"],
                (span,),
                crumbs,
                card["question"],
                card["answer"],
                whole,
                choice=note["kind"] == "contrast",
            )
