"""Where the answers to a sheet with gaps stand: on pages of their own, in narrow columns.

Nothing is measured for it. Lines are counted by simulated line breaking, which is near enough
for paragraphs of a line or two; whoever prints checks that no column is too long, and asks for
shorter ones if one is. The type is the largest at which one page is enough; if none is, small
type fills as many pages as it takes. The columns of the last page end on one level.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from cribdeck.inline import RichText, cut, plain
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.frame import MARGIN, MM_PER_PT, Frame
from cribdeck.sheets.gap_numbers import KeyPart
from cribdeck.sheets.line_breaking import line_count, words

SHARES: Final = (0.97, 0.88, 0.7)
"""Of the height of a column to fill; one after the other, should columns come out too long."""
_LARGEST, _SMALLEST, _STEP = 8.0, 6.0, 0.2
_GUTTER: Final = 3.0
"""Millimetres between columns."""
_LONGEST: Final = 300
"""Characters of an answer that stay together."""

# The style sheet has the same figures.
_LINE: Final = 1.3
_HANG: Final = 2.2
"""Room of a number, in em."""
_ABOVE_TITLE: Final = 0.4 / _LINE
"""In lines."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A line of the key: the title of a box, an answer, or more of a long one."""

    id: str
    text: RichText
    number: int = 0
    """Of box or gap; 0 where an answer goes on."""
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """Some lines of the key, one below the other."""

    id: str
    left: float
    """Millimetres from the edge of the paper."""
    entries: tuple[KeyEntry, ...]

    def ids(self) -> tuple[str, ...]:
        """Return what the column and its lines are called on the page."""
        return (self.id, *(entry.id for entry in self.entries))


@dataclass(frozen=True, slots=True)
class KeyLayout:
    """The pages of a key."""

    type_pt: float
    column_width: float
    pages: tuple[tuple[KeyColumn, ...], ...]


def key_layout(
    parts: Sequence[KeyPart], frame: Frame, metrics: FontMetrics, share: float = SHARES[0]
) -> KeyLayout:
    """Return a key in columns, one more than the sheet has.

    Args:
        parts: the answers.
        frame: the page.
        metrics: of the fonts.
        share: how much of a column to fill.
    """
    count = frame.columns + 1
    width = (frame.width - 2 * MARGIN - (count - 1) * _GUTTER) / count
    entries = tuple(_entries(parts))
    if not entries:
        return KeyLayout(_LARGEST, width, ())
    size, columns = _LARGEST, [list(entries)]
    for step in range(round((_LARGEST - _SMALLEST) / _STEP) + 1):
        size = round(_LARGEST - step * _STEP, 1)
        em = size * MM_PER_PT
        lines = [_lines(it, width / em, metrics) for it in entries]
        room = math.floor(share * frame.column_height / (_LINE * em))
        columns = _poured(entries, lines, room)
        if len(columns) <= count:
            break
    full = max(0, len(columns) - 1) // count * count
    done = sum(map(len, columns[:full]))
    columns[full:] = _level(entries[done:], lines[done:], count, room)
    pages = [columns[first : first + count] for first in range(0, len(columns), count)]
    return KeyLayout(size, width, tuple(tuple(_placed(page, width)) for page in pages))


def _entries(parts: Sequence[KeyPart]) -> Iterator[KeyEntry]:
    for part in parts:
        yield KeyEntry(f"k-box{part.number}", part.title, part.number, is_title=True)
        for answer in part.answers:
            length = len(plain(answer.text))
            for start in range(0, max(1, length), _LONGEST):
                text = cut(answer.text, start, start + _LONGEST) if length else answer.text
                name = f"k{answer.number}" + (f"-{start}" if start else "")
                yield KeyEntry(name, text, 0 if start else answer.number)


def _lines(entry: KeyEntry, width: float, metrics: FontMetrics) -> float:
    """Return how many lines an entry takes in a column of `width` em."""
    text = words(entry.text, metrics, bold=entry.is_title)
    return line_count(text, width - _HANG) + (_ABOVE_TITLE if entry.is_title else 0.0)


def _poured(
    entries: Sequence[KeyEntry], lines: Sequence[float], room: float
) -> list[list[KeyEntry]]:
    """Fill columns one after the other; no title ends a column."""
    columns: list[list[KeyEntry]] = [[]]
    used = 0.0
    for number, entry in enumerate(entries):
        needed = lines[number]
        following = sum(lines[number : number + 2]) if entry.is_title else needed
        if columns[-1] and not columns[-1][-1].is_title and used + following > room:
            columns.append([])
            used = 0.0
        columns[-1].append(entry)
        used += needed
    return columns


def _level(
    entries: Sequence[KeyEntry], lines: Sequence[float], count: int, room: int
) -> list[list[KeyEntry]]:
    """Return the least high columns that one page takes."""
    least = math.ceil(sum(lines) / count)
    tries = (_poured(entries, lines, height) for height in range(min(least, room), room + 1))
    return next(it for it in tries if len(it) <= count)


def _placed(columns: Sequence[Sequence[KeyEntry]], width: float) -> Iterator[KeyColumn]:
    lefts = accumulate([width + _GUTTER] * (len(columns) - 1), initial=MARGIN)
    for left, entries in zip(lefts, columns, strict=True):
        yield KeyColumn(f"{entries[0].id}-column", round(left, 4), tuple(entries))
