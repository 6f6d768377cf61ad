"""Cards that must not be made are taken out of their notes before these are composed again.

Identified drafts and the cards to hold back go in, drafts that do not ask for them come
out. The other cards keep their cloze numbers, and the ledger keeps the number of a card
held back, so that its history is there when it comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from cribdeck.identity.identify import Identified


def without_cards(
    notes: Iterable[Identified], held: Mapping[str, Collection[int]]
) -> Iterator[Identified]:
    """Yield the notes without the cards in `held` (ordinals by GUID); none that has no card."""
    for note in notes:
        ordinals = held.get(note.guid, ())
        numbers = tuple(
            None if number is None or number - 1 in ordinals else number for number in note.numbers
        )
        if any(numbers):
            yield replace(note, numbers=numbers) if ordinals else note
