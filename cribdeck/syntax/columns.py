"""Places in the repaired text become places in the file the author wrote.

Repairs keep the number of lines, so only columns need a map. Where a line was changed,
what stands before the change keeps its column, what stands behind it keeps its distance
from the line end, and the changed part as a whole is the changed part of the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os.path import commonprefix

from cribdeck.span import Span

_PAYLOAD = "data:"
"""Marks the one thing that a repair takes out of running text."""


@dataclass(frozen=True, slots=True)
class Place:
    """A character: index of the line, index in the line."""

    line: int
    column: int
    as_written: bool = False
    """Whether the column counts characters of the original line, not of the repaired one."""

    def right(self, count: int) -> Place:
        """Return the place `count` characters further right."""
        return replace(self, column=self.column + count)


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

    def line_end(self, number: int) -> Place:
        """Return the place behind the last character of a line."""
        return Place(number - 1, len(self.repaired[number - 1].rstrip()))

    def line_span(self, number: int) -> Span:
        """Return the span of a line without its indentation."""
        text = self.repaired[number - 1]
        return self.span(Place(number - 1, len(text) - len(text.lstrip())), self.line_end(number))

    def between(self, start: Place, end: Place) -> str:
        """Return what the author wrote between two places of one line."""
        line = self.original[start.line]
        return line[self._column(start, at_end=False) : self._column(end, at_end=True)]

    def text(self, place: Place) -> str:
        """Return the repaired line from `place` on."""
        return self.repaired[place.line][place.column :].rstrip()

    def prose(self, place: Place) -> tuple[Place, str]:
        """Return where running text begins in its line, and the text.

        A repair that came to nothing is taken back: a number, for example, is repaired to
        make an item, but where the parser has seen no item it is text like any other.
        """
        line = self.original[place.line]
        if line == self.repaired[place.line] or _PAYLOAD in line:
            return place, self.text(place)
        column = self._column(place, at_end=False)
        return Place(place.line, column, as_written=True), line[column:].rstrip()

    def _column(self, place: Place, *, at_end: bool) -> int:
        before = self.original[place.line].rstrip()
        after = self.repaired[place.line].rstrip()
        if place.as_written or before == after:
            return place.column
        head = len(commonprefix((before, after)))
        rest = min(len(before), len(after)) - head
        tail = len(commonprefix((before[::-1][:rest], after[::-1][:rest])))
        if place.column <= head:
            return place.column
        if place.column >= len(after) - tail:
            return len(before) - (len(after) - place.column)
        return len(before) - tail if at_end else head
