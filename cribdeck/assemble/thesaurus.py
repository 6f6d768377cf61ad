"""What engineers compare, by name, and the cue words by which a sentence speaks of it.

The names of a row of a table go in, what the thesaurus knows of it comes out. The concepts
are read from `aspects.txt` beside this module, which anybody can extend; it says how it is
written. A name may belong to several concepts: all of them count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from cribdeck.assemble.matching import edged, matchable

_FILE: Final = Path(__file__).with_name("aspects.txt")
_ITSELF: Final = "^"
_GAP: Final = r"[^，。；：]{0,12}?"
_NUMBER: Final = r"(?:\d+|[一两二三四五六七八九十几])\s?"
_IDENTIFIER: Final = r"(?<![a-z])[a-z]{2,}(?:[_.][a-z]{2,})+"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing in which others are compared."""

    cues: tuple[str, ...]
    """Patterns, for matching."""
    told_by_name: bool
    """Whether what follows the name of a thing tells it: `X：…` gives the 含义 of X."""


def told_of(names: Iterable[str]) -> Concept:
    """Return what is known of the aspect with these names, matchable; nothing, if none is."""
    found = [concept for name in names for concept in _known().get(name, ())]
    cues = dict.fromkeys(cue for concept in found for cue in concept.cues)
    return Concept(tuple(cues), any(concept.told_by_name for concept in found))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, tuple[Concept, ...]]:
    found: dict[str, tuple[Concept, ...]] = {}
    for names, concept in concepts(_FILE.read_text(encoding="utf-8")):
        for name in names:
            found[name] = (*found.get(name, ()), concept)
    return found


def concepts(text: str) -> Iterator[tuple[tuple[str, ...], Concept]]:
    """Yield the concepts of a file like `aspects.txt`, each with its names."""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        named, _, said = matchable(line).partition(" : ")
        names = tuple(name.strip() for name in named.split(" = "))
        words = said.split()
        cues = tuple(_pattern(word) for word in words if word != _ITSELF)
        yield names, Concept(cues, _ITSELF in words)


def _pattern(cue: str) -> str:
    parts = re.split("(…|#|@)", cue)
    signs = {"…": _GAP, "#": _NUMBER, "@": _IDENTIFIER}
    return "".join(signs.get(part) or edged(part) for part in parts if part)
