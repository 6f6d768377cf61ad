"""The step that is shown while the first one is asked for, since no earlier one can be.

The steps of a sequence go in, the place of one comes out. Policy: the second, which says what
the first leads to; if that repeats words of the first, the last; if that does, too, none.
What stands in every step (状态, when all steps are states) gives nothing away.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from cribdeck.inline import RichText, plain
from cribdeck.units import has_han, split_units


def cue(steps: Sequence[RichText]) -> int | None:
    """Return the index of the step to show; None if each would give the first away."""
    words = list(map(_words, map(plain, steps)))
    common = reduce(frozenset.intersection, words)
    places = (1, len(words) - 1) if len(words) > 1 else ()
    return next((it for it in places if not (words[0] & words[it]) - common), None)


def _words(text: str) -> frozenset[str]:
    """Return the Latin words and numbers of `text`, and each two neighbouring units."""
    found = [unit.casefold() for unit in split_units(text)]
    pairs = (one + other for one, other in pairwise(found) if has_han(one + other))
    return frozenset((*(unit for unit in found if not has_han(unit)), *pairs))
