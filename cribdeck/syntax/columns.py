"""Places in the repaired text become places in the file the author wrote.

Repairs keep the number of lines, so only columns need a map. Where a line was changed,
what stands before the change keeps its column, what stands behind it keeps its distance
from the line end, and the changed part as a whole is the changed part of the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import commonprefix

from cribdeck.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A character of the repaired text: index of the line, index in the line."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A source as written and as repaired, line by line."""

    path: str
    original: Sequence[str]
    repaired: Sequence[str]

    def span(self, start: Place, end: Place) -> Span:
        """Return the span in the original from `start` to before `end`."""
        return Span(
            self.path,
            start.line + 1,
            self._column(start, at_end=False) + 1,
            end.line + 1,
            self._column(end, at_end=True) + 1,
        )

    def written(self, start: Place, end: Place) -> str:
        """Return what the author wrote between two places of one line."""
        line = self.original[start.line]
        return line[self._column(start, at_end=False) : self._column(end, at_end=True)]

    def _column(self, place: Place, *, at_end: bool) -> int:
        before = self.original[place.line].rstrip()
        after = self.repaired[place.line].rstrip()
        if before == after:
            return min(place.column, len(before))
        head = len(commonprefix((before, after)))
        rest = min(len(before), len(after)) - head
        tail = len(commonprefix((before[::-1][:rest], after[::-1][:rest])))
        if place.column <= head:
            return place.column
        if place.column >= len(after) - tail:
            return len(before) - (len(after) - place.column)
        return len(before) - tail if at_end else head
