"""How many lines a text takes at a given width, by simulated line breaking.

Not what Pango does to the last detail (no kerning, no contextual spacing, a short list of
characters that may not begin or end a line), but close enough to choose column widths and a
first type size without laying anything out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from cribdeck.inline import (
    Break,
    Code,
    Image,
    Math,
    RichText,
    Strong,
    Styled,
    Subscript,
    Superscript,
    Text,
)
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.formula import Formula

# The style sheet has the same figures.
INLINE_CODE_SIZE: Final = 1.05
INLINE_CODE_PADDING: Final = 0.22
FORMULA_MARGIN: Final = 0.1
RAISED_SIZE: Final = 0.72

_NEVER_FIRST: Final = frozenset("\N{NO-BREAK SPACE}，。、；：！？）》」』】〉”’…—·%‰℃,.;:!?)]}")
_NEVER_LAST: Final = frozenset("（《「『【〈“‘([{")
_SPACES: Final = frozenset(" \u2009\u200a")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stay on one line."""

    width: float
    """In em, without the space after."""
    space: float
    """Width of the space after, which may hang over the end of a line."""
    ends_line: bool = False
    """Whether the author ends the line here."""


def words(text: RichText, metrics: FontMetrics, *, bold: bool = False) -> tuple[Word, ...]:
    """Return the words of `text` with their widths."""
    found: list[Word] = []
    width = 0.0
    before = ""
    for character, advance in _advances(text, metrics, bold=bold):
        if character == "\n" or character in _SPACES:
            ends_line = character == "\n"
            found.append(Word(width, 0.0 if ends_line else advance, ends_line))
            width, before = 0.0, ""
            continue
        if before and _may_break(before, character):
            found.append(Word(width, 0.0))
            width = 0.0
        width += advance
        before = character or before
    if width or not found:
        found.append(Word(width, 0.0))
    return tuple(found)


def _may_break(before: str, after: str) -> bool:
    beside_han = _is_wide(before) or (after != "" and _is_wide(after))
    return beside_han and after not in _NEVER_FIRST and before not in _NEVER_LAST


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _advances(text: RichText, metrics: FontMetrics, *, bold: bool) -> Iterator[tuple[str, float]]:
    """Yield each character and its width; padding comes with an empty character."""
    for node in text:
        match node:
            case Text(it):
                yield from ((c, metrics.width(c, bold=bold)) for c in it)
            case Image(alt):
                yield from ((c, metrics.width(c, bold=bold)) for c in alt)
            case Math() if isinstance(formula := metrics.formula(node), Formula):
                yield "", formula.width + 2 * FORMULA_MARGIN
            case Code(it) | Math(it):
                yield "", INLINE_CODE_PADDING * INLINE_CODE_SIZE
                yield from ((c, INLINE_CODE_SIZE * metrics.code_width(c)) for c in it)
                yield "", INLINE_CODE_PADDING * INLINE_CODE_SIZE
            case Break():
                yield "\n", 0.0
            case Strong(children):
                yield from _advances(children, metrics, bold=True)
            case Superscript(children) | Subscript(children):
                raised = _advances(children, metrics, bold=bold)
                yield from ((c, RAISED_SIZE * width) for c, width in raised)
            case Styled(children):
                yield from _advances(children, metrics, bold=bold)
            case _:
                assert_never(node)


def line_count(text: Sequence[Word], width: float) -> int:
    """Return the number of lines that `text` takes in a column of `width` em."""
    return sum(1 for _ in _line_widths(text, width))


def last_line(text: Sequence[Word], width: float) -> float:
    """Return the width of the last of several lines; of a single one, the whole width."""
    *others, last = _line_widths(text, width)
    return last if others else width


def _line_widths(text: Iterable[Word], width: float) -> Iterator[float]:
    used = taken = 0.0
    for word in text:
        if used and used + word.width > width:
            yield taken
            used = 0.0
        # A word wider than the column is broken anywhere.
        over = word.width
        while over > width > 0:
            yield width
            over -= width
        taken = used + over
        used = taken + word.space
        if word.ends_line:
            yield taken
            used = taken = 0.0
    yield taken


def full_width(text: Iterable[Word]) -> float:
    """Return the width of the longest line that the author has written."""
    longest = used = 0.0
    for word in text:
        longest = max(longest, used + word.width)
        used = 0.0 if word.ends_line else used + word.width + word.space
    return longest


def widest_word(text: Iterable[Word]) -> float:
    """Return the least width at which no word is broken."""
    return max((word.width for word in text), default=0.0)
