"""How the cells of a table are asked for: one by one, or a row of them as one question.

A comparison with all its cells goes in; out come the facts that stand beside it, and the comparison
with the cells that are asked one by one. Policy, for the cells of one aspect:

* where the author has made some of them bold, only these are asked, each by itself;
* of two things with opposite cells (低 and 高, ✓ and ✗) either cell gives the other away:
  a contrast asks which is which;
* a row of nothing but yes and no asks which of the things say yes: a yes is no answer;
* a row that says the same of all, in nothing but yes or no, is not asked;
* every other cell is asked for by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from cribdeck.facts.model import Comparison, Contrast, Listing
from cribdeck.folding import fold
from cribdeck.inline import Cloze, RichText, Strong, Text, plain, strip
from cribdeck.opposites import are_opposites

Way: TypeAlias = Literal["each", "apart", "which", "never"]
"""How the cells of one aspect are asked for."""
Beside: TypeAlias = Contrast | Listing

_PAIR: Final = 2
_MOST_OFFERED: Final = 6
"""Out of more names it is a list to know by heart, not a choice."""
_MOST_NAMED: Final = 7
_YES: Final = re.compile(
    r"y|yes|true|是|有|支持|可以|[√✓✔✅☑]\s?(?:是|有|支持|可以|yes)?", re.IGNORECASE
)
_NO: Final = re.compile(
    r"n|no|false|否|无|没有|不支持|不可以|不是|[×✗✘✖❌]\s?(?:否|无|没有|不支持|不可以|不是|no)?",
    re.IGNORECASE,
)
_Row: TypeAlias = Sequence[RichText | None]


def way(row: _Row, genre: str) -> Way:
    """Return how the cells of one aspect, one for each entity, are asked for."""
    if genre == "comparison" and _marked(row):
        return "each"
    texts = [None if cell is None else _bare(cell) for cell in row]
    said = [text for text in texts if text]
    yes = sum(map(bool, map(_YES.fullmatch, said)))
    flags = yes + sum(map(bool, map(_NO.fullmatch, said)))
    only_flags = bool(said) and flags == len(said)
    two_things = genre == "comparison" and len(said) == len(row) == _PAIR
    if two_things and (are_opposites(said) or (only_flags and yes == 1)):
        return "apart"
    if not only_flags:
        return "each"
    return "which" if len(row) > _PAIR and 0 < yes < len(row) and yes <= _MOST_NAMED else "never"


def beside(whole: Comparison) -> Iterator[Beside]:
    """Yield the facts that ask for a row of cells as one question, lists first."""
    rows = list(zip(whole.aspects, whole.cells, strict=True))
    for aspect, row in rows:
        if way(row, whole.genre) == "which" and _text(aspect):
            yield _which(whole, aspect, row)
    for aspect, row in rows:
        if way(row, whole.genre) == "apart":
            claims = tuple(
                (Cloze(entity), Text("："), *aspect, Text(" "), *(cell or ()))
                for entity, cell in zip(whole.entities, row, strict=True)
            )
            yield Contrast(whole.origin, claims)


def one_by_one(whole: Comparison) -> Comparison | None:
    """Return the comparison with the cells that are asked one by one; None if there is none.

    One that still has cells to be found is returned in any case.
    """
    cells = tuple(
        row if way(row, whole.genre) == "each" else (None,) * len(row) for row in whole.cells
    )
    if whole.genre == "comparison":
        cells = tuple(map(_asked, cells))
    else:  # of a record the author marks what to ask of one thing
        cells = tuple(zip(*map(_asked, zip(*cells, strict=True)), strict=True))
    if whole.skeleton is None and all(cell is None for row in cells for cell in row):
        return None
    if cells == whole.cells:
        return whole
    return replace(whole, cells=cells, written=whole.shown)


def _asked(row: _Row) -> tuple[RichText | None, ...]:
    marked = _marked(row)
    return tuple(cell if cell in marked or not marked else None for cell in row)


def _marked(row: _Row) -> Sequence[RichText]:
    """Return the cells that are bold as a whole, if others are not."""
    said = [cell for cell in row if cell is not None and _text(cell)]
    bold = [cell for cell in said if all(isinstance(node, Strong) for node in strip(cell))]
    return bold if len(bold) < len(said) else ()


def _which(whole: Comparison, aspect: RichText, row: _Row) -> Listing:
    named = [
        (entity, cell)
        for entity, cell in zip(whole.entities, row, strict=True)
        if cell is not None and _YES.fullmatch(_bare(cell))
    ]
    names = tuple(entity for entity, _ in named)
    if len(row) <= _MOST_OFFERED:
        return Listing(whole.origin, (*aspect, Text(" "), *named[0][1]), names, whole.entities)
    title = f"{_text(whole.title)} › " if _text(whole.title) else ""
    return Listing(whole.origin, (Text(title), *aspect), names)


def _bare(cell: RichText) -> str:
    return fold(_text(cell)).strip()


def _text(content: RichText) -> str:
    return plain(content).strip()
