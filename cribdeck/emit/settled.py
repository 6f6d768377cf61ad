"""The manifest of a build that changes nothing, told from that of the build before it.

What a first build calls new, the next one calls unchanged; where that is all that the two
would say differently, nothing has to be built to know it.
"""

from __future__ import annotations

import json
from typing import Any, Final

from cribdeck.emit.json_text import json_text

_OF_THIS_BUILD: Final = ("new", "edited", "moved")


def settled(manifest: bytes) -> str | None:
    """Return `manifest` with nothing changed: no note in another state, nothing to be done.

    None if it is no manifest of ours.
    """
    try:
        entries: dict[str, Any] = json.loads(manifest)
        for note in entries["notes"]:
            if note["state"] in _OF_THIS_BUILD:
                note["state"] = "unchanged"
        counts = entries["changes"]
        counts["unchanged"] += sum(counts[state] for state in _OF_THIS_BUILD)
        counts.update(dict.fromkeys((*_OF_THIS_BUILD, "retired"), 0))
        entries["searches"].update(moved=[], empty_cards=None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return json_text(entries)
