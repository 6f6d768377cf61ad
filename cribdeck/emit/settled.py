"""The manifest of a build that changes nothing, told from that of the build before it.

What a first build calls new, the next one calls unchanged; where that is all that the two
would say differently, nothing has to be built to know it.
"""

from __future__ import annotations

import json
from typing import Any, Final

from cribdeck.emit.json_text import json_text
from cribdeck.emit.manifest import BuildRecord

_OF_THIS_BUILD: Final = ("new", "edited", "moved")
_ONCE: Final = frozenset(
    {
        *("bad_clock", "brake", "clock", "damaged_ledger", "doubtful_match", "ledger_conflict"),
        *("lost_ledger", "merged_ledger", "newer_ledger", "unreadable_ledger"),
    }
)
"""Codes of diagnostics about what a build found in the ledger; the next one finds another."""


def can_settle(record: BuildRecord) -> bool:
    """Return whether only what is said of changes would differ in the manifest of a rebuild."""
    # Of an empty folder whose notes are all retired by now, the next build writes nothing.
    return bool(record.outlines) and not any(it.code in _ONCE for it in record.diagnostics)


def settled(manifest: str) -> str:
    """Return `manifest` with nothing changed: no note in another state, nothing to be done."""
    entries: dict[str, Any] = json.loads(manifest)
    for note in entries["notes"]:
        if note["state"] in _OF_THIS_BUILD:
            note["state"] = "unchanged"
    counts = entries["changes"]
    counts["unchanged"] += sum(counts[state] for state in _OF_THIS_BUILD)
    counts.update(dict.fromkeys((*_OF_THIS_BUILD, "retired"), 0))
    entries["searches"].update(moved=[], empty_cards=None)
    return json_text(entries)
