"""What printing a sheet plan gives: the PDF and what is worth knowing about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cribdeck.diagnostics import Diagnostic
from cribdeck.sheets.bound_pages import BoundPages
from cribdeck.sheets.drawing import DrawnPage
from cribdeck.sheets.model import LeftOff, Sheet, SheetPlan


@dataclass(frozen=True, slots=True)
class Printout:
    """One variant of a sheet."""

    pdf: bytes
    pages: int
    """Those of the key included."""


NOT_PRINTED: Final = Printout(b"", 0)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A sheet as a booklet needs it: neither fitted nor laid out again."""

    plan: SheetPlan
    """As printed: ready for the fonts, without what had to be left off."""
    sheet: Sheet
    pages: BoundPages | None = None
    """As drawn for a booklet; None if none is wanted."""


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A printed sheet."""

    name: str
    """File name without `.pdf`."""
    pdf: bytes
    """The sheet with everything on it; empty if only blanks are wanted."""
    pages: int
    type_pt: float
    fill: float
    """Share of the columns' height that is taken, 0 to 1."""
    left_off: tuple[LeftOff, ...]
    diagnostics: tuple[Diagnostic, ...]
    blanks: Printout | None = None
    """The sheet with gaps; None if they are not wanted, or nothing is asked on it."""
    fitted: Fitted | None = None
    """What a booklet prints of it; None for a booklet."""
    drawing: tuple[DrawnPage, ...] = ()
    """Where its boxes stand, without the key."""
