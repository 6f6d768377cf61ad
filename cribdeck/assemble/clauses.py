"""A line cut into clauses, each with the labels that it stands behind.

The text of a line goes in, `Clause`s come out. Nothing is cut inside brackets, nor at a comma
between digits; a label (`缺点：`) may open the line or any of its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

LONGEST_LINE: Final = 2000
"""Characters of a line that are read."""
_OPEN, _CLOSE = "（([「『【《{“", "）)]」』】》}”"
_SENTENCE_END: Final = frozenset("。；;！!？?")
_CLAUSE_END: Final = frozenset("，,")
_LABEL: Final = re.compile(r"[^：:，,。；;！？!?]{1,30}?[：:](?![/:\\])")
_LABEL_MARKS: Final = ' *`“”"'


class Clause(NamedTuple):
    """A part of a line."""

    start: int
    end: int
    """Without the mark that ends it."""
    sentence: int
    """The order of its sentence in the line."""
    labels: tuple[str, ...]
    """Labels that it stands behind, the nearest first."""


def clauses(text: str) -> list[Clause]:
    """Return the clauses of a line; labels belong to none."""
    text = text[:LONGEST_LINE]
    found: list[Clause] = []
    of_line: tuple[str, ...] = ()
    for order, (begin, end) in enumerate(_sentences(text)):
        label = _LABEL.match(text, begin, end)
        labels, start = of_line, begin
        if label and _is_closed(label[0]):
            name = label[0][:-1].strip(_LABEL_MARKS)
            labels = (name, *of_line)
            if order == 0:
                of_line = labels
            start = label.end()
        for first, last in _between(text, start, end, _ends_clause):
            found.append(Clause(first, last, order, labels))
    return found


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    return _between(text, 0, len(text), lambda text, at: text[at] in _SENTENCE_END)


def _between(
    text: str, start: int, end: int, ends: Callable[[str, int], bool]
) -> Iterator[tuple[int, int]]:
    """Yield the stripped parts of `text` between the marks outside brackets for which `ends`."""
    depth = 0
    for position in range(start, end):
        character = text[position]
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if depth == 0 and ends(text, position):
            yield from _part(text, start, position)
            start = position + 1
    yield from _part(text, start, end)


def _part(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _is_closed(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in zip(_OPEN, _CLOSE, strict=True))


def _ends_clause(text: str, position: int) -> bool:
    if text[position] not in _CLAUSE_END:
        return False
    return not (
        text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()
    )
