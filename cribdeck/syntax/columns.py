"""Places in the repaired text become places in the file the author wrote.

Repairs keep the number of lines, so only columns need a map. Where a line was changed,
what stands before the change keeps its column, what stands behind it keeps its distance
from the line end, and the changed part as a whole is the changed part of the original.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cribdeck.span import Span
from cribdeck.syntax.repairs import Repaired


@dataclass(frozen=True, slots=True)
class Place:
    """A character: index of the line, index in the line."""

    line: int
    column: int
    in_original: bool = False
    """Whether the column counts characters of the original line, not of the repaired one."""

    def right(self, count: int) -> Place:
        """Return the place `count` characters further right."""
        return Place(self.line, self.column + count, self.in_original)


class Source:
    """A source as written and as repaired, line by line."""

    def __init__(self, path: str, original: Sequence[str], repaired: Repaired) -> None:
        """Compare the two texts; both have as many lines."""
        self.path = path
        self.original = original
        self.repaired = repaired.lines
        self._final = repaired.final
        self._common = {
            line: _ends_in_common(before.rstrip(), after.rstrip())
            for line, (before, after) in enumerate(zip(original, repaired.lines, strict=True))
            if before != after
        }

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

        A repair that came to nothing is taken back (see `Repair.is_final`).
        """
        if place.line + 1 in self._final:
            return place, self.text(place)
        return self.as_written(place)

    def as_written(self, place: Place) -> tuple[Place, str]:
        """Return the place in the original, and the original line from there on."""
        column = self._column(place, at_end=False)
        text = self.original[place.line][column:].rstrip()
        return Place(place.line, column, in_original=True), text

    def is_changed(self, line: int) -> bool:
        """Return whether a repair has changed the line with this index."""
        return line in self._common

    def _column(self, place: Place, *, at_end: bool) -> int:
        if place.in_original or place.line not in self._common:
            return place.column
        head, tail = self._common[place.line]
        if place.column <= head:
            return place.column
        before = len(self.original[place.line].rstrip())
        behind = len(self.repaired[place.line].rstrip()) - place.column
        if behind <= tail:
            return before - behind
        return before - tail if at_end else head


def _ends_in_common(one: str, other: str) -> tuple[int, int]:
    """Return how long a start two texts share, and how long an end besides."""
    shorter = min(len(one), len(other))
    head = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    rest = range(1, shorter - head + 1)
    tail = next((at - 1 for at in rest if one[-at] != other[-at]), shorter - head)
    return head, tail
