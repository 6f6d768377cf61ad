"""Two cards ask the same and want different answers.

The learner cannot know which one is meant; the two compete and both are forgotten
(interference: Wozniak, rule 11). Prompts are compared with their context.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.cards.note import Card, Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.lint.check import Check, NoteCheck

_CONTEXT: Final = [name for name, _ in FIELDS].index("Context")


def _examine(notes: Sequence[Note]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], tuple[Note, Card]] = {}
    for note in notes:
        for card in note.cards:
            prompt = (note.fields[_CONTEXT], " ".join(card.question.split()))
            first, other = seen.setdefault(prompt, (note, card))
            if other.answer != card.answer:
                yield warning(
                    CHECK.name,
                    note.span,
                    f"asks the same as {first.span}, but wants “{card.answer}” instead of "
                    f"“{other.answer}”",
                    "say in one of the lines what makes the difference",
                )


CHECK: Final[NoteCheck] = Check(
    name="ambiguous_prompt",
    doc=__doc__,
    examine=_examine,
    finds=((("[...]：最常用", "轮询"), ("[...]：最常用", "哈希")),),
    accepts=((("[...]：最常用", "轮询"), ("[...]：最常用", "轮询")),),
)
