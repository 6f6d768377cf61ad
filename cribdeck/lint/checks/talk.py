"""Somebody talks: 我, 你, 我们, I, you, we in the question.

The source is conversation, not a fact. 2.4 % of judged cards, 49 % of them bad.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample
from cribdeck.wording import mentions_person


def _examine(asked: Asked, _threshold: int) -> str:
    return "the question talks to somebody" if mentions_person(asked.prompt) else ""


CHECK: Final = CardCheck(
    name="talk",
    doc=__doc__,
    hint="state the fact without 我们, 你, you, we",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("我们先看 [...] 的启动过程", "Redis", "statement"),
        Sample("Before you deploy, run [...] on every node", "checks", "statement"),
    ),
    accepts=(Sample("[...] 多路复用让一个线程守住多个连接", "I/O", "statement"),),
)
