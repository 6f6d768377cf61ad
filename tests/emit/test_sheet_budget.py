"""Sheets with a page budget, as they leave WeasyPrint."""

from __future__ import annotations

import io
import re
from typing import Literal

import pytest
from pypdf import PdfReader

from cribdeck.config import SheetSettings
from cribdeck.emit.layout import Layout
from cribdeck.emit.sheet_pdf import print_sheet
from cribdeck.facts.model import Callout, Code, Outline, Shown
from cribdeck.sheets.fit import LEGIBLE
from cribdeck.sheets.plan import plan_sheets
from tests.sheets.samples import TEMPLATES, at, grid, outline, prose, section, shown

TOKEN = re.compile(r"Q\d{4}")
SENTENCE = "均衡器按规则把请求分给多台机器，健康检查发现宕机后改送其他节点"


def note(topics: int) -> Outline:
    """Return a note in which every line has a token of its own, too long for one page."""
    line = 0

    def words(text: str) -> str:
        return f"Q{line:04} {text}"

    sections = []
    for topic in range(topics):
        line += 1
        head, items = line, list[Shown]()
        for _ in range(3 + topic % 3):
            line += 1
            items.append(prose(words(SENTENCE), 1, "-", line=line))
        line += 1
        items.append(prose(words(SENTENCE[: 8 + topic % 20]), line=line))
        line += 1
        table = grid("对比|四层|七层", f"{words('依据')}|端口|URL", "握手|一次|两次", line=line)
        items.append(table)
        line += 1
        remark = prose(words("转发不终结连接。"), line=line)
        items.append(Callout(at(line), "warning", (), shown(remark)))
        line += 1
        items.append(Code(at(line), "sh", words("curl -v") + "\nnginx -t\n"))
        sections.append(section(f"Q{head:04} 第 {topic} 个话题", *items, line=head))
    return outline(*sections)


@pytest.mark.parametrize(
    ("orientation", "pages", "topics"), [("landscape", 1, 34), ("portrait", 2, 52)]
)
def test_a_sheet_keeps_to_its_pages_and_says_what_it_left_off(
    orientation: Literal["landscape", "portrait"],
    pages: int,
    topics: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every line is on the sheet or in the report, and the sheet is full."""
    layouts: list[int] = []
    render = Layout.render

    def counting(self: Layout, html: str) -> object:
        layouts.append(len(html))
        return render(self, html)

    monkeypatch.setattr(Layout, "render", counting)
    source = note(topics)
    settings = SheetSettings(orientation=orientation, pages=pages, variants=("answers",))
    ((plan,), _) = plan_sheets([source], settings)
    sheet = print_sheet(plan, TEMPLATES)
    assert sheet is not None
    assert sheet.pages == pages
    assert sheet.type_pt >= LEGIBLE
    assert sheet.fill >= 0.97
    assert sheet.diagnostics == ()
    # All boxes are measured once, then those that have lost something; the last is the sheet.
    assert sum(layouts[1:-1]) <= 0.75 * layouts[0]

    reader = PdfReader(io.BytesIO(sheet.pdf))
    on_paper = set(TOKEN.findall("".join(page.extract_text() for page in reader.pages)))
    left_off = {f"Q{it.line:04}" for it in sheet.left_off}
    last = source.sections[-1].passages[-1].shown.span.line
    assert on_paper & left_off == set()
    assert on_paper | left_off == {f"Q{line:04}" for line in range(1, last + 1)}
    assert left_off
    # Pitfalls stay when there is room for them; of what is left off none is more important.
    assert not any("pitfall" in it.why for it in sheet.left_off)


def test_without_a_budget_nothing_is_weighed() -> None:
    ((plan,), _) = plan_sheets([note(3)], SheetSettings())
    assert plan.ranks == ()


def test_with_room_to_spare_a_budget_costs_nothing() -> None:
    settings = SheetSettings(pages=1, variants=("answers",))
    ((plan,), _) = plan_sheets([note(8)], settings)
    sheet = print_sheet(plan, TEMPLATES)
    assert sheet is not None
    assert (sheet.pages, sheet.left_off) == (1, ())
    assert sheet.type_pt > LEGIBLE
