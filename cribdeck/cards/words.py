"""The few words that a card itself says, in the language of its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cribdeck.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Words and marks of one language."""

    colon: str
    """Between a term and its meaning, a heading and its cell."""
    count: str
    """After the lead of a list; `{}` stands for the number of items."""
    which: str
    """Asks for one of the choices of a contrast."""
    which_ones: str
    """Asks which of the things named say yes."""
    comma: str
    """Between the names of things."""
    also: str
    """Before the path of another source that says the same."""
    elsewhere: str
    """Over what other places say in other words."""
    disputed: str
    """Over what another place says to the contrary."""
    corrected: str
    """Over words of the note that are shown corrected."""
    written: str
    """Before a word as the note spells it, where the card shows it corrected."""


WORDS: Final[Mapping[Language, Words]] = {
    "zh": Words(
        colon="：",
        count="（{}）",
        which="哪一个？",
        which_ones="哪些？",
        comma="、",
        also="另见",
        elsewhere="另一处",
        disputed="另一说",
        corrected="更正",
        written="原文作",
    ),
    "en": Words(
        colon=": ",
        count=" ({})",
        which="Which one?",
        which_ones="Which of them?",
        comma=", ",
        also="also in",
        elsewhere="In other words",
        disputed="But also",
        corrected="Corrected",
        written="in the notes:",
    ),
}
