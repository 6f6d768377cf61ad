"""A question of the text, not for the learner: it begins with 那, 那么, so.

Writers lead their readers with such questions; the answer is the next paragraph. A third of
judged cards from question lines were bad.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.folding import fold
from cribdeck.lint.check import Asked, CardCheck, Sample, quoted

_LEADS_ON: Final = re.compile(
    r"(?:那么?|所以|既然|但是?|难道|可是|好了|so|but|and|or)(?![a-z])", re.IGNORECASE
)


def _examine(asked: Asked, _threshold: int) -> str:
    if asked.note.kind != "question":
        return ""
    head = asked.head
    if _LEADS_ON.match(fold(head).lstrip()):
        return f"{quoted(head)} leads on instead of asking"
    return ""


CHECK: Final = CardCheck(
    name="rhetorical_question",
    doc=__doc__,
    hint="ask one plain question",
    examine=_examine,
    finds=(
        Sample("那么怎么保证不丢消息？\n[...]", "确认机制", "question"),
        Sample("So why is it fast?\n[...]", "memory", "question"),
    ),
    accepts=(
        Sample("怎么保证不丢消息？\n[...]", "确认机制", "question"),
        Sample("有哪些隔离级别？默认是哪个？\n[...]", "四种", "question"),
        Sample("Sorted set 用什么实现？\n[...]", "跳表", "question"),
    ),
)
