"""Last lines of one character, and how a paragraph is set so that it has none.

Letters a hair's breadth closer may save the line. If not, a slightly narrower paragraph breaks
its lines earlier and brings company down: as many lines, the last one longer. What is done is
proved by simulated line breaking first; where neither helps, nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cribdeck.inline import RichText, plain
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.line_breaking import last_line, line_count, words

TIGHTEST: Final = 0.015
"""How much closer letters may stand, in em."""
_LONELY: Final = 1.1
"""A last line this short has one Chinese character, and perhaps a stop besides; in em."""
_COMPANY: Final = 1.9
"""What the last line is to have instead: two of them, and the stop."""
_STOPS: Final = tuple("。，；：、？！）”』」.")
_STEP: Final = 0.25
_NARROWEST: Final = 0.14
"""Share of the width that may be given up."""


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How a paragraph is set otherwise than its width and font ask for, in em."""

    tighter: float = 0.0
    """Less space between letters."""
    narrower: float = 0.0
    """Less width."""


USUAL: Final = Squeeze()


def squeeze(text: RichText, width: float, metrics: FontMetrics) -> Squeeze:
    """Return how to set a paragraph that would end in a line of one character.

    Args:
        text: of the whole paragraph, as bold as it will be.
        width: of its lines, in em.
        metrics: of the fonts.
    """
    broken = words(text, metrics)
    lines = line_count(broken, width)
    stop = plain(text).endswith(_STOPS)
    if lines == 1 or last_line(broken, width) > _LONELY + stop:
        return USUAL
    # Most letters are no wider than an em, so they save more than is counted on here.
    if line_count(broken, width * (1 + TIGHTEST)) < lines:
        return Squeeze(tighter=TIGHTEST)
    for step in range(1, int(_NARROWEST * width / _STEP) + 1):
        room = width - step * _STEP
        if line_count(broken, room) > lines:
            break
        if last_line(broken, room) >= _COMPANY + stop:
            return Squeeze(narrower=step * _STEP)
    return USUAL
