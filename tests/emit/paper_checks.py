"""What stands on a printed sheet: its words with their colours, its columns and boxes.

A plan goes in, the layouts that its PDF is drawn from come out, and what is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from weasyprint import Document

from cribdeck.config import SheetSettings
from cribdeck.emit.layout import Layout
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_pdf import print_sheet
from cribdeck.extract import extract
from cribdeck.sheets.fit import LARGEST, LEGIBLE
from cribdeck.sheets.frame import GAP, MARGIN, frame_of
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.plan import plan_sheets
from cribdeck.syntax import parse
from tests.sheets.samples import TEMPLATES

_MM: Final = 25.4 / 96
"""Millimetres in a pixel of CSS."""
READABLE: Final = 4.5
"""Contrast of text that WCAG 2 asks for at level AA (success criterion 1.4.3)."""
_UNPRINTABLE: Final = 4.2
"""Millimetres at the edges of the paper that laser printers cannot reach."""
_LEVEL: Final = 0.5
"""Millimetres by which columns that end level may differ."""
_FULL: Final = 0.97
"""Fill from which columns end level; with less there is nothing to level them with."""

EVERY_KIND: Final = """# 各种各样

## 定义

- **幂等**：做一次和做多次结果相同。
- ==重点==：`code` 与 ~~删去~~、x^2^ 和 [链接](https://example.org/a)
  1. 第一步：连接
  2. 第二步：发送，见 $O(\\log n)$

> [!warning] 易错
> 不要混淆 `ack` 与 `commit`。

> [!tip] 提示
> - 先看日志
> - 再看指标

> [!question]
> 为什么快？

> [!note] 说明
> 一句话。

> 引用的话。

## 对比：TCP vs UDP

| 对比 | TCP | UDP |
| --- | --- | --- |
| 连接 | 面向连接 | 无连接 |
| 可靠 | 是 ✓ | 否 ✗ |

```python
# 注释
class Lock(object):
    '''docs'''
    def take(self, key: str = "a", count=0x1F) -> bool:
        return not self.held and len(key) > 1.5
```

```sql
SELECT name FROM t WHERE id = 1; -- 查询
```

### 更细

正文一段，后面有图：

![结构图](a.png)
"""
"""All that the style sheet has a look for."""


def plan_of(text: str, wanted: SheetSettings | None = None) -> SheetPlan:
    document, _ = parse("note.md", text.encode())
    assert document is not None
    plans, _ = plan_sheets([extract(document).outline], wanted or SheetSettings())
    return plans[0]


Colour = tuple[float, float, float]


def linear(channel: float) -> float:
    """Return the light of an sRGB value of 0 to 1 (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def light(colour: Colour) -> float:
    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def grey(colour: Colour) -> Colour:
    """Return what a printer without colours makes of one (ISO 32000-1, 10.3.2)."""
    red, green, blue = colour
    value = 0.3 * red + 0.59 * green + 0.11 * blue
    return value, value, value


def contrast(ink: Colour, paper: Colour) -> float:
    """Return the lesser of the contrasts in colour and in grey (WCAG 2, relative luminance)."""
    return min(
        (max(pair) + 0.05) / (min(pair) + 0.05)
        for pair in ((light(ink), light(paper)), (light(grey(ink)), light(grey(paper))))
    )


WHITE: Final[Colour] = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text where it stands, in millimetres, with the colours it is read by."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    ink: Colour
    paper: Colour


def words_on(page: Any) -> Iterator[Word]:  # noqa: ANN401  WeasyPrint has no types
    """Yield the text on a page of a laid-out document."""
    yield from _words(page._page_box, WHITE)  # noqa: SLF001  there is no other way to see it


def _words(box: Any, paper: Colour) -> Iterator[Word]:  # noqa: ANN401
    box = getattr(box, "_box", box)
    if box.style["visibility"] != "visible":
        return
    behind = box.style["background_color"]
    if behind != "currentcolor" and behind.alpha:
        assert behind.alpha == 1
        paper = tuple(behind.coordinates)
    text = getattr(box, "text", "")
    if isinstance(text, str) and text.strip():
        left, top = box.position_x * _MM, box.position_y * _MM
        right, bottom = left + box.width * _MM, top + box.height * _MM
        yield Word(text, left, top, right, bottom, tuple(box.style["color"].coordinates), paper)
    for child in getattr(box, "children", ()):
        yield from _words(child, paper)


@dataclass
class Printed:
    """A sheet with the layouts that it was drawn from."""

    plan: SheetPlan
    sheet: PrintedSheet | None = None
    documents: list[Document] = field(default_factory=list)


def laid_out(plan: SheetPlan, templates: Path = TEMPLATES) -> Printed:
    made = Printed(plan)
    written = Layout.written

    def keeping(layout: Layout, document: Document) -> bytes:
        made.documents.append(document)
        return written(layout, document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Layout, "written", keeping)
        made.sheet = print_sheet(plan, templates)
    return made


@dataclass(frozen=True, slots=True)
class PartOnPaper:
    """A box, or the part of one that a column holds."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


def columns_on(page: Any) -> list[list[PartOnPaper]]:  # noqa: ANN401
    """Return the columns of a page, each with its boxes from the top."""
    parts = [
        PartOnPaper(name, *(it * _MM for it in anchor))
        for name, anchor in page.anchors.items()
        if re.fullmatch(r"b\d+-\d+", name)
    ]
    edges = sorted({round(it.left, 2) for it in parts})
    return [
        sorted((it for it in parts if round(it.left, 2) == edge), key=lambda it: it.top)
        for edge in edges
    ]


def check_paper(printed: Printed) -> None:
    """Assert that nothing overlaps or stands over an edge, and that columns end level."""
    sheet = printed.sheet
    assert sheet is not None
    frame = frame_of(printed.plan.settings)
    assert LEGIBLE <= sheet.type_pt <= LARGEST
    assert 0 < sheet.fill <= 1
    for document in printed.documents:
        pages = [columns for page in document.pages if (columns := columns_on(page))]
        assert len(pages) == sheet.pages
        for page in pages:
            for column in page:
                for above, below in pairwise(column):
                    assert below.top >= above.bottom + GAP - 0.05, (above, below)
                assert column[0].top == pytest.approx(frame.column_top, abs=0.05)
                assert column[-1].bottom <= frame.height - MARGIN + 1.2, column[-1]
                assert column[0].right - column[0].left == pytest.approx(frame.column_width, 0.01)
            for left, right in pairwise(page):
                assert right[0].left >= left[0].right + 1
            assert page[-1][0].right <= frame.width - MARGIN + 0.05
        for page in pages if sheet.fill >= _FULL else []:
            ends = [column[-1].bottom for column in page]
            assert len(ends) == frame.columns
            assert max(ends) - min(ends) <= _LEVEL, (sheet.fill, ends)
        for word in (it for layout in document.pages for it in words_on(layout)):
            assert word.left >= MARGIN - 0.1, word
            assert word.right <= frame.width - MARGIN + 0.1, word
            assert _UNPRINTABLE <= word.top < word.bottom <= frame.height - _UNPRINTABLE, word


def check_words(printed: Printed) -> None:
    """Assert that no text stands over the edge of its column."""
    frame = frame_of(printed.plan.settings)
    for document in printed.documents:
        for layout in document.pages:
            if not columns_on(layout):
                continue
            for word in words_on(layout):
                if word.top < frame.column_top - 0.5:
                    continue
                lefts = [frame.column_left(it) for it in range(frame.columns)]
                left = max(it for it in lefts if it <= word.left + 0.2)
                assert word.right <= left + frame.column_width + 0.1, word
