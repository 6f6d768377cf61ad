"""Passages become pieces: the smallest things a column break can fall between.

Every character of a passage is in exactly one piece, and nothing is repeated; only order words
may become numbers and arrows (`clauses`). Long lines are cut at the ends of sentences, code
every few lines, tables between rows, callouts between their lines; as long as such pieces stay
in one column, they are printed as the one thing they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
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
from cribdeck.inline import Math, RichText, Text, cut, plain
from cribdeck.sheets.clauses import Cut, cuts
from cribdeck.sheets.formula import masked, outside_formulas
from cribdeck.sheets.model import CodeLines, Line, PictureFrame, Piece, Remark, TableRows
from cribdeck.sheets.remark_kinds import remark_kind
from cribdeck.sheets.sources import with_marks
from cribdeck.units import units

# A column of landscape A4 holds about 60 lines of 25 Han characters.
SENTENCES: Final = range(40, 120)
"""Characters in one piece of running text: two lines at least, so that cuts look well."""
SENTENCES_IN_REMARK: Final = range(120, 240)
"""The same inside a callout, whose lines are not joined again."""
MOST_JOINED: Final = 16
"""Pieces of one paragraph: the time it takes to break one into lines grows with its square."""
CODE_LINES: Final = 4
"""Lines in one piece of code."""
LONGEST_BLOCK: Final = 200
"""Lines of code that are coloured and sized together."""
LONGEST_CODE_LINE: Final = 400
"""Characters of a code line; a longer one is data, and broken without regard to syntax."""
LONGEST_TERM: Final = 12
"""Units; what is longer is a clause, and colour on all of it would mark nothing."""
LONGEST_LABEL: Final = 40
DEEPEST_REMARK: Final = 3
"""Callouts inside callouts beyond this depth lose their border, not their words."""

_TERM: Final = re.compile(r"[^，。；！？：:,;!?\n]{1,60}(?=：|:(?![/\d]))")
"""What a line opens with before a colon; not `http://`, not `12:30`."""
_SENTENCE_END: Final = re.compile(r"[。！？；!?;]|\.(?=\s)|\n")
_CLAUSE_END: Final = re.compile(r"[，、,\s]")
_LABEL_END: Final = ("：", ":")


def pieces_of(passage: Passage, depth: int = 0) -> Iterator[Piece]:
    """Yield the pieces of one passage, in reading order; `depth` counts callouts around it."""
    shown = passage.shown
    match shown:
        case Prose():
            size = SENTENCES_IN_REMARK if depth else SENTENCES
            term = _term(passage, shown.text)
            if depth:
                yield from _lines(shown, size, term)
            else:
                yield from _clauses(shown, term)
        case Code():
            yield from code_lines(shown)
        case Formula(span, tex, nesting):
            yield Line(span, (Math(tex, display=True),), nesting)
        case Picture():
            yield from _picture(shown)
        case Grid():
            grid, sources = with_marks(shown, passage.facts)
            yield from table_rows(grid)
            yield from [Line(shown.span, sources, small=True)] if sources else ()
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
            if term and units(term) <= LONGEST_TERM and line.startswith(term):
                return _with_colon(line, len(term))
    # Lines that gave no card are set like their neighbours that did.
    found = _TERM.match(masked(text))
    if found is None or units(found[0]) > LONGEST_TERM or not line[found.end() + 1 :].strip():
        return 0
    return _with_colon(line, found.end())


def _with_colon(line: str, end: int) -> int:
    """Take a full-width colon along: `chws` closes the gap in `）：` only within one font."""
    return end + 1 if line[end : end + 1] == "：" else end


def _clauses(prose: Prose, term: int) -> Iterator[Line]:
    """Yield the lines of a passage that no callout is around."""
    first, *others = cuts(prose.text, is_item=bool(prose.depth or prose.marker))
    kept = plain(first.text)[:term] == plain(prose.text)[:term]
    yield from _lines(_printed(prose, first), term=term if kept else 0)
    for it in others:
        yield from _lines(replace(_printed(prose, it), marker=it.marker))


def _printed(prose: Prose, line: Cut) -> Prose:
    # What goes on in the next column is indented by its depth.
    depth = prose.depth + 1 if line.deeper or (line.marker and not prose.depth) else prose.depth
    return replace(prose, text=line.text, marker=line.marker or prose.marker, depth=depth)


def _lines(prose: Prose, size: range = SENTENCES, term: int = 0) -> Iterator[Line]:
    text = plain(prose.text).rstrip()
    label = text.endswith(_LABEL_END) and len(text) <= LONGEST_LABEL
    first, *others = _at_sentences(prose.text, size)
    yield Line(prose.span, first, prose.depth, prose.marker, term, label)
    for number, other in enumerate(others, 1):
        # Pieces at one place are joined again; those far on are a paragraph of their own.
        column = prose.span.column + number // MOST_JOINED
        yield Line(replace(prose.span, column=column), other, prose.depth)


def _at_sentences(text: RichText, size: range = SENTENCES) -> Iterator[RichText]:
    """Cut `text` after sentences into parts that are neither longer nor shorter than `size`."""
    flat = masked(text)
    start = 0
    while len(flat) - start > size.stop + size.start:
        end = outside_formulas(flat, _end(flat, start + size.start, start + size.stop))
        yield cut(text, start, end)
        start = end
    yield cut(text, start, len(flat)) if start else text


def _end(flat: str, first: int, last: int) -> int:
    """Return where to cut between two offsets: after a sentence, a clause, or anywhere."""
    for end in (_SENTENCE_END, _CLAUSE_END):
        found = end.search(flat, first, last)
        if found:
            return found.end()
    return last


def _picture(picture: Picture) -> Iterator[Piece]:
    first, *rest = _at_sentences((Text(picture.alt),))
    yield PictureFrame(picture.span, plain(first), picture.target, picture.title, picture.width)
    for part in rest:
        yield Line(picture.span, part)


def code_lines(code: Code) -> Iterator[CodeLines]:
    """Yield a block of code some lines at a time."""
    code = replace(code, text=code.text.rstrip("\n").expandtabs(4))
    lines = code.text.split("\n")
    if any(len(line) > LONGEST_CODE_LINE for line in lines):
        # No lexer can make sense of it once it is broken.
        lines = [piece for line in lines for piece in _slices(line, LONGEST_CODE_LINE)]
        code = replace(code, language="")
    for first, last in _shares(len(lines), LONGEST_BLOCK):
        block = replace(code, text="\n".join(lines[first:last]))
        for start, end in _shares(last - first, CODE_LINES):
            yield CodeLines(block, start, end)


def _slices(line: str, size: int) -> list[str]:
    return [line[start : start + size] for start in range(0, len(line), size)] or [""]


def _shares(total: int, most: int) -> Iterator[tuple[int, int]]:
    """Cut `range(total)` into equal shares of at most `most`."""
    count = -(-total // most)
    edges = [total * number // count for number in range(count + 1)]
    yield from pairwise(edges)


def table_rows(grid: Grid) -> Iterator[TableRows]:
    """Yield a table row by row, each as long as the longest."""
    width = max(map(len, (grid.header, *grid.rows)))
    rows = tuple((*row, *[()] * (width - len(row))) for row in grid.rows)
    header = (*grid.header, *[()] * (width - len(grid.header))) if grid.header else ()
    even = replace(grid, header=header, rows=rows)
    # A table without rows still shows its header.
    for row in range(max(1, len(rows))):
        yield TableRows(even, row, row + 1)


def lines_of_table(grid: Grid) -> Iterator[Line]:
    """Yield the cells of a table that no column can hold, one below the other.

    Each row is an item; its cells stand below it, behind the header they have in the table.
    """
    heads = [plain(cell).strip() for cell in grid.header]
    for row in grid.rows or (grid.header,):
        filled = [(number, cell) for number, cell in enumerate(row) if plain(cell).strip()]
        for order, (number, cell) in enumerate(filled):
            head = heads[number] if number < len(heads) else ""
            named = (*grid.header[number], Text("："), *cell) if head else cell
            size = len(head) + 1 if head and units(head) <= LONGEST_TERM else 0
            yield from _lines(Prose(grid.span, named, min(order, 1) + 1, "-"), term=size)


def _remark(callout: Callout, depth: int) -> Iterator[Piece]:
    kind = remark_kind(callout.kind)
    body = tuple(piece for passage in callout.body for piece in pieces_of(passage, depth + 1))
    if depth >= DEEPEST_REMARK:
        yield from _lines(Prose(callout.span, callout.title)) if callout.title else ()
        yield from body
        return
    for number in range(max(1, len(body))):
        opens = number == 0
        title = callout.title if opens else ()
        yield Remark(callout.span, kind, title, body[number : number + 1], opens)


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
