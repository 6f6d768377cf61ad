"""A title above the question is a sentence: over 22 units, or with a comma or full stop inside.

A breadcrumb says where we are; it should not have to be read (Wozniak, rule 12). 7.8 % of
judged cards, 27 % of them bad.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample, quoted
from cribdeck.units import units

_INSIDE: Final = re.compile(r"[，。；]\S")


def _examine(asked: Asked, most: int) -> str:
    for crumb in asked.note.crumbs:
        if units(crumb) > most or _INSIDE.search(crumb):
            return f"the title {quoted(crumb)} is a sentence"
    return ""


CHECK: Final = CardCheck(
    name="crumb_is_a_sentence",
    doc=__doc__,
    hint="shorten the heading or lead to a label",
    level="info",
    threshold=22,
    examine=_examine,
    finds=(
        Sample("[...]", "答", crumbs=("缓存没有命中，就去查数据库",)),
        Sample("问", "答", crumbs=("长" * 23,)),
    ),
    accepts=(
        Sample("[...]", "答", crumbs=("缓存击穿、穿透与雪崩",)),
        Sample("问", "答", crumbs=("为什么快？",)),
    ),
)
