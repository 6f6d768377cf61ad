"""The paper: where masthead and columns stand on a page, in millimetres.

Figures: margins of 6 mm suit laser (4.2 mm) and inkjet printers (5 mm). The page itself has
no margins: WeasyPrint silently drops the end of an absolutely positioned column that comes
within 0.35 mm of a page's content edge, so the edge must be far from the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cribdeck.config import SheetSettings
from cribdeck.paper import sides

MM_PER_PT: Final = 25.4 / 72

MARGIN: Final = 6.0
GUTTER: Final = 2.6
MASTHEAD: Final = 9.2
BELOW_MASTHEAD: Final = 1.9
FOLIO: Final = 10.0
"""Room of the page number in a booklet, at the end of the masthead."""
GAP: Final = 1.5
"""The least distance between two boxes."""
_COLUMN: Final = 68.0
"""How wide columns are where their number is not set: 24 Han characters of 8 pt."""
_NARROWEST: Final = 30.0
"""However many columns are asked for: ten Han characters."""
CODE: Final = 10.0
"""Width and height of a QR code: a little more than the masthead, and clear of the columns."""
BESIDE_CODE: Final = 2.0
"""Between it and the masthead; with the margin, the quiet zone that scanners need."""

# The style sheet has the same figures; the tests compare the two on a rendered page.
BOX_BORDER: Final = 0.07
"""Width of the line around a box, in em of the type size."""
BOX_PADDING: Final = 0.5
"""Between that line and the text, in em, on each side."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One kind of page."""

    width: float
    height: float
    columns: int

    @property
    def column_width(self) -> float:
        """Return the outer width of a box."""
        return (self.width - 2 * MARGIN - (self.columns - 1) * GUTTER) / self.columns

    @property
    def column_top(self) -> float:
        """Return the distance of the columns from the upper edge of the paper."""
        return MARGIN + MASTHEAD + BELOW_MASTHEAD

    @property
    def column_height(self) -> float:
        """Return how far a column may reach down."""
        return self.height - MARGIN - self.column_top

    def column_left(self, column: int) -> float:
        """Return the distance of a column from the left edge of the paper."""
        return MARGIN + column * (self.column_width + GUTTER)

    def text_width(self, type_pt: float) -> float:
        """Return the width of the text in a box, in em of the type size."""
        return self.column_width / (type_pt * MM_PER_PT) - 2 * (BOX_BORDER + BOX_PADDING)


def frame_of(settings: SheetSettings) -> Frame:
    """Return the page that the settings ask for."""
    found = sides(settings.paper)
    assert found is not None, settings.paper  # noqa: S101  checked where settings are read
    short, long = found
    width, height = (short, long) if settings.orientation == "portrait" else (long, short)
    room = width - 2 * MARGIN + GUTTER
    wanted = settings.columns or max(1, round(room / (_COLUMN + GUTTER)))
    return Frame(width, height, min(wanted, int(room / (_NARROWEST + GUTTER))))
