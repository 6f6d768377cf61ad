"""What a check is: a name, its reason, examples, and a function over all notes.

Examples are lists of (question, answer) pairs, one for each card of a small deck; the tests
run every check over its own, so documentation and behaviour cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic

Deck: TypeAlias = tuple[tuple[str, str], ...]
"""Question and answer of each card."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check."""

    name: str
    """Says what is found; it is the code of the diagnostics."""
    doc: str
    """The module's docstring: what, threshold, reason and its source."""
    examine: Callable[[tuple[Note, ...]], Iterator[Diagnostic]]
    finds: tuple[Deck, ...]
    """Decks in which the check finds something."""
    accepts: tuple[Deck, ...]
    """Decks in which it finds nothing, although they look alike."""
