"""The answer is longer than 45 units: it can be recalled, but hardly twice in the same way.

Minimum information principle (Wozniak, rule 4), focus (Matuschak). Of judged cards with
such answers 37 % were good, against 52 % of all; few were outright bad (8 %).
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample
from cribdeck.units import units


def _examine(asked: Asked, most: int) -> str:
    length = units(asked.card.answer)
    return f"the answer is {length} units long, best are 2 to 20" if length > most else ""


CHECK: Final = CardCheck(
    name="long_answer",
    doc=__doc__,
    hint="ask for one idea a line",
    level="info",
    threshold=45,
    examine=_examine,
    finds=(Sample("AOF 重写：[...]", "一" * 46),),
    accepts=(Sample("AOF 重写：[...]", "一" * 45),),
)
