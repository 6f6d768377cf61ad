"""What the settings of paper do to a sheet: its size, fold marks, the code in its head."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from functools import partial
from typing import Final

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from cribdeck.config import SheetSettings
from cribdeck.emit.sheet_code import code_of, code_text
from cribdeck.emit.sheet_pdf import print_sheet
from cribdeck.sheets.frame import CODE, MARGIN, frame_of
from tests.emit.paper_checks import EVERY_KIND, check_paper, check_words, laid_out, plan_of
from tests.emit.pdf_checks import faults, structure
from tests.sheets.samples import TEMPLATES

_DPI: Final = 600
_PT: Final = 25.4 / 72
SHORT: Final = (
    "# 短\n\n## 节\n\n- 幂等：做一次和做多次结果相同。\n- 顶点在 ==对称轴== 上，见下节。\n"
)


def page_of(pdf: bytes, number: int = 1) -> Image.Image:
    command = ["pdftoppm", "-r", str(_DPI), "-gray", "-f", str(number), "-l", str(number), "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(run.stdout))


@pytest.mark.parametrize(
    ("wanted", "width", "height", "columns"),
    [
        (SheetSettings(paper="A3"), 420, 297, 6),
        (SheetSettings(paper="A5", orientation="portrait"), 148, 210, 2),
        (
            SheetSettings(paper="Letter", orientation="portrait", theme="ink-saving"),
            215.9,
            279.4,
            3,
        ),
        (SheetSettings(paper="100x150", orientation="portrait", qr="search"), 100, 150, 1),
    ],
)
def test_a_sheet_fits_whatever_paper_it_is_printed_on(
    wanted: SheetSettings, width: float, height: float, columns: int
) -> None:
    printed = laid_out(plan_of(EVERY_KIND, wanted))
    check_paper(printed)
    check_words(printed)
    assert printed.sheet is not None
    assert frame_of(wanted).columns == columns
    page = PdfReader(io.BytesIO(printed.sheet.pdf)).pages[0]
    assert [float(it) * _PT for it in page.mediabox] == pytest.approx(
        [0, 0, width, height], abs=0.1
    )
    assert faults(printed.sheet.pdf) == []


def test_fold_marks_are_ticks_at_the_middle_of_each_edge() -> None:
    plain, marked = (
        print_sheet(plan_of(SHORT, SheetSettings(fold_marks=it)), TEMPLATES) for it in (False, True)
    )
    assert plain is not None
    assert marked is not None
    assert faults(marked.pdf) == []
    mm = _DPI / 25.4

    def tick(pdf: bytes, box: tuple[float, float, float, float]) -> list[float] | None:
        """Return the edges of what is drawn in a part of the margin, in millimetres."""
        left, top, right, bottom = (round(it * mm) for it in box)
        margin = page_of(pdf).crop((left, top, right, bottom)).point(lambda it: 255 - it)
        drawn = margin.getbbox()
        return drawn and [round(it / mm, 1) for it in drawn]

    top = (100.0, 0.0, 200.0, MARGIN - 0.1)
    bottom = (100.0, 210 - MARGIN + 0.1, 200.0, 210.0)
    left = (0.0, 60.0, MARGIN - 0.1, 150.0)
    right = (297 - MARGIN + 0.1, 60.0, 297.0, 150.0)
    for edge in (top, bottom, left, right):
        assert tick(plain.pdf, edge) is None
    middle = partial(pytest.approx, abs=0.15)
    assert tick(marked.pdf, top) == middle([48.4, 2.8, 48.6, 5.8])
    assert tick(marked.pdf, bottom) == middle([48.4, 0.1, 48.6, 3.1])
    assert tick(marked.pdf, left) == middle([2.8, 44.9, 5.8, 45.1])
    assert tick(marked.pdf, right) == middle([0.1, 44.9, 3.1, 45.1])


SEARCHES: Final = {
    "search": "tag:cribdeck::note",
    "anki://x-callback-url/search?query={search}":
        "anki://x-callback-url/search?query=tag%3Acribdeck%3A%3Anote",
    "https://example.org/sheets/{name}.pdf": "https://example.org/sheets/note.pdf",
}  # fmt: skip


@pytest.mark.parametrize("wanted", SEARCHES)
def test_the_code_on_paper_is_that_of_its_words(wanted: str) -> None:
    """Module for module as another program draws it, on each page of both variants."""
    plan = plan_of(SHORT, SheetSettings(qr=wanted))
    sheet = print_sheet(plan, TEMPLATES)
    assert sheet is not None
    assert sheet.blanks is not None
    expected = segno.make_qr(SEARCHES[wanted], error="l", mode="byte", encoding="utf-8").matrix
    module = CODE / len(expected) * _DPI / 25.4
    left, top = (297 - MARGIN - CODE) * _DPI / 25.4, MARGIN * _DPI / 25.4
    for pdf, number in ((sheet.pdf, 1), (sheet.blanks.pdf, 1), (sheet.blanks.pdf, 2)):
        # One pixel for each module: what is drawn at its middle.
        side = len(expected)
        edges = (left, top, left + module * side, top + module * side)
        drawn = page_of(pdf, number).resize((side, side), Image.Resampling.NEAREST, edges)
        dark = [it < 128 for it in drawn.tobytes()]
        seen = [dark[row * side : (row + 1) * side] for row in range(side)]
        assert seen == [[bool(it) for it in row] for row in expected]
        assert faults(pdf) == []
    alts = [it.alt for it in structure(PdfReader(io.BytesIO(sheet.pdf))).walk() if it.alt]
    assert alts == [f"二维码：{SEARCHES[wanted]}"]


def test_a_code_moves_no_box() -> None:
    """The head is cut to what room is left; columns stand where they did."""
    plain, coded = (laid_out(plan_of(EVERY_KIND, SheetSettings(qr=it))) for it in ("", "search"))
    boxes = [
        [
            {name: place for name, place in page.anchors.items() if name.startswith("b")}
            for document in printed.documents
            for page in document.pages
        ]
        for printed in (plain, coded)
    ]
    assert boxes[0] == boxes[1]
    assert any(boxes[0])
    check_paper(coded)


def test_a_sheet_of_several_sources_searches_for_all_of_them() -> None:
    plan = replace(
        plan_of(SHORT, SheetSettings(qr="search")), sources=("mq/kafka.md", "负载 均衡.md")
    )
    assert code_text(plan) == "tag:cribdeck::mq::kafka OR tag:cribdeck::负载-均衡"
    assert code_of(plan) is not None


def test_a_code_too_fine_to_be_read_is_said_and_left_out() -> None:
    plan = replace(
        plan_of(SHORT, SheetSettings(qr="search")),
        sources=tuple(f"note-{number}.md" for number in range(20)),
    )
    sheet = print_sheet(plan, TEMPLATES)
    assert sheet is not None
    (said,) = sheet.diagnostics
    assert said.code == "qr_too_long"
    assert "sheet “note”" in said.message
    assert "tag:cribdeck::note-0" in said.message
    assert [it.alt for it in structure(PdfReader(io.BytesIO(sheet.pdf))).walk() if it.alt] == []


def test_no_code_is_drawn_unasked() -> None:
    assert code_of(plan_of(SHORT)) is None
