"""What a box title need not say, and what need not be said below it again.

Boxes are numbered on paper, so the author's numbering (`1.`, `一、`, `(2)`, `第三章`) goes. A
number that may belong to the words (`8.0 新特性`) goes only if the titles of the source count
with it: `2.1`, `2.2`, … from one. Below a title, a subheading or a leading label that is just
the title goes; nothing but the repeated words is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from cribdeck.folding import fold
from cribdeck.inline import RichText, cut, plain
from cribdeck.sheets.clauses import has_gap
from cribdeck.sheets.model import Line, Piece, Subheading
from cribdeck.units import HAN

Numbering: TypeAlias = frozenset[tuple[int, ...]]
"""Numbers that the titles of a source count with: `(2, 1)` is 2.1."""

NOT_COUNTED: Final[Numbering] = frozenset()
TRAIL: Final = " › "
"""Between the titles in a tag."""

_NUMBER: Final = re.compile(
    r"\s*(?:\d{1,2}[、)）.．](?!\d)"
    r"|[①-⑳㈠-㈩⑴-⒇]"
    r"|[（(][\d一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节篇](?=[：:、.\s])[：:、.]?)\s*(?=\S)"
)
_COUNTED: Final = re.compile(
    rf"\s*(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:[.、]\s*|\s+|(?=[{HAN}]))"
    r"(?![次个種种類类年月日大条层步阶位台倍级分秒])(?=\S)"
)
_AROUND: Final = " \t：:。."


def numbering(titles: Iterable[str]) -> Numbering:
    """Return the numbers with which some of the titles of a source count from one."""
    found = {_numbers(match[1]) for it in titles if (match := _COUNTED.match(it))}
    counted: set[tuple[int, ...]] = set()
    for above in sorted({it[:-1] for it in found}):
        below = {it for it in found if it[:-1] == above}
        # 1.0, 1.1 are versions; a number far on among few is one, too.
        if {(*above, 1), (*above, 2)} <= below and (*above, 0) not in below:
            counted.update(it for it in below if it[-1] <= 2 * len(below))
    return frozenset(counted)


def number_size(title: str, counted: Numbering = NOT_COUNTED) -> int:
    """Return how many characters the author's numbering takes at the beginning of a title."""
    match = _COUNTED.match(title)
    if match is None or _numbers(match[1]) not in counted:
        match = _NUMBER.match(title)
    return match.end() if match else 0


def without_number(title: RichText, counted: Numbering = NOT_COUNTED) -> RichText:
    """Return a title without the author's numbering."""
    flat = plain(title)
    size = number_size(flat, counted)
    return cut(title, size, len(flat)) if size else title


def short_tag(tag: str, said: Iterable[str], counted: Numbering = NOT_COUNTED) -> str:
    """Return a tag without numbering, and without the titles that are `said` beside it."""
    known = {same_words(it[number_size(it, counted) :]) for it in said}
    parts = (it[number_size(it, counted) :] for it in tag.split(TRAIL))
    return TRAIL.join(it for it in parts if same_words(it) not in known)


def same_words(text: str) -> str:
    """Return what two texts have in common that say the same words."""
    return "".join(fold(text).strip(_AROUND).casefold().split())


def unrepeated(pieces: Sequence[Piece], title: RichText) -> list[Piece]:
    """Return the pieces of a box without what says its title again, directly below it."""
    words = same_words(plain(title))
    left = list(pieces)
    for number, piece in enumerate(left):
        if isinstance(piece, Subheading):
            if same_words(plain(piece.text)) == words:
                del left[number]
            break
    match left:
        case [Line() as first, *others] if not _is_one_of_several(first, others):
            left[0] = _unlabelled(first, words)
    return left


def _is_one_of_several(first: Line, others: Sequence[Piece]) -> bool:
    """Return whether a line is one of several that each explain a term."""
    return any(isinstance(it, Line) and it.depth == first.depth and it.term for it in others)


def _unlabelled(line: Line, words: str) -> Line:
    flat = plain(line.text)
    label = re.match(r"[^：:]{1,90}[：:]\s*(?=\S)", flat)
    if label is None or same_words(label[0]) != words:
        return line
    if has_gap(cut(line.text, 0, label.end())):
        return line
    return replace(line, text=cut(line.text, label.end(), len(flat)), term=0)


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(map(int, written.split(".")))
