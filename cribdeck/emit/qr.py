"""QR codes: a text goes in, its code comes out, drawn for where it is shown.

The only module that knows segno.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

_WHITE_ON_BLACK: Final = "\x1b[38;5;231;48;5;16m"
"""The terminal's own colours may be either way round, and not every scanner reads a negative."""
_AS_BEFORE: Final = "\x1b[0m"


def terminal_text(text: str, *, coloured: bool) -> str:
    """Return the code of `text` as lines of half blocks, light modules drawn, quiet zone included.

    Args:
        text: what a scanner shall read.
        coloured: set the colours, too; otherwise it needs light letters on a dark ground.
    """
    drawn = io.StringIO()
    segno.make_qr(text, error="l").terminal(drawn, compact=True)
    lines = drawn.getvalue().splitlines()
    if coloured:
        lines = [f"{_WHITE_ON_BLACK}{line}{_AS_BEFORE}" for line in lines]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A code as an outline, without quiet zone."""

    text: str
    modules: int
    """Of each side; the unit of the path."""
    path: str
    """As in SVG: a rectangle for each run of dark modules."""


def drawing(text: str, most_modules: int) -> Drawing | None:
    """Return the code of `text`; None if it has more than `most_modules` on a side.

    Text is UTF-8 bytes whatever it is: not every scanner knows the modes for other characters.
    """
    try:
        code = segno.make_qr(text, error="l", mode="byte", encoding="utf-8")
    except segno.DataOverflowError:
        return None
    if len(code.matrix) > most_modules:
        return None
    runs: list[str] = []
    for row, modules in enumerate(code.matrix):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                runs.append(f"M{column} {row}h{length}v1h-{length}z")
            column += length
    return Drawing(text, len(code.matrix), "".join(runs))
