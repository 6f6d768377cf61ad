"""Pages of a sheet as a booklet binds them: drawn, without page numbers, fonts left to the whole.

A sheet is drawn for the booklet where it is printed and kept with it; binding lays nothing out
again. What was drawn is kept as the values of PDF (ISO 32000-1, 7.3): names, numbers and the
content of streams as builtins, the rest as the classes below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Reference:
    """The object of a number."""

    number: int


@dataclass(frozen=True, slots=True)
class Words:
    """A string; what is a `str` in Python is written as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream, compressed if its entries say so."""

    entries: Mapping[str, PdfValue]
    data: bytes


PdfValue: TypeAlias = (
    bool
    | int
    | float
    | str
    | bytes
    | Reference
    | Words
    | Stream
    | tuple["PdfValue", ...]
    | Mapping[str, "PdfValue"]
    | None
)
Bookmark: TypeAlias = tuple[int, str, tuple[float, float], str]
"""Level, text, place on the page in CSS pixels, `open` or `closed`."""


@dataclass(frozen=True, slots=True)
class UsedFont:
    """What is used of a font; a font is what one family, weight and style give."""

    name: str
    """What streams call it."""
    family: str
    weight: int
    style: int
    """0 for upright, 1 for oblique, 2 for italic."""
    widths: Mapping[int, int]
    """Of glyphs, in thousandths of the type size."""
    texts: Mapping[int, str]
    """What glyphs stand for."""


@dataclass(frozen=True, slots=True)
class BoundPage:
    """One page; numbers are of objects."""

    number: int
    content: int
    resources: int
    elements: tuple[int, ...]
    """The structure's outermost ones on it, in reading order."""
    marks: tuple[int, ...]
    """The element that each marked content belongs to."""
    anchors: Mapping[str, tuple[float, ...]]
    """By name, their rectangles in CSS pixels."""
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class BoundPages:
    """All pages of a sheet."""

    pages: tuple[BoundPage, ...]
    objects: Mapping[int, PdfValue]
    """What the pages need, by number; not the pages themselves."""
    document: int
    """What stands for the root of the structure in references."""
    fonts: int
    """What stands for the dictionary of fonts in references."""
    used: tuple[UsedFont, ...]
