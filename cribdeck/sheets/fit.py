"""The largest type at which the boxes of a sheet fit its pages.

In come boxes and two functions: `measure`, exact and dear (a layout), and `estimate`, rough
and cheap. Out comes a `Sheet`. Sizes lie on a grid of 0.1 pt; one to four measured layouts
find the best one, because each calibrates the estimate that chooses the next. What stays
empty then goes into the leading (`levelling.py`), so that all columns end on one line. Which
sizes are tried depends on nothing but boxes and paper: heights known from an earlier build
make the search cheaper and never make it end elsewhere.

Pages: as many as asked for. If that is left open, the fewest at which comfortable type
fits; a single page may be set as small as legible type goes, because a second side to look
at costs more than a third or a fourth. If even legible type does not fit the pages asked
for, more are taken: nothing is ever lost for want of room.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from cribdeck.inline import plain
from cribdeck.sheets.frame import GAP, Frame
from cribdeck.sheets.heights import BoxHeights, Measure, cut_costs
from cribdeck.sheets.leading import text_heights
from cribdeck.sheets.levelling import MOST_LEADING, ease_room, filled, fills, levelled
from cribdeck.sheets.model import Box, Page, Part, Sheet
from cribdeck.sheets.packing import FARTHEST_MOVES, Load, Packing, in_order, near_order

LEGIBLE: Final = 6.8
"""Points; the least type size. x-heights of Han type below 2.4 mm tire the eye."""
COMFORTABLE: Final = 7.6
LARGEST: Final = 9.5
STEP: Final = 0.1

_MOST_PAGES: Final = 200
_MOST_LAYOUTS: Final = 4
"""Layouts measured to find a size; a search that has found none by then does one more."""
_LAYOUTS_MORE: Final = 3
"""Layouts that each further number of pages is worth."""
_LONG_SHEET: Final = 3
"""Pages from which the first good size is taken: another 0.1 pt is not worth a layout."""
_GOOD_FILL: Final = 0.95
"""Fill of fewer pages from which larger type is not tried: more leading is as easy to read."""
_USUAL_ERROR: Final = 0.985
"""What boxes are high, compared with the estimate, before any is measured."""

_NEAR_ORDER_FILL: Final = 0.985
"""How full columns get by moving boxes; more is tried, but less is what to expect."""
_IN_ORDER_FILL: Final = 0.93
"""How full columns may be when boxes are cut: the room left lets cuts fall in good places."""
_LONG_SHEET_FILL: Final = 0.915
"""How full the columns of a long sheet get as a rule; each try costs a layout of seconds."""
_FILL_STEP: Final = 0.012
"""How much less full to try to fill columns after a failure; thrice as much after the next."""
_EVEN: Final = 0.8
"""Fill from which all columns of a sheet are eased to its full height; below, the first pages
are filled and the columns of the last one end level further up."""
_LIKELY: Final = 4
"""Sizes that are tried with scaled heights, from the largest down."""
_LEVELS: Final = 12
_LOW: Final = 0.6
"""Of the height of a column: boxes that fill no more of it are not cut to make columns level."""
_LOPSIDED: Final = 1.7
"""Times that whole boxes may make a short sheet higher than cut ones would."""


_Pack: TypeAlias = Callable[[Load, Sequence[float]], Packing | None]


@dataclass(frozen=True, slots=True)
class Fit:
    """What a search has found."""

    sheet: Sheet
    over_budget: bool
    """Whether more pages were needed than asked for."""


@dataclass(frozen=True, slots=True)
class _Poured:
    """Boxes in columns at one size."""

    packing: Packing
    load: Load
    fill: float
    """Of the columns of all pages, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What there is to print on."""

    frame: Frame
    pages: int = 0
    """How many to fill; 0 for the fewest that are easy to read."""
    largest: float = LARGEST
    """No larger type than this is tried."""


def fit(
    boxes: tuple[Box, ...], paper: Paper, measure: Measure, estimate: Callable[[float], float]
) -> Fit | None:
    """Return the boxes fitted to paper, None if some box fits no column at all.

    Args:
        boxes: what to print; at least one.
        paper: what to print it on.
        measure: heights of boxes at a type size.
        estimate: total height in millimetres at a type size, roughly.
    """
    search = _Search(boxes, paper, measure, estimate)
    for count in range(paper.pages or search.pages_needed(), _MOST_PAGES + 1):
        found = search.best(count)
        if found is not None:
            size, poured = found
            sheet = _sheet(boxes, poured, paper.frame, size)
            return Fit(sheet, over_budget=bool(paper.pages) and count > paper.pages)
        if search.is_hopeless():
            return None
    return None


class _Search:
    """Measured layouts by size, and what they say about sizes not yet measured."""

    def __init__(
        self,
        boxes: tuple[Box, ...],
        paper: Paper,
        measure: Measure,
        estimate: Callable[[float], float],
    ) -> None:
        self._boxes = boxes
        self._measure = measure
        self._estimate = estimate
        self._frame = paper.frame
        self._sizes = _grid(paper.largest)
        self._cuts = tuple(map(cut_costs, boxes))
        self._follows = tuple(_leader(boxes, number) for number in range(len(boxes)))
        self._loads: dict[float, Load] = {}
        self._calibration = _USUAL_ERROR
        self._expected_fill = 1.0
        """How full columns can get, as far as failures have shown."""

    def pages_needed(self) -> int:
        """Return the fewest pages that the calibrated estimate allows."""
        pages = self._pages_by_estimate()
        self._load(self._guess(pages))
        return self._pages_by_estimate()

    def _pages_by_estimate(self) -> int:
        if self._largest_at(1, _NEAR_ORDER_FILL) > LEGIBLE:
            return 1
        total = self._calibration * self._estimate(COMFORTABLE)
        return max(2, math.ceil(total / self._room(1) / _LONG_SHEET_FILL))

    def best(self, pages: int) -> tuple[float, _Poured] | None:
        """Return the largest size that fits, with its packing."""
        good: tuple[float, _Poured] | None = None
        self._expected_fill = _NEAR_ORDER_FILL if pages < _LONG_SHEET else _LONG_SHEET_FILL
        step = _FILL_STEP
        too_large = math.inf
        allowed = max(_MOST_LAYOUTS, len(self._loads) + _LAYOUTS_MORE)
        size: float | None = self._guess(pages)
        while size is not None:
            poured = self._poured(size, pages)
            if poured is None:
                too_large = size
                failed = min(self._fill(size, pages), self._expected_fill)
                self._expected_fill, step = failed - step, 3 * step
            else:
                good = (size, poured)
            if good and (pages >= _LONG_SHEET or self._fill(good[0], pages) >= _GOOD_FILL):
                return good
            between = [it for it in self._sizes if (good[0] if good else 0.0) < it < too_large]
            size = self._next(pages, between)
            if len(self._loads) >= allowed:
                # Something unusual is in the way; the smallest type says whether it can be done.
                size = None if good else next(iter(between), None)
        return good

    def is_hopeless(self) -> bool:
        """Return whether some piece is taller than a column even in the smallest type."""
        tallest = max(map(_tallest_piece, self._load(LEGIBLE).heights))
        return tallest > self._frame.column_height

    def _next(self, pages: int, between: Sequence[float]) -> float | None:
        guess = self._guess(pages)
        nearest = min(between, key=lambda it: (abs(it - guess), it), default=None)
        if nearest is None or pages >= _LONG_SHEET:
            return nearest
        # Heights at a size nearby, scaled, tell nearly as well as a layout what can be poured.
        likely = [it for it in between if it <= nearest][-_LIKELY:]
        poured = (it for it in reversed(likely) if self._pour(self._scaled(it), it, pages))
        return next(poured, nearest)

    def _guess(self, pages: int) -> float:
        expected = _NEAR_ORDER_FILL if pages < _LONG_SHEET else _LONG_SHEET_FILL
        return self._largest_at(pages, min(expected, self._expected_fill))

    def _largest_at(self, pages: int, fill: float) -> float:
        room = self._room(pages) * fill
        fitting = bisect_right(
            self._sizes, room, key=lambda size: self._calibration * self._estimate(size)
        )
        return self._sizes[max(0, fitting - 1)]

    def _room(self, pages: int) -> float:
        # A column of boxes has one gap less than boxes.
        return pages * self._frame.columns * (self._frame.column_height + GAP)

    def _fill(self, size: float, pages: int) -> float:
        return self._load(size).total() / self._room(pages)

    def _load(self, size: float) -> Load:
        if size not in self._loads:
            heights = tuple(self._measure(self._boxes, size))
            texts = tuple(
                text_heights(box, it, size) for box, it in zip(self._boxes, heights, strict=True)
            )
            load = self._loads[size] = Load(heights, self._cuts, GAP, self._follows, texts)
            self._calibration = load.total() / self._estimate(size)
        return self._loads[size]

    def _scaled(self, size: float) -> Load:
        """Return about what boxes would weigh at a size, from the nearest that was measured."""
        known = min(self._loads, key=lambda it: (abs(it - size), it))
        load = self._loads[known]
        ratio = self._estimate(size) / self._estimate(known)
        return replace(load, heights=tuple(it.scaled(ratio) for it in load.heights))

    def _poured(self, size: float, pages: int) -> _Poured | None:
        return self._pour(self._load(size), size, pages)

    def _pour(self, load: Load, size: float, pages: int) -> _Poured | None:
        fill = load.total() / self._room(pages)
        if fill > 1.0:
            return None
        whole = self._whole_boxes(load, pages) if pages < _LONG_SHEET else None
        if whole is not None and fill >= _EVEN:
            return _Poured(whole, load, fill)
        if fill <= _IN_ORDER_FILL or size == self._sizes[0]:
            cut = self._lowest(in_order, load, pages)
            if whole is None or (cut and self._is_lopsided(_height(load, whole), load, cut)):
                whole = cut
        return None if whole is None else _Poured(whole, load, fill)

    def _is_lopsided(self, height: float, load: Load, cut: Packing) -> bool:
        """Return whether columns this high are worth cutting boxes for; low ones are not."""
        low = height <= _LOW * self._frame.column_height
        return not low and height > _LOPSIDED * _height(load, cut)

    def _whole_boxes(self, load: Load, pages: int) -> Packing | None:
        best: Packing | None = None
        for farthest in FARTHEST_MOVES:
            packing = self._lowest(partial(near_order, farthest=farthest), load, pages)
            if packing and (best is None or self._can_be_filled(packing, load)):
                best = packing
            if best and self._can_be_filled(best, load):
                break
        return best

    def _can_be_filled(self, packing: Packing, load: Load) -> bool:
        return fills(packing, self._boxes, load, self._frame.column_height)

    def _lowest(self, pack: _Pack, load: Load, pages: int) -> Packing | None:
        """Return the packing whose columns end highest, so that they end level.

        On a sheet that is far from full only the columns of its last page do.
        """
        height, columns = self._frame.column_height, self._frame.columns
        is_full = load.total() / self._room(pages) >= _EVEN
        full = 0 if is_full else (pages - 1) * columns
        rest = pages * columns - full
        ideal = (load.total() - full * (height + load.gap)) / rest - load.gap
        # Feasible at all? Most sizes are not, and one try says so.
        if pack(load, [height] * (full + rest)) is None:
            return None
        lowest: Packing | None = None
        for level in range(_LEVELS + 1):
            limit = ideal + (height - ideal) * level / _LEVELS
            packing = pack(load, [height] * full + [limit] * rest)
            if packing and (not is_full or self._can_be_filled(packing, load)):
                return packing
            lowest = lowest or packing
        return lowest


def _height(load: Load, packing: Packing) -> float:
    return max(map(load.column_height, packing))


def _grid(largest: float) -> list[float]:
    first = round(LEGIBLE / STEP)
    last = max(first, math.floor(largest / STEP + 1e-9))
    return [round(number * STEP, 2) for number in range(first, last + 1)]


def _leader(boxes: Sequence[Box], number: int) -> int | None:
    """Return the box of the section that this box is tagged with, if that has one."""
    parent = boxes[number].tag.rpartition(" › ")[2]
    if not parent:
        return None
    return next((it for it in range(number) if plain(boxes[it].title) == parent), None)


def _tallest_piece(heights: BoxHeights) -> float:
    pieces = zip(heights.tops, heights.bottoms, heights.repeated, strict=True)
    chrome = heights.continued_bar + heights.total - heights.bottoms[-1]
    return chrome + max(bottom - top + extra for top, bottom, extra in pieces)


def _sheet(boxes: tuple[Box, ...], poured: _Poured, frame: Frame, type_pt: float) -> Sheet:
    packing, load = poured.packing, poured.load
    is_full = fills(packing, boxes, load, frame.column_height)
    pages: list[Page] = []
    for first in range(0, len(packing), frame.columns):
        columns = packing[first : first + frame.columns]
        level = frame.column_height if is_full else _level(columns, boxes, load, frame)
        highest = max(columns, key=load.column_height)
        eased = levelled(highest, boxes, load, level)
        otherwise = (eased.leading - 1) / (MOST_LEADING - 1)
        pages.append(Page(tuple(levelled(it, boxes, load, level, otherwise) for it in columns)))
    used = sum(filled(it, boxes, load) for page in pages for it in page.columns)
    room = len(pages) * frame.columns * frame.column_height
    return Sheet(tuple(pages), type_pt, round(used / room, 4))


def _level(
    columns: Sequence[tuple[Part, ...]], boxes: Sequence[Box], load: Load, frame: Frame
) -> float:
    """Return where the columns of a page end that is not to be filled: higher up, and level."""
    eased = (load.column_height(it) + ease_room(it, boxes, load) / 2 for it in columns)
    highest = max(map(load.column_height, columns))
    return min(frame.column_height, max(highest, min(eased)))
