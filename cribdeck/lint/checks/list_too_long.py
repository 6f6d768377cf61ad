"""A list of more than 7 items is asked for.

Sets and enumerations are the hardest things to learn (Wozniak, rules 9 and 10); working
memory holds 3 to 5 chunks (Cowan 2001).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.cards.note import Note
from cribdeck.lint.check import DeckCheck, Finding, Sample


def _examine(notes: Sequence[Note], most: int) -> Iterator[Finding]:
    for note in notes:
        if note.kind == "listing" and (count := note.cards[0].question.count("\n")) > most:
            yield Finding(note.span, f"a list of {count} items is hard to learn as one", note)


_EIGHT: Final = "\n".join("甲乙丙丁戊己庚辛")
CHECK: Final = DeckCheck(
    name="list_too_long",
    doc=__doc__,
    hint="group the items below sub-headings",
    threshold=7,
    examine=_examine,
    finds=((Sample(f"天干（8）\n{_EIGHT}", "甲", "listing"),),),
    accepts=(
        (Sample(f"天干（7）\n{_EIGHT[2:]}", "乙", "listing"),),
        (Sample(f"天干（8）\n{_EIGHT}", "甲", "steps"),),
    ),
)
