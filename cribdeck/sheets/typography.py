"""Small type: hair spaces between scripts, and characters that no bundled font has.

CSS has `text-autospace` for the first, WeasyPrint has not; so a hair space (1/8 em in the
bundled font) is put between Han and Latin characters, outside code. Spaces the author typed
stay as they are.

For the second, only bundled fonts may be used, or a sheet would depend on the machine it is
made on. Common emoji and marks have a plain counterpart; anything else is shown as 〓,
the mark East Asian printers use for a missing sort, and reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from typing import Final, TypeAlias, assert_never

from cribdeck.diagnostics import Diagnostic, info, warning
from cribdeck.facts import model as facts
from cribdeck.inline import Break, Code, Image, Inline, Math, RichText, Text, cut, plain
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
from cribdeck.span import Span
from cribdeck.units import HAN

Leaf: TypeAlias = Text | Code | Math | Image | Break
"""The nodes of rich text that have no children."""

HAIR_SPACE: Final = "\u200a"
MISSING: Final = "〓"

_BOUNDARY: Final = re.compile(
    rf"(?<=[{HAN}])(?=[A-Za-z0-9@#$%&+=_\\-])|(?<=[A-Za-z0-9%+=_\\-])(?=[{HAN}])"
)

_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]|[\U0001f3fb-\U0001f3ff]"
)
"""Controls, joiners, direction overrides, variation selectors, skin tones: nothing to see."""

_KEYCAP: Final = re.compile("([0-9])\u20e3")
_APOSTROPHE: Final = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
"""The bundled font draws it as wide as a Chinese character: it serves as a quotation mark."""
_CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨"

_COUNTERPARTS: Final = str.maketrans(
    {
        "✅": "✓",
        "❌": "✗",
        "❎": "✗",
        "⭐": "★",
        "🌟": "★",
        "❗": "！",
        "❕": "！",
        "❓": "？",
        "❔": "？",
        "🔟": "⑩",
        "👉": "☞",
        "👈": "☜",
        "👆": "☝",
        "👇": "☟",
        "🔴": "●",
        "🟢": "●",
        "🔵": "●",
        "⚪": "○",
        "⚫": "●",
        "🔺": "▲",
        "🔻": "▼",
        "🔸": "◆",
        "🔹": "◆",
        "🔶": "◆",
        "🔷": "◆",
        "➜": "→",
        "➔": "→",
        "➙": "→",
        "➞": "→",
        "⟹": "⇒",
        "\t": " ",
    }
)


def typeset(
    boxes: Iterable[Box], drawable: Container[str], *, hair_spaces: bool
) -> tuple[tuple[Box, ...], list[Diagnostic]]:
    """Return the boxes as the bundled fonts can print them, and what they cannot.

    Args:
        boxes: as the author wrote them.
        drawable: the characters that some bundled font has.
        hair_spaces: whether Han and Latin are set apart.
    """
    typesetter = _Typesetter(drawable, hair_spaces=hair_spaces)
    ready = tuple(map(typesetter.box, boxes))
    return ready, [_diagnostic(span, character) for span, character in typesetter.missing]


class _Typesetter:
    """Rewrites texts, and remembers the characters that it had to replace."""

    def __init__(self, drawable: Container[str], *, hair_spaces: bool) -> None:
        self._drawable = drawable
        self._hair_spaces = hair_spaces
        # Pieces of one block share it, and have to go on sharing it.
        self._codes: dict[facts.Code, facts.Code] = {}
        self._grids: dict[facts.Grid, facts.Grid] = {}
        self.missing: dict[tuple[Span, str], None] = {}

    def box(self, box: Box) -> Box:
        return replace(
            box,
            title=self._rich(box.span, box.title),
            tag=self._plain(box.span, box.tag),
            pieces=tuple(map(self._piece, box.pieces)),
        )

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
                    self._codes[code] = replace(code, text=self._plain(code.span, code.text))
                return replace(piece, code=self._codes[code])
            case TableRows(grid):
                if grid not in self._grids:
                    self._grids[grid] = self._grid(grid)
                return replace(piece, grid=self._grids[grid])
            case PictureFrame(span, alt, target):
                return replace(piece, alt=self._plain(span, alt), target=self._plain(span, target))
            case Remark(span, _, title, body):
                inside = tuple(map(self._piece, body))
                return replace(piece, title=self._rich(span, title), body=inside)
            case _:
                assert_never(piece)

    def _grid(self, grid: facts.Grid) -> facts.Grid:
        header = tuple(self._rich(grid.span, cell) for cell in grid.header)
        rows = tuple(tuple(self._rich(grid.span, cell) for cell in row) for row in grid.rows)
        return replace(grid, header=header, rows=rows)

    def _rich(self, span: Span, text: RichText) -> RichText:
        def leaf(node: Leaf) -> Inline:
            match node:
                case Text(it) | Code(it):
                    return replace(node, text=self._plain(span, it))
                case Math(it):
                    return replace(node, tex=self._plain(span, it))
                case Image(it):
                    return replace(node, alt=self._plain(span, it))
                case Break():
                    return node
                case _:
                    assert_never(node)

        text = rewritten(text, leaf)
        return hair_spaced(text) if self._hair_spaces else text

    def _plain(self, span: Span, text: str) -> str:
        text, lacking = printable(text, self._drawable)
        self.missing.update(((span, character), None) for character in lacking)
        return text


def printable(text: str, drawable: Container[str]) -> tuple[str, list[str]]:
    """Return `text` without what cannot be drawn, and the characters that had to go.

    White space other than line feeds becomes a space; nothing visible is dropped silently.
    """
    text = _KEYCAP.sub(lambda it: _CIRCLED[int(it[1])], _INVISIBLE.sub("", text))
    text = _APOSTROPHE.sub("'", text.translate(_COUNTERPARTS))
    lacking = [it for it in text if it != "\n" and it not in drawable]
    if lacking:
        text = "".join(it if it == "\n" or it in drawable else MISSING for it in text)
    return text, lacking


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


def rewritten(text: RichText, leaf: Callable[[Leaf], Inline]) -> RichText:
    """Return `text` with every node that has no children replaced, in reading order."""
    return tuple(
        leaf(node)
        if isinstance(node, Leaf)
        else replace(node, children=rewritten(node.children, leaf))
        for node in text
    )


def _diagnostic(span: Span, character: str) -> Diagnostic:
    name = unicodedata.name(character, "unnamed")
    code = f"U+{ord(character):04X} {name}"
    message = f"no bundled font has “{character}” ({code}); the sheet shows {MISSING}"
    if unicodedata.category(character) == "So":
        return info("missing_glyph", span, message)
    return warning("missing_glyph", span, message, "is the file in another encoding?")
