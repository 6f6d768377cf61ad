"""Pictures for the page itself: files of cards go in, `data:` addresses come out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from typing import Final

from cribdeck.media.model import OnCards

_TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_LARGEST: Final = 400_000
_LARGEST_OF_ALL: Final = 4_000_000
"""Bytes of one picture, and of all, that the page holds; others are shown by their alt text."""


def addresses(files: OnCards, names: Collection[str]) -> dict[str, str]:
    """Return the `data:` addresses of pictures that cards show, by name.

    Args:
        files: those of all cards.
        names: of those that fields refer to.
    """
    left = _LARGEST_OF_ALL
    made: dict[str, str] = {}
    for file in sorted(files.values(), key=lambda it: it.name):
        size, kind = len(file.content.data), _TYPES.get(file.content.suffix)
        if kind is None or file.name not in names or size > min(_LARGEST, left):
            continue
        if file.name not in made:
            left -= size
            made[file.name] = f"data:{kind};base64,{b64encode(file.content.data).decode()}"
    return made
