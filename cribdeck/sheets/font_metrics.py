"""Advance widths of the bundled fonts, in em: what line breaking is simulated with.

The only module that knows fontTools. In come the bytes of the font files; nothing is read
from disk here.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fontTools.ttLib import TTFont

from cribdeck.sheets.formula import SetTex, unset

_UNKNOWN: Final = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class FontMetrics:
    """Advances of the three faces that sheets are set in; compared by identity."""

    regular: Mapping[str, float]
    bold: Mapping[str, float]
    mono: Mapping[str, float]
    formula: SetTex = unset
    """Sets formulas, whose widths are known only then."""

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return the width of running text, without kerning and contextual spacing."""
        advances = self.bold if bold else self.regular
        return sum(advances.get(it, _UNKNOWN) for it in text)

    def code_width(self, text: str) -> float:
        """Return the width of code: mono where that font has the character, else as in text."""
        return sum(self.mono.get(it) or self.regular.get(it, _UNKNOWN) for it in text)

    def drawable(self) -> frozenset[str]:
        """Return every character that some face has."""
        return frozenset(self.regular.keys() & self.bold.keys() | self.mono.keys())


def read_metrics(regular: bytes, bold: bytes, mono: bytes, formula: SetTex = unset) -> FontMetrics:
    """Return the metrics of three TrueType files, and of formulas set beside them."""
    return FontMetrics(_advances(regular), _advances(bold), _advances(mono), formula)


def _advances(file: bytes) -> Mapping[str, float]:
    font = TTFont(io.BytesIO(file), lazy=True)
    units = font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    return {chr(code): metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
