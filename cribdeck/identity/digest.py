"""Digests of texts: several parts go in, one short name comes out, the same on any machine.

Every part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GUID_BYTES: Final = 10
_GUID_LENGTH: Final = 14
"""Base62 digits that 10 bytes need."""


def digest(parts: Iterable[str]) -> str:
    """Return 16 hexadecimal digits that stand for `parts`."""
    return _sha256(parts).hex()[:16]


def guid(parts: Iterable[str]) -> str:
    """Return a GUID for a note whose first content is `parts`: letters and digits only."""
    number = int.from_bytes(_sha256(parts)[:_GUID_BYTES], "big")
    digits: list[str] = []
    for _ in range(_GUID_LENGTH):
        number, digit = divmod(number, len(_BASE62))
        digits.append(_BASE62[digit])
    return "".join(reversed(digits))


def stable_number(parts: Iterable[str], below: int) -> int:
    """Return a number from 0 to `below` - 1, evenly spread."""
    return int.from_bytes(_sha256(parts)[:8], "big") % below


def _sha256(parts: Iterable[str]) -> bytes:
    state = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data) + data)
    return state.digest()
