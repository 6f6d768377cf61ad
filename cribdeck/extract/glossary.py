"""Other names of technical things: in Chinese, in English, short and spelled out.

Groups of names go in, a `Glossary` comes out that says what else a text names. `TECHNICAL`
is read from `glossary.txt` beside this module, which anybody can extend; the glosses of
a note come on top (`glossary_of`). English words are found in their forms, too: locks,
locking, locked. An abbreviation that is shown tells nothing: what it stands for is worth
knowing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from cribdeck.extract.glosses import glosses
from cribdeck.folding import fold

Words: TypeAlias = tuple[str, ...]
"""Latin, in small letters."""

_FILE: Final = Path(__file__).with_name("glossary.txt")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
"""FailCache is two words."""
_JOINED: Final = re.compile(r"[A-Za-z]+")
_BRACKETS: Final = re.compile(r"[（(）)]")
_ENDINGS: Final = (("s", ""), ("es", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
_SHORTEST_STEM: Final = 3


@dataclass(frozen=True, eq=False)  # compared by identity: it is a key of caches
class Glossary:
    """Which names mean the same."""

    by_latin: Mapping[Words, frozenset[str]] = field(default_factory=dict)
    """The words of a Latin name to the other names of the same."""
    abbreviations: frozenset[Words] = frozenset()
    longest: Mapping[str, int] = field(default_factory=dict)
    """The first words of names to how many words such a name has at most."""

    def extended(self, groups: Iterable[Iterable[str]]) -> Glossary:
        """Return this glossary and more: the names of each group mean the same."""
        found = dict(self.by_latin)
        short = set(self.abbreviations)
        longest = dict(self.longest)
        for group in groups:
            names = frozenset(fold(name).strip().casefold() for name in group)
            latin = {name: _words(name) for name in names if name.isascii() and _WORD.search(name)}
            initials = {"".join(word[0] for word in words) for words in latin.values()}
            for name, words in latin.items():
                longest[words[0]] = max(len(words), longest.get(words[0], 1))
                found[words] = found.get(words, frozenset()) | names - {name}
                if name in initials and len(words) == 1:
                    short.add(words)
        return Glossary(found, frozenset(short), longest)

    def others(self, text: str) -> tuple[str, ...]:
        """Return the other names of what `text` names in Latin script, in order."""
        return _others(self, text)

    def told_in(self, name: str, text: str) -> frozenset[str]:
        """Return the Latin words of `name`, without plural s, that `text` says in Chinese."""
        told = {
            word
            for words, others in self.named(name)
            if any(other in text for other in others if not other.isascii())
            for word in words
        }
        if told:
            told.update(
                word.casefold() for word in _JOINED.findall(name) if {*_words(word)} <= told
            )
        return frozenset(word.removesuffix("s") for word in told)

    def same(self, title: str, answer: str) -> bool:
        """Return whether both name one thing; each may have a second name in brackets."""
        shown, asked = _names(title), _names(answer)
        shown = {name for name in shown if _words(name) not in self.abbreviations}
        return any(
            there & _entry(self, _words(name))
            for here, there in ((shown, asked), (asked, shown))
            for name in here
            if name.isascii()
        )

    def named(self, text: str) -> Iterator[tuple[Words, frozenset[str]]]:
        """Yield the words of each Latin name in `text`, the longest first, with its others."""
        words = _words(text)
        start = 0
        while start < len(words):
            size = 1
            for end in range(self._farthest(words, start), start, -1):
                others = _entry(self, words[start:end])
                if others:
                    yield words[start:end], others
                    size = end - start
                    break
            start += size

    def _farthest(self, words: Words, start: int) -> int:
        """Return where a name that begins at `start` ends at the latest."""
        return min(len(words), start + self.longest.get(words[start], 1))


@lru_cache(maxsize=8192)  # notes say the same words again and again
def _entry(glossary: Glossary, words: Words) -> frozenset[str]:
    """Return the other names of what has the name `words`, in any form of the last of them."""
    known = glossary.by_latin.get(words)
    if known or not words:
        return known or frozenset()
    *first, last = words
    for ending, instead in _ENDINGS:
        stem = last.removesuffix(ending)
        if stem != last and len(stem) >= _SHORTEST_STEM:
            known = glossary.by_latin.get((*first, stem + instead))
            if known:
                return known
    return frozenset()


@lru_cache(maxsize=2048)
def _others(glossary: Glossary, text: str) -> tuple[str, ...]:
    found = {
        name
        for words, others in glossary.named(text)
        if words not in glossary.abbreviations
        for name in others
    }
    return tuple(sorted(found))


def _words(text: str) -> Words:
    return tuple(map(str.casefold, _WORD.findall(text)))


def _names(text: str) -> set[str]:
    parts = (part.strip().casefold() for part in _BRACKETS.split(fold(text)))
    return {part for part in parts if part}


def _technical() -> Glossary:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    entries = (line for line in lines if line and not line.startswith("#"))
    return Glossary().extended(entry.split(" = ") for entry in entries)


NOTHING: Final = Glossary()
TECHNICAL: Final = _technical()


def glossary_of(text: str) -> Glossary:
    """Return what the note with this `text` calls things, on top of `TECHNICAL`."""
    own = tuple(glosses(fold(text)))
    return TECHNICAL.extended(own) if own else TECHNICAL
