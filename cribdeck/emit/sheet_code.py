"""The QR code of a sheet: a plan goes in, what leads back to its cards comes out as a code.

It holds the search that finds the cards in Anki's browser (on a computer, scan and paste), or an
address of the user's making. AnkiMobile opens `anki://x-callback-url/search?query={search}`,
AnkiDroid `anki://x-callback-url/browser?search={search}`; Anki on a computer knows no address.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from cribdeck.cards.tags import tags
from cribdeck.emit.qr import Drawing, drawing
from cribdeck.sheets.frame import CODE
from cribdeck.sheets.masthead import SEARCH
from cribdeck.sheets.model import SheetPlan

_FINEST: Final = 0.25
"""Millimetres of a module that cameras of phones and printers of 300 dpi (3 dots) still resolve."""
MOST_MODULES: Final = int(CODE / _FINEST)


def search_of(plan: SheetPlan) -> str:
    """Return the search in Anki's browser that finds the cards of a sheet.

    It finds the cards of sources whose path goes on below these, too: tags are nested.
    """
    return " OR ".join(f"tag:{tag}" for tag in tags(plan.sources, ()))


def code_text(plan: SheetPlan) -> str:
    """Return what the QR code of a sheet shall hold; empty if it shall have none."""
    wanted, search = plan.settings.qr, search_of(plan)
    if wanted == SEARCH:
        return search
    named = wanted.replace("{search}", quote(search, safe=""))
    return named.replace("{name}", quote(plan.name, safe=""))


def code_of(plan: SheetPlan) -> Drawing | None:
    """Return the QR code of a sheet; None if it shall have none, or what it holds is too long."""
    text = code_text(plan)
    return drawing(text, MOST_MODULES) if text else None
