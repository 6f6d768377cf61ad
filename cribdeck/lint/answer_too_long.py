"""The answer is longer than 80 units: nobody recalls it whole, so nobody can grade it.

Minimum information principle (Wozniak, rule 4). Judged cards with answers over 45 units
were good in 37 % of cases only; over 80 they should be split.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.lint.check import Check, NoteCheck
from cribdeck.units import units

_MOST: Final = 80


def _examine(notes: Sequence[Note]) -> Iterator[Diagnostic]:
    for note in notes:
        for card in note.cards:
            if (length := units(card.answer)) > _MOST:
                yield warning(
                    CHECK.name,
                    note.span,
                    f"the answer of a card is {length} units long, {_MOST} are the limit",
                    "split it into a list or into several lines",
                )


CHECK: Final[NoteCheck] = Check(
    name="answer_too_long",
    doc=__doc__,
    examine=_examine,
    finds=((("什么是 CAP？[...]", "一" * 81),),),
    accepts=((("什么是 CAP？[...]", "一" * 80),), (("[...]", "word " * 80),)),
)
