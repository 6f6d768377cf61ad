"""What a repair is: a function from the lines of a note to changes, with its examples.

A repair never adds or removes a line. It sees the lines of code, math and comments as
empty ones, and what it says about them is ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a note, written another way."""

    index: int
    """Which line, 0-based."""
    text: str
    ends: int | None = None
    """Lists whose marker stands at this column (0-based) or right of it end before the line."""


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a note before and after the repair; both have as many lines."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One way notes depart from Markdown, and the way back."""

    name: str
    changes: Callable[[Sequence[str]], Iterable[Change]]
    examples: tuple[Example, ...]
    leaves: tuple[str, ...]
    """What looks similar and must stay as it is."""
    is_final: bool = False
    """Whether its text stays where the parser sees nothing but prose in it.

    Otherwise the parser takes the repair back: a number is repaired to make an item, but
    where no list comes of it, it is text like any other.
    """
    sees_code: bool = False
    """Whether it may look into code and move it; no other repair does."""
