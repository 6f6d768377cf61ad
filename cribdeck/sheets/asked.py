"""What a card hides, looked for in a line of the note: a fact and a line go in, ranges come out.

Of a definition asked both ways the meaning is hidden, never both. Of a list every item is, so
that its count still shows. A card that tells lines apart hides what they are about, which on
paper would leave lines about nothing: it asks nothing here. Cells of tables stand in no line:
see `gaps`.

A range counts characters of the plain line. It leaves the punctuation around an answer in
place, and never cuts through code, math or a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Question,
    Statement,
    Steps,
)
from cribdeck.inline import Break, Cloze, Code, Image, Math, RichText, Styled, Text, plain

_AROUND: Final = " \u00a0\u200a\t\n。．.；;，,、：:！!？?"
"""What stays in place around an answer."""
_CLOSING: Final = frozenset("）》」』】〉”’")
_POINTS: Final = frozenset("。，、；！？）》」』】〉”’")
"""After a closing bracket these are set closer, but only within one run of text."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece that a card hides, and what tells its place in a line."""

    answer: str
    after: str = ""
    """It is looked for behind this first."""
    sentence: str = ""
    """It stands in this …"""
    offset: int = 0
    """… at this character."""


def claims(fact: Fact) -> Iterator[Claim]:
    """Yield what a fact hides, in reading order."""
    match fact:
        case Definition(term=term, asks="term"):
            yield Claim(plain(term))
        case Definition(term=term, meaning=meaning):
            yield Claim(plain(meaning), after=plain(term))
        case Question(answer=parts):
            yield from (Claim(plain(part)) for part in parts)
        case Listing(items=items, among=among):
            yield from (Claim(plain(item)) for item in items if not among)
        case Steps(items=items):
            yield from (Claim(plain(item)) for item in items)
        case Abbreviation(short=short, expansion=expansion):
            yield Claim(expansion, after=short)
        case Statement(text=text):
            sentence = plain(text)
            for offset, answer in _clozes(text, 0):
                yield Claim(answer, sentence=sentence, offset=offset)
        case Contrast() | Comparison():
            pass
        case _:
            assert_never(fact)


def found(claim: Claim, line: RichText) -> range | None:
    """Return where a claim stands in a line; None if it does not, or in doubt."""
    flat = plain(line)
    whole = _placed(claim, flat)
    return None if whole is None else _trimmed(flat, whole, line)


def _placed(claim: Claim, flat: str) -> range | None:
    if claim.sentence:
        around = _first(claim.sentence, flat, 0)
        if around is not None and len(around) == len(claim.sentence):
            start = around.start + claim.offset
            return range(start, start + len(claim.answer))
        # Only some of the sentence stands here; what stands twice could be the other one.
        alone = _first(claim.answer, flat, 0)
        again = alone and _first(claim.answer, flat, alone.start + 1)
        return None if again else alone
    behind = _first(claim.after, flat, 0) if claim.after else None
    ahead = _first(claim.answer, flat, behind.stop) if behind else None
    return ahead or _first(claim.answer, flat, 0)


def _first(words: str, flat: str, start: int) -> range | None:
    """Return where `words` stand first, white space apart, and not inside a longer word."""
    parts = words.split()
    if not parts:
        return None
    pattern = r"\s*".join(map(re.escape, parts))
    before = r"(?<![A-Za-z0-9_])" if parts[0][0].isalnum() and parts[0][0].isascii() else ""
    behind = r"(?![A-Za-z0-9_])" if parts[-1][-1].isalnum() and parts[-1][-1].isascii() else ""
    match = re.compile(before + pattern + behind).search(flat, start)
    return range(*match.span()) if match else None


def _trimmed(flat: str, whole: range, line: RichText) -> range | None:
    start, stop = whole.start, whole.stop
    while start < stop and flat[start] in _AROUND:
        start += 1
    while start < stop and flat[stop - 1] in _AROUND:
        stop -= 1
    while start < stop < len(flat) and flat[stop - 1] in _CLOSING and flat[stop] in _POINTS:
        stop += 1
    if not any(it.isalnum() for it in flat[start:stop]):
        return None
    cuts = (start in inside or stop in inside for inside in _indivisible(line, 0))
    return None if any(cuts) else range(start, stop)


def _indivisible(text: RichText, offset: int) -> Iterator[range]:
    """Yield the offsets at which nothing can be cut without making two of one thing."""
    for node in text:
        length = len(plain((node,)))
        match node:
            case Code() | Math() | Image():
                yield range(offset + 1, offset + length)
            case Styled(children):
                yield from _indivisible(children, offset)
            case Text() | Break():
                pass
            case _:
                assert_never(node)
        offset += length


def _clozes(text: RichText, offset: int) -> Iterator[tuple[int, str]]:
    """Yield where each cloze begins and what it hides, an outer one before those inside it."""
    for node in text:
        if isinstance(node, Cloze):
            yield offset, plain(node.children)
        if isinstance(node, Styled):
            yield from _clozes(node.children, offset)
        offset += len(plain((node,)))
