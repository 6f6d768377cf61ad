"""A sheet kept to its page budget: what finds no room in legible type is left off.

A plan goes in; out come the plan as it is printed and its fit. Without a budget nothing is left
off. With one, the heights measured at the least type size decide what stays; that costs one
layout, and one more of the boxes that have lost something. Columns cannot be filled to the last
millimetre, so a choice that could not be poured is made again with a little less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from cribdeck.sheets.fit import LEGIBLE, Fit, Paper, fit
from cribdeck.sheets.frame import GAP
from cribdeck.sheets.heights import Measure
from cribdeck.sheets.model import Box, SheetPlan
from cribdeck.sheets.selection import Choice, selected

_SHARES: Final = (0.99, 0.98, 0.965, 0.945, 0.91)
"""How much of the columns to fill, one try after the other."""
_SAFE: Final = 0.85
"""Share of the room up to which an estimate says for certain that everything fits."""

EstimatorOf: TypeAlias = Callable[[Sequence[Box]], Callable[[float], float]]
"""Returns a function from type size to the height of boxes, roughly."""


def fit_to_budget(
    plan: SheetPlan, paper: Paper, measure: Measure, estimator_of: EstimatorOf
) -> tuple[SheetPlan, Fit | None]:
    """Return the plan without what found no room, and how the rest fits.

    Args:
        plan: what to print.
        paper: what to print it on.
        measure: heights of boxes at a type size.
        estimator_of: makes estimates for boxes.
    """
    estimate = estimator_of(plan.boxes)
    room = paper.pages * paper.frame.columns * (paper.frame.column_height + GAP)
    if not paper.pages or estimate(LEGIBLE) <= _SAFE * room:
        return plan, fit(plan.boxes, paper, measure, estimate)
    heights = measure(plan.boxes, LEGIBLE)
    on = f"a sheet of {paper.pages} page{'s' if paper.pages > 1 else ''}"
    for share in _SHARES:
        choice = selected(plan.boxes, heights, plan.ranks, share * room, on)
        if not choice.boxes:
            break
        smallest = replace(paper, largest=LEGIBLE) if choice.left_off else paper
        found = fit(choice.boxes, smallest, measure, estimator_of(choice.boxes))
        if found is not None and not found.over_budget:
            return _chosen(plan, choice), found
    return plan, fit(plan.boxes, paper, measure, estimate)


def _chosen(plan: SheetPlan, choice: Choice) -> SheetPlan:
    hues = {box.hue for box in choice.boxes}
    order = {path: place for place, path in enumerate(plan.sources)}
    left_off = (*plan.left_off, *choice.left_off)
    return replace(
        plan,
        boxes=choice.boxes,
        groups=tuple(it for it in plan.groups if it.hue in hues),
        left_off=tuple(sorted(left_off, key=lambda it: (order.get(it.path, len(order)), it.line))),
    )
