"""The answer stands, word for word, in its own prompt.

Such a card is answered by reading, not by remembering. Brackets and spaces do not count,
nor do answers of a single character. Of 1,462 judged cards 1.3 % had this fault, and only
5 % of those were good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.lint.check import Check, NoteCheck

_ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]|\s")
_BLANK: Final = "[...]"
_SIDE_BY_SIDE: Final = ("comparison", "glossary", "record", "listing", "steps")
"""Kinds that show other answers beside the blank; these may well be equal or contain it."""
_WORD: Final = re.compile(r"[A-Za-z0-9_]")


def _core(text: str) -> str:
    return _ASIDE.sub("", text).casefold()


def _stands_in(answer: str, prompt: str) -> bool:
    """Return whether `answer` occurs in `prompt`, Latin words only as whole words."""
    left = r"(?<![a-z0-9_])" if _WORD.match(answer) else ""
    right = r"(?![a-z0-9_])" if _WORD.match(answer[-1]) else ""
    return re.search(left + re.escape(answer) + right, prompt) is not None


def _examine(notes: Sequence[Note]) -> Iterator[Diagnostic]:
    for note in notes:
        if note.kind in _SIDE_BY_SIDE:
            continue
        for card in note.cards:
            answer = _core(card.answer)
            if len(answer) > 1 and _stands_in(answer, _core(card.question.replace(_BLANK, "\n"))):
                yield warning(
                    CHECK.name,
                    note.span,
                    f"the prompt of a card shows its answer “{card.answer}”",
                    "reword the line, or ask the other way round",
                )


CHECK: Final[NoteCheck] = Check(
    name="answer_in_prompt",
    doc=__doc__,
    examine=_examine,
    finds=(
        (("[...]：ISR 是跟得上 leader 的副本集合", "ISR"),),
        (("[...]：多台 服务器分担请求，负载 均衡", "负载均衡（LB）"),),
    ),
    accepts=(
        (("[...]：跟得上 leader 的副本集合", "ISR"),),
        (("[...]：preadless", "read"),),
        (("[...] 是一", "一"),),
    ),
)
