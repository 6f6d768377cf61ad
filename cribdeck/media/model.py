"""What becomes of a file: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Encoded:
    """A file as an output holds it."""

    data: bytes
    suffix: str
    """Of its name, with the dot: `.png`."""
    width: int = 0
    """In pixels; 0 for a recording."""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a file cannot be used."""

    fault: Literal["unreadable", "too_large"]
    why: str
    """Goes on after the name of the file: `is no picture`."""
    hint: str


@dataclass(frozen=True, slots=True)
class OnCard:
    """A file that cards refer to."""

    name: str
    """Says what is in it: another content, another name."""
    content: Encoded


OnCards: TypeAlias = Mapping[str, OnCard]
"""By the path of the source file below the source folder, with `/`."""


@dataclass(frozen=True, slots=True)
class Media:
    """All files that the notes of a build show."""

    sources: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes as they lie below the source folder, by path; only files fit for use."""
    on_cards: OnCards = field(default_factory=dict)


NO_MEDIA = Media()
