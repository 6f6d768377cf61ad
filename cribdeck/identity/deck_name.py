"""Deck names: words of the author go in, a name that Anki takes as it is comes out.

Anki matches decks by name alone, and changes names it does not like on import: what it
would change is changed here, so that the ledger knows the name the learner sees.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SEPARATOR: Final = "::"

_UNWELCOME: Final = re.compile(r'[\x00-\x1f\x7f"]')
_COLONS: Final = re.compile(r"::+")


def deck_name(deck: str, *titles: str) -> str:
    """Return the full name of a deck, outermost level first.

    Args:
        deck: a name that may have levels of its own, separated by `::`.
        titles: one further level each; those that are empty are left out.
    """
    levels = (_level(level) for level in (*deck.split(SEPARATOR), *titles))
    return SEPARATOR.join(level for level in levels if level) or "Cribdeck"


def _level(name: str) -> str:
    clean = _UNWELCOME.sub("", unicodedata.normalize("NFC", name))
    return " ".join(_COLONS.sub(":", clean).split()).strip(": ")
