"""Where contents and index of a booklet stand: lines of known height go in, columns come out.

Nothing is measured, as in `key_layout`: lines are counted by simulated line breaking, and whoever
prints checks that no column is too long, and asks for shorter ones if one is. So the number of
pages is known before anything is laid out, and with it the page on which each sheet begins.

Lengths are in millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.inline import RichText, Strong, Text, plain
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.frame import MARGIN, MM_PER_PT, Frame
from cribdeck.sheets.line_breaking import Word, full_width, line_count, words
from cribdeck.sheets.term_index import IndexEntry, IndexLetter

SHARES: Final = (0.98, 0.9, 0.75)
"""Of the height of a column to fill; one after the other, should columns come out too long."""
INDEX_PTS: Final = (8.4, 8.0, 7.6)
TOPICS_PTS: Final = (11.0, 10.2, 9.4, 8.6, 7.8)
"""Sizes of index and contents; the largest at which there are as few pages as at the smallest."""
_TITLE: Final = 1.25
"""Size of the title of a sheet in the contents, in em of its topics."""
_TITLE_PTS: Final = (34, 30, 27, 24, 21, 18, 15, 12)
"""Sizes of the title on the cover, the largest first."""
_MOST_TITLE_LINES: Final = 4
MOST_TOPICS: Final = 40
"""Boxes of a sheet that the contents name."""

# The style sheet has the same figures.
LINE: Final = 1.4
_HANG: Final = 1.2
"""Indent of further lines in the index, in em."""
_TAG_SIZE: Final = 0.86
_LETTER: Final = 1.9
"""Height of a letter in the index, in lines."""
_BELOW_ENTRY: Final = 1.1
"""Space below a sheet in the contents, in em of its topics."""
_TOPIC_MARK: Final = 1.9
"""Square before a topic and space behind it, in em."""
_FOLIO: Final = 9.0
"""Room of a page number behind a title in the contents."""
_PANEL: Final = 0.3
"""Share of the cover that title and counts take."""
_GUTTER: Final = 5.0
HEADING: Final = 9.0
"""Room of the heading above the contents on the cover."""
_INDEX_COLUMN, _CONTENTS_COLUMN = 54.0, 84.0
"""About how wide columns are."""


@dataclass(frozen=True, slots=True)
class Area:
    """Room for columns on a page."""

    left: float
    top: float
    width: float
    height: float
    columns: int

    @property
    def column_width(self) -> float:
        """Return the width of each column."""
        return (self.width - (self.columns - 1) * _GUTTER) / self.columns


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in one column: rows `start:end` of all."""

    left: float
    top: float
    width: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page, less the contents on it."""

    title_pt: float
    margin: float
    """Distance from the edges of the paper."""
    width: float
    """Of the part with the title."""
    height: float


def cover_of(title: str, frame: Frame, metrics: FontMetrics) -> Cover:
    """Return how the cover of a booklet looks: the title beside the contents, or above them."""
    is_wide = frame.width > frame.height
    width = frame.width * _PANEL if is_wide else frame.width - 2 * (MARGIN + _GUTTER)
    height = frame.height - 2 * (MARGIN + _GUTTER) if is_wide else frame.height * _PANEL
    bold = words((Text(title),), metrics, bold=True)
    for size in _TITLE_PTS:
        room = width / (size * MM_PER_PT)
        # No word is broken, if any size allows it.
        fits = max((it.width for it in bold), default=0) <= room
        if fits and line_count(bold, room) <= _MOST_TITLE_LINES:
            break
    return Cover(size, MARGIN + _GUTTER, width, height)


def contents_area(number: int, frame: Frame, cover: Cover) -> Area:
    """Return the room for contents on the page of that number, from 0: the cover."""
    left, top = MARGIN, frame.column_top + _GUTTER
    if number == 0:
        is_wide = frame.width > frame.height
        left = MARGIN + _GUTTER + (cover.width + 3 * _GUTTER if is_wide else 0)
        top = MARGIN + _GUTTER + (0 if is_wide else cover.height + _GUTTER) + HEADING
    edge = MARGIN + (_GUTTER if number == 0 else 0)
    width = frame.width - left - edge
    return _area(left, top, width, frame.height - MARGIN - top, _CONTENTS_COLUMN)


def index_area(frame: Frame) -> Area:
    """Return the room for the index on each of its pages."""
    top = frame.column_top + _GUTTER
    return _area(MARGIN, top, frame.width - 2 * MARGIN, frame.height - MARGIN - top, _INDEX_COLUMN)


def _area(left: float, top: float, width: float, height: float, wanted: float) -> Area:
    columns = max(1, round((width + _GUTTER) / (wanted + _GUTTER)))
    return Area(left, top, width, height, columns)


def contents_height(
    topics: Sequence[RichText], width: float, size: float, metrics: FontMetrics
) -> float:
    """Return the height of a sheet in the contents: its title on a line, then its topics."""
    em = size * MM_PER_PT
    # Topics follow one another on a line; none is broken unless it is longer than one.
    lines, used = 1, 0.0
    for topic in topics:
        length = full_width(words(topic, metrics)) + _TOPIC_MARK
        if used and used + length > width / em:
            lines, used = lines + 1, 0.0
        lines += max(0, line_count(words(topic, metrics), width / em - _TOPIC_MARK) - 1)
        used += length
    below = lines * LINE * em if topics else 0.0
    return _TITLE * em * LINE + below + _BELOW_ENTRY * em


def title_room(width: float, size: float) -> float:
    """Return how wide the title of a sheet may be in the contents, in em of its size."""
    return (width - _FOLIO) / (_TITLE * size * MM_PER_PT)


def index_rows(index: Sequence[IndexLetter]) -> list[IndexLetter | IndexEntry]:
    """Return letters and entries, as they stand one below the other."""
    rows: list[IndexLetter | IndexEntry] = []
    for letter in index:
        rows += [letter, *letter.entries]
    return rows


def index_height(
    row: IndexLetter | IndexEntry, width: float, size: float, metrics: FontMetrics
) -> float:
    """Return the height of a row of the index in a column of some width."""
    em = size * MM_PER_PT
    if isinstance(row, IndexLetter):
        return _LETTER * LINE * em
    pages = ", ".join(str(it.page) for it in row.places)
    text: RichText = (Strong((Text(row.text),)), Text(f" {row.gloss} "), Strong((Text(pages),)))
    shown = [*words(text, metrics), *(_tag(it, metrics) for it in row.tags)]
    return line_count(shown, width / em - _HANG) * LINE * em


def _tag(tag: str, metrics: FontMetrics) -> Word:
    width = (metrics.width(f"{tag},") + 1.0) * _TAG_SIZE
    return Word(width, 0.0)


def poured(
    heights: Sequence[float], glued: Sequence[bool], area_of: Sequence[Area], share: float
) -> list[list[Rows]]:
    """Return the columns of each page; those of the last end on about one level.

    Args:
        heights: of each row.
        glued: whether a row stands in one column with the next.
        area_of: the room on the first page, and so on; the last stands for all further ones.
        share: how much of a column to fill.
    """
    pages: list[list[Rows]] = []
    start = 0
    while start < len(heights):
        area = area_of[min(len(pages), len(area_of) - 1)]
        room = area.height * share
        ends = _ends(heights, glued, start, room)
        if len(ends) <= area.columns:
            ends = _level(heights, glued, start, area.columns, room)
        columns: list[Rows] = []
        for number, end in enumerate(ends[: area.columns]):
            left = area.left + number * (area.column_width + _GUTTER)
            columns.append(Rows(round(left, 3), area.top, area.column_width, start, end))
            start = end
        pages.append(columns)
    return pages


def _ends(heights: Sequence[float], glued: Sequence[bool], start: int, room: float) -> list[int]:
    """Return where each column ends if they are filled one after the other."""
    ends: list[int] = []
    first, used = start, 0.0
    for row in range(start, len(heights)):
        needed = heights[row] + (heights[row + 1] if glued[row] else 0.0)
        if row > first and not glued[row - 1] and used + needed > room:
            ends.append(row)
            first, used = row, 0.0
        used += heights[row]
    return [*ends, len(heights)]


def _level(
    heights: Sequence[float], glued: Sequence[bool], start: int, columns: int, room: float
) -> list[int]:
    """Return the ends of the least high columns, to about a millimetre."""
    least = sum(heights[start:]) / columns
    while least < room:
        ends = _ends(heights, glued, start, least)
        if len(ends) <= columns:
            return ends
        least += 1.0
    return _ends(heights, glued, start, room)


def shortened(text: str, room: float, metrics: FontMetrics) -> str:
    """Return bold text cut to `room` em."""
    if metrics.width(text, bold=True) <= room:
        return text
    while text and metrics.width(f"{text}…", bold=True) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def topic_of(title: RichText) -> RichText:
    """Return the title of a box as the contents name it."""
    return (Text(" ".join(plain(title).split())),)
