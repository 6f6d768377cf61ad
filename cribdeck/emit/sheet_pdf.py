"""A sheet plan as PDF: measured, fitted and printed.

In come a plan and the folder of templates; out come the bytes of a PDF (PDF/UA-1, fonts
embedded) and what is worth knowing about it. The same plan gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, get_args

from cribdeck import __version__
from cribdeck.diagnostics import in_order, warning
from cribdeck.emit.formulas import Formulas
from cribdeck.emit.html import Templates, found_in
from cribdeck.emit.layout import FONTS, Document, Layout, style_sheets
from cribdeck.emit.printed_sheet import NOT_PRINTED, Fitted, PrintedSheet, Printout
from cribdeck.emit.sheet_code import code_of, code_text
from cribdeck.emit.sheet_drawing import drawn_pages
from cribdeck.emit.sheet_html import Setting, column_views, part_id
from cribdeck.emit.sheet_measuring import Measuring
from cribdeck.emit.sheet_places import extents
from cribdeck.emit.temporary_files import temporary_files
from cribdeck.sheets.bound_pages import BoundPages
from cribdeck.sheets.budget import fit_to_budget
from cribdeck.sheets.estimate import estimator
from cribdeck.sheets.fit import COMFORTABLE, LARGEST, LEGIBLE, STEP, Fit, Paper
from cribdeck.sheets.font_metrics import FontMetrics, read_metrics
from cribdeck.sheets.frame import BESIDE_CODE, CODE, FOLIO, MARGIN, MASTHEAD, frame_of
from cribdeck.sheets.gap_numbers import has_gaps, on_paper
from cribdeck.sheets.heights import BoxHeights, HeightCache
from cribdeck.sheets.key_layout import SHARES, KeyLayout, key_layout
from cribdeck.sheets.levelling import evened
from cribdeck.sheets.masthead import masthead
from cribdeck.sheets.model import Box, Column, Page, Sheet, SheetPlan, Variant
from cribdeck.sheets.pictures import pictures_in
from cribdeck.sheets.typography import typeset
from cribdeck.sheets.wide_tables import without_wide_tables
from cribdeck.span import whole_file

_FACES: Final = ("CribdeckSans-400.ttf", "CribdeckSans-700.ttf", "CribdeckMono-400.ttf")
_TOLERANCE: Final = 1.2
"""Millimetres by which a printed column may be longer than was computed.

Borders where things are cut take some tenths; 4.8 mm stay to the edge of the paper.
"""
_LEVEL: Final = 0.24
"""Millimetres by which columns may end above or below one another."""
_MOST_LACKING: Final = 8.0
"""Millimetres beyond which something other than rounding is wrong."""
_MOST_ATTEMPTS: Final = 8
_MACROS: Final = "sheet/macros.html"
_SHOWN: Final = 60
"""Characters of what a code shall hold in a diagnostic."""


@temporary_files()
def print_sheet(
    plan: SheetPlan,
    templates: Path,
    heights: HeightCache | None = None,
    *,
    bound: bool = False,
) -> PrintedSheet | None:
    """Print a plan in the largest type that fits; None when that is impossible.

    Args:
        plan: what to print; has at least one box.
        templates: the folder that holds `sheet/`.
        heights: heights measured before; new ones are added.
        bound: draw it for a booklet, too.

    Raises:
        BadTemplateError: a template cannot be read or filled.
        OSError: a bundled font cannot be read.
    """
    press = Press(plan, templates, {} if heights is None else heights)
    largest = LARGEST
    for _ in range(_MOST_ATTEMPTS):
        found = press.fitted(largest)
        if found is None:
            break
        found, proofs = press.proofs(found)
        faults = [it for proof in proofs for it in press.faults(proof, found.sheet)]
        if not faults:
            return press.finished(proofs, found, bound=bound)
        press.warn("sheet_overflow", f"{faults[0]} at {found.sheet.type_pt} pt; set smaller")
        largest = found.sheet.type_pt - STEP
        if largest < LEGIBLE:
            break
    return None


@dataclass(frozen=True, slots=True)
class Proof:
    """A sheet as laid out for one variant."""

    variant: Variant
    document: Document
    key: KeyLayout
    """What it prints behind the sheet; no page in the variant that shows all."""


class Press:
    """One plan on its way to paper."""

    def __init__(
        self,
        plan: SheetPlan,
        templates: Path,
        heights: HeightCache,
        layout: Layout | None = None,
    ) -> None:
        """Read fonts and templates, and make the boxes printable; sheets may share a layout."""
        faces = [found_in(templates, f"{FONTS}/{face}") for face in _FACES]
        regular, bold, mono = (face.read_bytes() for face in faces)
        self._frame = frame_of(plan.settings)
        formulas = Formulas(faces[0], self._frame.text_width(COMFORTABLE))
        self._metrics = read_metrics(regular, bold, mono, formulas.set)
        boxes, missing = typeset(
            plan.boxes,
            self._metrics.drawable(),
            formulas.set,
            hair_spaces=plan.settings.hair_spaces,
        )
        boxes = without_wide_tables(boxes, self._frame, self._metrics)
        self.plan = replace(plan, boxes=boxes)
        """The plan as it is printed: with hair spaces, without missing glyphs."""
        self._templates = Templates(templates, formulas.html)
        looks = (*style_sheets(plan.settings.theme), _MACROS)
        self._layout = layout or Layout(templates, plan.settings.theme)
        look = "".join(map(self._templates.source, looks))
        self._measuring = Measuring(self._layout, self._templates, self._setting, look, heights)
        for picture in (it for box in plan.boxes for it in pictures_in(box.pieces)):
            self._layout.show(picture.name, picture.data)
        self.diagnostics = missing
        self._code = code_of(plan)
        if self._code is None and (text := code_text(plan)):
            said = f"what its QR code shall hold is too long to be read: {text[:_SHOWN]}…"
            self.warn("qr_too_long", said, "shorten [sheets] qr, or the names of the sources")

    @property
    def metrics(self) -> FontMetrics:
        """Return the metrics of the fonts that the plan is printed in."""
        return self._metrics

    def warn(self, code: str, message: str, hint: str = "") -> None:
        """Add a warning about the sheet as a whole."""
        place = whole_file(self.plan.sources[0])
        text = f"sheet “{self.plan.name}”: {message}"
        self.diagnostics.append(warning(code, place, text, hint))

    def fitted(self, largest: float) -> Fit | None:
        """Return the boxes fitted to paper in at most the given type size."""
        paper = Paper(self._frame, self.plan.settings.pages, largest)
        estimates = partial(estimator, metrics=self._metrics, frame=self._frame)
        self.plan, found = fit_to_budget(self.plan, paper, self.measured, estimates)
        return found

    def _setting(self, type_pt: float) -> Setting:
        return Setting(type_pt, self._frame, self._metrics, self.plan.labels)

    def measured(self, boxes: Sequence[Box], type_pt: float) -> list[BoxHeights]:
        """Return the heights of boxes, laying out those that are not known yet."""
        return self._measuring.measured(boxes, type_pt)

    def proofs(self, found: Fit) -> tuple[Fit, list[Proof]]:
        """Lay a sheet out in all variants; should its columns not end level, once more."""
        first, *others = self.variants()
        proof = self.printed(found.sheet, first)
        even = self._evened(found.sheet, proof)
        if even != found.sheet:
            found = replace(found, sheet=even)
            proof = self.printed(even, first)
        return found, [proof, *(self.printed(even, it) for it in others)]

    def _evened(self, sheet: Sheet, proof: Proof) -> Sheet:
        """Return the sheet with a little more or less air where a column ends too early or late.

        Where a paragraph is cut, it may come out one line shorter than was computed.
        """
        if len(proof.document.pages) < len(sheet.pages):
            return sheet
        pages: list[Page] = []
        for page, printed in zip(sheet.pages, proof.document.pages, strict=False):
            places = extents(printed.anchors)
            columns: list[Column] = []
            for column in page.columns:
                end = places.get(part_id(column.parts[-1]))
                lacks = column.height + self._frame.column_top - end.bottom if end else 0.0
                uneven = column.height and _LEVEL < abs(lacks) < _MOST_LACKING
                columns.append(evened(column, self.plan.boxes, lacks) if uneven else column)
            pages.append(replace(page, columns=tuple(columns)))
        return replace(sheet, pages=tuple(pages))

    def variants(self) -> list[Variant]:
        """Return what to lay the sheet out as; blanks only if something is asked on it."""
        wanted = self.plan.settings.variants
        asks = has_gaps(self.plan.boxes) or "answers" not in wanted
        # What only a booklet shows must fit, too.
        return [it for it in get_args(Variant) if it in wanted and (asks or it != "blanks")] or [
            "answers"
        ]

    def printed(self, sheet: Sheet, variant: Variant = "answers", *, bound: bool = False) -> Proof:
        """Lay a sheet out for good; all variants have the same boxes at the same places.

        One that is `bound` in a booklet leaves room for page numbers there.
        """
        boxes, answers = on_paper(self.plan.boxes, sheet)
        if variant == "answers":
            answers = ()
        for share in SHARES:
            key = key_layout(answers, self._frame, self._metrics, share)
            proof = Proof(variant, self._laid_out(boxes, sheet, variant, key, bound=bound), key)
            if not any(self._faults_of_key(proof, sheet)):
                break
        return proof

    def _laid_out(
        self,
        boxes: Sequence[Box],
        sheet: Sheet,
        variant: Variant,
        key: KeyLayout,
        *,
        bound: bool,
    ) -> Document:
        plan, frame, labels = self.plan, self._frame, self.plan.labels
        beside = CODE + BESIDE_CODE if self._code else 0.0
        room = replace(frame, width=frame.width - beside)
        head = replace(room, width=room.width - FOLIO) if bound else room
        mark = labels.blanks if variant == "blanks" else ""
        return self._layout.render(
            self._templates.render(
                "sheet/sheet.html",
                language=labels.language,
                document_title=" ".join(filter(None, (plan.title, labels.sheet, mark))),
                keywords=", ".join([labels.sheet, *(it.title for it in plan.groups)]),
                generator=f"Cribdeck {__version__}",
                variant=variant,
                head=masthead(plan, head, self._metrics, mark),
                bound=bound,
                source=labels.source,
                frame=frame,
                margin=MARGIN,
                masthead_height=MASTHEAD,
                masthead_right=MARGIN + beside,
                qr_code=self._code,
                qr_side=CODE,
                qr_words=labels.code,
                fold_marks=plan.settings.fold_marks and not bound,
                page_height=f"{frame.height - 0.02:.3f}",
                type_pt=sheet.type_pt,
                pages=list(column_views(boxes, sheet, self._setting(sheet.type_pt))),
                key=key,
                key_head=masthead(plan, room, self._metrics, labels.key),
            )
        )

    def faults(self, proof: Proof, sheet: Sheet) -> Iterator[str]:
        """Yield what a printed sheet lacks; nothing may be lost or stand over the edge."""
        pages, count = proof.document.pages, len(sheet.pages) + len(proof.key.pages)
        if len(pages) != count:
            yield f"{len(pages)} pages instead of {count}"
            return
        yield from self._faults_of_key(proof, sheet)
        limit = self._lowest()
        for number, (printed, page) in enumerate(zip(pages, sheet.pages, strict=False)):
            places = extents(printed.anchors)
            for part in (part for column in page.columns for part in column.parts):
                extent = places.get(part_id(part))
                if extent is None:
                    yield f"box {part.box + 1} is not on page {number + 1}"
                elif extent.bottom > limit:
                    yield f"box {part.box + 1} ends {extent.bottom - limit:.1f} mm too low"

    def _faults_of_key(self, proof: Proof, sheet: Sheet) -> Iterator[str]:
        pages = proof.document.pages[len(sheet.pages) :]
        for number, (printed, columns) in enumerate(zip(pages, proof.key.pages, strict=False)):
            places = extents(printed.anchors)
            for name in (it for column in columns for it in column.ids()):
                if name not in places or places[name].bottom > self._lowest():
                    yield f"{name} does not fit page {number + 1} of the key"

    def _lowest(self) -> float:
        """Return how far down the page something may end, in millimetres."""
        return self._frame.column_top + self._frame.column_height + _TOLERANCE

    def bound(self, sheet: Sheet) -> BoundPages:
        """Return the pages of a sheet, fitted before, as a booklet binds them."""
        proof = self.printed(sheet, bound=True)
        faults = list(self.faults(proof, sheet))
        assert not faults, faults  # noqa: S101  it was laid out like that before
        return self._layout.taken(proof.document)

    def finished(self, proofs: Sequence[Proof], found: Fit, *, bound: bool = False) -> PrintedSheet:
        """Return the sheet as bytes, with all that was remarked on the way."""
        drawn = self.bound(found.sheet) if bound else None
        made = {
            it.variant: Printout(self._layout.written(it.document), len(it.document.pages))
            for it in proofs
            if it.variant in self.plan.settings.variants
        }
        answers = made.get("answers", NOT_PRINTED)
        for message in self._layout.unexpected:
            self.warn("sheet_layout", message)
        if found.over_budget:
            pages = self.plan.settings.pages
            self.warn(
                "sheet_over_budget",
                f"does not fit {pages} page(s) even at {LEGIBLE} pt; "
                f"it has {len(found.sheet.pages)}",
                "ask for more pages, or put fewer sources on the sheet",
            )
        return PrintedSheet(
            name=self.plan.name,
            pdf=answers.pdf,
            pages=answers.pages,
            type_pt=found.sheet.type_pt,
            fill=found.sheet.fill,
            left_off=self.plan.left_off,
            diagnostics=tuple(in_order(self.diagnostics)),
            blanks=made.get("blanks"),
            fitted=Fitted(self.plan, found.sheet, drawn),
            drawing=drawn_pages(
                self.plan.boxes,
                found.sheet,
                self._frame,
                [page.anchors for page in proofs[0].document.pages],
            ),
        )
