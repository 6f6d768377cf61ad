"""JSON text as every file of ours is written: indented by one space, no character escaped in vain.

The same text as `json.dumps(entries, ensure_ascii=False, indent=1)`, which takes nearly twice as
long (Python 3.11, the manifest of 460 notes): indenting, it has no use for its parts written in C.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring


def json_text(entries: object) -> str:
    """Return `entries` as JSON text with a line end.

    Raises:
        TypeError: the entries hold what JSON cannot.
    """
    parts: list[str] = []
    _write(entries, "\n", parts)
    parts.append("\n")
    return "".join(parts)


def _write(entry: object, line: str, parts: list[str]) -> None:
    """Add the text of an entry to `parts`; `line` is a line end with the present indent."""
    inner = line + " "
    if isinstance(entry, str):
        parts.append(encode_basestring(entry))
    elif isinstance(entry, dict) and entry:
        between = "{" + inner
        for name, value in entry.items():
            parts += (between, encode_basestring(name), ": ")
            _write(value, inner, parts)
            between = "," + inner
        parts += (line, "}")
    elif isinstance(entry, list | tuple) and entry:
        between = "[" + inner
        for value in entry:
            parts.append(between)
            _write(value, inner, parts)
            between = "," + inner
        parts += (line, "]")
    else:
        parts.append(json.dumps(entry))
