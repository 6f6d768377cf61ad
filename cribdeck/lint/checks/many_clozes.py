"""More than 3 pieces of one sentence are hidden, each by a card of its own.

The cards teach each other's answers, and Anki buries all but one a day. Of judged sentences
with three clozes 17 % were good, with one 52 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.cards.note import Note
from cribdeck.lint.check import DeckCheck, Finding, Sample


def _examine(notes: Sequence[Note], most: int) -> Iterator[Finding]:
    for note in notes:
        if note.kind == "statement" and len(note.cards) > most:
            yield Finding(note.span, f"{len(note.cards)} cards ask about one sentence", note)


CHECK: Final = DeckCheck(
    name="many_clozes",
    doc=__doc__,
    hint="split the sentence, or give pieces that belong together one number",
    threshold=3,
    examine=_examine,
    finds=((Sample("[...] 用日志和快照保存数据", "Redis", "statement", cards=4),),),
    accepts=((Sample("[...] 把写命令追加到日志", "AOF", "statement", cards=3),),),
)
