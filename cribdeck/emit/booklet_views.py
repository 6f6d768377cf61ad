"""Views of a booklet's own pages: values that `templates/sheet/booklet.html` is given."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cribdeck.emit.sheet_html import part_id
from cribdeck.inline import RichText
from cribdeck.sheets.booklet_labels import BookletLabels
from cribdeck.sheets.booklet_layout import Rows, index_rows
from cribdeck.sheets.model import Part
from cribdeck.sheets.term_index import IndexLetter


@dataclass(frozen=True, slots=True)
class TopicView:
    """A box of a sheet, in the contents."""

    title: RichText
    hue: int
    anchor: str


@dataclass(frozen=True, slots=True)
class ContentsView:
    """A sheet in the contents."""

    id: str
    title: str
    page: int
    anchor: str
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A page number behind a term."""

    page: int
    anchor: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A term in the index."""

    id: str
    text: str
    gloss: str
    places: tuple[PlaceView, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """What stands under one letter of the index in one column; in the contents, all of a column."""

    items: tuple[ContentsView | EntryView, ...]
    id: str = ""
    letter: str | None = None
    """None where a letter goes on, and in the contents."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ColumnOfRows:
    """A column of contents or index; lengths in millimetres."""

    id: str
    left: float
    top: float
    width: float
    runs: tuple[RunView, ...]

    def ids(self) -> tuple[str, ...]:
        """Return what the column and its rows are called on the page."""
        rows = (name for run in self.runs for name in (run.id, *(it.id for it in run.items)))
        return (self.id, *filter(None, rows))


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of the booklet that no sheet is on."""

    folio: int
    columns: tuple[ColumnOfRows, ...]
    heading: str = ""
    hint: str = ""
    is_cover: bool = False


def page_anchor(page: int) -> str:
    """Return what a page of the booklet is called."""
    return f"p{page}"


def part_anchor(page: int, part: Part) -> str:
    """Return what a part of a box is called, on a page of the booklet."""
    return f"{page_anchor(page)}-{part_id(part)}"


def contents_column(name: str, rows: Rows, entries: tuple[ContentsView, ...]) -> ColumnOfRows:
    """Return a column of the contents."""
    return ColumnOfRows(
        name, rows.left, rows.top, rows.width, (RunView(entries[rows.start : rows.end]),)
    )


def index_column(
    name: str, rows: Rows, index: tuple[IndexLetter, ...], labels: BookletLabels
) -> ColumnOfRows:
    """Return a column of the index."""
    runs: list[RunView] = []
    for number, row in enumerate(index_rows(index)[rows.start : rows.end], rows.start):
        if isinstance(row, IndexLetter):
            remark = labels.pinyin if row.begins_han else ""
            runs.append(RunView((), f"i{number}", row.letter, remark))
            continue
        places = tuple(PlaceView(it.page, part_anchor(it.page, it.part)) for it in row.places)
        entry = EntryView(f"i{number}", row.text, row.gloss, places, row.tags)
        last = runs.pop() if runs else RunView(())
        runs.append(replace(last, items=(*last.items, entry)))
    return ColumnOfRows(name, rows.left, rows.top, rows.width, tuple(runs))
