"""How much of a line answers: the clause that does, and those that go on with it.

The claims about one thing and what each answers go in; out come the answers, those of
neighbouring clauses joined. What stands behind a label answers up to the end of its sentence,
or until the next thing is spoken of; elsewhere a clause goes on in the next one only if that
answers too, or plainly continues (`…，只有 8 个字节`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.assemble.claims import Claim
from cribdeck.assemble.scoring import LONGEST, Answer
from cribdeck.units import units

_VALUES: Final = ("label", "called", "title", "near label")
"""What shows that everything up to the end of the sentence answers."""
_ALIKE: Final = 0.7
"""Difference in score of clauses that answer together; a much better one answers alone."""
_GOES_ON: Final = re.compile(
    r"\s*(?:只|仅|即|也就是|因此|所以|从而|比(?!如)|并且|而且|以及|但是?|最)"
)
_ASPECT_IS: Final = re.compile(
    r".{0,12}?(?:优点|缺点|优势|劣势|不足|好处|特点|区别)(?:是|为|在于|：|:)"
)


def whole(claims: Sequence[Claim], scored: Sequence[Answer | None]) -> Iterator[Answer]:
    """Yield the answers, each with the clauses that go on with it."""
    at = 0
    while at < len(claims):
        first = scored[at]
        if first is None:
            at += 1
            continue
        best, end, last = first, first.end, at
        while last + 1 < len(claims):
            following = claims[last + 1]
            if not _adjoins(claims[last], following) or not _goes_on(
                first, scored[last + 1], following
            ):
                break
            text = first.claim.line.text[first.start : following.clause.end]
            if units(text) > LONGEST:
                break
            last += 1
            end = following.clause.end
            other = scored[last]
            if other is not None and other.score > best.score:
                best = other
        yield replace(first, score=best.score, shown=best.shown, end=end)
        at = last + 1


def _adjoins(one: Claim, other: Claim) -> bool:
    return (
        one.line is other.line
        and other.order == one.order + 1
        and one.clause.sentence == other.clause.sentence
        and one.clause.labels == other.clause.labels
    )


def _goes_on(first: Answer, answered: Answer | None, following: Claim) -> bool:
    if following.about == "mention" and first.claim.about != "mention":
        return False
    if first.shown in _VALUES:
        return not _ASPECT_IS.match(following.text)
    if answered is not None and abs(answered.score - first.score) <= _ALIKE:
        return True
    if answered is not None and answered.score > first.score:
        return False
    return following.about in ("carried", "label", "title") and bool(_GOES_ON.match(following.text))
