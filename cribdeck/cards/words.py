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
    also: str
    """Before the path of another source that says the same."""


WORDS: Final[Mapping[Language, Words]] = {
    "zh": Words(colon="：", count="（{}）", which="哪一个？", also="另见"),
    "en": Words(colon=": ", count=" ({})", which="Which one?", also="also in"),
}
