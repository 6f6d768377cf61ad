"""Assignments: how alike each pair is goes in; which became which, and what is in doubt, come out.

A pair is taken when each is the other's best, and no rival comes near it. In what is near
lies a doubt, and what is in doubt is never paired: two cards learnt anew cost less than a
history on the wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Pair: TypeAlias = tuple[int, int]
"""A text of now and one of before, by their keys."""

MARGIN: Final = 0.1
"""By how much the best must beat the next best,"""
_TIMES: Final = 2.5
"""or how many times further away the next best must be."""
_LEAST: Final = 0.04
_ROUNDS: Final = 4
"""A pair that is taken leaves its rivals to others; bounds how far that goes."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of the texts that are alike."""

    pairs: Mapping[int, int]
    """From now to before."""
    doubts: Mapping[int, tuple[Pair, ...]] = field(default_factory=dict)
    """Of each text of now that might be one of before: the pairs between which nothing decides."""


def assign(values: Mapping[Pair, float], least: float) -> Assigned:
    """Return the pairs that are beyond doubt.

    Args:
        values: how alike each candidate pair is; pairs that are missing are not alike.
        least: value from which on a pair may be one text.
    """
    pairs: dict[int, int] = {}
    left = dict(values)
    doubts: dict[int, tuple[Pair, ...]] = {}
    for _ in range(_ROUNDS):
        doubts.clear()
        found = _beyond_doubt(left, least, doubts)
        if not found:
            break
        pairs |= found
        taken = set(found.values())
        left = {
            pair: value
            for pair, value in left.items()
            if pair[0] not in found and pair[1] not in taken
        }
    return Assigned(pairs, doubts)


def undisputed(pairs: Collection[Pair], values: Mapping[Pair, float]) -> set[Pair]:
    """Return the pairs that are clear of all rivals who have found nobody else."""
    kept = set(pairs)
    while True:
        news, olds = {new for new, _ in kept}, {old for _, old in kept}
        best = defaultdict[Pair, float](float)
        for (new, old), value in values.items():
            if new in news and old not in olds:
                best[new, -1] = max(best[new, -1], value)
            if old in olds and new not in news:
                best[-1, old] = max(best[-1, old], value)
        clear = {
            (new, old)
            for new, old in kept
            if _is_clear(values[new, old], max(best[new, -1], best[-1, old]))
        }
        if clear == kept:
            return kept
        kept = clear


def _beyond_doubt(
    values: Mapping[Pair, float], least: float, doubts: dict[int, tuple[Pair, ...]]
) -> dict[int, int]:
    ours, theirs = defaultdict[int, list[Pair]](list), defaultdict[int, list[Pair]](list)
    for pair in sorted(values, key=lambda it: (-values[it], it)):
        ours[pair[0]].append(pair)
        theirs[pair[1]].append(pair)
    found: dict[int, int] = {}
    for new, candidates in ours.items():
        best = candidates[0]
        if values[best] < least:
            continue
        rivals = [it for it in (*candidates[:2], *theirs[best[1]][:2]) if it != best]
        near = tuple(it for it in rivals if not _is_clear(values[best], values[it]))
        if near:
            doubts[new] = (best, *near)
        else:
            found[new] = best[1]
    return found


def _is_clear(best: float, rival: float) -> bool:
    """Return whether `best` leaves no doubt beside `rival`."""
    lead = best - rival
    # Two typos apart is far when the best is letter for letter the same.
    return lead >= MARGIN or (lead >= _LEAST and 1 - rival >= _TIMES * max(0.0, 1 - best))
