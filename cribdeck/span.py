"""Where something stands in a source: path, line, column and end.

All numbers are 1-based and count Unicode characters of the decoded original
file, before any repair; the end is excluded, as in a Python slice. A span is
never computed on a trimmed or sliced copy of the text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of one source."""

    path: str
    """Path below the source folder, with `/` as separator."""
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        """Return `path:line:column`, the form editors jump to."""
        return f"{self.path}:{self.line}:{self.column}"

    def to(self, other: Span) -> Span:
        """Return the span from the start of this one to the end of `other`."""
        return Span(self.path, self.line, self.column, other.end_line, other.end_column)

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies within this span."""
        starts = (self.line, self.column) <= (other.line, other.column)
        ends = (other.end_line, other.end_column) <= (self.end_line, self.end_column)
        return self.path == other.path and starts and ends


def whole_file(path: str) -> Span:
    """Return the span for a remark about a source as a whole."""
    return Span(path, 1, 1, 1, 1)
