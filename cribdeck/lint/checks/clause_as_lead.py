"""The lead of a list is a clause, or longer than 15 units: not a question anybody would ask.

Be precise. 2.7 % of judged cards, 41 % of them bad before the rules for lists refused such
leads; of what is left most is clumsy, not bad.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample, quoted
from cribdeck.units import units

_INSIDE: Final = re.compile(r"[，。；]\S|[,;]\s")


def _examine(asked: Asked, most: int) -> str:
    if not asked.is_list:
        return ""
    if units(asked.head) > most or _INSIDE.search(asked.head):
        return f"the lead {quoted(asked.head)} is no label"
    return ""


CHECK: Final = CardCheck(
    name="clause_as_lead",
    doc=__doc__,
    hint="write a short lead above the list, such as `X 的类型：`",
    threshold=15,
    level="info",
    examine=_examine,
    finds=(
        Sample("内存不够时，会淘汰（2）\n[...]\n随机键", "最久未用的键", "listing"),
        Sample(f"{'长' * 16}（2）\n[...]\n乙", "甲", "steps"),
    ),
    accepts=(
        Sample("淘汰策略（2）\n[...]\n随机", "LRU", "listing"),
        Sample("内存不够时，淘汰 [...]", "最久未用的键", "statement"),
    ),
)
