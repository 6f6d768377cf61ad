"""What git leaves in a file that two branches have changed: lines go in, an error comes out.

A note in that state says two things at once, and half of it is about to go. So it is not read at
all until somebody has chosen; its cards stay as they are. Code is left out: notes on git show
such marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cribdeck.diagnostics import Diagnostic, error
from cribdeck.span import Span
from cribdeck.syntax.verbatim import verbatim_lines

_MARKS = tuple(
    re.compile(rf"{re.escape(mark * 7)}{rest}")
    for mark, rest in (("<", " "), ("=", "$"), (">", " "))
)
"""What its lines begin with, in this order."""


def conflict(path: str, lines: Sequence[str]) -> Diagnostic | None:
    """Return the error about the first conflict in a note, None where there is none."""
    if not any(_MARKS[0].match(line) for line in lines):
        return None
    code = verbatim_lines(lines)
    met: list[int] = []
    for index, line in enumerate(lines):
        if index not in code and _MARKS[len(met)].match(line):
            met.append(index)
            if len(met) == len(_MARKS):
                return _error(path, met[0], index, len(line))
    return None


def _error(path: str, first: int, last: int, length: int) -> Diagnostic:
    span = Span(path, first + 1, 1, last + 1, length + 1)
    message = f"git has left two versions here, up to line {last + 1}; the note is not read"
    return error("conflict_in_note", span, message, "choose one, or both, and delete the marks")
