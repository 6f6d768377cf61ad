"""The sentence breaks off: it ends with a colon, a comma, 如下 or 以下几点.

What it announces is not on the card. 0.8 % of judged cards, 64 % of them bad.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.folding import fold
from cribdeck.lint.check import BLANK, Asked, CardCheck, Sample, quoted

_BREAKS_OFF: Final = re.compile(
    r"(?:[:：,，、]|如下|以下几[点种个类]|as follows|the following|such as|包括|例如|比如)$",
    re.IGNORECASE,
)


def _examine(asked: Asked, _threshold: int) -> str:
    if asked.shows_others:
        return ""
    whole = asked.card.question.replace(BLANK, asked.card.answer).strip()
    answer = asked.card.answer.strip()
    for text in (answer, whole):
        if _BREAKS_OFF.search(fold(text[-20:])):
            return f"{quoted(text[-20:])} breaks off"
    return ""


CHECK: Final = CardCheck(
    name="unfinished",
    doc=__doc__,
    hint="finish the sentence, or make what follows a list below it",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("淘汰策略：[...]", "常用的有以下几种"),
        Sample("[...] 的淘汰策略分为：", "Redis", "statement"),
    ),
    accepts=(
        Sample("淘汰策略：[...]", "内存满时删哪些键的规则"),
        Sample("[...]：内存满时的规则", "淘汰策略"),
    ),
)
