"""Prose becomes lines: the text of a passage goes in, the lines that it is printed as come out.

Steps told with order words (首先…，然后…，最后…; 第一步…第二步…; first … then … finally) become
arrows, or numbered lines where they are long. Order words and the marks before them may become
numbers and arrows; every other word stays, in its place and style, and no gap is cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cribdeck.inline import (
    Cloze,
    Emphasis,
    Highlight,
    RichText,
    Strong,
    Styled,
    Text,
    cut,
    plain,
)
from cribdeck.sheets.formula import masked

SHORT_STEPS: Final = 50.0
"""Width up to which steps stand in one line, with arrows: what two lines hold."""
_LONGEST: Final = 3_000
"""Characters beyond which prose is data, and nobody scans it."""
_DASH: Final = "-"
_ARROW: Final = Text(" → ")

_AT: Final = r"(?:(?<=[，。；：、,;:])|(?<=[,;:.]\s)|^)"
_NEVER_FIRST: Final = r"(?![进后决前验行天辈例])"
_ORDER: Final = re.compile(
    rf"{_AT}(?:(?P<first>首先|先{_NEVER_FIRST})"
    r"|(?P<next>然后|接着|随后|接下来|其次|再(?![次者生现见说加平]))"
    r"|(?P<last>最后(?!一|的|几|者)|最终(?!一致|的)))[，,]?\s*"
)
_ENGLISH: Final = re.compile(
    rf"{_AT}(?:(?P<first>first(?:ly)?)|(?P<next>then|next|after that)|(?P<last>finally|lastly))"
    r"\b,?\s+",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(rf"{_AT}第([一二三四五六七八九])步(?:是|[：:，,])?\s*")
_DIGITS: Final = "一二三四五六七八九"
_FEWEST: Final = 3
_SENTENCE_END: Final = re.compile(r"[。！？；][”’」』）)]*\s*|[.!?;]\s+")
_INSIDE: Final = re.compile(r"[。！？]|\.\s|→")
_PAUSE: Final = "，。；、,;. "
_BRACKETS: Final = {**dict.fromkeys("（([【《“「『", 1), **dict.fromkeys("）)]】》”」』", -1)}


@dataclass(frozen=True, slots=True)
class Cut:
    """A line that a passage is printed as."""

    text: RichText
    marker: str = ""
    """What opens it; empty if it looks like the passage did."""
    deeper: bool = False
    """Whether it is a step below the first line."""


def cuts(text: RichText, *, is_item: bool) -> list[Cut]:
    """Return the lines of a passage, a single one as a rule; `is_item`: of a list."""
    flat = masked(text)
    if len(flat) > _LONGEST or "\n" in flat:
        return [Cut(text)]
    steps = _steps(flat)
    if steps and _may_go(text, steps):
        return _as_steps(text, flat, steps, is_item=is_item)
    return [Cut(text)]


def _width(text: str) -> float:
    return sum(0.5 if it < "\u2e80" else 1.0 for it in text)


def _steps(flat: str) -> list[range]:
    """Return where the order words stand that tell three steps or more."""
    for order in (_ORDER, _ENGLISH):
        found = list(order.finditer(flat))
        kinds = [it.lastgroup for it in found]
        wanted = ["first", *["next"] * (len(found) - 2), "last"]
        if len(found) >= _FEWEST and kinds == wanted:
            return _with_ends(flat, [range(*it.span()) for it in found])
    found = list(_COUNTED.finditer(flat))
    if len(found) >= _FEWEST and [it[1] for it in found] == list(_DIGITS[: len(found)]):
        return _with_ends(flat, [range(*it.span()) for it in found])
    return []


def _with_ends(flat: str, words: Sequence[range]) -> list[range]:
    """Return the order words, if a step follows each and none stands in brackets."""
    edges = [*words, range(len(flat), len(flat))]
    said = all(flat[one.stop : two.start].strip(_PAUSE) for one, two in pairwise(edges))
    return list(words) if said and not any(_depth(flat, it.start) for it in words) else []


def _depth(flat: str, end: int) -> int:
    return sum(_BRACKETS.get(it, 0) for it in flat[:end])


def _may_go(text: RichText, words: Sequence[range]) -> bool:
    edges = [edge for it in words for edge in (it.start, it.stop)]
    return not _tears(text, edges) and not any(
        has_gap(cut(text, it.start, it.stop)) for it in words
    )


def _as_steps(text: RichText, flat: str, words: Sequence[range], *, is_item: bool) -> list[Cut]:
    after = _SENTENCE_END.search(flat, words[-1].stop)
    end = after.end() if after else len(flat)
    stops = [*(it.start for it in words[1:]), end]
    spots = [(it.stop, stop) for it, stop in zip(words, stops, strict=True)]
    lead, rest = cut(text, 0, words[0].start), cut(text, end, len(flat))
    inside = any(_INSIDE.search(flat[start:stop].rstrip(_PAUSE)) for start, stop in spots)
    if not inside and "其次" not in flat and _width(flat) <= SHORT_STEPS:
        line = [*lead]
        for number, (start, stop) in enumerate(spots):
            is_last = number + 1 == len(spots)
            size = stop if is_last else start + len(flat[start:stop].rstrip(_PAUSE))
            line += [*([_ARROW] if number else []), *cut(text, start, size)]
        return [Cut((*line, *rest))]
    if is_item and not plain(lead).strip():
        return [Cut(text)]
    steps = [
        Cut(cut(text, *it), f"{number}.", deeper=True) for number, it in enumerate(spots, start=1)
    ]
    said = [Cut(lead)] if plain(lead).strip() else []
    return [*said, *steps, *([Cut(rest, _DASH)] if plain(rest).strip() else [])]


def has_gap(text: RichText) -> bool:
    """Return whether a text has a gap: blanks ask for what stands in it."""
    return any(
        (isinstance(it, Cloze) and it.number is not None)
        or (isinstance(it, Styled) and has_gap(it.children))
        for it in text
    )


def _tears(text: RichText, offsets: Sequence[int], start: int = 0) -> bool:
    """Return whether a cut would tear a gap, code, a formula, a link or a picture in two."""
    for node in text:
        stop = start + len(plain((node,)))
        if any(start < it < stop for it in offsets):
            if isinstance(node, Strong | Emphasis | Highlight):
                if _tears(node.children, offsets, start):
                    return True
            elif not isinstance(node, Text):
                return True
        start = stop
    return False
