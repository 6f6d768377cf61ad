"""Pouring boxes into columns.

Two ways. *Near order* moves whole boxes up to a few places, so that columns fill without
cutting any box; strict order would cost 6 % of type size on a page of 17 boxes. *In order*
keeps the reading order and cuts boxes between pieces where that is cheap; it is linear in
the number of pieces, so long notes take it, as do boxes too tall for the other way.

All heights are millimetres. Nothing here knows fonts, type sizes or pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, TypeAlias

from cribdeck.sheets.heights import FORBIDDEN, BoxHeights
from cribdeck.sheets.leading import TextHeights
from cribdeck.sheets.model import Part

Packing: TypeAlias = tuple[tuple[Part, ...], ...]
"""The parts of each column, from top to bottom."""

FARTHEST_MOVES: Final = (4, 6)
"""Places that a box may leave its place in the reading order by; the less is tried first."""
_BEAM: Final = 200
_LARGEST_NEAR_ORDER: Final = 60
"""Boxes beyond which their order is kept: trying permutations would take too long."""
_STATES: Final = 48
_SCRAP: Final = 25.0
"""Millimetres below which a part of a box is a scrap: a title and a few lines."""
_TOLERANCE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Load:
    """Boxes as packing sees them."""

    heights: tuple[BoxHeights, ...]
    cuts: tuple[tuple[float, ...], ...]
    """Cost of a cut before each piece of each box."""
    gap: float
    """Least distance between two boxes."""
    follows: tuple[int | None, ...] = ()
    """For each box the one that it must never stand before, such as that of its parent."""
    texts: tuple[TextHeights, ...] = ()
    """How much of each box is text, which grows with the leading."""

    def total(self) -> float:
        """Return the height of all boxes in one column, a gap after each."""
        return sum(it.total + self.gap for it in self.heights)

    def column_height(self, parts: Sequence[Part]) -> float:
        """Return the height of a column with the least gaps."""
        inside = sum(self.heights[part.box].of(part) for part in parts)
        return inside + self.gap * max(0, len(parts) - 1)

    def text_height(self, parts: Sequence[Part]) -> float:
        """Return how much of a column is text, at the usual leading."""
        return sum(self.texts[part.box].of(part) for part in parts) if self.texts else 0.0

    def leader(self, box: int) -> int | None:
        """Return the box that `box` must never stand before, None for most."""
        return self.follows[box] if self.follows else None

    def whole(self, box: int) -> Part:
        """Return the part that is the whole box."""
        return Part(box, 0, len(self.heights[box].tops))


# --- whole boxes, near their place -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Poured:
    """Some boxes in columns; the last column is still open."""

    cost: float
    columns: tuple[tuple[int, ...], ...]
    height: float
    """Of the open column."""
    waiting: tuple[int, ...]
    """Boxes not yet placed, in reading order."""


def near_order(
    load: Load, limits: Sequence[float], farthest: int = FARTHEST_MOVES[0]
) -> Packing | None:
    """Return a packing of whole boxes, none far from its place in the reading order.

    A beam search: columns are filled one after another, each next box is one of the first
    few that wait. The first box stays first. Fewer boxes than columns leave columns empty.
    """
    heights = [it.total for it in load.heights]
    if len(heights) > _LARGEST_NEAR_ORDER:
        return None
    beam = [_Poured(0.0, ((),), 0.0, tuple(range(len(heights))))]
    for _ in heights:
        found: dict[tuple[frozenset[int], int, int], _Poured] = {}
        for state in beam:
            for successor in _next_boxes(state, load, limits, farthest):
                shape = (
                    frozenset(successor.waiting),
                    len(successor.columns),
                    round(successor.height),
                )
                rival = found.get(shape)
                if rival is None or successor.cost < rival.cost:
                    found[shape] = successor
        beam = sorted(found.values(), key=lambda it: (it.cost, it.columns))[:_BEAM]
        if not beam:
            return None
    best = min(beam, key=lambda it: (it.cost + _open_cost(it, limits), it.columns))
    columns = [sorted(column) for column in best.columns]
    columns = _in_place(columns, load, limits, farthest)
    return tuple(tuple(map(load.whole, column)) for column in columns)


def _unfilled_cost(height: float) -> float:
    """Return how bad it is to leave that much of a column empty: much in one is the worst."""
    return height + 0.05 * height**2


def _open_cost(state: _Poured, limits: Sequence[float]) -> float:
    """Return the cost of the columns that no box has closed."""
    first = len(state.columns)
    opened = _unfilled_cost(limits[first - 1] - state.height)
    return opened + sum(map(_unfilled_cost, limits[first:]))


def _next_boxes(
    state: _Poured, load: Load, limits: Sequence[float], farthest: int
) -> list[_Poured]:
    heights = [it.total for it in load.heights]
    place = len(heights) - len(state.waiting)
    successors: list[_Poured] = []
    for number, box in enumerate(state.waiting[: farthest if place else 1]):
        if abs(place - box) > farthest or load.leader(box) in state.waiting:
            continue
        waiting = state.waiting[:number] + state.waiting[number + 1 :]
        if waiting and place + 1 - waiting[0] > farthest:
            continue  # that box could never be placed again
        cost = state.cost + 0.25 * (place - box) ** 2
        *closed, opened = state.columns
        height = state.height + (load.gap if opened else 0.0) + heights[box]
        limit = limits[len(closed)]
        if height <= limit + _TOLERANCE:
            columns = (*closed, (*opened, box))
            successors.append(_Poured(cost, columns, height, waiting))
        if opened and len(state.columns) < len(limits) and heights[box] <= limits[len(closed) + 1]:
            columns = (*state.columns, (box,))
            cost += _unfilled_cost(limit - state.height)
            successors.append(_Poured(cost, columns, heights[box], waiting))
    return successors


def _in_place(
    columns: list[list[int]], load: Load, limits: Sequence[float], farthest: int
) -> list[list[int]]:
    """Swap boxes between columns as long as that brings them nearer to their places."""

    def height(column: Sequence[int]) -> float:
        return load.column_height([load.whole(box) for box in column])

    def cost(trial: Sequence[Sequence[int]]) -> float:
        order = [box for column in trial for box in column]
        misplaced = sum((place - box) ** 2 for place, box in enumerate(order))
        unfilled = sum((limit - height(it)) ** 2 for it, limit in zip(trial, limits, strict=False))
        return misplaced + 0.05 * unfilled

    def fits(trial: Sequence[Sequence[int]], changed: Sequence[int]) -> bool:
        places = {box: place for place, box in enumerate(box for it in trial for box in it)}
        leaders = {box: leader for box in places if (leader := load.leader(box)) is not None}
        return (
            all(trial[it] and height(trial[it]) <= limits[it] + _TOLERANCE for it in changed)
            and all(abs(place - box) <= farthest for box, place in places.items())
            and all(places[leader] < places[box] for box, leader in leaders.items())
        )

    best = cost(columns)
    moved = True
    while moved:
        moved = False
        for trial, one, other in _exchanges(columns):
            if fits(trial, (one, other)) and cost(trial) < best - _TOLERANCE:
                columns, best, moved = trial, cost(trial), True
                break
    return columns


def _exchanges(columns: list[list[int]]) -> list[tuple[list[list[int]], int, int]]:
    """Return every way to swap two boxes of different columns, or to move one; box 0 stays."""
    found: list[tuple[list[list[int]], int, int]] = []
    for one in range(len(columns)):
        for other in range(one + 1, len(columns)):
            for leaving in (None, *columns[one]):
                for coming in (None, *columns[other]):
                    if leaving == coming or 0 in {leaving, coming}:
                        continue
                    trial = list(columns)
                    trial[one] = _exchanged(columns[one], leaving, coming)
                    trial[other] = _exchanged(columns[other], coming, leaving)
                    found.append((trial, one, other))
    return found


def _exchanged(column: list[int], out: int | None, into: int | None) -> list[int]:
    kept = [box for box in column if box != out]
    return sorted(kept if into is None else [*kept, into])


# --- strict order, with cuts -------------------------------------------------------------

_Place: TypeAlias = tuple[int, int]
"""Box and piece that come next."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """Columns filled so far, in reading order."""

    cost: float
    columns: Packing


def in_order(load: Load, limits: Sequence[float]) -> Packing | None:
    """Return a packing in reading order that cuts boxes where it is cheapest.

    Cost of a column: the square of what stays empty, plus that of the cut at its end. Which
    piece the next column starts with is all that columns know of one another, so a few best
    states for each column are enough.
    """
    rest = _heights_from(load)
    end = (len(load.heights), 0)
    states: dict[_Place, _Filled] = {(0, 0): _Filled(0.0, ())}
    finished: list[_Filled] = []
    for number, limit in enumerate(limits):
        room = sum(limits[number + 1 :])
        found: dict[_Place, _Filled] = {}
        for place, state in states.items():
            for parts, following, cost in _columns_from(place, load, limit):
                if following != end and _rest(rest, load, following) > room + _TOLERANCE:
                    continue
                filled = _Filled(state.cost + cost, (*state.columns, parts))
                if following == end:
                    empty = sum(it**2 for it in limits[number + 1 :])
                    finished.append(replace(filled, cost=filled.cost + empty))
                elif following not in found or filled.cost < found[following].cost:
                    found[following] = filled
        ranked = sorted(found.items(), key=lambda it: (it[1].cost, it[0]))
        # The states that have got farthest stay, or the search could run out of columns.
        farthest = sorted(ranked, key=lambda it: it[0])[-_STATES // 4 :]
        states = dict([*ranked[:_STATES], *farthest])
    if not finished:
        return None
    return min(finished, key=lambda it: (round(it.cost, 6), _emptiness(it.columns))).columns


def _emptiness(columns: Packing) -> tuple[tuple[int, int], ...]:
    """Return what tells two packings of the same cost apart: less in the first columns is more."""
    return tuple((-column[-1].box, -column[-1].end) for column in columns)


def _heights_from(load: Load) -> list[float]:
    """Return the height of each box and all boxes after it, without any gap at the end."""
    backwards = accumulate((it.total + load.gap for it in reversed(load.heights)), initial=0.0)
    return list(backwards)[::-1]


def _rest(rest: Sequence[float], load: Load, place: _Place) -> float:
    box, piece = place
    heights = load.heights[box]
    return rest[box] - (heights.tops[piece] - heights.tops[0]) - load.gap


def _scrap_cost(height: float) -> float:
    """Return how bad it is to leave so little of a box in a column."""
    return 2000.0 * max(0.0, 1.0 - height / _SCRAP)


def _columns_from(
    place: _Place, load: Load, limit: float
) -> list[tuple[tuple[Part, ...], _Place, float]]:
    """Return the columns that may begin at `place`, what follows each, and its cost."""
    last_box = len(load.heights)
    box, start = place
    done: tuple[Part, ...] = ()
    used = 0.0
    found: list[tuple[tuple[Part, ...], _Place, float]] = []
    while box < last_box:
        heights, cuts = load.heights[box], load.cuts[box]
        pieces = len(heights.tops)
        for stop in range(start + 1, pieces + 1):
            part = Part(box, start, stop)
            height = used + heights.of(part)
            if height > limit + _TOLERANCE:
                return found
            whole = stop == pieces
            cut = 0.0 if whole else cuts[stop]
            if cut == FORBIDDEN:
                continue
            following = (box + 1, 0) if whole else (box, stop)
            unfilled = limit - height
            if not whole:
                remainder = heights.of(Part(box, stop, pieces))
                cut += _scrap_cost(heights.of(part)) + _scrap_cost(remainder)
            # A small box cut in two is worse than a tall one.
            weight = max(1.0, 0.4 * limit / heights.total)
            found.append(((*done, part), following, unfilled**2 + cut * weight))
        whole_part = Part(box, start, pieces)
        done = (*done, whole_part)
        used += heights.of(whole_part) + load.gap
        box, start = box + 1, 0
    return found
