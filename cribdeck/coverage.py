"""What became of the passages of a source: asked by a card, on a sheet only, or unused.

An outline goes in, one `Use` for each passage comes out, in reading order. Nothing is
silent: what no card asks has a reason, whether a sheet shows it or not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from cribdeck.facts.model import Outline, Passage
from cribdeck.facts.walk import passages
from cribdeck.sheets.boxes import LEFT_OFF

Fate: TypeAlias = Literal["asked", "sheet only", "unused"]

_DETAIL: Final = re.compile(r"“[^”]*”|\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Use:
    """One passage and what became of it."""

    passage: Passage
    fate: Fate
    why: str
    """Why no card asks for it; empty if one does."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All passages of one source."""

    uses: tuple[Use, ...]

    def count(self, fate: Fate) -> int:
        """Return how many passages had this fate."""
        return sum(use.fate == fate for use in self.uses)

    def reasons(self, *fates: Fate) -> list[tuple[str, int]]:
        """Return why passages had one of these fates and how often, most frequent first.

        Reasons that differ only in a figure or a quotation count as one.
        """
        counted = Counter(_DETAIL.sub("…", use.why) for use in self.uses if use.fate in fates)
        return sorted(counted.items(), key=lambda it: (-it[1], it[0]))


def coverage(outline: Outline, *, printed: bool) -> Coverage:
    """Return what became of the passages of `outline`; `printed`: whether a sheet shows it."""
    written = (passage for passage in passages(outline) if not passage.is_joined)
    return Coverage(tuple(_use(passage, printed=printed) for passage in written))


def _use(passage: Passage, *, printed: bool) -> Use:
    if passage.covered:
        return Use(passage, "asked", "")
    shown = printed and passage.unused not in LEFT_OFF
    return Use(passage, "sheet only" if shown else "unused", passage.unused)


def summary_of(sources: Iterable[Coverage]) -> str:
    """Return the totals of `sources` in one line."""
    whole = Coverage(tuple(use for source in sources for use in source.uses))
    count, asked = len(whole.uses), whole.count("asked")
    share = f" ({asked / count:.0%})" if count else ""
    return (
        f"{count} passages, {asked} asked{share}, "
        f"{whole.count('sheet only')} on a sheet only, {whole.count('unused')} unused"
    )
