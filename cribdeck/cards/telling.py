"""Whether a cell of a comparison tells another one, so that its card had better not show it.

The cells of one row go in as plain text, a yes or no comes out. Policy: hiding a cell costs
little (title, aspect and the name of the thing still ask), showing 更容易丢 beside the blank
不易丢 costs the card. So a row hides its cells as soon as two of them

* hold the two words of a pair, one each (快 and 慢, 明文 and 加密, 自动 and 手动);
* are the same, or the same turned round (空间换时间, 时间换空间);
* say and deny the same (持久化后不易丢 and 更容易丢);
* stand on one scale (最高, 居中, 低).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations
from typing import Final

from cribdeck.folding import fold
from cribdeck.opposites import OPPOSITES, differing
from cribdeck.units import HAN, has_han, units

_LONGER: Final = tuple(
    (left, right)
    for left, others in OPPOSITES.items()
    for right in sorted(others)
    if min(len(left), len(right)) > 1 and has_han(left)
)
"""Single characters are too often part of another word: 大 of 大量."""
_NEGATION: Final = re.compile(r"[不无没未非]|\b(?:no|not|non|never|without)\b", re.IGNORECASE)
_DEGREE: Final = re.compile(
    r"(?:最|较|很|更|极|居|几乎)?(?:[高低大小多少快慢强弱好差中长短]|中等|为零)(?=$|[，,。；;：（(、])"
)
_NO_CONTENT: Final = frozenset(
    "的了是在和与或也都就又很更最较会要可以能一个把被给对从到为用不无没未非"
)
_HAN: Final = re.compile(rf"[{HAN}]")
_LATIN: Final = re.compile(r"[a-z]{3,}")
_SHORTEST: Final = 3
"""Units; in 仍在 and 不在 any character in common says what both speak of."""
_SHORT: Final = 8
"""Units; of longer cells one character in common says nothing."""


def tell_each_other(cells: Sequence[str]) -> bool:
    """Return whether one of these cells gives another one away."""
    texts = [fold(cell).casefold().strip() for cell in cells]
    return any(
        sorted(one) == sorted(other)
        or _are_apart(one, other)
        or _is_denial(one, other)
        or _on_one_scale(one, other)
        for one, other in permutations(texts, 2)
    )


def _are_apart(one: str, other: str) -> bool:
    """Return whether they differ in a pair of opposites, or hold a longer one, one word each."""
    first, second = differing(one, other)
    return second in OPPOSITES.get(first, ()) or any(
        left in one and right in other and left not in other and right not in one
        for left, right in _LONGER
    )


def _is_denial(one: str, other: str) -> bool:
    """Return whether one of them denies, and both speak of the same."""
    if bool(_NEGATION.search(one)) == bool(_NEGATION.search(other)):
        return False
    shared = _said(one) & _said(other)
    if max(units(one), units(other)) <= _SHORTEST:
        return bool(shared)
    return len(shared - _NO_CONTENT) > (min(units(one), units(other)) > _SHORT)


def _on_one_scale(one: str, other: str) -> bool:
    return bool(_DEGREE.match(one) and _DEGREE.match(other))


def _said(text: str) -> frozenset[str]:
    return frozenset((*_HAN.findall(text), *_LATIN.findall(text)))
