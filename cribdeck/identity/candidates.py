"""Candidates: texts of now and of before go in, pairs that may be alike come out.

Two texts that are alike have something in common that few others have. So each looks only among
those that share its rarest features, and the work grows with the number of texts, not of pairs;
a feature that many have leads nowhere. Texts that have nothing rare find nothing:
thousands of lines with the same words cannot be told apart anyway.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from cribdeck.identity.assignment import Pair
from cribdeck.identity.likeness import Gist

_COMMON: Final = 40
"""Texts that may share a feature before it leads nowhere."""
_RAREST: Final = 12
"""Features of a text that are looked up."""
_CLOSEST: Final = 8
"""Candidates of a text, those with most features in common."""


def candidates(now: Mapping[int, Gist], before: Mapping[int, Gist]) -> Iterator[Pair]:
    """Yield pairs of keys, at most `_CLOSEST` for each text of now, in a fixed order."""
    having = defaultdict[str, list[int]](list)
    for key, it in before.items():
        for feature in it.features:
            having[feature].append(key)
    common = Counter(feature for it in now.values() for feature in it.features)
    for key, it in now.items():
        known = (feature for feature in it.features if feature in having)
        rare = sorted(known, key=lambda name: (len(having[name]) + common[name], name))
        shared = Counter(
            other
            for feature in rare[:_RAREST]
            if max(len(having[feature]), common[feature]) <= _COMMON
            for other in having[feature]
        )
        for other, _ in sorted(shared.items(), key=lambda it: (-it[1], it[0]))[:_CLOSEST]:
            yield key, other
