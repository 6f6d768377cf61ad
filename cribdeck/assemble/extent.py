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
from cribdeck.assemble.scoring import CONDITION, LONGEST, Answer, is_condition
from cribdeck.extract.splitting import without_brackets
from cribdeck.units import units

_VALUES: Final = ("label", "called", "title", "like title", "near label")
"""What shows that everything up to the end of the sentence answers."""
_ALIKE: Final = 0.7
"""Difference in score of clauses that answer together; a much better one answers alone."""
_GOES_ON: Final = re.compile(
    r"\s*(?:只|仅|即|也就是|因此|所以|从而|比(?!如)|并且|而且|以及|但是?|最)"
)
_ENDS_OPEN: Final = re.compile(r"(?:是|为|在于|包括|有)$")
_LEANS_BACK: Final = re.compile(r"则|那么|才能?|便|就(?!绪)")
_IS_ALSO: Final = re.compile(r"\s*(?:它|也|同时)?是(?:一|由|用)")
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
        best, last = first, at
        circumstance = _is_open(first.text)
        while last + 1 < len(claims) and _may_go_on(first, claims[last], claims[last + 1]):
            other = scored[last + 1]
            consequence = _is_open(claims[last].text if last > at else first.text)
            if not (consequence or _goes_on(first, other, claims[last + 1])):
                break
            last += 1
            if other is not None and other.score > best.score:
                best = other
        score, end = best.score, claims[last].clause.end if last > at else first.end
        if circumstance and last > at:
            score = max(score, round(first.score - CONDITION, 2))
        start = _begins(claims, at, first)
        yield replace(first, score=score, shown=best.shown, start=start, end=end)
        at = last + 1


def _is_open(text: str) -> bool:
    """Return whether a clause wants the next: it is a condition, or ends with 是."""
    return is_condition(text) or _ENDS_OPEN.search(text) is not None


def _begins(claims: Sequence[Claim], at: int, first: Answer) -> int:
    """Return where an answer begins: with the condition under which it holds, if that is short."""
    start = first.start
    while at and _adjoins(claims[at - 1], claims[at]):
        before = claims[at - 1]
        if not (is_condition(before.text) or _LEANS_BACK.match(claims[at].text)):
            break
        if units(first.claim.line.text[before.clause.start : first.end]) > LONGEST:
            break
        at, start = at - 1, before.clause.start
    return start


def _may_go_on(first: Answer, last: Claim, following: Claim) -> bool:
    """Return whether a clause stands right behind the answer, and is not too much for a cell."""
    if not _adjoins(last, following) or first.end < first.claim.clause.end:
        return False
    text = first.claim.line.text[first.start : following.clause.end]
    return units(without_brackets(text)) <= LONGEST


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
    explained = first.shown == "defined" and first.claim.about == "label"
    if explained or first.shown in _VALUES:
        return not _ASPECT_IS.match(following.text)
    if answered is not None and abs(answered.score - first.score) <= _ALIKE:
        return True
    if answered is not None and answered.score > first.score:
        return False
    if first.shown == "defined" and _IS_ALSO.match(following.text):
        return True
    return following.about in ("carried", "label", "title") and bool(_GOES_ON.match(following.text))
