"""The sentences of all notes, with what each is about: outlines go in, `Sentence`s come out.

Claims are looked for in all prose, since a contradiction does not care whether a card was
made of it. A sentence is about the names that it has itself and about those of the nearest
title that has one. A name is a Latin word that some title of the notes uses: `accept_mutex`
is none, `nginx` is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cribdeck.facts.model import Callout, Outline, Passage, Prose, Section
from cribdeck.folding import fold
from cribdeck.inline import plain
from cribdeck.relate.placed import Place
from cribdeck.span import Span

_END: Final = re.compile(r"(?<=[。；;！!？?])")
_NAME: Final = re.compile(r"[a-z]{3,}")
_BRACKETS: Final = re.compile(r"[(\[【][^()\[\]【】]{0,80}[)\]】]")
_LONGEST: Final = 400
"""Characters of a sentence that is read; more is no sentence."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence of a note; without slots, so that its text is worked out once."""

    span: Span
    """Of its line."""
    place: Place
    titles: tuple[str, ...]
    """Those above it, outermost first."""
    written: str
    """Plain text, as the note has it."""
    about: frozenset[str]
    """Names, in lower case."""
    step: bool
    """Whether it opens an item of a numbered list."""

    @cached_property
    def text(self) -> str:
        """For matching: width, case and script set aside, white space between Han too."""
        return matchable(self.written)

    @cached_property
    def outside(self) -> str:
        """The text without what stands in brackets."""
        return _BRACKETS.sub("", self.text)

    @cached_property
    def setting(self) -> str:
        """Its titles and its text."""
        return matchable(" ".join((*self.titles, self.written)))


def matchable(text: str) -> str:
    """Return `text` as claims are looked for in it."""
    return fold(unicodedata.normalize("NFKC", text).casefold())


def sentences(outlines: Iterable[Outline]) -> list[Sentence]:
    """Return the sentences of `outlines` in reading order, by path."""
    known = sorted(outlines, key=lambda it: it.path)
    names = frozenset(name for it in known for name in _names_in_titles(it))
    return [
        sentence
        for outline in known
        for section in outline.sections
        for sentence in _below(section, outline.path, (outline.title,), names)
    ]


def _names_in_titles(outline: Outline) -> Iterator[str]:
    yield from _NAME.findall(outline.title.casefold())
    waiting = list(outline.sections)
    while waiting:
        section = waiting.pop()
        yield from _NAME.findall(matchable(plain(section.title)))
        waiting += section.children


def _below(
    section: Section, path: str, above: tuple[str, ...], names: frozenset[str]
) -> Iterator[Sentence]:
    title = plain(section.title)
    titles = (*above, title) if title else above
    place = Place(path, section.span)
    named = _nearest_names(titles)
    for passage in _flat(section.passages):
        if isinstance(passage.shown, Prose):
            step = passage.shown.marker[:1].isdigit()
            for written in _split(plain(passage.shown.text)):
                mine = names.intersection(_NAME.findall(written.casefold()))
                yield Sentence(passage.shown.span, place, titles, written, named | mine, step)
                step = False
    for child in section.children:
        yield from _below(child, path, titles, names)


def _flat(outer: Iterable[Passage]) -> Iterator[Passage]:
    for passage in outer:
        if isinstance(passage.shown, Callout):
            yield from _flat(passage.shown.body)
        else:
            yield passage


def _nearest_names(titles: Sequence[str]) -> frozenset[str]:
    for title in reversed(titles):
        if found := frozenset(_NAME.findall(matchable(title))):
            return found
    return frozenset()


def _split(text: str) -> Iterator[str]:
    for part in _END.split(text):
        if part.strip():
            yield part.strip()[:_LONGEST]
