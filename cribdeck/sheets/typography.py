"""Boxes made ready for print: hair spaces between scripts, drawable characters, formulas.

CSS has `text-autospace` for the first, WeasyPrint has not; so a hair space (1/8 em in the
bundled font) is put between Han and Latin characters, outside code. Spaces the author typed
stay as they are. Which characters can be drawn is up to `glyphs`; in running text, one that
only the math font has (⌈, ℝ) is set as a formula. A formula too wide for a line is broken where
TeX breaks it; one that cannot be set is shown as its source, and reported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias, assert_never

from cribdeck.diagnostics import Diagnostic, info
from cribdeck.facts import model as facts
from cribdeck.inline import (
    Break,
    Code,
    Image,
    Inline,
    Math,
    RichText,
    Subscript,
    Superscript,
    Text,
    cut,
    plain,
)
from cribdeck.sheets.formula import Formula, SetTex, Unset, parts, unset
from cribdeck.sheets.glyphs import Raised, Sign, lacking_glyph, printable, runs
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    PictureFrame,
    Piece,
    Remark,
    Subheading,
    TableRows,
)
from cribdeck.sheets.pieces import code_lines
from cribdeck.span import Span
from cribdeck.units import HAN

Leaf: TypeAlias = Text | Code | Math | Image | Break
"""The nodes of rich text that have no children."""

HAIR_SPACE: Final = "\u200a"
_LONGEST_IN_LINE: Final = 10.0
_LONGEST_IN_CELL: Final = 4.0
"""Em of a formula that is kept on one line, though it could be broken."""
_SHOWN: Final = 60
"""Characters of TeX in a diagnostic."""

_BOUNDARY: Final = re.compile(
    rf"(?<=[{HAN}])(?=[A-Za-z0-9@#$%&+=_\\-])|(?<=[A-Za-z0-9%+=_\\-])(?=[{HAN}])"
)


def typeset(
    boxes: Iterable[Box],
    drawable: Container[str],
    formula: SetTex = unset,
    *,
    hair_spaces: bool,
) -> tuple[tuple[Box, ...], list[Diagnostic]]:
    """Return the boxes as the bundled fonts can print them, and what they cannot.

    Args:
        boxes: as the author wrote them.
        drawable: the characters that some bundled font has.
        formula: sets formulas; what it cannot set is shown as its source.
        hair_spaces: whether Han and Latin are set apart.
    """
    typesetter = _Typesetter(drawable, formula, hair_spaces=hair_spaces)
    ready = tuple(map(typesetter.box, boxes))
    return ready, [*typesetter.unset.values(), *typesetter.missing.values()]


class _Typesetter:
    """Rewrites texts, and remembers the characters and formulas that it had to replace."""

    def __init__(self, drawable: Container[str], formula: SetTex, *, hair_spaces: bool) -> None:
        self._drawable = drawable
        self._formula = formula
        self._in_cell = False
        self._hair_spaces = hair_spaces
        # Pieces of one block share it, and have to go on sharing it.
        self._codes: dict[facts.Code, facts.Code] = {}
        self._grids: dict[facts.Grid, facts.Grid] = {}
        self.missing: dict[str, Diagnostic] = {}
        """By character."""
        self.unset: dict[tuple[Span, str], Diagnostic] = {}
        """By place and source."""

    def box(self, box: Box) -> Box:
        return replace(
            box,
            title=self._rich(box.span, box.title),
            tag=self._plain(box.span, box.tag),
            pieces=tuple(self._pieces(box.pieces)),
        )

    def _pieces(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        for piece in pieces:
            match piece:
                case Line(_, (Math(_, True) as formula,)):
                    yield from self._display(piece, formula)
                case Remark():
                    yield from self._remark(piece)
                case _:
                    yield self._piece(piece)

    def _remark(self, remark: Remark) -> Iterator[Remark]:
        ready = replace(remark, title=self._rich(remark.span, remark.title))
        body = tuple(self._pieces(remark.body))
        if len(body) <= len(remark.body):
            yield replace(ready, body=body)
            return
        # One piece in each, so that the callout can be cut between them.
        yield replace(ready, body=body[:1])
        yield from (replace(ready, title=(), body=(it,), opens=False) for it in body[1:])

    def _display(self, line: Line, formula: Math) -> Iterator[Piece]:
        """Yield the lines that a formula takes; if it cannot be set, its source."""
        rows: list[Math] = []
        for part in self._parts(formula):
            joined = replace(part, tex=rf"{rows[-1].tex} \quad {part.tex}") if rows else part
            if rows and self._is_set(joined) and not self._formula(joined).too_wide:
                rows[-1] = joined
            else:
                rows.append(part)
        if all(map(self._is_set, rows)):
            yield from (replace(line, text=(row,)) for row in rows)
            return
        self._say_unset(line.span, formula)
        source = facts.Code(line.span, "latex", formula.tex, line.depth)
        yield from map(self._piece, code_lines(source))

    def _inline(self, span: Span, formula: Math) -> RichText:
        """Return the formula, in pieces if it is long; if it cannot be set, its source."""
        found = self._parts(formula, _LONGEST_IN_CELL if self._in_cell else _LONGEST_IN_LINE)
        if all(map(self._is_set, found)):
            return found
        self._say_unset(span, formula)
        # What is set needs no bundled font; its source is code.
        return (Code(self._plain(span, formula.tex)),)

    def _parts(self, formula: Math, longest: float = math.inf) -> tuple[Math, ...]:
        """Return the pieces that a formula of more than `longest` em is broken into."""
        result = self._formula(formula)
        if not (result.too_wide or (isinstance(result, Formula) and result.width > longest)):
            return (formula,)
        found = parts(formula.tex)
        if len(found) == 1:
            return (formula,)
        pieces = [replace(formula, tex=it) for it in found]
        return tuple(it for piece in pieces for it in self._parts(piece, longest))

    def _is_set(self, formula: Math) -> bool:
        return isinstance(self._formula(formula), Formula)

    def _say_unset(self, span: Span, formula: Math) -> None:
        result = self._formula(formula)
        why = result.why if isinstance(result, Unset) else "a part of it cannot be set"
        message = f"the sheet shows the source of a formula: {why}"
        said = info("formula_source", span, message, formula.tex[:_SHOWN])
        self.unset.setdefault((span, formula.tex), said)

    def _piece(self, piece: Piece) -> Piece:
        match piece:
            case Subheading(span, text):
                return replace(piece, text=self._rich(span, text))
            case Line(span, text):
                term = self._rich(span, cut(text, 0, piece.term))
                whole = self._rich(span, text)
                marker = self._plain(span, piece.marker)
                return replace(piece, text=whole, term=len(plain(term)), marker=marker)
            case CodeLines(code):
                if code not in self._codes:
                    self._codes[code] = self._code(code)
                return replace(piece, code=self._codes[code])
            case TableRows(grid):
                if grid not in self._grids:
                    self._grids[grid] = self._grid(grid)
                return replace(piece, grid=self._grids[grid])
            case PictureFrame(span, alt, target, title):
                alt, target, title = (self._plain(span, it) for it in (alt, target, title))
                return replace(piece, alt=alt, target=target, title=title)
            case Remark():
                return piece  # made ready by `_pieces`
            case _:
                assert_never(piece)

    def _grid(self, grid: facts.Grid) -> facts.Grid:
        self._in_cell = True
        header = tuple(self._rich(grid.span, cell) for cell in grid.header)
        rows = tuple(
            tuple(
                self._rich(_cell_span(grid, number, column), cell)
                for column, cell in enumerate(row)
            )
            for number, row in enumerate(grid.rows)
        )
        self._in_cell = False
        return replace(grid, header=header, rows=rows)

    def _rich(self, span: Span, text: RichText) -> RichText:
        def leaf(node: Leaf) -> Inline | RichText:
            match node:
                case Text(it):
                    return self._running(span, it)
                case Code(it):
                    return replace(node, text=self._plain(span, it))
                case Math():
                    return self._inline(span, node)
                case Image(it):
                    return replace(node, alt=self._plain(span, it))
                case Break():
                    return node
                case _:
                    assert_never(node)

        text = rewritten(text, leaf)
        return hair_spaced(text) if self._hair_spaces else text

    def _running(self, span: Span, text: str) -> RichText:
        """Return running text, with what only the math font has set as a formula."""
        found: list[Inline] = []
        for run in runs(text, self._drawable):
            match run:
                case Raised(words, above):
                    inside = (Text(self._plain(span, words)),)
                    found.append(Superscript(inside) if above else Subscript(inside))
                case Sign(character) if self._is_set(Math(character)):
                    found.append(Math(character))
                case Sign(character):
                    found.append(Text(self._plain(span, character)))
                case str():
                    found.append(Text(self._plain(span, run)))
                case _:
                    assert_never(run)
        return tuple(found)

    def _plain(self, span: Span, text: str) -> str:
        text, lacking = printable(text, self._drawable)
        for character in lacking:
            self.missing.setdefault(character, lacking_glyph(span, character))
        return text

    def _code(self, code: facts.Code) -> facts.Code:
        lines = code.text.split("\n")
        height = code.span.end_line - code.span.line + (code.span.end_column > 1)
        # Between two fences, or as many lines as the note has; else the block is the place.
        first = {len(lines) + 2: code.span.line + 1, len(lines): code.span.line}.get(height)
        shown = [
            self._plain(
                code.span if first is None else replace(code.span, line=first + number, column=1),
                line,
            )
            for number, line in enumerate(lines)
        ]
        return replace(code, text="\n".join(shown))


def _cell_span(grid: facts.Grid, row: int, column: int) -> Span:
    """Return where a cell stands; that of the table, if the author left it out."""
    try:
        return grid.cell_spans[row][column]
    except IndexError:
        return grid.span


def hair_spaced(text: RichText) -> RichText:
    """Return `text` with a hair space wherever Han meets Latin outside code."""
    before = ""

    def leaf(node: Leaf) -> Inline:
        nonlocal before
        if not isinstance(node, Text):
            before = ""
            return node
        # The boundary may lie between two nodes, so the character before comes along.
        spaced = _BOUNDARY.sub(HAIR_SPACE, before + node.text)[len(before) :]
        before = node.text[-1:] or before
        return Text(spaced)

    return rewritten(text, leaf)


def rewritten(text: RichText, leaf: Callable[[Leaf], Inline | RichText]) -> RichText:
    """Return `text` with every node that has no children replaced, in reading order.

    One node may become several.
    """
    found: list[Inline] = []
    for node in text:
        if not isinstance(node, Leaf):
            found.append(replace(node, children=rewritten(node.children, leaf)))
            continue
        new = leaf(node)
        found.extend(new if isinstance(new, tuple) else (new,))
    return tuple(found)
