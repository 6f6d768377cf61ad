"""Boxes as HTML: what the templates of a sheet are given, number by number.

In come boxes, a type size and a page; out come views for the templates in
`templates/sheet`. All that depends on how wide a column is in em is worked out here: column
widths of tables, type sizes of code, hanging indents. WeasyPrint is not needed for that.

Pieces that the reader takes for one thing become one view with several segments: one
paragraph, one table. So they look and are tagged as one, and still can be cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, TypeAlias, assert_never

from cribdeck.emit.sheet_views import (
    BlockView,
    BoxView,
    CodeSegment,
    CodeView,
    ColumnView,
    PictureView,
    RemarkSegment,
    RemarkView,
    RowSegment,
    Run,
    Segment,
    TableView,
    TextSegment,
    TextView,
)
from cribdeck.inline import RichText, Strong, Text, cut, plain
from cribdeck.media.names import is_file_name
from cribdeck.sheets.code_size import code_size, wraps
from cribdeck.sheets.font_metrics import FontMetrics
from cribdeck.sheets.formula import readable
from cribdeck.sheets.frame import Frame
from cribdeck.sheets.heights import blocks, is_glued
from cribdeck.sheets.labels import Labels
from cribdeck.sheets.last_lines import Squeeze, squeeze
from cribdeck.sheets.model import (
    Box,
    CodeLines,
    Line,
    Part,
    PictureFrame,
    Piece,
    Remark,
    Sheet,
    Subheading,
    TableRows,
)
from cribdeck.sheets.table_columns import CELL_PADDING, column_widths

# The style sheet has the same figures, all in em.
_TABLE_SIZE: Final = 0.955
_BAR_SIZE: Final = 1.13
_BAR_PADDING: Final = 0.85
_NUMBER_WIDTH: Final = 2.2
"""Of the number in a title bar and the space after it, in em of the bar."""
_TAG_SIZE: Final = 0.78
_BEFORE_TAG: Final = 0.8
_REMARK_SIDES: Final = 1.45
"""Padding and borders of a remark, generously, whatever the type size."""

_AFTER_BULLET: Final = 0.12
_BULLET_WIDTH: Final = 0.9
"""Of a bullet and the space after it, at least; some bullets are a full square wide."""
_AFTER_NUMBER: Final = 0.3
_INDENT: Final = 1.0
_DEEPEST_INDENT: Final = 4
_WIDEST_MARKER: Final = 4.0
"""What is wider does not stand out of the text, or there would be no room left for it."""
_BULLETS: Final = frozenset("-*+•·▪◦●○■□‣⁃")
_BULLET_BY_DEPTH: Final = ("▪", "–", "◦", "·")
_LONGEST_FILE_NAME: Final = 80
PICTURE_SCHEME: Final = "picture"
"""Of addresses that mean a picture of the plan."""
_LONGEST_LABEL: Final = 8
"""Characters of a callout's title up to which it is the label itself."""


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
    views = tuple(_part_views(box.pieces, part, width, setting))
    room = _title_room(setting) - setting.metrics.width(box.tag) * _TAG_SIZE - _BEFORE_TAG
    view = BoxView(
        id="",
        hue=box.hue,
        number=f"{number:02d}",
        title=box.title,
        label=readable(box.title),
        tag=box.tag,
        tag_below=setting.metrics.width(plain(box.title), bold=True) > room,
        continued="",
        runs=_runs(views),
    )
    return continuation(view, setting) if part.start else view


def continuation(view: BoxView, setting: Setting) -> BoxView:
    """Return the view with the title bar of a continuation, which is one line high."""
    metrics, said = setting.metrics, setting.labels.continued
    room = _title_room(setting) - metrics.width(said) * _TAG_SIZE - _BEFORE_TAG
    title = view.label.replace("\n", " ")
    if metrics.width(title, bold=True) > room:
        while title and metrics.width(title + "…", bold=True) > room:
            title = title[:-1]
        title = title.rstrip() + "…"
    return replace(view, title=(Text(title),), tag="", continued=said)


def column_views(
    boxes: Sequence[Box], sheet: Sheet, setting: Setting
) -> Iterator[list[ColumnView]]:
    """Yield the columns of each page; boxes are numbered as they stand on paper."""
    numbers: dict[int, int] = {}
    for page in sheet.pages:
        columns: list[ColumnView] = []
        for place, column in enumerate(page.columns):
            views: list[BoxView] = []
            for part in column.parts:
                number = numbers.setdefault(part.box, len(numbers) + 1)
                view = box_view(boxes[part.box], part, number, setting)
                views.append(replace(view, id=part_id(part)))
            left = setting.frame.column_left(place)
            columns.append(ColumnView(left, column.gap, column.air, column.leading, tuple(views)))
        yield columns


def part_id(part: Part) -> str:
    """Return the id that a part of a box has on the printed page."""
    return f"b{part.box}-{part.start}"


def _title_room(setting: Setting) -> float:
    """Return the width of a title bar between number and right edge, in em of the bar."""
    inner = setting.frame.text_width(setting.type_pt) + 1.0
    return inner / _BAR_SIZE - _BAR_PADDING - _NUMBER_WIDTH


def identified(view: BoxView, name: str) -> BoxView:
    """Return the view with ids: `name` for the box, `name` and `pN` for its piece number N."""
    number = 0
    runs: list[Run] = []
    for run in view.runs:
        views: list[BlockView] = []
        for block in run.views:
            views.append(_identified_block(block, name, number))
            number += len(block.segments)
        runs.append(replace(run, views=tuple(views)))
    return replace(view, id=name, runs=tuple(runs))


def _identified_block(block: BlockView, name: str, number: int) -> BlockView:
    # The first piece begins where the whole block does, with its border and padding.
    first, *others = block.segments
    named = [replace(it, id=f"{name}p{n}") for n, it in enumerate(others, number + 1)]
    return replace(block, id=f"{name}p{number}", segments=(first, *named))


def _runs(views: Sequence[BlockView]) -> tuple[Run, ...]:
    grouped = groupby(views, key=lambda view: view.kind == "item")
    return tuple(Run(is_list, tuple(run)) for is_list, run in grouped)


_Place: TypeAlias = tuple[bool, bool, bool]
"""Top, resumed, interrupted."""


def _part_views(
    pieces: Sequence[Piece], part: Part, width: float, setting: Setting
) -> Iterator[BlockView]:
    number = part.start
    for block in blocks(pieces[part.start : part.end]):
        end = number + len(block)
        place = (number == part.start, _joined(pieces, number), _joined(pieces, end))
        yield _view(block, place, width, setting)
        number = end


def _joined(pieces: Sequence[Piece], number: int) -> bool:
    """Return whether the piece goes on with the one before."""
    return 0 < number < len(pieces) and is_glued(pieces[number - 1], pieces[number])


def _view(block: Sequence[Piece], place: _Place, width: float, setting: Setting) -> BlockView:
    match block[0]:
        case Line() as first:
            lines = [it for it in block if isinstance(it, Line)]
            return _squeezed(_line(first, lines, place, setting), width, setting)
        case Subheading(_, text, rank):
            return TextView("subheading", *place, (TextSegment(text),), rank=rank)
        case CodeLines():
            return _code([it for it in block if isinstance(it, CodeLines)], place, width, setting)
        case TableRows():
            return _table([it for it in block if isinstance(it, TableRows)], place, width, setting)
        case PictureFrame() as frame:
            return _picture(frame, place, setting.labels)
        case Remark():
            return _remark([it for it in block if isinstance(it, Remark)], place, width, setting)
        case _:
            assert_never(block[0])


def _picture(frame: PictureFrame, place: _Place, labels: Labels) -> PictureView:
    caption = frame.alt.strip() or _file_name(frame.target)
    if frame.printed is None:
        return PictureView("picture", *place, (Segment(),), labels.picture, caption)
    said = "" if is_file_name(frame.alt, frame.target) else frame.alt.strip()
    title = frame.title.strip()
    words = [said, title if title != said else ""] if frame.has_caption else []
    return PictureView(
        "picture",
        *place,
        (Segment(),),
        labels.picture,
        " · ".join(filter(None, words)),
        f"{PICTURE_SCHEME}:{frame.printed.name}",
        said or title or f"{labels.picture} {_file_name(frame.target)}",
        frame.printed.width,
        frame.tells,
    )


def _file_name(target: str) -> str:
    """Return the last part of a path or an address, whatever state it is in."""
    if target.startswith("data:"):
        return ""
    path = re.split(r"[?#]", target, maxsplit=1)[0].rstrip("/\\")
    return re.split(r"[/\\]", path)[-1][:_LONGEST_FILE_NAME]


def _place_inside(pieces: Sequence[Piece], number: int) -> _Place:
    """Return the place of a piece in a callout; a table cut there does not repeat its header."""
    piece = pieces[number]
    resumed = _joined(pieces, number) or (
        isinstance(piece, CodeLines | TableRows) and piece.start > 0
    )
    return number == 0 and not resumed, resumed, _joined(pieces, number + 1)


def _line(first: Line, lines: Sequence[Line], place: _Place, setting: Setting) -> TextView:
    term = cut(first.text, 0, first.term)
    text = cut(first.text, first.term, len(plain(first.text))) if first.term else first.text
    segments = (TextSegment(text), *(TextSegment(it.text) for it in lines[1:]))
    if not first.depth and not first.marker:
        return TextView("paragraph", *place, segments, term, leads=first.label, small=first.small)
    depth = min(max(first.depth, 1), _DEEPEST_INDENT)
    marker, after = _marker(first.marker.strip(), depth, setting.metrics)
    hang = setting.metrics.width(marker) + after if marker else 0.0
    if hang > _WIDEST_MARKER:
        hang = 0.0
    return TextView(
        "item",
        *place,
        segments,
        term,
        leads=first.label,
        marker=marker,
        indent=round(_INDENT * (depth - 1) + max(hang, _INDENT), 3),
        hang=round(hang, 3),
        after_marker=after,
    )


def _squeezed(view: TextView, width: float, setting: Setting) -> TextView:
    """Return a paragraph or an item without a last line of one character, if that is possible."""
    first, *others = view.segments
    if others or view.resumed or view.interrupted or view.small:
        return view
    text = first.text if isinstance(first, TextSegment) else ()
    parts = (*((Strong(view.term),) if view.term else ()), *text)
    whole = (Strong(parts),) if view.leads else parts
    return replace(view, squeeze=squeeze(whole, width - view.indent, setting.metrics))


def _marker(written: str, depth: int, metrics: FontMetrics) -> tuple[str, float]:
    """Return what is printed of a marker, and the space after it."""
    if written not in _BULLETS:
        return written, _AFTER_NUMBER
    bullet = _BULLET_BY_DEPTH[min(depth, len(_BULLET_BY_DEPTH)) - 1]
    return bullet, round(max(_AFTER_BULLET, _BULLET_WIDTH - metrics.width(bullet)), 3)


def _code(pieces: Sequence[CodeLines], place: _Place, width: float, setting: Setting) -> CodeView:
    code = pieces[0].code
    lines = code.text.split("\n")
    size = code_size(code.text, width, setting.type_pt, setting.metrics)
    too_long = [wraps(line, size, width, setting.metrics) for line in lines]
    segments = tuple(
        CodeSegment(it.start, it.end, tuple(too_long[it.start : it.end])) for it in pieces
    )
    return CodeView("code", *place, segments, code.language, code.text, size)


def _table(pieces: Sequence[TableRows], place: _Place, width: float, setting: Setting) -> TableView:
    grid, start = pieces[0].grid, pieces[0].start
    shares = column_widths(grid, width / _TABLE_SIZE, setting.metrics)
    top, _, _ = place
    rooms = [it * width / _TABLE_SIZE - 2 * CELL_PADDING for it in shares]
    rows = [
        RowSegment(row, tuple(_squeezed_cells(row, rooms, setting, row_header=grid.row_headers)))
        for it in pieces
        for row in grid.rows[it.start : it.end]
    ]
    return TableView(
        "table",
        *place,
        tuple(rows) or (RowSegment(()),),
        widths=tuple(round(100 * share, 2) for share in shares),
        header=grid.header if start == 0 or top else (),
        row_headers=grid.row_headers,
    )


def _squeezed_cells(
    row: Sequence[RichText], rooms: Sequence[float], setting: Setting, *, row_header: bool
) -> Iterator[Squeeze]:
    for number, (cell, room) in enumerate(zip(row, rooms, strict=True)):
        text = (Strong(cell),) if row_header and not number else cell
        yield squeeze(text, room, setting.metrics)


def _remark(pieces: Sequence[Remark], place: _Place, width: float, setting: Setting) -> RemarkView:
    first = pieces[0]
    label, title, lead = "", first.title, None
    bodies = [it.body for it in pieces]
    if first.opens:
        label = setting.labels.remarks[first.kind]
        if 0 < len(plain(title)) <= _LONGEST_LABEL:
            label, title = plain(title), ()
        match bodies[0]:
            case (Line(depth=0, marker="") as beside, *_) if not title:
                lead = _line(beside, [beside], (True, False, False), setting)
                bodies[0] = bodies[0][1:]
    # What stands in a callout is not joined: a cut may fall between any two of its pieces.
    inside = [piece for body in bodies for piece in body]
    views = [
        _view([piece], _place_inside(inside, number), width - _REMARK_SIDES, setting)
        for number, piece in enumerate(inside)
    ]
    segments: list[RemarkSegment] = []
    for body in bodies:
        own, views = views[: len(body)], views[len(body) :]
        segments.append(RemarkSegment(_runs(own), joined=bool(own) and own[0].resumed))
    return RemarkView("remark", *place, tuple(segments), first.kind, label, title, lead)
