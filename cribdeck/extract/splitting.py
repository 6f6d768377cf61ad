"""Rich text taken apart: sentences, and a label with what it says (`term：meaning`).

Cuts are made at offsets of the plain text, never inside brackets, code or math, so a
colon in `` `a:b` `` or a full stop in `（…。）` separates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cribdeck.inline import Code, Image, Inline, Math, RichText, Styled, cut, plain, strip
from cribdeck.units import HAN, units

_OPEN = "（([「『【《{“<"
_CLOSE = "）)]」』】》}”>"
_BRACKET = re.compile(f"[{re.escape(_OPEN)}]")
_SENTENCE_END = re.compile(r"[。！？!?；;](?![）)」』”\"'])|(?<=[a-z0-9)）”][.])\s+(?=[A-Z])")
_POINT = re.compile(r"(?:(?<=[：:])|(?<=[\s，。；;]))\s?[（(]?([1-9])[.、)）](?![\d.])\s?")
"""The number of a point, where several stand in one line: `注意：1.先备份 2.再升级`."""
_CLAUSE_END = re.compile(rf"[，。；！？：;]|[,:!?](?!\w)|,(?=[{HAN}])|(?<=[{HAN}]),|——")
_COLON = re.compile(r"：|(?<!:):(?![/:=\\])")
_DASH = re.compile(r"\s[-–—]{1,2}\s|——")
_LONGEST_LABEL = 48


@dataclass(frozen=True, slots=True)
class Labelled:
    """`term：meaning`, `term - meaning`, or a code term and a comma."""

    term: RichText
    link: str
    """What stands between the two, as written."""
    meaning: RichText

    @property
    def name(self) -> str:
        """The term as plain text."""
        return plain(self.term)

    @property
    def body(self) -> str:
        """The meaning as plain text."""
        return plain(self.meaning)


def sentences(text: RichText) -> tuple[RichText, ...]:
    """Return the sentences of `text`, their end marks included; `；` ends one too.

    Points numbered in the line are sentences without their numbers.
    """
    flat = masked(text)
    depths = _depths(flat)
    marks = [
        (match.end(), match.end())
        for match in _SENTENCE_END.finditer(flat)
        if depths is None or depths[match.start()] == 0
    ]
    marks = sorted([*marks, *numbered_points(flat)])
    starts = [0, *(end for _, end in marks)]
    stops = [*(start for start, _ in marks), len(flat)]
    pieces = (strip(cut(text, a, b)) for a, b in zip(starts, stops, strict=True))
    return tuple(piece for piece in pieces if plain(piece))


def numbered_points(flat: str) -> tuple[tuple[int, int], ...]:
    """Return where the numbers 1, 2, … of points behind a label stand; nothing if fewer than two.

    `注意：1.先备份 2.再升级` has two; a lone `1.` and `步骤：2.` have none.
    """
    found: list[tuple[int, int]] = []
    for match in _POINT.finditer(flat):
        opens = bool(found) or flat[: match.start()].endswith(("：", ":"))
        if opens and int(match[1]) == len(found) + 1:
            found.append(match.span())
    return tuple(found) if len(found) > 1 else ()


def clauses(text: RichText) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of `text` start and end, the marks that end them included."""
    flat = masked(text)
    depths = _depths(flat)
    ends = [
        match.end()
        for match in _CLAUSE_END.finditer(flat)
        if depths is None or depths[match.start()] == 0
    ]
    stops = sorted({*ends, len(flat)})
    return tuple(zip([0, *stops[:-1]], stops, strict=True))


def split_at(text: RichText, mark: re.Pattern[str]) -> tuple[RichText, ...]:
    """Return the pieces of `text` between matches of `mark` outside brackets, code and math."""
    flat = masked(text)
    depths = _depths(re.sub("[<>]", " ", flat))
    cuts = [
        match.span()
        for match in mark.finditer(flat)
        if depths is None or depths[match.start()] == 0
    ]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(flat)]
    return tuple(strip(cut(text, a, b)) for a, b in zip(starts, ends, strict=True))


def leading(text: RichText, longest: int) -> RichText:
    """Return as many whole sentences from the start of `text` as fit into `longest` units."""
    flat, end, size = plain(text), 0, 0
    for sentence in sentences(text):
        piece = plain(sentence)
        size += units(piece)
        if size > longest:
            break
        end = flat.index(piece, end) + len(piece)
    return cut(text, 0, end)


def labelled(text: RichText, *, dashes: bool = False) -> Labelled | None:
    """Return the label at the start of `text` and what follows it; `dashes` allows ` - `, `——`."""
    flat = masked(text)
    for start, end in _separators(flat, dashes=dashes):
        if not _closed(flat[:start]):
            continue
        term, meaning = strip(cut(text, 0, start)), strip(cut(text, end, len(flat)))
        if not plain(term) or not plain(meaning):
            return None
        return Labelled(term, flat[start:end].strip(), meaning)
    return None


def without_brackets(text: str) -> str:
    """Return `text` without what stands in round brackets, or as it is if nothing else is left."""
    return re.sub(r"[（(][^（()）]{0,80}[)）]", "", text).strip() or text


def _separators(flat: str, *, dashes: bool) -> Iterator[tuple[int, int]]:
    """Yield where a label may end: colons that are no time, URL or scope, then dashes."""
    for match in _COLON.finditer(flat, 1, _LONGEST_LABEL + 2):
        if not _joins_words(flat, match):
            yield match.span()
    if dashes:
        yield from (match.span() for match in _DASH.finditer(flat, 1, _LONGEST_LABEL + 2))


def _joins_words(flat: str, colon: re.Match[str]) -> bool:
    """Return whether a half-width colon belongs to 12:30, host:80 or `curl -u user:password`."""
    label, after = flat[: colon.start()], flat[colon.end() : colon.end() + 1]
    if colon[0] != ":" or not (label[-1].isascii() and after.isascii() and after.isalnum()):
        return False
    return after.isdigit() or " " in label.strip()


def masked(text: RichText) -> str:
    """Return the plain text with code, math and pictures blotted out, offsets unchanged."""
    return "".join(map(_masked_node, text))


def _masked_node(node: Inline) -> str:
    if isinstance(node, Code | Math | Image):
        return "x" * len(plain((node,)))
    if isinstance(node, Styled):
        return masked(node.children)
    return plain((node,))


def _closed(flat: str) -> bool:
    return sum(map(flat.count, _OPEN)) == sum(map(flat.count, _CLOSE))


def _depths(flat: str) -> list[int] | None:
    """Return how deep in brackets each character stands; None if there are none that match up."""
    if not _BRACKET.search(flat):
        return None
    depth, depths = 0, []
    for character in flat:
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth < 0:
            return None
        depths.append(depth)
    return depths if depth == 0 else None
