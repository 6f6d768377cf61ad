"""The drawing of a printed sheet: places of its boxes go in, a thumbnail's rectangles come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cribdeck.emit.sheet_html import part_id
from cribdeck.emit.sheet_places import Anchors, extents
from cribdeck.inline import plain
from cribdeck.sheets.drawing import DrawnBox, DrawnPage
from cribdeck.sheets.frame import Frame
from cribdeck.sheets.model import Box, Page, Sheet


def drawn_pages(
    boxes: Sequence[Box], sheet: Sheet, frame: Frame, anchors: Sequence[Anchors]
) -> tuple[DrawnPage, ...]:
    """Return the pages of a sheet as rectangles.

    Args:
        boxes: those of its plan, as printed.
        sheet: which parts of them stand in which column.
        frame: the paper.
        anchors: of each page the places of what has an id.
    """
    return tuple(
        DrawnPage(frame.width, frame.height, tuple(_boxes(boxes, page, frame, places)))
        for page, places in zip(sheet.pages, anchors, strict=False)
    )


def _boxes(boxes: Sequence[Box], page: Page, frame: Frame, anchors: Anchors) -> Iterator[DrawnBox]:
    places = extents(anchors)
    for number, column in enumerate(page.columns):
        for part in column.parts:
            place, box = places[part_id(part)], boxes[part.box]
            yield DrawnBox(
                left=frame.column_left(number),
                top=place.top,
                width=frame.column_width,
                height=place.bottom - place.top,
                hue=box.hue,
                title="" if part.start else plain(box.title),
            )
