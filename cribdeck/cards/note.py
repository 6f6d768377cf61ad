"""Anki notes as we compose them, ready to be written: plain values, free of any library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cribdeck.identity.draft import Kind
from cribdeck.identity.identify import State
from cribdeck.span import Span


@dataclass(frozen=True, slots=True)
class Card:
    """What Anki will ask about one cloze number of a note."""

    ordinal: int
    """Cloze number minus one."""
    question: str
    """Plain text; the blank is shown as `[...]` or its hint."""
    answer: str
    """Plain text of what the blank hides."""


@dataclass(frozen=True, slots=True)
class Note:
    """One Anki note."""

    guid: str
    kind: Kind
    rule: str
    deck: str
    """Full name, levels separated by `::`."""
    tags: tuple[str, ...]
    span: Span
    fields: tuple[str, ...]
    """HTML, in the order of `notetype.FIELDS`."""
    cards: tuple[Card, ...]
    """By ordinal."""
    state: State | Literal["retired"]
    """A retired note is sent once more, to say so: see `tombstone`."""
    also: tuple[Span, ...] = ()
    """Other places where the notes say the same."""
    crumbs: tuple[str, ...] = ()
    """What the cards show above the question, outermost first."""
    mod: int = 0
    """Seconds since 1970, set by `identity.stamp`."""
    belongs: str = ""
    """The deck a new note would go to, where that is not `deck`: cards never move by themselves."""

    @property
    def numbers(self) -> frozenset[int]:
        """The cloze numbers that have a card."""
        return frozenset(card.ordinal + 1 for card in self.cards)
