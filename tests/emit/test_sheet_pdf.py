"""Sheets as they leave WeasyPrint: real layouts, real PDF."""

from __future__ import annotations

import gc
import io
import logging
import os
import pickle
import re
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from weasyprint import Document

from cribdeck.config import SheetSettings
from cribdeck.emit.layout import FontFetcher, Layout
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_pdf import Press, print_sheet
from cribdeck.facts.model import Callout, Code, Formula, Grid, Passage, Picture, Shown
from cribdeck.inline import Break, Highlight, Image, Link, Math, Strike, Strong, Superscript, Text
from cribdeck.inline import Code as InlineCode
from cribdeck.sheets.code_size import code_size
from cribdeck.sheets.fit import LARGEST, LEGIBLE, STEP
from cribdeck.sheets.frame import frame_of
from cribdeck.sheets.heights import HeightCache
from cribdeck.sheets.leading import text_heights
from cribdeck.sheets.levelling import airs
from cribdeck.sheets.model import Line, SheetPlan, TableRows
from cribdeck.sheets.plan import plan_sheets
from cribdeck.sheets.table_columns import column_widths, table_lines
from tests.sheets.samples import (
    FONTS,
    RICH_OUTLINE,
    TEMPLATES,
    at,
    grid,
    metrics,
    outline,
    prose,
    section,
    shown,
    text,
    words_of,
)

LANDSCAPE = SheetSettings()
LANDSCAPE_FRAME = frame_of(LANDSCAPE)
BUNDLED = re.compile(r"/[A-Z]{6}\+Cribdeck-(Sans|Mono)(-Bold)?")


def plan_of(*sections_or_outline: object, settings: SheetSettings = LANDSCAPE) -> SheetPlan:
    ((plan,), diagnostics) = plan_sheets(sections_or_outline, settings)  # type: ignore[arg-type]
    assert diagnostics == []
    return plan


def printed(plan: SheetPlan, heights: HeightCache | None = None) -> PrintedSheet:
    sheet = print_sheet(plan, TEMPLATES, heights)
    assert sheet is not None
    return sheet


SENTENCE = (
    "负载均衡器按规则把请求分给多台机器，健康检查发现宕机后改送其他节点，机器修复后自动回到列表。"
)


def long_outline() -> object:
    """Return a note of several pages whose boxes have to be cut everywhere."""
    code = "\n".join(f"server 10.0.0.{n}:8080 weight={n};  # 第 {n} 台" for n in range(60))
    rows = [f"第 {n} 行|{SENTENCE[:30]}|{SENTENCE[30:44]}" for n in range(40)]
    remark = Callout(
        at(), "warning", (), shown(*(prose(f"{n}，{SENTENCE}", 1, "-") for n in range(30)))
    )
    table_in_remark = Callout(at(2), "note", text("表"), shown(grid("名|义", *["甲|乙"] * 20)))
    parts: list[tuple[str, list[Shown]]] = [
        ("很长的段落", [prose((SENTENCE + "然后再来一句，长短不一。") * 24)]),
        ("代码", [prose("配置如下："), Code(at(3), "nginx", code)]),
        ("表格", [grid("对比|说明|备注", *rows), prose("表后的一句话。")]),
        ("易错", [remark, table_in_remark]),
        ("要点", [prose(f"第 {n} 点：{SENTENCE}", 1, "-", line=n) for n in range(60)]),
    ]
    sections = [section(title, *items, line=n) for n, (title, items) in enumerate(parts)]
    return outline(section("大全", level=1, children=sections), title="大全")


@pytest.fixture(scope="module")
def rich() -> PrintedSheet:
    return printed(plan_of(RICH_OUTLINE))


def test_printing_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a worker process nothing is collected before it ends: so collecting is off here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    collected = gc.isenabled()
    gc.disable()
    try:
        printed(plan_of(RICH_OUTLINE))
        assert list(tmp_path.iterdir()) == []
    finally:
        if collected:
            gc.enable()
    assert tempfile.gettempdir() == str(tmp_path)


@pytest.fixture(scope="module")
def long_plan() -> SheetPlan:
    return plan_of(long_outline())


@pytest.fixture(scope="module")
def known() -> HeightCache:
    """Return heights that tests share, so that the long note is laid out less often."""
    return {}


@pytest.fixture(scope="module")
def long(long_plan: SheetPlan, known: HeightCache) -> PrintedSheet:
    return printed(long_plan, known)


def reader(sheet: PrintedSheet) -> PdfReader:
    return PdfReader(io.BytesIO(sheet.pdf))


def characters(sheet: PrintedSheet) -> Counter[str]:
    words = "".join(page.extract_text() for page in reader(sheet).pages)
    return counted(words)


def counted(words: str) -> Counter[str]:
    return Counter("".join(words.split()))


# --- what is on the page -----------------------------------------------------------------


def test_every_character_is_printed_exactly_once(rich: PrintedSheet) -> None:
    plan = plan_of(RICH_OUTLINE)
    head = "负载均衡 四层 vs 七层·转发的流程·为什么四层快？ 对比 流程 问答 源 lb.md·1/1"
    # Numbers of boxes, bullets and the words of the picture's frame are the sheet's own.
    own = "01 02 03 ▪ ▪ ▪ 1. 2. （1） 图"
    pieces = "".join(words_of(piece) for box in plan.boxes for piece in box.pieces)
    titles = "".join(it.text for box in plan.boxes for it in box.title if isinstance(it, Text))
    formula = r"O(1) \le O(n)"  # drawn, so it is no text
    assert characters(rich) + counted(formula) == counted(head + own + pieces + titles)


def test_no_character_of_a_long_note_is_lost(long: PrintedSheet, long_plan: SheetPlan) -> None:
    pieces = [piece for box in long_plan.boxes for piece in box.pieces]
    expected = counted("".join(map(words_of, pieces)))
    found = characters(long)
    assert expected - found == Counter()
    # What is there twice: numbers, titles of continuations, headers of cut tables.
    header = "".join(
        words_of(it)[:6] for it in pieces if isinstance(it, TableRows) and not it.start
    )
    titles = "大全很长的段落代码表格易错要点（续）对比问答流程源注a.md·/▪–1.…" + header
    assert set(found - expected) <= set(titles + "0123456789")


def test_pages_are_a4_and_as_many_as_claimed(rich: PrintedSheet, long: PrintedSheet) -> None:
    for sheet in (rich, long):
        pages = reader(sheet).pages
        assert len(pages) == sheet.pages
        for page in pages:
            assert [round(float(it) / 72 * 25.4) for it in page.mediabox] == [0, 0, 297, 210]
    assert (rich.pages, rich.type_pt) == (1, LARGEST)
    assert long.pages > 2
    assert LEGIBLE <= long.type_pt < LARGEST
    assert 0.85 < long.fill <= 1.0


def test_portrait_has_three_columns() -> None:
    sheet = printed(plan_of(RICH_OUTLINE, settings=SheetSettings(orientation="portrait")))
    (page,) = reader(sheet).pages
    assert [round(float(it) / 72 * 25.4) for it in page.mediabox] == [0, 0, 210, 297]


def fonts_of(sheet: PrintedSheet) -> Iterator[DictionaryObject]:
    for page in reader(sheet).pages:
        resources = page["/Resources"].get_object()
        for font in resources["/Font"].get_object().values():  # type: ignore[index]
            yield font.get_object()


def test_only_the_bundled_fonts_are_embedded(rich: PrintedSheet, long: PrintedSheet) -> None:
    for sheet in (rich, long):
        names = {str(font["/BaseFont"]) for font in fonts_of(sheet)}
        assert len(names) >= 3
        assert [name for name in names if not BUNDLED.fullmatch(name)] == []
        for font in fonts_of(sheet):
            assert "/ToUnicode" in font
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]  # type: ignore[index]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.get_object())


def test_the_pdf_is_tagged_bookmarked_and_says_what_it_is(rich: PrintedSheet) -> None:
    pdf = reader(rich)
    catalog = pdf.trailer["/Root"].get_object()
    assert catalog["/Lang"] == "zh-CN"  # type: ignore[index]
    assert catalog["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert b"pdfuaid:part" in rich.pdf or "pdfuaid" in str(pdf.xmp_metadata.stream.get_data())  # type: ignore[union-attr]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "负载均衡 速查表"
    assert pdf.metadata.creation_date is None
    (top, inner) = pdf.outline
    assert top.title.startswith("负载均衡")  # type: ignore[union-attr]
    assert [it.title for it in inner] == ["四层 vs 七层", "转发的流程", "为什么四层快？"]  # type: ignore[union-attr]


def test_nothing_is_remarked_about_a_plain_note(rich: PrintedSheet, long: PrintedSheet) -> None:
    assert rich.diagnostics == ()
    assert long.diagnostics == ()


def test_what_was_left_off_is_passed_on() -> None:
    source = outline(section("节", prose("一句话")), section("空节", line=5))
    sheet = printed(plan_of(source))
    assert [(it.line, it.why) for it in sheet.left_off] == [(5, "heading with nothing below it")]


# --- fitting -----------------------------------------------------------------------------


@pytest.mark.parametrize("largest", [LARGEST, 7.0])
def test_parts_are_printed_as_high_as_was_computed(
    long_plan: SheetPlan, known: HeightCache, largest: float
) -> None:
    """Cut paragraphs, code, tables and callouts included."""
    press = Press(long_plan, TEMPLATES, known)
    found = press.fitted(largest)
    assert found is not None
    sheet = found.sheet
    proof = press.printed(sheet)
    assert list(press.faults(proof, sheet)) == []
    boxes = press.plan.boxes
    measured = press.measured(boxes, sheet.type_pt)
    line = 1.34 * sheet.type_pt * 25.4 / 72
    cuts = 0
    for page, layout in zip(sheet.pages, proof.document.pages, strict=True):
        for column in page.columns:
            for part in column.parts:
                box = boxes[part.box]
                pieces = box.pieces[part.start : part.end]
                _, top, _, bottom = layout.anchors[f"b{part.box}-{part.start}"]
                actual = (bottom - top) * 25.4 / 96 - airs([part], boxes) * column.air
                text = text_heights(box, measured[part.box], sheet.type_pt).of(part)
                computed = measured[part.box].of(part) + (column.leading - 1) * text
                cuts += part.start > 0
                # A paragraph cut inside a line may come out one line shorter at either end.
                within = isinstance(pieces[0], Line) or isinstance(pieces[-1], Line)
                slack = 2 * line if within else 0.25
                assert computed - slack - 0.15 <= actual <= computed + 0.2, part
    assert cuts > 5


def test_columns_stand_inside_the_margins(long_plan: SheetPlan, known: HeightCache) -> None:
    press = Press(long_plan, TEMPLATES, known)
    found = press.fitted(LARGEST)
    assert found is not None
    frame = LANDSCAPE_FRAME
    _, (proof,) = press.proofs(found)
    for page in proof.document.pages:
        for x1, y1, x2, y2 in page.anchors.values():
            edges = [it * 25.4 / 96 for it in (x1, y1, x2, y2)]
            assert edges[0] >= 6 - 1e-3
            assert edges[1] >= frame.column_top - 1e-3
            assert edges[2] <= frame.width - 6 + 1e-3
            assert edges[3] <= frame.height - 6 + 0.6


def test_a_page_that_came_out_wrong_is_set_smaller_and_never_printed_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults = iter([["box 1 is not on page 1"], []])
    monkeypatch.setattr(Press, "faults", lambda *_: next(faults))
    sheet = printed(plan_of(RICH_OUTLINE))
    assert sheet.type_pt == pytest.approx(LARGEST - STEP)
    assert [it.code for it in sheet.diagnostics] == ["sheet_overflow"]


def test_a_budget_that_is_too_small_is_reported(long_plan: SheetPlan, known: HeightCache) -> None:
    sheet = printed(replace(long_plan, settings=SheetSettings(pages=1)), known)
    assert sheet.pages > 1
    assert [it.code for it in sheet.diagnostics] == ["sheet_over_budget"]


def test_known_heights_save_the_layouts(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(RICH_OUTLINE)
    heights: HeightCache = {}
    first = printed(plan, heights)
    assert heights
    rendered: list[str] = []
    render = Layout.render

    def counting(layout: Layout, html: str) -> Document:
        rendered.append(html)
        return render(layout, html)

    monkeypatch.setattr(Layout, "render", counting)
    # Lines added above move a box, but do not make its height unknown.
    moved = replace(plan, boxes=tuple(replace(box, span=at(99)) for box in plan.boxes))
    again = printed(moved, heights)
    assert len(rendered) == 1
    assert again.pdf == first.pdf


@pytest.mark.parametrize("longest", [30, 45, 55])
def test_code_of_the_computed_size_does_not_wrap(longest: int) -> None:
    """The figures in `sheets/code_size.py` are those of the style sheet."""
    lines = ["x" * longest, "y" * (longest // 2), "# 中文注释"]
    source = outline(section("节", Code(at(), "", "\n".join(lines))))
    press = Press(plan_of(source), TEMPLATES, {})
    (heights,) = press.measured(press.plan.boxes, 8.0)
    size = code_size("\n".join(lines), LANDSCAPE_FRAME.text_width(8.0), 8.0, metrics())
    expected = (3 * 1.22 + 2 * 0.28) * size * 8.0 * 25.4 / 72
    assert heights.bottoms[0] - heights.tops[0] == pytest.approx(expected, abs=0.6)


def test_table_rows_have_the_lines_that_were_computed() -> None:
    """The figures in `sheets/table_columns.py` are those of the style sheet."""
    table = grid(
        "对比|四层转发|七层转发", "转发依据|IP 加端口|看 URL 与 Host 与 Cookie 等", "一|二|三"
    )
    press = Press(plan_of(outline(section("节", table))), TEMPLATES, {})
    (heights,) = press.measured(press.plan.boxes, 8.0)
    rows = [bottom - top for top, bottom in zip(heights.tops, heights.bottoms, strict=True)]
    widths = column_widths(table, LANDSCAPE_FRAME.text_width(8.0) / 0.955, metrics())
    computed = table_lines(table, widths, LANDSCAPE_FRAME.text_width(8.0) / 0.955, metrics())
    assert computed[-1] == 1
    # The first piece has the header and the first row.
    assert rows[0] / rows[1] == pytest.approx(sum(computed[:2]), abs=0.35)


# --- the same bytes ----------------------------------------------------------------------


def test_the_same_plan_gives_the_same_bytes(rich: PrintedSheet) -> None:
    assert printed(plan_of(RICH_OUTLINE)).pdf == rich.pdf


def test_a_plan_travels_to_another_process_whatever_its_hash_seed(
    rich: PrintedSheet, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    plan.write_bytes(pickle.dumps(plan_of(RICH_OUTLINE)))
    program = (
        "import pickle, sys, pathlib\n"
        "from cribdeck.emit.sheet_pdf import print_sheet\n"
        "plan = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "sys.stdout.buffer.write(print_sheet(plan, pathlib.Path(sys.argv[2])).pdf)\n"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, plan, TEMPLATES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=TEMPLATES.parent,
            capture_output=True,
            check=True,
        )
        assert done.stdout == rich.pdf
        assert done.stderr == b""


# --- bad input ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


EVIL = '"><script>alert(1)</script><img src=x>]]></style>{{ 7*7 }}{% raw %}&amp;'


def hostile_items(port: int) -> list[Shown]:
    url = f"http://127.0.0.1:{port}/x.png"
    nested: Shown = prose(EVIL, 50, "-")
    for _ in range(30):
        nested = Callout(at(), "note", text(EVIL), (Passage(nested),))
    rich = (
        Link(text("链接"), f"javascript:fetch('{url}')"),
        Image(EVIL, "file:///etc/passwd"),
        Strong((Highlight((Strike((Superscript(text(EVIL)),)),)),)),
        InlineCode(EVIL),
        Math(EVIL),
        Break(),
    )
    return [
        prose(EVIL),
        prose("x" * 10_000),
        prose(""),
        replace(prose(""), text=rich, marker=EVIL, depth=1),
        Picture(at(), EVIL, url),
        Picture(at(), "", "file:///etc/passwd"),
        Picture(at(), "", "data:text/html,<script>alert(1)</script>"),
        Picture(at(), "", "http://[::1/broken address?" + "q" * 3_000),
        Code(at(), EVIL, EVIL + "\n" + "z" * 1_500),
        Formula(at(), EVIL),
        grid("|".join(f"列{n}" for n in range(20)), "|".join(EVIL[n % 9 :] for n in range(20))),
        grid("名|义", f"{'w' * 3_000}|短"),
        Grid(at(), (), (), row_headers=True),
        Code(at(), "", ""),
        nested,
    ]


@pytest.fixture(scope="module")
def hostile(listener: socket.socket) -> PrintedSheet:
    port = listener.getsockname()[1]
    source = outline(
        section(EVIL * 3, *hostile_items(port)), path='a"><b>/<x>.md', title=EVIL, sheet=EVIL
    )
    return printed(plan_of(source))


@pytest.fixture(scope="module")
def hostile_words(hostile: PrintedSheet) -> str:
    return "".join("".join(page.extract_text() for page in reader(hostile).pages).split())


def test_hostile_notes_reach_neither_network_nor_files(
    hostile: PrintedSheet, hostile_words: str, listener: socket.socket
) -> None:
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert "root:" not in hostile_words
    for forbidden in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/EmbeddedFile", b"/AA"):
        # Three letters may well occur in compressed text.
        assert forbidden not in re.sub(rb"stream\n.*?endstream", b"", hostile.pdf, flags=re.DOTALL)
    assert [it for it in hostile.diagnostics if it.code == "sheet_layout"] == []


def test_hostile_notes_are_shown_as_they_are_written(hostile_words: str) -> None:
    assert "".join(EVIL.split()) in hostile_words
    assert hostile_words.count("49") < hostile_words.count("7*7")
    counts = Counter(hostile_words)
    assert counts["x"] >= 10_000
    assert counts["z"] >= 1_500
    assert counts["w"] >= 3_000


def test_a_character_without_a_glyph_brings_in_no_other_font() -> None:
    source = outline(section("节🚀", prose("鐧 火箭 🚀 العربية ไทย", line=7)))
    sheet = printed(plan_of(source))
    names = {str(font["/BaseFont"]) for font in fonts_of(sheet)}
    assert [name for name in names if not BUNDLED.fullmatch(name)] == []
    assert {it.code for it in sheet.diagnostics} == {"missing_glyph"}
    assert 7 in {it.span.line for it in sheet.diagnostics}
    assert "〓" in characters(sheet)


def test_the_fetcher_hands_out_nothing_but_fonts() -> None:
    fetcher = FontFetcher(FONTS)
    font = (FONTS / "CribdeckMono-400.ttf").as_uri()
    assert fetcher.fetch(font).read(4) == b"\x00\x01\x00\x00"
    refused = [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        f"file://localhost{FONTS}/CribdeckMono-400.ttf",
        f"{FONTS.as_uri()}/../sheet.css",
        f"{FONTS.as_uri()}/%2e%2e/sheet.css",
        f"{FONTS.as_uri()}/%2e%2e/%2e%2e/cards/front.html?x#y",
        "http://example.org/a.ttf",
        "https://example.org/a.ttf",
        "ftp://example.org/a.ttf",
        "data:text/plain,hello",
        "//example.org/a.ttf",
        "a.ttf",
    ]
    for url in refused:
        with pytest.raises(ValueError, match=r"refused|Not an absolute|disallowed"):
            fetcher.fetch(url)


def test_the_fetcher_does_not_follow_a_link_out_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "a.ttf").symlink_to("/etc/passwd")
    with pytest.raises(ValueError, match="refused"):
        FontFetcher(folder).fetch((folder / "a.ttf").as_uri())


def test_warnings_become_diagnostics_and_nothing_is_logged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "sheet"
    folder.mkdir()
    for file in (TEMPLATES / "sheet").glob("*.html"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "fonts").symlink_to(FONTS)
    style = (TEMPLATES / "sheet" / "sheet.css").read_text(encoding="utf-8")
    extra = "body { background: url(http://example.org/x.png); wobble: 3 }"
    (folder / "sheet.css").write_text(style + extra, encoding="utf-8")
    sheet = print_sheet(plan_of(RICH_OUTLINE), tmp_path)
    assert sheet is not None
    messages = [it.message for it in sheet.diagnostics if it.code == "sheet_layout"]
    assert any("wobble" in it for it in messages)
    assert any("example.org" in it for it in messages)
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert logging.getLogger("weasyprint").propagate
