"""Three quarters of the answer's pairs of units can be read in the prompt.

一致性哈希算法 is hardly an answer where 哈希的算法满足一致性 is shown. Of judged cards that
showed three fifths of the pairs 23 % were good; from three quarters on two in ten still
asked for something. Only answers of 4 to 20 units are looked at: longer ones repeat a word
or two by nature.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample, quoted
from cribdeck.units import split_units, units

_SHORTEST, _LONGEST = 4, 20
_WHOLE = 100


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(unit.casefold() for unit in split_units(text)))


def _examine(asked: Asked, most: int) -> str:
    if asked.shows_others or not _SHORTEST <= units(asked.card.answer) <= _LONGEST:
        return ""
    pairs = _pairs(asked.card.answer)
    share = _WHOLE * len(pairs & _pairs(asked.prompt)) // len(pairs)
    if share < most:
        return ""
    return f"{share} % of the answer {quoted(asked.card.answer)} can be read in the prompt"


CHECK: Final = CardCheck(
    name="partial_leak",
    doc=__doc__,
    hint="say it in other words on one side",
    level="keep out",
    threshold=75,
    examine=_examine,
    finds=(Sample("[...]：一致性哈希这种算法", "一致性哈希算法"),),
    accepts=(
        Sample("[...]：节点增减时只有少数键要搬家", "一致性哈希算法"),
        Sample("kafka cluster：[...]", "kafka 集群"),
    ),
)
