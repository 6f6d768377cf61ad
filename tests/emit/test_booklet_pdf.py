"""Booklets as they leave WeasyPrint: one document, whose page numbers are true."""

from __future__ import annotations

import io
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from cribdeck import inline
from cribdeck.config import SheetSettings, Theme
from cribdeck.diagnostics import Diagnostic
from cribdeck.emit import booklet_pdf
from cribdeck.emit.booklet_pdf import print_booklet
from cribdeck.emit.layout import Document, Layout
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_files import sheet_files
from cribdeck.emit.sheet_pdf import Press, print_sheet
from cribdeck.emit.sheet_workers import Limits, print_sheets
from cribdeck.sheets.booklet import BookletPlan, BoundSheet
from cribdeck.sheets.booklet_layout import contents_area
from cribdeck.sheets.model import Page, PrintedPicture
from cribdeck.sheets.pictures import Room, illustrated
from cribdeck.sheets.plan import plan_sheets
from cribdeck.sheets.terms import Term, terms_of
from cribdeck.span import Span
from tests.emit.pdf_checks import faults, structure
from tests.sheets.blanks import outlines_of
from tests.sheets.samples import TEMPLATES

PROJECT = Path(__file__).resolve().parents[2]

MQ = """# 消息队列

## 概念
- **Broker**：集群里的一台服务器，负责接收、保存并分发消息（含副本）。
- ISR（In-Sync Replicas）：跟得上 leader 的副本集合。
- 重平衡：分区在消费者之间重新分配。

## Kafka vs RabbitMQ
| 对比 | Kafka | RabbitMQ |
|---|---|---|
| 存储模型 | 分区追加日志 | 队列 |
| 消费方式 | 消费者主动拉取 | 推送为主，也可拉取 |
"""
LONG = "# 分布式\n" + "".join(
    f"\n## 第 {number} 节\n"
    + "".join(
        f"- 术语{number}之{it}：这是它的含义，说得很长，好让一页放不下这许多。\n" for it in range(8)
    )
    for number in range(1, 7)
)
ENGLISH = """# Queues

## Concepts
- Broker: a server of the cluster that stores messages and hands them out.
- Offset: the place of a message in its partition.
"""
NOTES = {"a-mq.md": MQ, "b-long.md": LONG, "c-queues.md": ENGLISH}


def tag_at(span: Span) -> str:
    return span.path.removesuffix(".md")


def bound(sheet: PrintedSheet) -> BoundSheet:
    fitted = sheet.fitted
    assert fitted is not None
    assert fitted.pages is not None
    return BoundSheet(fitted.plan, fitted.sheet, fitted.pages)


@pytest.fixture(scope="module")
def sheets() -> list[PrintedSheet]:
    plans, _ = plan_sheets(outlines_of(NOTES), SheetSettings(variants=("answers",)))
    return [sheet for it in plans if (sheet := print_sheet(it, TEMPLATES, bound=True))]


@pytest.fixture(scope="module")
def plan(sheets: list[PrintedSheet]) -> BookletPlan:
    one, two, three = map(bound, sheets)
    ((page,), left) = two.sheet.pages, two.sheet.pages[0].columns[:2]
    halves = (Page(left), Page(page.columns[2:]))
    half = replace(two.sheet, pages=halves)
    press = Press(two.plan, TEMPLATES, {})
    press.plan = two.plan
    two = BoundSheet(two.plan, half, press.bound(half))
    terms = terms_of(outlines_of(NOTES), tag_at)
    return BookletPlan("后端-booklet", "后端", (one, two, three), terms, 42)


@pytest.fixture(scope="module")
def booklet(plan: BookletPlan) -> PrintedSheet:
    return printed(plan)


@pytest.fixture(scope="module")
def reader(booklet: PrintedSheet) -> PdfReader:
    return PdfReader(io.BytesIO(booklet.pdf))


def printed(plan: BookletPlan) -> PrintedSheet:
    made = print_booklet(plan, TEMPLATES)
    assert made is not None
    return made


def flat(text: str) -> str:
    return "".join(text.split())


def pages_of(reader: PdfReader) -> list[str]:
    return [flat(page.extract_text()) for page in reader.pages]


def catalogue(reader: PdfReader) -> Any:  # noqa: ANN401  pypdf's classes share no type for this
    return reader.root_object


def links_of(reader: PdfReader, page: int) -> list[tuple[str, int]]:
    """Return what each link of a page says, and the page that it leads to, both from 1."""
    numbers = {it.indirect_reference.idnum: n for n, it in enumerate(reader.pages, 1)}  # type: ignore[union-attr]
    found: list[tuple[str, int]] = []
    for it in reader.pages[page - 1].get("/Annots", []):
        name = str(it.get_object()["/Dest"])
        target = reader.named_destinations[name]
        found.append((name, numbers[target.raw_get("/Page").idnum]))
    return found


def outline_of(reader: PdfReader) -> list[tuple[str, int]]:
    """Return the outermost entries of the outline and their pages."""
    return [
        (str(it.title), reader.get_destination_page_number(it) + 1)  # type: ignore[operator]
        for it in reader.outline
        if not isinstance(it, list)
    ]


def test_every_sheet_is_there_on_the_page_that_the_contents_say(
    reader: PdfReader, booklet: PrintedSheet
) -> None:
    pages = pages_of(reader)
    assert len(pages) == booklet.pages == 6
    cover = reader.pages[0].extract_text()
    assert "后端" in cover
    assert "3 张速查表" in cover
    assert "6 页" in cover
    assert "42 张卡片" in cover
    assert outline_of(reader) == [
        ("后端", 1), ("消息队列", 2), ("Queues", 3), ("分布式", 4), ("术语索引", 6),
    ]  # fmt: skip
    for title, page in outline_of(reader)[1:-1]:
        assert f"{title}{page}" in flat(cover), title
        assert title in pages[page - 1][:40]


def test_each_page_behind_the_cover_has_its_number(reader: PdfReader) -> None:
    for number, page in enumerate(reader.pages[1:], 2):
        lines = page.extract_text().splitlines()
        # On pages of sheets it is added last.
        ends = " ".join([*lines[:3], lines[-1]])
        assert re.search(rf"(?<!\S){number}(?!\S)", ends), ends


def test_a_sheet_of_two_pages_is_seen_whole(reader: PdfReader) -> None:
    (first,) = (page for title, page in outline_of(reader) if title.startswith("分布式"))
    assert first % 2 == 0
    assert "分布式" in pages_of(reader)[first]


def test_links_lead_where_they_say(reader: PdfReader) -> None:
    pages = pages_of(reader)
    contents = links_of(reader, 1)
    assert len(contents) > 15
    index = [link for page in range(6, len(pages) + 1) for link in links_of(reader, page)]
    assert len(index) > 50
    for name, page in (*contents, *index):
        assert name.split("-")[0] == f"p{page}"


def test_every_term_of_the_index_is_on_the_pages_it_lists(reader: PdfReader) -> None:
    pages = pages_of(reader)
    listed = "".join(page.extract_text() + "\n" for page in reader.pages[5:])
    for term in ("Broker", "ISR", "重平衡", "Kafka vs RabbitMQ", "Offset", "术语3之4", "术语6之7"):
        (line,) = (it for it in listed.splitlines() if it.startswith(f"{term} "))
        numbers = [
            int(it)
            for it in line.removesuffix(line.split()[-1]).replace(",", " ").split()
            if it.isdigit()
        ]
        assert numbers, line
        for number in numbers:
            assert flat(term) in pages[number - 1], line
    assert "Broker 2, 3 a-mq, c-queues" in listed
    assert "ISR In-Sync Replicas 2 a-mq" in listed


def test_it_is_tagged_like_one_document(reader: PdfReader, booklet: PrintedSheet) -> None:
    assert faults(booklet.pdf) == []
    roles = structure(reader).roles()
    assert roles.count("H1") == 1
    # Contents, three sheets, index.
    assert roles.count("H2") == 5
    assert catalogue(reader)["/Lang"] == "zh-CN"
    assert catalogue(reader)["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
    assert reader.metadata is not None
    assert reader.metadata.title == "后端 速查手册"


def test_a_sheet_in_another_language_says_so(reader: PdfReader) -> None:
    root = catalogue(reader)["/StructTreeRoot"]["/K"]
    (whole,) = [it.get_object() for it in root]
    spoken = {
        1
        + int(
            reader.get_page_number(it.get_object()["/Pg"].get_object()) or 0
        ): it.get_object().get("/Lang")
        for it in whole["/K"]
    }
    (english,) = (page for title, page in outline_of(reader) if title.startswith("Queues"))
    assert {page for page, language in spoken.items() if language} == {english}
    assert spoken[english] == "en"


def test_sheets_in_it_are_the_sheets(sheets: list[PrintedSheet], reader: PdfReader) -> None:
    """Not a word less, nor in another order."""
    pages = pages_of(reader)
    for sheet in sheets[::2]:
        for text in pages_of(PdfReader(io.BytesIO(sheet.pdf))):
            first = re.search(r"0\d", text)
            assert first is not None
            assert sum(text[first.start() :] in it for it in pages) == 1


def test_a_page_that_stays_free_is_for_notes(plan: BookletPlan) -> None:
    only = replace(plan, sheets=(plan.sheets[0], plan.sheets[1], plan.sheets[1]))
    made = printed(only)
    pages = pages_of(PdfReader(io.BytesIO(made.pdf)))
    assert pages[2] == "笔记3"
    assert faults(made.pdf) == []


def test_contents_of_several_pages_are_counted(
    plan: BookletPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here there is room for one sheet on each."""
    area = contents_area
    monkeypatch.setattr(
        booklet_pdf, "contents_area", lambda *it: replace(area(*it), height=16.0, columns=1)
    )
    made = printed(replace(plan, sheets=(plan.sheets[0], plan.sheets[2])))
    reader = PdfReader(io.BytesIO(made.pdf))
    pages = pages_of(reader)
    assert "目录" in pages[1]
    assert pages[1].startswith("目录2")
    for title, page in outline_of(reader)[1:-1]:
        assert any(f"{title}{page}" in it for it in pages[:2])
        assert title in pages[page - 1][:40]
    assert faults(made.pdf) == []


def test_portrait_is_turned_on_its_long_edge(plan: BookletPlan) -> None:
    outlines = outlines_of({"a.md": MQ})
    (alone,), _ = plan_sheets(outlines, SheetSettings(orientation="portrait"))
    sheet = print_sheet(alone, TEMPLATES, bound=True)
    assert sheet is not None
    twice = (bound(sheet), bound(sheet))
    made = printed(replace(plan, sheets=twice, terms=terms_of(outlines, tag_at)))
    reader = PdfReader(io.BytesIO(made.pdf))
    assert catalogue(reader)["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"
    assert {tuple(round(float(it)) for it in page.mediabox) for page in reader.pages} == {
        (0, 0, 595, 842)
    }
    assert faults(made.pdf) == []


def test_what_notes_say_reaches_the_page_only_as_text(plan: BookletPlan) -> None:
    (span,) = {it.span for it in plan.terms if it.text == "重平衡"}
    evil = Term("重平衡", "<img src=x onerror=alert(1)>&amp;", span, "</span><script>")
    made = printed(replace(plan, title="<b>后端</b>", sheets=plan.sheets[::2], terms=(evil,)))
    reader = PdfReader(io.BytesIO(made.pdf))
    assert "<b>后端</b>" in flat(reader.pages[0].extract_text())
    index = flat(reader.pages[-1].extract_text())
    assert flat(evil.gloss) in index
    assert "</span><script>" in index


def test_the_same_plan_gives_the_same_bytes_whatever_the_seed(
    plan: BookletPlan, booklet: PrintedSheet, tmp_path: Path
) -> None:
    (tmp_path / "plan").write_bytes(pickle.dumps(plan))
    program = (
        "import pickle, sys; from pathlib import Path;"
        "from cribdeck.emit.booklet_pdf import print_booklet;"
        "plan = pickle.loads(Path(sys.argv[1]).read_bytes());"
        "sys.stdout.buffer.write(print_booklet(plan, Path(sys.argv[2])).pdf)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "plan", TEMPLATES],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout == booklet.pdf


def painted(pdf: bytes, page: int) -> Image.Image:
    """Return a page as drawn, without what stands in the band above the columns."""
    command = ["pdftoppm", "-r", "80", "-f", str(page), "-l", str(page), "-"]
    drawn = Image.open(
        io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)
    )
    return drawn.crop((0, round(drawn.height * 0.08), *drawn.size))


def with_picture(_image: inline.Image, _room: Room) -> PrintedPicture:
    data = io.BytesIO()
    Image.linear_gradient("L").convert("LA").save(data, "png")
    return PrintedPicture("a.png", data.getvalue(), 20.0, 1.0)


@pytest.mark.parametrize("theme", ["colour", "black-and-white"])
def test_whatever_is_drawn_on_a_sheet_is_drawn_in_the_booklet(
    theme: Theme, plan: BookletPlan
) -> None:
    """Formulas, pictures, patterns of the theme: what a page refers to comes along."""
    notes = {it: f"{MQ}\n$$E = mc^2 / {it[0]}$$\n\n![图](a.png)\n" for it in ("1.md", "2.md")}
    notes = {name: text.replace("# 消息", f"# {name[0]} 消息") for name, text in notes.items()}
    settings = SheetSettings(variants=("answers",), theme=theme, qr="search")
    plans = [illustrated(it, with_picture) for it in plan_sheets(outlines_of(notes), settings)[0]]
    sheets = [sheet for it in plans if (sheet := print_sheet(it, TEMPLATES, bound=True))]
    made = printed(replace(plan, sheets=tuple(map(bound, sheets))))
    assert faults(made.pdf) == []
    for number, sheet in enumerate(sheets, 2):
        assert painted(made.pdf, number).tobytes() == painted(sheet.pdf, 1).tobytes()


def test_binding_lays_out_no_sheet(plan: BookletPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []
    render = Layout.render

    def heard(layout: Layout, html: str) -> Document:
        laid_out.append(html)
        return render(layout, html)

    monkeypatch.setattr(Layout, "render", heard)
    printed(plan)
    assert len(laid_out) >= 3
    assert not any("重平衡：" in it or 'class="column"' in it for it in laid_out)


def test_a_worker_prints_it_and_its_failure_is_said(plan: BookletPlan) -> None:
    limits = Limits(seconds=0.0, seconds_per_character=0.0)
    (outcome,) = print_sheets([plan], TEMPLATES, 1, lambda _: None, limits)
    assert isinstance(outcome, Diagnostic)
    assert outcome.code == "booklet_failed"
    assert "3 sheets" in outcome.message
    assert "variants" in outcome.hint


def test_a_booklet_becomes_one_file_and_entry(booklet: PrintedSheet) -> None:
    made = sheet_files([booklet])
    (entry,) = made.entries
    assert (entry.variant, entry.file) == ("booklet", "sheets/后端-booklet.pdf")
    assert made.files == {"sheets/后端-booklet.pdf": booklet.pdf}
