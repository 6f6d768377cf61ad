"""Formulas and rare characters on real sheets: fonts, tags, places, what is said about them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from cribdeck.config import SheetSettings
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_pdf import Press, print_sheet
from cribdeck.facts.model import Callout, Formula, Grid, Prose, Section
from cribdeck.inline import Inline, Math, Strong, Text
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.plan import plan_sheets
from tests.emit.pdf_checks import Element, faults, structure
from tests.sheets.samples import RICH_OUTLINE, TEMPLATES, at, outline, prose, section, shown, text

BUNDLED = re.compile(r"/[A-Z]{6}\+Cribdeck-(Sans|Mono)(-Bold)?")
WIDE = r"\sum_{i=1}^{n} i^2 = \frac{n(n+1)(2n+1)}{6},\quad " * 3 + "x"


def rich(*nodes: Inline, line: int = 1, depth: int = 0) -> Prose:
    return Prose(at(line), nodes, depth, "-" if depth else "")


def plan_of(*sections: Section) -> SheetPlan:
    source = outline(section("数学", level=1, children=list(sections)), title="数学")
    ((plan,), _) = plan_sheets([source], SheetSettings())
    return plan


MATHS = plan_of(
    section(
        "各种公式",
        rich(
            Strong((Math("O(1)"),)),
            Text("：常数时间；"),
            Math(r"O(n\log n)"),
            Text("更慢"),
            depth=1,
        ),
        Formula(at(5), r"\begin{pmatrix}a&b\\c&d\end{pmatrix}"),
        Formula(at(6), WIDE),
        Grid(
            at(8),
            (text("分布"), text("方差")),
            ((text("泊松"), (Math(r"\lambda"),)), (text("指数"), (Math(r"\frac{1}{\lambda^2}"),))),
            row_headers=True,
        ),
        Callout(at(12), "warning", text("易错"), shown(Formula(at(13), r"\text{若 }a\ne b"))),
        rich(Text("不认识 "), Math(r"\foo{x}"), line=20),
        Formula(at(22), r"\bar{\foo}"),
    ),
)


@pytest.fixture(scope="module")
def sheet() -> PrintedSheet:
    printed = print_sheet(MATHS, TEMPLATES)
    assert printed is not None
    return printed


def below(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from below(child)


def alts(pdf: bytes) -> list[str]:
    root = structure(PdfReader(io.BytesIO(pdf)))
    return [it.alt for it in below(root) if it.alt]


def test_formulas_are_pictures_told_by_their_tex(sheet: PrintedSheet) -> None:
    told = alts(sheet.pdf)
    expected = ["O(1)", r"O(n\log n)", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", r"\lambda"]
    assert set(expected) <= set(told)
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet.pdf)).pages)
    assert "lambda" not in words
    assert "常数时间" in words


def test_a_sheet_with_formulas_is_as_accessible_as_any(sheet: PrintedSheet) -> None:
    ((plain,), _) = plan_sheets([RICH_OUTLINE], SheetSettings())
    without = print_sheet(plain, TEMPLATES)
    assert without is not None
    assert set(faults(sheet.pdf)) <= set(faults(without.pdf))


def test_formulas_bring_in_no_font(sheet: PrintedSheet) -> None:
    (page,) = PdfReader(io.BytesIO(sheet.pdf)).pages
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
    names = {str(it.get_object()["/BaseFont"]) for it in fonts}
    assert [name for name in names if not BUNDLED.fullmatch(name)] == []


def test_what_is_shown_as_source_is_said_with_its_place(sheet: PrintedSheet) -> None:
    said = [str(it) for it in sheet.diagnostics]
    assert [it.partition(" the sheet")[0] for it in said] == [
        "a.md:20:1: info formula_source",
        "a.md:22:1: info formula_source",
    ]
    assert r"\foo is not known" in said[0]
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet.pdf)).pages)
    assert r"\foo{x}" in words
    assert r"\bar{\foo}" in "".join(words.split())


def test_the_same_formulas_give_the_same_bytes(sheet: PrintedSheet) -> None:
    again = print_sheet(MATHS, TEMPLATES)
    assert again is not None
    assert again.pdf == sheet.pdf


def test_the_height_of_a_formula_is_measured() -> None:
    low = section("低", rich(Math("x"), Text("。")))
    high = section("高", rich(Math(r"\begin{matrix}a\\b\\c\\d\end{matrix}"), Text("。")))
    press = Press(plan_of(low, high), TEMPLATES, {})
    heights = press.measured(press.plan.boxes, 8.0)
    one, four = (it.bottoms[-1] - it.tops[0] for it in heights)
    assert four > one + 2 * 8.0 * 25.4 / 72


def test_no_formula_is_wider_than_its_column() -> None:
    """Neither in text and indented items, nor alone, in cells and callouts."""
    wide = r"\sqrt{" + "x+" * 12 + "y}"
    plan = plan_of(
        section(
            "宽",
            rich(Text("行内"), Math(wide)),
            rich(Math(wide), depth=3),
            Formula(at(), wide),
            Callout(at(3), "tip", (), shown(Formula(at(3), wide))),
            Grid(at(4), (), ((text("名"), (Math(wide),)),), row_headers=True),
        )
    )
    press = Press(plan, TEMPLATES, {})
    found = press.fitted(9.5)
    assert found is not None
    (page,) = press.printed(found.sheet).document.pages
    column = press._frame.column_width  # noqa: SLF001
    edges = list(svg_edges(page._page_box))  # noqa: SLF001
    assert len(edges) == 5
    assert all(right - left < column * 96 / 25.4 for left, right in edges)
    left_edge = press._frame.column_left(0) * 96 / 25.4  # noqa: SLF001
    assert all(right <= left_edge + column * 96 / 25.4 for _, right in edges)


def svg_edges(box: object) -> Iterator[tuple[float, float]]:
    tag = str(getattr(box, "element_tag", ""))
    if tag.endswith("svg"):
        yield box.position_x, box.position_x + box.margin_width()  # type: ignore[attr-defined]
    for child in getattr(box, "children", ()):
        yield from svg_edges(child)


def test_signs_of_the_math_font_and_emoji_bring_in_no_font() -> None:
    plan = plan_of(section("取整 ⌈x⌉ 🚀", prose("x ∈ ℝ，⌊x⌋，① 1\ufe0f\u20e3 ⁿ⁻¹ ✓ ✗ 🚀", line=7)))
    printed = print_sheet(plan, TEMPLATES)
    assert printed is not None
    assert [(it.code, it.span.line) for it in printed.diagnostics] == [("missing_glyph", 1)]
    assert {"⌈", "⌉", "ℝ", "⌊", "⌋"} <= set(alts(printed.pdf))
    assert faults(printed.pdf) == []
