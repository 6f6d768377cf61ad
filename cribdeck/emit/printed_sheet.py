"""What printing a sheet plan gives: the PDF and what is worth knowing about it."""

from __future__ import annotations

from dataclasses import dataclass

from cribdeck.diagnostics import Diagnostic
from cribdeck.sheets.model import LeftOff


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A printed sheet."""

    name: str
    """File name without `.pdf`."""
    pdf: bytes
    pages: int
    type_pt: float
    fill: float
    """Share of the columns' height that is taken, 0 to 1."""
    left_off: tuple[LeftOff, ...]
    diagnostics: tuple[Diagnostic, ...]
