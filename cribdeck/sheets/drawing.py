"""The drawing of a sheet: where its boxes stand on paper, for a thumbnail that needs no PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box, or a part of one; lengths in millimetres from the upper left corner."""

    left: float
    top: float
    width: float
    height: float
    hue: int
    title: str
    """Empty for the later parts of a box."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One side of paper."""

    width: float
    height: float
    boxes: tuple[DrawnBox, ...]
