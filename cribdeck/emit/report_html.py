"""The report: data of `cribdeck.report` go in, one page that needs nothing beside it comes out.

Notes are untrusted. What is written here is escaped by Jinja; what the script of the page shows
it shows as text, and the data are JSON in which no `<` is left. Fields of cards, which are HTML,
are shown in frames that run no script. The content security policy of the page names its own
script and styles by their digests and forbids all else, the network first of all.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cribdeck.emit.html import Templates
from cribdeck.language import Language
from cribdeck.report.changed import read_changes
from cribdeck.report.drawings import Drawing, read_drawings
from cribdeck.report.words import WORDS

_FOLDER: Final = "report"
_STYLES: Final = ("page.css", "overview.css", "cards.css", "notes.css")
_SCRIPTS: Final = (
    *("elements.js", "data.js", "route.js", "anki.js"),
    *("overview.js", "card_list.js", "cards.js", "notes.js", "tables.js", "findings.js"),
    "main.js",
)
"""In the order in which they stand on the page; each may use those before it."""
_MOST_WITHOUT_SCRIPT: Final = 500
"""Findings that are listed where the browser runs no script."""
_BLOCK: Final = re.compile(
    r'<script type="application/json" id="(changes|drawings)">([^<]*)</script>'
)


@dataclass(frozen=True, slots=True)
class ReportBefore:
    """What a report takes from the one before it."""

    changes: Mapping[str, Any] | None
    drawings: Mapping[str, Drawing]


def report_before(page: bytes | None) -> ReportBefore:
    """Return what an earlier report knows that no manifest does; nothing of what is no report."""
    blocks = dict(_BLOCK.findall((page or b"").decode("utf-8", "replace")))
    changes, drawings = (blocks.get(name, "") for name in ("changes", "drawings"))
    return ReportBefore(read_changes(changes), read_drawings(drawings))


def report_html(  # noqa: PLR0913, PLR0917  all that the page shows
    templates: Templates,
    entries: Mapping[str, Any],
    data: Mapping[str, Any],
    changes: Mapping[str, Any],
    drawings: Mapping[str, Drawing],
    language: Language,
) -> bytes:
    """Return the page.

    Args:
        templates: hold the folder `report`.
        entries: those of the manifest, for what is there without a script, too.
        data: what `report.data.page_data` gives.
        changes: what the last build that changed anything has changed.
        drawings: the pages of each sheet by its name.
        language: the one in which the page opens.

    Raises:
        BadTemplateError: a template is missing, or cannot be filled.
    """
    style = _joined(templates, _STYLES)
    script = f'"use strict";\n(() => {{\n{_joined(templates, _SCRIPTS)}}})();\n'
    cards = data["templates"]["css"]
    page = templates.render(
        f"{_FOLDER}/report.html",
        policy=_policy(script, (style, cards)),
        language=language,
        words=WORDS[language],
        deck=entries["deck"],
        counts=_counts(entries, changes),
        changes=changes,
        searches=entries["searches"],
        coverage=[(path, *_shares(it)) for path, it in entries["coverage"].items()],
        sheets=_sheets(entries["sheets"], drawings),
        diagnostics=entries["diagnostics"][:_MOST_WITHOUT_SCRIPT],
        left_out=max(0, len(entries["diagnostics"]) - _MOST_WITHOUT_SCRIPT),
        # What the template takes for safe: our own files, and JSON, in which no `<` is left.
        style=style,
        script=script,
        blocks=[
            ("changes", _json(changes)),
            ("drawings", _json(drawings)),
            ("words", _json(WORDS)),
            ("data", _json(data)),
        ],
    )
    return page.encode()


def _joined(templates: Templates, names: Sequence[str]) -> str:
    return "".join(templates.source(f"{_FOLDER}/{name}") for name in names)


def _policy(script: str, styles: Sequence[str]) -> str:
    """Return the content security policy; frames with cards inherit it, so their style is named."""
    hashes = " ".join(dict.fromkeys(map(_source, styles)))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_source(script)}",
            f"style-src {hashes}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _counts(entries: Mapping[str, Any], changes: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the figures at the head of the page, by the key of their word."""
    notes = [it for it in entries["notes"] if it["state"] != "retired"]
    worst = [it["severity"] for it in entries["diagnostics"]]
    states = [it["state"] for it in changes["notes"]]
    return [
        ("sources", len(entries["coverage"])),
        ("anki_notes", len(notes)),
        ("cards", sum(len(it["cards"]) for it in notes)),
        ("sheets", len({it["name"] for it in entries["sheets"] if it["variant"] != "booklet"})),
        *((name, states.count(name)) for name in ("new", "edited", "moved", "retired")),
        *((f"{name}s", worst.count(name)) for name in ("error", "warning", "info")),
    ]


def _shares(it: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return how many passages are asked, on a sheet only, unused."""
    return it["used"], it["on_sheet_only"], it["units"] - it["used"] - it["on_sheet_only"]


def _sheets(
    files: Sequence[Mapping[str, Any]], drawings: Mapping[str, Drawing]
) -> list[dict[str, Any]]:
    """Return each sheet with its drawing and the entries of its files."""
    names = dict.fromkeys(it["name"] for it in files)
    return [
        {
            "name": name,
            "files": [it for it in files if it["name"] == name],
            "drawing": drawings.get(name, []),
        }
        for name in names
    ]
