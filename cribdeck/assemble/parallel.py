"""Answers that stand side by side: two things told of in the same way, in the same place.

The answers of one row of a table, by thing, go in; they come out with those raised that have
a counterpart: in the same line, or below the same titles and labels but for the names. Notes
that say 缺点 of one thing and in the next line 缺点 of the other mean to compare them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.assemble.asked import Asked
from cribdeck.assemble.evidence import without
from cribdeck.assemble.scoring import Answer

PARALLEL: Final = 0.5


def side_by_side(row: Sequence[Sequence[Answer]], asked: Sequence[Asked]) -> list[list[Answer]]:
    """Return the answers of a row, by thing, with those raised that have a counterpart."""
    told: dict[Hashable, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for thing, answers in enumerate(row):
        for answer in answers:
            told[_place(answer, asked[thing])][_said(answer, asked[thing])].add(thing)
    return [
        [
            replace(
                it,
                score=round(it.score + PARALLEL, 2),
                paired=it.claim.home and it.shown != "defined",
            )
            if _has_counterpart(told[_place(it, asked[thing])], _said(it, asked[thing]), thing)
            else it
            for it in answers
        ]
        for thing, answers in enumerate(row)
    ]


def _raised(answer: Answer) -> Answer:
    """Return an answer that has a counterpart; what something is, is told of anything."""
    paired = answer.claim.home and answer.shown != "defined"
    return replace(answer, score=round(answer.score + PARALLEL, 2), paired=paired)


def _has_counterpart(told: dict[str, set[int]], said: str, thing: int) -> bool:
    """Return whether something else is said of another thing, and this of no other."""
    if told[said] != {thing}:
        return False
    return any(things - {thing} for text, things in told.items() if text != said)


def _place(answer: Answer, asked: Asked) -> Hashable:
    """Return where an answer stands, names aside; what is only mentioned stands nowhere."""
    claim = answer.claim
    if claim.about in ("mention", "cell"):
        return id(answer)
    titles = tuple(without(it, asked.all_names) for it in claim.setting.titles)
    labels = tuple(without(it, asked.all_names) for it in claim.clause.labels)
    return claim.line.section, titles, labels, claim.line.depth, answer.shown


def _said(answer: Answer, asked: Asked) -> str:
    return without(answer.text, asked.all_names).strip()
