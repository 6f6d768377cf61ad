"""Boxes as HTML: what the templates of a sheet are given, number by number.

In come boxes, a type size and a page; out come views for the templates in
`templates/sheet`. All that depends on how wide a column is in em is worked out here: column
widths of tables, type sizes of code, hanging indents. WeasyPrint is not needed for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from typing import Final, Literal, TypeAlias, assert_never

from cribdeck.inline import RichText, cut, plain
from cribdeck.sheets.code_size import code_size, wraps
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.frame import Frame
from cribdeck.sheets.heights import is_glued
from cribdeck.sheets.labels import Labels
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    Part,
    Piece,
    PictureFrame,
    Remark,
    Subheading,
    TableRows,
)
from cribdeck.sheets.table_columns import column_widths

# The style sheet has the same figures, all in em.
_TABLE_SIZE: Final = 0.955
_BAR_SIZE: Final = 1.13
_BAR_PADDING: Final = 0.85
_NUMBER_SIZE: Final = 0.92
_NUMBER_PADDING: Final = 1.05
_TAG_SIZE: Final = 0.78
_REMARK_SIDES: Final = 1.45
"""Padding and borders of a remark, generously, whatever the type size."""

_AFTER_BULLET: Final = 0.12
_AFTER_NUMBER: Final = 0.3
_INDENT: Final = 1.0
_DEEPEST_INDENT: Final = 4
_BULLETS: Final = frozenset("-*+•·▪◦●○■□‣⁃")
_BULLET_BY_DEPTH: Final = ("▪", "–", "◦", "·")
_LONGEST_LABEL: Final = 8
"""Characters of a callout's title up to which it is the label itself."""

Kind: TypeAlias = Literal[
    "subheading", "paragraph", "item", "code", "table", "picture", "remark"
]


@dataclass(frozen=True, slots=True)
class PieceView:
    """What every piece tells its template."""

    kind: Kind
    top: bool
    """Whether it is the first of its part."""
    glued: bool
    """Whether it goes on with the piece before."""
    open: bool
    """Whether the piece after goes on with it."""
    id: str = field(default="", kw_only=True)
    """Empty unless its place is to be measured."""


@dataclass(frozen=True, slots=True)
class TextView(PieceView):
    """A paragraph, an item or a subheading."""

    term: RichText
    text: RichText
    rank: int = 0
    marker: str = ""
    indent: float = 0.0
    """Distance of the text from the left edge, in em."""
    hang: float = 0.0
    """How far the marker stands out of the text."""
    after_marker: float = 0.0


@dataclass(frozen=True, slots=True)
class CodeView(PieceView):
    """Lines of code."""

    language: str
    code: str
    start: int
    end: int
    size: float
    wraps: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TableView(PieceView):
    """Rows of a table."""

    widths: tuple[float, ...]
    """Per cent."""
    header: tuple[RichText, ...]
    rows: tuple[tuple[RichText, ...], ...]
    row_headers: bool


@dataclass(frozen=True, slots=True)
class PictureView(PieceView):
    """The words of a picture."""

    label: str
    caption: str


@dataclass(frozen=True, slots=True)
class RemarkView(PieceView):
    """A callout."""

    look: str
    label: str
    title: RichText
    lead: TextView | None
    """The first line, when it stands beside the label."""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces that are one list, or none of which is an item."""

    is_list: bool
    views: tuple[PieceView, ...]


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
class Setting:
    """What the numbers in views depend on."""

    type_pt: float
    frame: Frame
    metrics: FontMetrics
    labels: Labels


def box_view(box: Box, part: Part, number: int, setting: Setting) -> BoxView:
    """Return a part of a box for the templates.

    Args:
        box: the box.
        part: which of its pieces to show.
        number: printed in the title bar.
        setting: type size, page, fonts.
    """
    width = setting.frame.text_width(setting.type_pt)
    pieces = box.pieces[part.start : part.end]
    return BoxView(
        id="",
        hue=box.hue,
        number=f"{number:02d}",
        title=box.title,
        label=plain(box.title),
        tag=box.tag,
        tag_below=not _tag_fits(box, setting),
        continued=setting.labels.continued if part.start else "",
        runs=_runs(pieces, width, setting),
    )


def identified(view: BoxView, name: str) -> BoxView:
    """Return the view with an id for the box and one for each piece, to find them on a page."""
    numbers = count()
    runs = tuple(
        replace(run, views=tuple(replace(it, id=f"{name}p{next(numbers)}") for it in run.views))
        for run in view.runs
    )
    return replace(view, id=name, runs=runs)


def _tag_fits(box: Box, setting: Setting) -> bool:
    metrics = setting.metrics
    room = setting.frame.text_width(setting.type_pt) + 1.0 - _BAR_PADDING * _BAR_SIZE
    number = (1.0 + _NUMBER_PADDING) * _NUMBER_SIZE * _BAR_SIZE
    title = metrics.width(plain(box.title), bold=True) * _BAR_SIZE
    tag = metrics.width(box.tag) * _TAG_SIZE * _BAR_SIZE
    return number + title + tag + 1.0 <= room


def _runs(pieces: Sequence[Piece], width: float, setting: Setting) -> tuple[Run, ...]:
    views = tuple(_views(pieces, width, setting))
    grouped = groupby(views, key=lambda view: view.kind == "item")
    return tuple(Run(is_list, tuple(run)) for is_list, run in grouped)


def _views(pieces: Sequence[Piece], width: float, setting: Setting) -> Iterator[PieceView]:
    for number, piece in enumerate(pieces):
        glued = number > 0 and is_glued(pieces[number - 1], piece)
        is_open = number + 1 < len(pieces) and is_glued(piece, pieces[number + 1])
        place = (number == 0, glued, is_open)
        match piece:
            case Line() | Subheading():
                yield _text(piece, place, setting.metrics)
            case CodeLines():
                yield _code(piece, place, width, setting.metrics)
            case TableRows():
                yield _table(piece, place, width, setting.metrics)
            case PictureFrame(_, alt, target):
                caption = alt.strip() or target.rstrip("/").rpartition("/")[2]
                yield PictureView("picture", *place, setting.labels.picture, caption)
            case Remark():
                yield _remark(piece, place, width, setting)
            case _:
                assert_never(piece)


_Place: TypeAlias = tuple[bool, bool, bool]
"""Top, glued, open."""


def _text(piece: Line | Subheading, place: _Place, metrics: FontMetrics) -> TextView:
    if isinstance(piece, Subheading):
        return TextView("subheading", *place, (), piece.text, rank=piece.rank)
    term = cut(piece.text, 0, piece.term)
    text = cut(piece.text, piece.term, len(plain(piece.text))) if piece.term else piece.text
    if not piece.depth and not piece.marker:
        return TextView("paragraph", *place, term, text)
    depth = min(max(piece.depth, 1), _DEEPEST_INDENT)
    marker, after = _marker(piece.marker.strip(), depth)
    hang = metrics.width(marker) + after if marker else 0.0
    indent = _INDENT * (depth - 1) + max(hang, _INDENT)
    return TextView(
        "item",
        *place,
        term,
        text,
        marker=marker,
        indent=round(indent, 3),
        hang=round(hang, 3),
        after_marker=after,
    )


def _marker(written: str, depth: int) -> tuple[str, float]:
    if not written or written in _BULLETS:
        bullet = _BULLET_BY_DEPTH[min(depth, len(_BULLET_BY_DEPTH)) - 1] if written else ""
        return bullet, _AFTER_BULLET
    return written, _AFTER_NUMBER


def _code(piece: CodeLines, place: _Place, width: float, metrics: FontMetrics) -> CodeView:
    text = piece.code.text
    size = code_size(text, width, metrics)
    shown = text.split("\n")[piece.start : piece.end]
    too_long = tuple(wraps(line, size, width, metrics) for line in shown)
    return CodeView(
        "code", *place, piece.code.language, text, piece.start, piece.end, size, too_long
    )


def _table(piece: TableRows, place: _Place, width: float, metrics: FontMetrics) -> TableView:
    grid = piece.grid
    shares = column_widths(grid, width / _TABLE_SIZE, metrics)
    opens = piece.start == 0 or place[0]
    return TableView(
        "table",
        *place,
        widths=tuple(round(100 * share, 2) for share in shares),
        header=grid.header if opens else (),
        rows=grid.rows[piece.start : piece.end],
        row_headers=grid.row_headers,
    )


def _remark(piece: Remark, place: _Place, width: float, setting: Setting) -> RemarkView:
    label, title = "", piece.title
    body = piece.body
    lead = None
    if piece.opens:
        label = setting.labels.remarks[piece.kind]
        if 0 < len(plain(title)) <= _LONGEST_LABEL:
            label, title = plain(title), ()
        if not title and body and isinstance(body[0], Line) and not body[0].depth:
            lead = _text(body[0], (True, False, False), setting.metrics)
            body = body[1:]
    runs = _runs(body, width - _REMARK_SIDES, setting)
    return RemarkView("remark", *place, piece.kind, label, title, lead, runs)
