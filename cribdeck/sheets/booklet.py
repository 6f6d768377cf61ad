"""All sheets as one booklet: what it binds, and in which order.

Sheets that were fitted to paper and drawn go in; neither is done again. The booklet is bound at its
left edge, so a cover is page 1, and an even page faces the odd one behind it. A sheet of two pages
begins on an even page and is seen whole; where it could not, the next sheet of an odd number of
pages, if one is near, is printed before it, and only if none is a page stays free for notes.
Starting each sheet on a right-hand page instead would give each a leaf of its own and leave every
second back empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.sheets.booklet_labels import BOOKLET_LABELS, BookletLabels
from cribdeck.sheets.bound_pages import BoundPages
from cribdeck.sheets.file_names import BOOKLET, file_name
from cribdeck.sheets.model import Sheet, SheetPlan
from cribdeck.sheets.terms import Term

_NEAR: Final = 3
"""Sheets that one may be moved ahead of, to fill a page that would stay free."""


@dataclass(frozen=True, slots=True)
class BoundSheet:
    """A sheet of the booklet."""

    plan: SheetPlan
    sheet: Sheet
    pages: BoundPages


@dataclass(frozen=True, slots=True)
class BookletPlan:
    """Everything a booklet is to hold."""

    name: str
    """File name without `.pdf`."""
    title: str
    sheets: tuple[BoundSheet, ...]
    terms: tuple[Term, ...]
    """What the index is made of; those that no sheet shows are not in it."""
    cards: int
    """How many the deck has."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the paths of all sources in it."""
        return tuple(dict.fromkeys(path for it in self.sheets for path in it.plan.sources))

    @property
    def labels(self) -> BookletLabels:
        """Return what the booklet itself says, in the language of most sheets."""
        spoken = [it.plan.labels.language for it in self.sheets]
        return BOOKLET_LABELS[max(spoken, key=spoken.count)]


def booklet_name(deck: str, sheets: Iterable[SheetPlan]) -> str:
    """Return the file name, without ending, of the booklet of a deck; no sheet has it."""
    taken = {it.name.casefold() for it in sheets}
    base = f"{file_name(deck, 'deck')}{BOOKLET}"
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(it for it in names if it.casefold() not in taken)


def arranged(pages: Sequence[int], first: int) -> list[int | None]:
    """Return the order in which sheets are bound; None is a page left free for notes.

    Args:
        pages: how many each sheet has.
        first: the page on which the first of them begins.

    >>> arranged([1, 2, 2, 1, 2], 2), arranged([2, 1], 3), arranged([2, 2], 3)
    ([0, 3, 1, 2, 4], [1, 0], [None, 0, 1])
    """
    order: list[int | None] = []
    waiting = list(range(len(pages)))
    page = first
    while waiting:
        chosen: int | None = waiting[0]
        if pages[waiting[0]] % 2 == 0 and page % 2:
            near = waiting[1 : 1 + _NEAR]
            chosen = next((it for it in near if pages[it] % 2), None)
        order.append(chosen)
        if chosen is None:
            page += 1
        else:
            waiting.remove(chosen)
            page += pages[chosen]
    return order
