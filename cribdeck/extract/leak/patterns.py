"""Answers that a question gives away without showing them: by a mirror, a pattern, a word.

Plain text goes in, a yes or no comes out; the rules decide what to do about it. Policy: only
what anybody would fill in at once counts. Of 静态配置 and 动态配置 either gives the other
away; of 表锁 and 行锁 neither does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cribdeck.folding import fold
from cribdeck.opposites import OPPOSITES, differing
from cribdeck.units import HAN

_NEGATIONS: Final = frozenset(("非", "不", "无", "未", "没有", "不可", "not", "non", "non-", "no"))
_TWO, _FOUR = 2, 4
_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")


def are_mirrored(names: Sequence[str]) -> bool:
    """Return whether these are two names of which one is the opposite of the other."""
    if len(names) != _TWO:
        return False
    rests = differing(*(fold(name).casefold().strip(" 「」“”\"'`") for name in names))
    one, other = (rest.strip(" -") for rest in rests)
    if not (one and other):
        return (one or other) in _NEGATIONS
    return other in OPPOSITES.get(one, ()) or one in OPPOSITES.get(other, ())


def is_grid(names: Sequence[str]) -> bool:
    """Return whether four names are two beginnings with two ends each, as 水平分库, 水平分表 …."""
    if len(names) != _FOUR or len(set(names)) != _FOUR:
        return False
    shortest = min(map(len, names))
    return any(
        len({name[:size] for name in names}) == len({name[size:] for name in names}) == _TWO
        for size in range(1, shortest)
    )


def shares_word(term: str, meaning: str) -> bool:
    """Return whether two neighbouring Chinese characters of `term` stand in `meaning`."""
    told = fold(meaning)
    runs = _HAN_RUN.findall(fold(term))
    return any(first + second in told for run in runs for first, second in pairwise(run))
