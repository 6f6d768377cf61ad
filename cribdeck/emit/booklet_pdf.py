"""All sheets as one PDF: cover with contents, the sheets with page numbers, an index of terms.

In come sheets that were drawn before; of those, only page numbers are laid out. WeasyPrint makes
one document of pages from several if they share a layout, and what was drawn of sheets is put on
those that show nothing but their numbers. No two things may have one name, so whatever has one
gets its page number in front of it. The same plan gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from cribdeck import __version__
from cribdeck.emit.booklet_views import (
    ContentsView,
    OwnPage,
    TopicView,
    contents_column,
    index_column,
    page_anchor,
    part_anchor,
)
from cribdeck.emit.html import Templates
from cribdeck.emit.layout import Document, Layout
from cribdeck.emit.pdf_pages import grafted
from cribdeck.emit.pdf_tags import bind, name_headers
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_pdf import Press
from cribdeck.emit.sheet_places import extents
from cribdeck.emit.temporary_files import temporary_files
from cribdeck.sheets.booklet import BookletPlan, BoundSheet, arranged
from cribdeck.sheets.booklet_layout import (
    HEADING,
    INDEX_PTS,
    MOST_TOPICS,
    SHARES,
    TOPICS_PTS,
    Cover,
    contents_area,
    contents_height,
    cover_of,
    index_area,
    index_height,
    index_rows,
    poured,
    shortened,
    title_room,
    topic_of,
)
from cribdeck.sheets.bound_pages import BoundPage, BoundPages
from cribdeck.sheets.frame import MARGIN, MASTHEAD, frame_of
from cribdeck.sheets.glyphs import printable
from cribdeck.sheets.model import Part
from cribdeck.sheets.term_index import IndexLetter, index_of, located

_TOLERANCE: Final = 1.2
"""Millimetres by which a column may be longer than was computed."""


@temporary_files()
def print_booklet(plan: BookletPlan, templates: Path) -> PrintedSheet | None:
    """Print a booklet; None when its own pages cannot hold what they should.

    Args:
        plan: what to print; has at least one sheet.
        templates: the folder that holds `sheet/`.

    Raises:
        BadTemplateError: a template cannot be read or filled.
        OSError: a bundled font cannot be read.
    """
    binder = _Binder(plan, templates)
    for share in SHARES:
        document = binder.bound(share)
        if document is not None:
            break
    else:
        return None
    sheets = [it.sheet for it in plan.sheets]
    return PrintedSheet(
        name=plan.name,
        pdf=binder.written(document),
        pages=len(document.pages),
        type_pt=min(it.type_pt for it in sheets),
        fill=sum(it.fill for it in sheets) / len(sheets),
        left_off=(),
        diagnostics=(),
    )


class _Binder:
    """A booklet on its way to paper."""

    def __init__(self, plan: BookletPlan, templates: Path) -> None:
        settings = plan.sheets[0].plan.settings
        self._plan = plan
        self._templates = Templates(templates)
        self._layout = Layout(templates, settings.theme)
        self._frame = frame_of(settings)
        first = Press(plan.sheets[0].plan, templates, {}, self._layout)
        self._metrics = first.metrics
        self._drawable = self._metrics.drawable()
        self._languages: list[str] = []
        """Of pages."""
        self._places: list[tuple[int, BoundPages]] = []
        """The first page of each sheet, from 0, and its pages."""

    def bound(self, share: float) -> Document | None:
        """Return the whole booklet; None if a column of its own pages is too long.

        Args:
            share: how much of such a column to fill.
        """
        plan, labels = self._plan, self._plan.labels
        cover = cover_of(self._printable(plan.title), self._frame, self._metrics)
        firsts = [0] * len(plan.sheets)
        size = self._size(TOPICS_PTS, lambda it: self._contents_pages(cover, firsts, it, share))
        for count in range(1, len(plan.sheets) + 2):
            order, firsts, page = _bound_from(count + 1, plan)
            front = self._contents_pages(cover, firsts, size, share)
            if len(front) <= count:
                break
        # Sheets in another order may take fewer pages of contents.
        front += [OwnPage(it, (), labels.notes) for it in range(len(front) + 1, count + 1)]
        index = index_of(
            found
            for it, first in zip(plan.sheets, firsts, strict=True)
            for found in located(plan.terms, it.plan.boxes, it.sheet, first)
        )
        small = self._size(INDEX_PTS, lambda it: self._index_pages(index, page, it, share))
        back = self._index_pages(index, page, small, share)
        counts = self._counts(page - 1 + len(back), sum(len(it.entries) for it in index))
        matter = [self._laid_out("contents", front, size, cover, counts)]
        if back:
            matter.append(self._laid_out("index", back, small, cover, counts))
        own = [front, back] if back else [front]
        if any(self._is_too_long(*it) for it in zip(matter, own, strict=True)):
            return None
        return self._as_one(matter, order)

    def written(self, document: Document) -> bytes:
        """Draw the booklet."""

        def finish(laid_out: object, pdf: Any) -> None:  # noqa: ANN401  pydyf has no types
            grafted(pdf, self._places)
            name_headers(laid_out, pdf)
            # The left edge is bound.
            wide = self._frame.width > self._frame.height
            bind(pdf, self._languages, flip_short_edge=wide)

        used = [font for _, pages in self._places for font in pages.used]
        return self._layout.written(document, finish, used)

    def _as_one(self, matter: Sequence[Document], order: Sequence[int | None]) -> Document:
        """Bind pages of our own, and for each of a sheet one that has only its number."""
        language = self._plan.labels.language
        front, *back = matter
        first = len(front.pages)
        self._places = []
        languages = [language] * first
        drawn: list[BoundPage | None] = []
        for number in order:
            if number is None:
                drawn.append(None)
                languages.append(language)
                continue
            bound = self._plan.sheets[number]
            self._places.append((first + len(drawn), bound.pages))
            drawn += bound.pages.pages
            languages += [bound.plan.labels.language] * len(bound.pages.pages)
        middle = self._numbered(first + 1, drawn)
        for page, its in zip(middle, drawn, strict=True):
            if its is not None:
                page.anchors = dict(its.anchors)
                page.bookmarks = list(its.bookmarks)
        pages = [*front.pages, *middle, *(page for it in back for page in it.pages)]
        self._languages = languages + [language] * (len(pages) - len(languages))
        for number, page in enumerate(pages, 1):
            name = page_anchor(number)
            named = {f"{name}-{anchor}": place for anchor, place in page.anchors.items()}
            page.anchors = {name: (0, 0, 0, 0), **named}
        return front.copy(pages)

    def _numbered(self, first: int, drawn: Sequence[BoundPage | None]) -> list[Any]:
        """Return pages that have only their numbers, and those for notes where nothing is drawn."""
        heading = self._plan.labels.notes
        own = [
            OwnPage(number, (), heading if it is None else "")
            for number, it in enumerate(drawn, first)
        ]
        return list(self._laid_out("sheets", own).pages)

    @staticmethod
    def _size(sizes: Sequence[float], pages_in: Callable[[float], list[OwnPage]]) -> float:
        """Return the largest size in which there are as few pages as in the smallest."""
        fewest = len(pages_in(sizes[-1]))
        return next(it for it in sizes if len(pages_in(it)) == fewest)

    def _contents_pages(
        self, cover: Cover, firsts: Sequence[int], size: float, share: float
    ) -> list[OwnPage]:
        frame, metrics = self._frame, self._metrics
        areas = [contents_area(number, frame, cover) for number in range(2)]
        # As wide as the narrowest column, so that heights hold on every page.
        width = min(it.column_width for it in areas)
        ordered = sorted(zip(firsts, self._plan.sheets, strict=True), key=lambda it: it[0])
        entries = tuple(
            self._entry(number, bound, first, title_room(width, size))
            for number, (first, bound) in enumerate(ordered)
        )
        heights = [
            contents_height([topic.title for topic in it.topics], width, size, metrics)
            for it in entries
        ]
        columns = poured(heights, [False] * len(entries), areas, share)
        return [
            OwnPage(
                folio=number,
                columns=tuple(
                    contents_column(f"c{number}-{place}", it, entries)
                    for place, it in enumerate(page)
                ),
                heading=self._plan.labels.contents,
                is_cover=number == 1,
            )
            for number, page in enumerate(columns, 1)
        ]

    def _entry(self, number: int, bound: BoundSheet, first: int, room: float) -> ContentsView:
        title = shortened(self._printable(bound.plan.title), room, self._metrics)
        topics = [
            TopicView(
                topic_of(bound.plan.boxes[part.box].title),
                bound.plan.boxes[part.box].hue,
                part_anchor(first + page, part),
            )
            for page, part in _parts(bound)
            if part.start == 0
        ]
        shown = tuple(topics[:MOST_TOPICS])
        return ContentsView(f"c{number}", title, first, page_anchor(first), shown)

    def _index_pages(
        self, index: tuple[IndexLetter, ...], first: int, size: float, share: float
    ) -> list[OwnPage]:
        area, rows, labels = index_area(self._frame), index_rows(index), self._plan.labels
        heights = [index_height(it, area.column_width, size, self._metrics) for it in rows]
        glued = [isinstance(it, IndexLetter) for it in rows]
        tags = [tag for letter in index for it in letter.entries for tag in it.tags]
        tag = tags[0] if tags else ""
        hint = labels.how_to.format(tag, f"tag:cribdeck::{tag}") if tag else ""
        return [
            OwnPage(
                folio=number,
                columns=tuple(
                    index_column(f"x{number}-{place}", it, index, labels)
                    for place, it in enumerate(page)
                ),
                heading=labels.index,
                hint=hint,
            )
            for number, page in enumerate(poured(heights, glued, [area], share), first)
        ]

    def _counts(self, pages: int, terms: int) -> tuple[str, ...]:
        plan, labels = self._plan, self._plan.labels
        counts = (
            (labels.sheets, len(plan.sheets)),
            (labels.pages, pages),
            (labels.terms, terms),
            (labels.cards, plan.cards),
        )
        return tuple(labels.counted(forms, number) for forms, number in counts if number)

    def _laid_out(
        self,
        kind: str,
        pages: Sequence[OwnPage],
        size: float = 0.0,
        cover: Cover | None = None,
        counts: Sequence[str] = (),
    ) -> Document:
        plan, labels, frame = self._plan, self._plan.labels, self._frame
        title = self._printable(plan.title)
        return self._layout.render(
            self._templates.render(
                "sheet/booklet.html",
                kind=kind,
                labels=labels,
                title=title,
                document_title=f"{title} {labels.booklet}",
                keywords=", ".join(it.plan.title for it in plan.sheets),
                generator=f"Cribdeck {__version__}",
                frame=frame,
                margin=MARGIN,
                masthead_height=MASTHEAD,
                page_height=f"{frame.height - 0.02:.3f}",
                type_pt=size,
                cover=cover,
                heading=HEADING,
                counts=counts,
                pages=pages,
            )
        )

    def _is_too_long(self, document: Document, own: Sequence[OwnPage]) -> bool:
        """Return whether a column reaches too far down, or a row of it is missing."""
        if len(document.pages) != len(own):
            return True
        limit = self._frame.height - MARGIN + _TOLERANCE
        for printed, page in zip(document.pages, own, strict=True):
            places = extents(printed.anchors)
            names = (name for column in page.columns for name in column.ids())
            if any(it not in places or places[it].bottom > limit for it in names):
                return True
        return False

    def _printable(self, text: str) -> str:
        return printable(text, self._drawable)[0]


def _parts(bound: BoundSheet) -> Iterator[tuple[int, Part]]:
    """Yield page, from 0, and part of all that is printed of a sheet, in reading order."""
    for number, page in enumerate(bound.sheet.pages):
        for column in page.columns:
            yield from ((number, part) for part in column.parts)


def _bound_from(first: int, plan: BookletPlan) -> tuple[list[int | None], list[int], int]:
    """Return the order of the sheets, the first page of each, and the page behind them."""
    lengths = [len(it.sheet.pages) for it in plan.sheets]
    order = arranged(lengths, first)
    firsts, page = [0] * len(lengths), first
    for number in order:
        if number is not None:
            firsts[number] = page
        page += 1 if number is None else lengths[number]
    return order, firsts, page
