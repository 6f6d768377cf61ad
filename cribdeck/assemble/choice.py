"""Which claim fills a cell: the best, unless another is too close to call.

The answers to one cell go in; out comes what is done. Policy: better unfilled, with the
candidates shown, than wrong. Two answers that say the same do not compete.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cribdeck.assemble.gathering import MARGIN, Candidate, candidates
from cribdeck.assemble.scoring import CANDIDATE, ENOUGH, ENOUGH_IN_PAIRS, Answer
from cribdeck.inline import plain
from cribdeck.relate.normalise import bare, bigrams

MOST_SHOWN: Final = 3
_ALIKE: Final = 0.5
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Filled:
    """The notes say what stands in the cell."""

    best: Candidate


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The notes say several things, and nothing tells which is meant."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unfilled:
    """The notes say nothing that fits well enough."""

    candidates: tuple[Candidate, ...]


Choice: TypeAlias = Filled | Ambiguous | Unfilled


def chosen(answers: Sequence[Answer]) -> Choice:
    """Return what is done with a cell that has these answers."""
    distinct: list[Candidate] = []
    for candidate in candidates([it for it in answers if it.score >= CANDIDATE]):
        if not any(_say_the_same(candidate, it) for it in distinct):
            distinct.append(candidate)
    if not distinct or distinct[0].score < (ENOUGH_IN_PAIRS if distinct[0].paired else ENOUGH):
        return Unfilled(tuple(distinct[:MOST_SHOWN]))
    best = distinct[0]
    close = [it for it in distinct if best.score - it.score < MARGIN and not _both_define(best, it)]
    close = [best, *(it for it in close if it is not best and it.paired >= best.paired)]
    if len(close) > 1:
        return Ambiguous(tuple(close[:MOST_SHOWN]))
    return Filled(best)


def _both_define(one: Candidate, other: Candidate) -> bool:
    """Return whether both say what a thing is: that can be told in more than one way."""
    return one.shown == other.shown == "defined"


def _say_the_same(one: Candidate, other: Candidate) -> bool:
    mine, theirs = (bare(plain(it.text)) for it in (one, other))
    if mine in theirs or theirs in mine:
        return True
    if set(_NUMBER.findall(mine)) != set(_NUMBER.findall(theirs)):
        return False
    pairs = bigrams(mine), bigrams(theirs)
    smaller = min(map(len, pairs))
    return smaller > 0 and len(pairs[0] & pairs[1]) >= _ALIKE * smaller
