"""Passages become pieces: the smallest things a column break can fall between.

Nothing is condensed and nothing repeated: every character of a passage is in exactly one
piece. What could grow taller than a column is made of several pieces: long lines at the
ends of sentences, code between lines, tables between rows, callouts between their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final, assert_never

from cribdeck.facts.model import (
    Callout,
    Code,
    Definition,
    Formula,
    Grid,
    Passage,
    Picture,
    Prose,
)
from cribdeck.inline import RichText, Text, cut, plain
from cribdeck.sheets.model import CodeLines, Line, PictureFrame, Piece, Remark, TableRows

# A column of landscape A4 holds about 60 lines of 25 Han characters.
LONGEST_LINE: Final = 300
"""Characters in one piece of running text, about twelve printed lines."""
LONGEST_CODE: Final = 12
"""Lines in one piece of code."""
LONGEST_BLOCK: Final = 200
"""Lines of code that are coloured and sized together."""
LONGEST_CODE_LINE: Final = 400
"""Characters of a code line; a longer one is data, and broken without regard to syntax."""
LONGEST_TABLE: Final = 8
"""Rows in one piece of a table."""
LONGEST_ROW: Final = 500
"""Characters in one table row; a table with a longer one is shown as lines."""
WIDEST_TABLE: Final = 8
"""Columns beyond which a table is shown as lines."""
LONGEST_TERM: Final = 24
"""Characters; what is longer is a clause, and colour on all of it would mark nothing."""
LONGEST_LABEL: Final = 40
DEEPEST_REMARK: Final = 3
"""Callouts inside callouts beyond this depth lose their border, not their words."""

_SENTENCE_END: Final = re.compile(r"[。！？；!?;]|\.(?=\s)|\n")
_CLAUSE_END: Final = re.compile(r"[，、,\s]")
_LABEL_END: Final = ("：", ":")

_KINDS: Final = {
    "warning": "warning",
    "caution": "warning",
    "danger": "warning",
    "attention": "warning",
    "error": "warning",
    "bug": "warning",
    "failure": "warning",
    "errata": "warning",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "example": "tip",
    "question": "question",
    "faq": "question",
    "help": "question",
    "quote": "quote",
    "cite": "quote",
}
"""Looks of callouts by the kind the author wrote (Obsidian's list); others look like notes."""


def pieces_of(passage: Passage, depth: int = 0) -> Iterator[Piece]:
    """Yield the pieces of one passage, in reading order; `depth` counts callouts around it."""
    shown = passage.shown
    match shown:
        case Prose():
            yield from _lines(shown, _term(passage, shown.text))
        case Code():
            yield from _code(shown)
        case Formula(span, tex, nesting):
            yield from _code(Code(span, "latex", tex, nesting))
        case Picture():
            yield from _picture(shown)
        case Grid():
            yield from _table(shown) if _is_table(shown) else _records(shown)
        case Callout():
            yield from _remark(shown, depth)
        case _:
            assert_never(shown)


def _term(passage: Passage, text: RichText) -> int:
    """Return how long the term is that this line opens with and explains."""
    line = plain(text)
    for fact in passage.facts:
        if isinstance(fact, Definition):
            term = plain(fact.term).strip()
            if term and len(term) <= LONGEST_TERM and line.startswith(term):
                return len(term)
    return 0


def _lines(prose: Prose, term: int = 0) -> Iterator[Line]:
    text = plain(prose.text).rstrip()
    label = text.endswith(_LABEL_END) and len(text) <= LONGEST_LABEL
    first = Line(prose.span, (), prose.depth, prose.marker, term, label)
    for number, part in enumerate(_at_sentences(prose.text)):
        yield replace(first, text=part) if number == 0 else _going_on(first, part)


def _going_on(line: Line, text: RichText) -> Line:
    return replace(line, text=text, marker="", term=0)


def _at_sentences(text: RichText, limit: int = LONGEST_LINE) -> Iterator[RichText]:
    """Cut `text` after sentences, so that no part has more than `limit` characters."""
    flat = plain(text)
    start = 0
    while len(flat) - start > limit:
        end = _last_end(flat, start, start + limit)
        yield cut(text, start, end)
        start = end
    yield cut(text, start, len(flat)) if start else text


def _last_end(flat: str, start: int, limit: int) -> int:
    """Return the best place to cut in the second half of `flat[start:limit]`."""
    middle = (start + limit) // 2
    for end in (_SENTENCE_END, _CLAUSE_END):
        found = [match.end() for match in end.finditer(flat, middle, limit)]
        if found:
            return found[-1]
    return limit


def _picture(picture: Picture) -> Iterator[Piece]:
    first, *rest = _at_sentences((Text(picture.alt),))
    yield PictureFrame(picture.span, plain(first), picture.target)
    for part in rest:
        yield Line(picture.span, part)


def _code(code: Code) -> Iterator[CodeLines]:
    code = replace(code, text=code.text.rstrip("\n").expandtabs(4))
    lines = code.text.split("\n")
    if any(len(line) > LONGEST_CODE_LINE for line in lines):
        # No lexer can make sense of it once it is broken.
        lines = [piece for line in lines for piece in _slices(line, LONGEST_CODE_LINE)]
        code = replace(code, language="")
    for first, last in _shares(len(lines), LONGEST_BLOCK):
        block = replace(code, text="\n".join(lines[first:last]))
        for start, end in _shares(last - first, LONGEST_CODE):
            yield CodeLines(block, start, end)


def _slices(line: str, size: int) -> list[str]:
    return [line[start : start + size] for start in range(0, len(line), size)] or [""]


def _shares(total: int, most: int) -> Iterator[tuple[int, int]]:
    """Cut `range(total)` into equal shares of at most `most`, or a third more if that is all."""
    count = 1 if total <= most * 4 // 3 else -(-total // most)
    edges = [total * number // count for number in range(count + 1)]
    yield from zip(edges, edges[1:], strict=False)


def _is_table(grid: Grid) -> bool:
    rows = (grid.header, *grid.rows)
    return len(grid.rows[0] if grid.rows else grid.header) <= WIDEST_TABLE and all(
        sum(len(plain(cell)) for cell in row) <= LONGEST_ROW for row in rows
    )


def _table(grid: Grid) -> Iterator[TableRows]:
    for start, end in _shares(len(grid.rows), LONGEST_TABLE):
        yield TableRows(grid, start, end)


def _records(grid: Grid) -> Iterator[Line]:
    """Show a table that no column can hold as lines, one cell after the other."""
    for row in (grid.header, *grid.rows):
        filled = [cell for cell in row if plain(cell).strip()]
        for number, cell in enumerate(filled):
            depth, marker = (1, "-") if number == 0 else (2, "-")
            yield from _lines(Prose(grid.span, cell, depth, marker))


def _remark(callout: Callout, depth: int) -> Iterator[Piece]:
    kind = _KINDS.get(callout.kind, "note")
    body = tuple(piece for passage in callout.body for piece in pieces_of(passage, depth + 1))
    if depth >= DEEPEST_REMARK:
        yield from _lines(Prose(callout.span, callout.title)) if callout.title else ()
        yield from body
        return
    shares = list(_remark_shares(body)) or [()]
    for number, share in enumerate(shares):
        yield Remark(
            callout.span,
            kind,
            callout.title if number == 0 else (),
            share,
            opens=number == 0,
        )


def _remark_shares(body: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """Cut the inside of a callout into parts of at most `LONGEST_LINE` characters or so."""
    sizes = 0
    numbered: list[tuple[int, Piece]] = []
    for piece in body:
        numbered.append((sizes // LONGEST_LINE, piece))
        sizes += size_of(piece)
    for _, share in groupby(numbered, key=lambda it: it[0]):
        yield tuple(piece for _, piece in share)


def size_of(piece: Piece) -> int:
    """Return roughly how many characters' room a piece takes, titles and frames included."""
    match piece:
        case Line(_, text):
            return len(plain(text)) + 12
        case CodeLines(_, start, end):
            return (end - start) * 24
        case TableRows(grid, start, end):
            rows = grid.rows[start:end]
            return sum(12 + sum(len(plain(cell)) for cell in row) for row in rows) + 12
        case PictureFrame(_, alt):
            return len(alt) + 40
        case Remark(_, _, title, body):
            return len(plain(title)) + 24 + sum(map(size_of, body))
        case _:
            return len(plain(piece.text)) + 24

