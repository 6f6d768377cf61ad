"""Sheets as PDF, judged by programs that did not make them, and measured on the paper.

The sheets of the shipped notes, and notes of many shapes: tags, fonts and syntax of the file;
how dark the words are on what they stand on, in colour and in grey; where columns, boxes and
words end; and the same bytes from every process.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import (
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from cribdeck.config import SheetSettings, Theme, read_config
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_pdf import print_sheet
from cribdeck.emit.sheet_workers import print_sheets
from cribdeck.extract import RULES
from cribdeck.pipeline import Built, assemble_notes
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.plan import plan_sheets
from cribdeck.world import World
from tests.emit.paper_checks import (
    EVERY_KIND,
    READABLE,
    WHITE,
    Colour,
    Printed,
    check_paper,
    check_words,
    contrast,
    grey,
    laid_out,
    plan_of,
    words_on,
)
from tests.emit.pdf_checks import faults
from tests.sheets.samples import RICH_OUTLINE, TEMPLATES

PROJECT: Final = TEMPLATES.parent
_CHECKED: Final = ("kafka", "load-balancing", "message-queues", "nginx", "rabbitmq")
"""Shipped sheets that are looked at closely; `tests/test_shipped.py` looks at all."""


def shipped_plans() -> list[SheetPlan]:
    source = PROJECT / "source"
    world = World(source, PROJECT / "none", source / "ledger.jsonl", TEMPLATES)
    config, _ = read_config(world.read_settings(), "source", frozenset(r.name for r in RULES))
    assembled = assemble_notes(world)
    assert not isinstance(assembled, Built)
    plans = plan_sheets(assembled.outlines, config.sheets, config.sheet_requests)[0]
    return [it for it in plans if it.name in _CHECKED]


# --- the file ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> list[SheetPlan]:
    return shipped_plans()


@pytest.fixture(scope="module")
def sheets(shipped: list[SheetPlan]) -> dict[str, PrintedSheet]:
    """Return the sheets of the shipped notes and of one with everything, by name."""
    plans = [*shipped, plan_of(EVERY_KIND), *plan_sheets([RICH_OUTLINE], SheetSettings())[0]]
    made = print_sheets(plans, TEMPLATES, 4, lambda _: None)
    return {it.name: it for it in made if isinstance(it, PrintedSheet)}


def files_of(sheets: Mapping[str, PrintedSheet]) -> Iterator[tuple[str, bytes]]:
    for name, sheet in sheets.items():
        yield name, sheet.pdf
        if sheet.blanks is not None:
            yield f"{name}, blanks", sheet.blanks.pdf


def test_every_sheet_is_printed(sheets: dict[str, PrintedSheet], shipped: list[SheetPlan]) -> None:
    assert len(sheets) == len(shipped) + 2
    assert {it.code for sheet in sheets.values() for it in sheet.diagnostics} == set()


def test_sheets_are_tagged_as_pdf_ua_asks(sheets: dict[str, PrintedSheet]) -> None:
    assert {name: found for name, pdf in files_of(sheets) if (found := faults(pdf))} == {}


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(sheets: dict[str, PrintedSheet], tmp_path: Path) -> None:
    for name, pdf in files_of(sheets):
        path = tmp_path / "sheet.pdf"
        path.write_bytes(pdf)
        checked = subprocess.run(
            ["qpdf", "--check", path], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, (name, checked.stdout, checked.stderr)


def test_all_fonts_are_ours_and_inside_the_file(
    sheets: dict[str, PrintedSheet], tmp_path: Path
) -> None:
    for name, pdf in files_of(sheets):
        path = tmp_path / "sheet.pdf"
        path.write_bytes(pdf)
        listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
        rows = [row.split() for row in listed.stdout.splitlines()[2:]]
        assert rows
        for row in rows:
            # name, type, encoding, embedded, subset, has a table of Unicode characters
            assert re.fullmatch(r"[A-Z]{6}\+Cribdeck-(Sans|Mono)(-Bold)?", row[0]), (name, row)
            assert row[-5:-2] == ["yes", "yes", "yes"], (name, row)


# --- the checker -------------------------------------------------------------------------


Operations = list[tuple[Any, bytes]]
Spoil = Callable[[PdfWriter, Operations], None]


def first_mark(operations: Operations) -> DictionaryObject:
    found = next(it for it, name in operations if name == b"BDC")[1]
    assert isinstance(found, DictionaryObject)
    return found


def paints_outside(_: PdfWriter, operations: Operations) -> None:
    operations.append(([], b"f"))


def numbers_a_mark_otherwise(_: PdfWriter, operations: Operations) -> None:
    first_mark(operations)[NameObject("/MCID")] = NumberObject(9999)


def takes_the_number_off_a_mark(_: PdfWriter, operations: Operations) -> None:
    del first_mark(operations)["/MCID"]


def leaves_a_mark_open(_: PdfWriter, operations: Operations) -> None:
    del operations[max(at for at, (_, name) in enumerate(operations) if name == b"EMC")]


def orders_tabs_otherwise(writer: PdfWriter, _: Operations) -> None:
    del writer.pages[0]["/Tabs"]


def has_no_title(writer: PdfWriter, _: Operations) -> None:
    writer.metadata = None


def lacks(key: str) -> Spoil:
    def spoil(writer: PdfWriter, _: Operations) -> None:
        del writer.root_object[key]

    return spoil


def calls(old: str, new: str) -> Spoil:
    def spoil(writer: PdfWriter, _: Operations) -> None:
        element = next(it for it in objects_of(writer) if it.get("/S") == f"/{old}")
        element[NameObject("/S")] = NameObject(f"/{new}")

    return spoil


def spoilt(pdf: bytes, spoil: Spoil) -> bytes:
    """Return the PDF with one thing gone that it owes its readers."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    page = writer.pages[0]
    content = ContentStream(page["/Contents"].get_object(), writer)
    spoil(writer, content.operations)
    page[NameObject("/Contents")] = content
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def objects_of(writer: PdfWriter) -> Iterator[DictionaryObject]:
    for it in writer._objects:  # noqa: SLF001
        if isinstance(it, DictionaryObject):
            yield it


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (paints_outside, "page 1: f outside of all marks"),
        (numbers_a_mark_otherwise, "page 1: mark 9999 is in 0 elements"),
        (takes_the_number_off_a_mark, "page 1: TJ outside of all marks"),
        (leaves_a_mark_open, "page 1: a mark does not end"),
        (orders_tabs_otherwise, "page 1: the tab order does not follow the structure"),
        (has_no_title, "it has no title"),
        (lacks("/MarkInfo"), "it does not say that it is tagged"),
        (lacks("/Outlines"), "it has no outline"),
        (lacks("/Lang"), "the language is not said"),
        (lacks("/Metadata"), "it is not declared to be PDF/UA-1"),
        (lacks("/ViewerPreferences"), "viewers would show the file name"),
        (lacks("/StructTreeRoot"), "its structure is missing"),
        (calls("LI", "P"), "P in L"),
        (calls("TR", "Div"), "Div in THead"),
        (calls("TD", "P"), "P in TR"),
        (calls("H1", "P"), "headings begin [2, 2, 2] and have 0 of the first level"),
        (calls("H2", "H4"), "H4 follows H1"),
        (calls("Sect", "Figure"), "Figure without words that stand for it"),
    ],
)
def test_the_checker_finds_what_is_missing(
    sheets: dict[str, PrintedSheet], spoil: Spoil, said: str
) -> None:
    assert said in faults(spoilt(sheets["lb"].pdf, spoil))


def test_a_table_of_which_only_the_header_is_written_is_tagged_as_one() -> None:
    made = print_sheet(plan_of("# 笔记\n\n## 节\n\n| 甲 | 乙 |\n| --- | --- |\n"), TEMPLATES)
    assert made is not None
    assert faults(made.pdf) == []


def test_the_checker_finds_tables_whose_headers_say_nothing(
    sheets: dict[str, PrintedSheet],
) -> None:
    def spoil(writer: PdfWriter, _: Operations) -> None:
        for it in (it for it in objects_of(writer) if it.get("/S") == "/TH"):
            del it["/ID"]
            it["/A"].pop("/Scope", None)  # type: ignore[attr-defined]

    said = {"TH without scope", "TD that names a header that is not there"}
    assert said <= set(faults(spoilt(sheets["lb"].pdf, spoil)))


# --- what can be read --------------------------------------------------------------------


def test_contrast_is_that_of_the_textbook() -> None:
    assert contrast((0.0, 0.0, 0.0), WHITE) == pytest.approx(21)
    grey_of_46 = (0x76 / 255,) * 3
    assert contrast(grey_of_46, WHITE) == pytest.approx(4.54, abs=0.01)
    # As light as its paper in grey, whatever the hues.
    assert contrast((1.0, 0.0, 0.0), grey((1.0, 0.0, 0.0))) == pytest.approx(1)


@pytest.fixture(scope="module")
def every_kind() -> Printed:
    return laid_out(plan_of(EVERY_KIND))


def test_every_word_can_be_read_in_colour_and_in_grey(every_kind: Printed) -> None:
    words = [it for document in every_kind.documents for it in words_on(document.pages[0])]
    assert len({it.ink for it in words}) >= 6
    assert len({it.paper for it in words}) >= 6
    hard = {it.text: contrast(it.ink, it.paper) for it in words}
    assert {text: found for text, found in hard.items() if found < READABLE} == {}


_COLOUR: Final = re.compile(
    r"(?<![\w-])(--ink|--soft|--title|--hue|--mark|color|--tint|--wash|--inset)"
    r"\s*:\s*#([0-9a-f]{3,6})\b"
)
_PAPERS: Final = ("--tint", "--wash", "--inset")


@pytest.mark.parametrize("theme", get_args(Theme))
def test_every_pair_of_colours_in_a_theme_can_be_read(theme: str) -> None:
    """Whatever ink stands on whatever paper."""
    style = (TEMPLATES / "sheet" / "themes" / f"{theme}.css").read_text(encoding="utf-8")
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    dark: set[Colour] = set()
    pale: set[Colour] = {WHITE}
    for name, digits in _COLOUR.findall(style):
        full = digits if len(digits) == 6 else "".join(2 * it for it in digits)
        red, green, blue = (int(full[at : at + 2], 16) / 255 for at in (0, 2, 4))
        (pale if name in _PAPERS else dark).add((red, green, blue))
    assert len(dark) >= 3
    worst = min((contrast(ink, paper), ink, paper) for ink in dark for paper in pale)
    assert worst[0] >= READABLE, worst


# --- where things are --------------------------------------------------------------------


def test_a_sheet_with_everything_is_laid_out_well(every_kind: Printed) -> None:
    check_paper(every_kind)
    check_words(every_kind)


@pytest.mark.parametrize("name", _CHECKED)
def test_the_shipped_sheets_are_laid_out_well(name: str, shipped: list[SheetPlan]) -> None:
    (plan,) = [it for it in shipped if it.name == name]
    printed = laid_out(plan)
    check_paper(printed)
    check_words(printed)
    assert printed.sheet is not None
    assert printed.sheet.fill >= 0.97
    words = [it for document in printed.documents for p in document.pages for it in words_on(p)]
    assert min(contrast(it.ink, it.paper) for it in words) >= READABLE


SENTENCES: Final = st.sampled_from([
    "负载均衡器按规则把请求分给多台机器，健康检查发现宕机后改送其他节点。",
    "偏移量（offset）：消息在分区里的序号，从 0 开始，只增不减；消费者自己记住读到哪里。",
    "The broker appends every record to a segment file and never changes what is written.",
    "短句。",
    "`kafka-topics.sh --create --partitions 3 --replication-factor 2 --topic orders-of-today`",
    "看 https://example.org/a/very/long/address/that/cannot/be/broken/anywhere?x=1&y=2 的说明。",
])  # fmt: skip


def paragraphs() -> st.SearchStrategy[str]:
    return st.lists(SENTENCES, min_size=1, max_size=12).map("".join)


def lists_of_items() -> st.SearchStrategy[str]:
    items = st.tuples(st.sampled_from(["- ", "  - ", "1. "]), SENTENCES).map("".join)
    return st.lists(items, min_size=1, max_size=15).map("\n".join)


@st.composite
def tables(draw: st.DrawFn) -> str:
    width = draw(st.integers(2, 7))
    rows = draw(st.lists(st.lists(SENTENCES, min_size=1, max_size=width), min_size=1, max_size=8))
    rule = ["---"] * width
    lines = [[f"列{n}" for n in range(width)], rule, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


@st.composite
def code(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.integers(0, 130), min_size=1, max_size=40))
    return "```python\n" + "\n".join(("value = " + "x" * it)[:it] for it in lines) + "\n```"


def callouts() -> st.SearchStrategy[str]:
    kinds = st.sampled_from(["warning", "tip", "note", "question"])
    inside = st.lists(st.one_of(paragraphs(), lists_of_items()), min_size=1, max_size=4)
    return st.builds(
        lambda kind, body: f"> [!{kind}]\n> " + "\n\n".join(body).replace("\n", "\n> "),
        kinds,
        inside,
    )


@st.composite
def notes(draw: st.DrawFn) -> str:
    """Draw a note with sections of all lengths."""
    block = st.one_of(paragraphs(), lists_of_items(), tables(), code(), callouts())
    sections = draw(st.lists(st.lists(block, min_size=1, max_size=6), min_size=1, max_size=12))
    titled = [
        f"{'#' * draw(st.integers(2, 4))} 第 {n} 节\n\n" + "\n\n".join(blocks)
        for n, blocks in enumerate(sections, 1)
    ]
    return "# 笔记\n\n" + "\n\n".join(titled)


PAPERS: Final = st.builds(
    SheetSettings,
    orientation=st.sampled_from(["landscape", "portrait"]),
    pages=st.sampled_from([0, 1, 2]),
)


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # each example takes seconds: none is made smaller
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(text=notes(), wanted=PAPERS)
def test_notes_of_all_shapes_are_laid_out_well(text: str, wanted: SheetSettings) -> None:
    """Few examples: each is a sheet printed for good."""
    printed = laid_out(plan_of(text, wanted))
    check_paper(printed)
    check_words(printed)
    assert printed.sheet is not None
    assert faults(printed.sheet.pdf) == []
    codes = {it.code for it in printed.sheet.diagnostics}
    assert codes <= {"sheet_over_budget"}, printed.sheet.diagnostics


# --- the same bytes ----------------------------------------------------------------------


def test_sheets_are_the_same_however_many_are_printed_at_once(
    sheets: dict[str, PrintedSheet],
) -> None:
    """In this process, in one worker, in several: each has its own order of hashes."""
    plans = [plan_of(EVERY_KIND), *plan_sheets([RICH_OUTLINE], SheetSettings())[0]]
    for plan in plans:
        (alone,) = print_sheets([plan], TEMPLATES, 1, lambda _: None)
        assert alone == sheets[plan.name]
        assert print_sheet(plan, TEMPLATES, bound=True) == sheets[plan.name]
