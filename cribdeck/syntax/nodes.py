"""The syntax tree of one source: CommonMark's blocks, each with its span.

A `Paragraph` and a list item keep their source lines apart, because in study notes
a line is usually one statement; `extract.units` decides which lines belong together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cribdeck.inline import RichText
from cribdeck.language import Language
from cribdeck.span import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One source line of a paragraph, or the part of it before or after a `<br>`."""

    span: Span
    content: RichText


@dataclass(frozen=True, slots=True)
class Heading:
    """ATX, setext, or what a repair has recognised as a heading."""

    span: Span
    level: int
    """1 to 6."""
    content: RichText
    anchor: str = ""
    """Block id written as `^name` at the end, without the caret."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text."""

    span: Span
    lines: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A list item; its first block is usually a paragraph."""

    span: Span
    marker: str
    """As written: `-`, `1.`, `（1）`, `①`; `-` for a picture or a box that serves as a bullet."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A bullet or ordered list."""

    span: Span
    ordered: bool
    items: tuple[Item, ...]
    anchor: str = ""
    """Block id on a line of its own below the block, here and in the blocks that follow."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote, or a callout when `callout` names its kind (`> [!warning] Title`)."""

    span: Span
    blocks: tuple[Block, ...]
    callout: str = ""
    """Lower-case kind, for example `warning`; empty for a plain quote."""
    title: RichText = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Fenced or indented code, verbatim, without the fence and its indentation."""

    span: Span
    language: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class MathBlock:
    """Display math standing by itself."""

    span: Span
    tex: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell."""

    span: Span
    content: RichText


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    span: Span
    header: tuple[Cell, ...]
    """All cells empty when the note has a table without header row."""
    rows: tuple[tuple[Cell, ...], ...]
    headerless: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment addressed to Cribdeck, for example `<!-- cards: off -->`; other comments vanish."""

    span: Span
    name: str
    value: str


Block: TypeAlias = (
    Heading | Paragraph | List | Quote | CodeBlock | MathBlock | Table | Rule | Directive
)


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """A line that the parser did not see as the author wrote it."""

    text: str
    """What the parser saw."""
    by: tuple[str, ...]
    """Names of the repairs that touched the line, in their order."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The settings at the top of a note, all optional (design: steering syntax)."""

    title: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    sheet: str = ""
    """`off`, or the name of the sheet this source goes to."""
    cards: bool = True
    language: Language | None = None
    importance: int | None = None
    """On a sheet, 1 to 3; None leaves it to what the text shows."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source, parsed."""

    path: str
    front_matter: FrontMatter
    blocks: tuple[Block, ...]
    text: str
    """The decoded original: no byte-order mark, line ends as line feeds, nothing repaired."""
    repaired: Mapping[int, RepairedLine] = field(default_factory=dict)
    """What became of the lines that a repair has changed, by number."""
