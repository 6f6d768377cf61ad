"""What a sheet is made of, before and after it is fitted to paper.

A `SheetPlan` says what to print: boxes, each a title bar over pieces in reading order. A
`Sheet` says where: pages, columns, and in each column parts of boxes. A piece is never cut;
a box may be, between two pieces, and its later parts are titled as continuations.

Lengths are in millimetres, type sizes in points, widths of text in em of the type size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from cribdeck import config
from cribdeck.config import SheetSettings
from cribdeck.facts.model import Code, Grid
from cribdeck.inline import RichText
from cribdeck.sheets.labels import Labels
from cribdeck.span import Span

Variant: TypeAlias = config.Variant
Edition: TypeAlias = config.Edition

HUES = 6
"""How many hues the style sheet knows; groups beyond that start again at the first."""


@dataclass(frozen=True, slots=True)
class Subheading:
    """The heading of a section that has no box of its own."""

    span: Span
    text: RichText
    rank: int
    """1 directly below the box title, 2 below that, …"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph or a list item."""

    span: Span
    text: RichText
    depth: int = 0
    """0 for a paragraph, 1 for an item of a list, 2 for an item below an item."""
    marker: str = ""
    """Bullet or number that opens the item; empty if the line goes on with one."""
    term: int = 0
    """How many leading characters of the plain text are the term that the line explains."""
    label: bool = False
    """Whether the line only leads in what follows, as `优点：` does."""
    small: bool = False
    """Whether it only says where the table above it is from."""


@dataclass(frozen=True, slots=True)
class CodeLines:
    """Some lines of a code block; long blocks are made of several pieces."""

    code: Code
    start: int
    end: int
    """Lines `start:end` of the block are meant."""

    @property
    def span(self) -> Span:
        """Where the block stands."""
        return self.code.span

    def is_last(self) -> bool:
        """Return whether the block ends here."""
        return self.end == self.code.text.count("\n") + 1


@dataclass(frozen=True, slots=True)
class TableRows:
    """Some rows of a table; long tables are made of several pieces with the same widths."""

    grid: Grid
    start: int
    end: int
    """Rows `start:end` are meant; the header row is shown where a table or a part begins."""

    @property
    def span(self) -> Span:
        """Where the table stands."""
        return self.grid.span


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture as it goes on paper."""

    name: str
    """Says what is in it and how large it is."""
    data: bytes
    width: float
    """In em of the type size; a column may be narrower."""
    ratio: float
    """Height by width."""


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """The place of a picture, told by its words where there is nothing to print."""

    span: Span
    alt: str
    target: str
    title: str = ""
    asked: int | None = None
    """The width in pixels that the author wants."""
    printed: PrintedPicture | None = None
    has_caption: bool = True
    """Whether its words stand below it; they may be in the text."""
    tells: bool = False
    """Whether its words say what a card asks for."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A callout, or some of the pieces of a long one."""

    span: Span
    kind: str
    """`warning`, `tip`, `note`, `question` or `quote`: decides label, border and hue."""
    title: RichText
    body: tuple[Piece, ...]
    opens: bool = True
    """Whether label and title are shown: false for the later pieces of a long callout."""


Piece: TypeAlias = Subheading | Line | CodeLines | TableRows | PictureFrame | Remark


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes that belong together and share a hue."""

    title: str
    hue: int
    """1 to `HUES`."""


@dataclass(frozen=True, slots=True)
class Box:
    """A title bar and what stands below it."""

    span: Span
    title: RichText
    tag: str
    """Shown small at the end of the title bar: the section that the box is a part of."""
    hue: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LeftOff:
    """A passage that is on no sheet, and why."""

    path: str
    line: int
    why: str
    for_room: bool = False
    """Whether it would be there if the sheet had more pages."""


@dataclass(frozen=True, slots=True)
class Rank:
    """How important a passage is on its sheet."""

    span: Span
    """Where the passage stands."""
    importance: int
    """1 to 3, the author's word or that of `kind`."""
    kind: str
    """What the passage is, as the table of `importance` calls it."""
    is_one: bool
    """Whether the passage is the head of a list that says something only as a whole."""
    lines: tuple[tuple[str, int], ...]
    """Path and line of all that is lost with it."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Everything one sheet is to show."""

    name: str
    """File name without `.pdf`."""
    title: str
    groups: tuple[Group, ...]
    """Legend of the hues; empty when all boxes share one."""
    labels: Labels
    """What the sheet itself says, in the language of its boxes."""
    boxes: tuple[Box, ...]
    sources: tuple[str, ...]
    left_off: tuple[LeftOff, ...]
    settings: SheetSettings
    """Paper, columns, page budget."""
    ranks: tuple[Rank, ...] = ()
    """What matters how much, if there is a page budget."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces `start:end` of one box: the whole box, or what one column holds of it."""

    box: int
    """Index into the boxes of the plan."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a page, filled from the top."""

    parts: tuple[Part, ...]
    gap: float
    """Millimetres between two boxes."""
    air: float
    """Millimetres added between two pieces, so that all columns end on one line."""
    leading: float = 1.0
    """Times the usual one, for the same reason."""
    height: float = 0.0
    """How far down it is to reach by all that; 0 if it just ends."""


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan fitted to paper."""

    pages: tuple[Page, ...]
    type_pt: float
    fill: float
    """How much of the columns' height is taken by boxes and the smallest gaps, 0 to 1."""
