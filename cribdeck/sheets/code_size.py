"""The type size of a code block: as large as its longest line allows.

Code that wraps is hard to read, so a block is set smaller first. Below the least size lines
wrap after all, and the style sheet marks the ones that do.
"""

from __future__ import annotations

import math
from typing import Final

from cribdeck.sheets.font_metrics import FontMetrics

LARGEST_CODE: Final = 0.98
"""In em of the running text. Letters of the mono font look small for their size."""
SMALLEST_CODE: Final = 0.6
"""In em of the running text: beside larger text code may be small, but not that small …"""
SMALLEST_CODE_PT: Final = 5.3
"""… and never smaller than this: about 4.4 pt of a font that is not scaled to half squares."""

# The style sheet has the same figures.
CODE_PADDING: Final = 0.5
"""On each side, in em of the code."""
CODE_BORDERS: Final = 0.33
"""Both borders together, in em of the running text at the least type size."""


def code_size(text: str, width: float, type_pt: float, metrics: FontMetrics) -> float:
    """Return the type size for a block in em of the running text.

    Args:
        text: the whole block.
        width: what there is for it, in em of the running text.
        type_pt: size of the running text in points.
        metrics: of the fonts.
    """
    least = max(SMALLEST_CODE, SMALLEST_CODE_PT / type_pt)
    longest = max(map(metrics.code_width, text.split("\n")))
    room = width - CODE_BORDERS
    fitting = room / (longest + 2 * CODE_PADDING)
    # Rounded down, or the last character of the longest line would wrap.
    return max(least, min(LARGEST_CODE, math.floor(fitting * 1000) / 1000))


def wraps(line: str, size: float, width: float, metrics: FontMetrics) -> bool:
    """Return whether a line of code is longer than the block is wide."""
    room = width - CODE_BORDERS - 2 * CODE_PADDING * size
    return metrics.code_width(line) * size > room
