"""Slips of the pen in names: `upd` for UDP, `kafak` for Kafka.

The names of a table and the Latin words of all notes go in; the names come out with the words
that can only be one of them misspelt: two neighbouring letters exchanged, and far rarer than
the name itself. `spelling` corrects what is beyond doubt for every reader; here a slip only
has to be told from the other things of one table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cribdeck.assemble.lines import Line
from cribdeck.assemble.matching import matchable

_WORD: Final = re.compile(r"[a-z]{3,}")
_TWO_WORDS: Final = re.compile(r"(?=(?<![a-z])([a-z]{2,}) ([a-z]{2,})(?![a-z]))")
_SHORTEST_PART: Final = 2
_RARER: Final = 2
"""A slip occurs at most once for so many times that the name does."""


def words_of(lines: Iterable[Line]) -> Counter[str]:
    """Return how often each Latin word occurs in `lines`."""
    found: Counter[str] = Counter()
    for line in lines:
        found.update(_WORD.findall(line.text))
        found.update(map(" ".join, _TWO_WORDS.findall(line.text)))
    return found


def with_slips(
    names: Sequence[Sequence[str]], vocabulary: Mapping[str, int]
) -> list[tuple[str, ...]]:
    """Return the names of each thing, with the ways in which the notes misspell them."""
    known = {matchable(name) for group in names for name in group}
    return [
        (*group, *(slip for name in group for slip in _slips(matchable(name), known, vocabulary)))
        for group in names
    ]


def _slips(name: str, known: set[str], vocabulary: Mapping[str, int]) -> list[str]:
    if not _WORD.fullmatch(name):
        return []
    exchanged = (
        name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)
    )
    apart = (f"{name[:at]} {name[at:]}" for at in range(_SHORTEST_PART, len(name) - 1))
    found = {it for it in apart if vocabulary.get(it, 0)}
    return sorted(found) + sorted(
        {
            it
            for it in exchanged
            if it not in known and 0 < vocabulary.get(it, 0) * _RARER <= vocabulary.get(name, 0)
        }
    )
