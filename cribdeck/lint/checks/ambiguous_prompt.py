"""Two cards ask the same and want different answers.

The learner cannot know which one is meant; the two compete and both are forgotten
(interference: Wozniak, rule 11). Prompts are compared with the titles above them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.cards.note import Card, Note
from cribdeck.lint.check import DeckCheck, Finding, Sample, quoted


def _examine(notes: Sequence[Note], _threshold: int) -> Iterator[Finding]:
    seen: dict[tuple[tuple[str, ...], str], tuple[Note, Card]] = {}
    for note in notes:
        for card in note.cards:
            prompt = (note.crumbs, " ".join(card.question.split()))
            first, other = seen.setdefault(prompt, (note, card))
            if other.answer != card.answer:
                message = (
                    f"asks the same as {first.span}, but wants {quoted(card.answer)} instead of "
                    f"{quoted(other.answer)}"
                )
                yield Finding(note.span, message, note, card.ordinal)


CHECK: Final = DeckCheck(
    name="ambiguous_prompt",
    doc=__doc__,
    hint="say in one of the lines what makes the difference",
    examine=_examine,
    finds=((Sample("[...]：最常用", "轮询"), Sample("[...]：最常用", "哈希")),),
    accepts=(
        (Sample("[...]：最常用", "轮询"), Sample("[...]：最常用", "轮询")),
        (Sample("优点：[...]", "快", crumbs=("甲",)), Sample("优点：[...]", "稳", crumbs=("乙",))),
    ),
)
