"""Which files are pictures and which are recordings, by their names."""

from __future__ import annotations

from typing import Final

PICTURES: Final = (*(".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"),)
SOUNDS: Final = (".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav")
"""Recordings that Anki plays on all its platforms."""
MEDIA: Final = (*PICTURES, *SOUNDS)


def is_sound(target: str) -> bool:
    """Return whether a link leads to a recording."""
    path = target.partition("#")[0].partition("?")[0]
    return path.lower().endswith(SOUNDS)
