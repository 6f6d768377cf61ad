"""The head of each page: title, what is on the sheet, legend of the hues, source, page.

All of it is cut to the room there is, so that nothing in it ever wraps or overlaps. What is
cut stands elsewhere in full: names of boxes on the boxes, the title in the PDF's metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck import config
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.formula import readable
from cribdeck.sheets.frame import MARGIN, MM_PER_PT, Frame
from cribdeck.sheets.glyphs import printable
from cribdeck.sheets.model import Group, SheetPlan

SEARCH: Final = config.SEARCH
"""What `[sheets] qr` says for the search that finds the cards of a sheet."""

TITLE_PT: Final = 16.0
_SMALLEST_TITLE_PT: Final = 10.0
SUBTITLE_PT: Final = 8.0
LEGEND_PT: Final = 6.6
META_PT: Final = 6.0

_BETWEEN: Final = 5.0
"""Millimetres between left and right half, and between title and subtitle."""
_LEGEND_MARK: Final = 5.5
"""Millimetres of a legend entry besides its name; the style sheet has the same figures."""
_AROUND_MARK: Final = 4.5
"""Millimetres of the mark besides its words; the style sheet has the same figures."""
_MOST_SOURCES: Final = 2
_ELLIPSIS: Final = "…"
_SEPARATOR: Final = "·"
"""The glyph of the bundled font is a full square wide, so it needs no spaces."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of every page of a sheet says; page numbers are added in print."""

    title: str
    title_pt: float
    mark: str
    """Stands behind the title of a variant that is not the usual one."""
    subtitle: str
    legend: tuple[Group, ...]
    sources: str


def masthead(plan: SheetPlan, frame: Frame, metrics: FontMetrics, mark: str = "") -> Masthead:
    """Return the masthead of a plan, cut to the width of the page.

    Args:
        plan: what is on the sheet.
        frame: the page.
        metrics: of the fonts.
        mark: what to put behind the title.
    """
    drawable = metrics.drawable()
    room = frame.width - 2 * MARGIN
    sources = _cut(printable(_sources(plan), drawable)[0], room / 3, META_PT, metrics)
    share = room / 2 / max(1, len(plan.groups)) - _LEGEND_MARK
    legend = tuple(
        Group(_cut(printable(it.title, drawable)[0], share, LEGEND_PT, metrics, bold=True), it.hue)
        for it in plan.groups
    )
    right = max(
        _width(sources, META_PT, metrics) + 8.0,
        sum(_width(it.title, LEGEND_PT, metrics, bold=True) + _LEGEND_MARK for it in legend),
    )
    room -= right + _BETWEEN
    if mark:
        room -= _width(mark, SUBTITLE_PT, metrics, bold=True) + _AROUND_MARK
    title = printable(plan.title, drawable)[0]
    size = TITLE_PT * min(1.0, room / max(1.0, _width(title, TITLE_PT, metrics, bold=True)))
    size = round(max(_SMALLEST_TITLE_PT, size), 2)
    title = _cut(title, room, size, metrics, bold=True)
    room -= _width(title, size, metrics, bold=True) + _BETWEEN
    names = [printable(name, drawable)[0] for name in _names(plan)]
    return Masthead(title, size, mark, _joined(names, room, metrics), legend, sources)


def _names(plan: SheetPlan) -> list[str]:
    names = [box.tag.split(" › ")[0] or readable(box.title) for box in plan.boxes]
    return [it for it in dict.fromkeys(names) if it != plan.title]


def _sources(plan: SheetPlan) -> str:
    named = plan.sources[:_MOST_SOURCES]
    more = len(plan.sources) - len(named)
    return _SEPARATOR.join((*named, f"+{more}")) if more else _SEPARATOR.join(named)


def _joined(names: Sequence[str], room: float, metrics: FontMetrics) -> str:
    """Return as many names as there is room for."""
    shown = ""
    for number, name in enumerate(names):
        longer = f"{shown}{_SEPARATOR}{name}" if shown else name
        rest = _SEPARATOR + _ELLIPSIS if number < len(names) - 1 else ""
        if _width(longer + rest, SUBTITLE_PT, metrics) > room:
            return shown + _SEPARATOR + _ELLIPSIS if shown else ""
        shown = longer
    return shown


def _cut(text: str, room: float, size: float, metrics: FontMetrics, *, bold: bool = False) -> str:
    if _width(text, size, metrics, bold=bold) <= room:
        return text
    while text and _width(text + _ELLIPSIS, size, metrics, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def _width(text: str, size: float, metrics: FontMetrics, *, bold: bool = False) -> float:
    return metrics.width(text, bold=bold) * size * MM_PER_PT
