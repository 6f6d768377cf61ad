"""What became of the passages of a source: asked by a card, on a sheet only, or unused.

An outline goes in, one `Use` for each passage comes out, in reading order. Nothing is
silent: what no card asks has a reason, whether a sheet shows it or not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from cribdeck.facts.model import Outline, Passage
from cribdeck.facts.walk import passages
from cribdeck.sheets.boxes import is_on_sheet
from cribdeck.sheets.condensing import condensed

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


def coverage(
    outline: Outline, *, printed: bool, no_room: Mapping[int, str] = MappingProxyType({})
) -> Coverage:
    """Return what became of the passages of `outline`.

    Args:
        outline: the source.
        printed: whether a sheet shows it.
        no_room: lines that found no room there, and why.
    """
    written = (passage for passage in passages(condensed(outline)) if not passage.is_joined)
    return Coverage(tuple(_use(it, no_room, printed=printed) for it in written))


def _use(passage: Passage, no_room: Mapping[int, str], *, printed: bool) -> Use:
    if passage.covered:
        return Use(passage, "asked", "")
    left_off = no_room.get(passage.shown.span.line, "")
    shown = printed and is_on_sheet(passage) and not left_off
    why = "; ".join(filter(None, (passage.unused, left_off)))
    return Use(passage, "sheet only" if shown else "unused", why)


def summary_of(sources: Iterable[Coverage]) -> str:
    """Return the totals of `sources` in one line."""
    whole = Coverage(tuple(use for source in sources for use in source.uses))
    count, asked = len(whole.uses), whole.count("asked")
    share = f" ({asked / count:.0%})" if count else ""
    return (
        f"{count} passages, {asked} asked{share}, "
        f"{whole.count('sheet only')} on a sheet only, {whole.count('unused')} unused"
    )
