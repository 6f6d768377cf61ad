"""Views: what the templates of a sheet are given; nothing but values.

A box has runs, a run has blocks, and a block has segments: one for each of the pieces that
the reader takes for one thing. Segments get ids where their places are to be measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from cribdeck.inline import RichText
from cribdeck.sheets.last_lines import USUAL, Squeeze

Kind: TypeAlias = Literal["subheading", "paragraph", "item", "code", "table", "picture", "remark"]


@dataclass(frozen=True, slots=True)
class Segment:
    """What one piece adds to a view that shows several."""

    id: str = field(default="", kw_only=True)
    """Empty unless its place is to be measured."""


@dataclass(frozen=True, slots=True)
class TextSegment(Segment):
    """Some sentences of a paragraph."""

    text: RichText


@dataclass(frozen=True, slots=True)
class CodeSegment(Segment):
    """Lines `start:end` of a block of code."""

    start: int
    end: int
    wraps: tuple[bool, ...]
    """Which of the lines are longer than the block is wide."""


@dataclass(frozen=True, slots=True)
class RowSegment(Segment):
    """A table row."""

    cells: tuple[RichText, ...]
    squeezes: tuple[Squeeze, ...] = ()
    """How each cell is set so that its last line has more than one character."""


@dataclass(frozen=True, slots=True)
class RemarkSegment(Segment):
    """Some of what stands in a callout."""

    runs: tuple[Run, ...]
    joined: bool
    """Whether it goes on with the segment before: code, or a table."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """What every block tells its template."""

    kind: Kind
    top: bool
    """Whether it is the first of its box or part."""
    resumed: bool
    """Whether it began in another column."""
    interrupted: bool
    """Whether it goes on in another column."""
    segments: tuple[Segment, ...]
    """What each piece of the block adds; at least one."""
    id: str = field(default="", kw_only=True)
    """Empty unless its place is to be measured."""


@dataclass(frozen=True, slots=True)
class TextView(BlockView):
    """A paragraph, an item or a subheading."""

    term: RichText = ()
    """The beginning of the text that the rest explains; the segments hold the rest."""
    rank: int = 0
    leads: bool = False
    """Whether it only leads in what follows."""
    small: bool = False
    """Whether it says where a table is from."""
    marker: str = ""
    indent: float = 0.0
    """Distance of the text from the left edge, in em."""
    hang: float = 0.0
    """How far the marker stands out of the text."""
    after_marker: float = 0.0
    squeeze: Squeeze = USUAL
    """How it is set so that its last line has more than one character."""


@dataclass(frozen=True, slots=True)
class CodeView(BlockView):
    """A block of code."""

    language: str
    code: str
    size: float


@dataclass(frozen=True, slots=True)
class TableView(BlockView):
    """A table."""

    widths: tuple[float, ...]
    """Per cent."""
    header: tuple[RichText, ...]
    row_headers: bool


@dataclass(frozen=True, slots=True)
class PictureView(BlockView):
    """A picture, or its words."""

    label: str
    caption: str
    source: str = ""
    """Address of the picture; empty where only its words are shown."""
    alt: str = ""
    width: float = 0.0
    """In em."""
    tells: bool = False
    """Whether blanks must not show it."""


@dataclass(frozen=True, slots=True)
class RemarkView(BlockView):
    """A callout."""

    look: str
    label: str
    title: RichText
    lead: TextView | None
    """The first line, when it stands beside the label."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring blocks that are one list, or none of which is an item."""

    is_list: bool
    views: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box, or a part of one."""

    id: str
    hue: int
    number: str
    title: RichText
    label: str
    """For the PDF's bookmarks."""
    tag: str
    tag_below: bool
    continued: str
    """What a continuation says beside the title; empty for the first part."""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a page; lengths in millimetres."""

    left: float
    gap: float
    air: float
    leading: float
    """Times that of the style sheet."""
    boxes: tuple[BoxView, ...]
