"""Blanks as they leave WeasyPrint: the same places as the answers, and none of their words."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader
from weasyprint import Document

from cribdeck.config import SheetSettings, Variant
from cribdeck.emit.printed_sheet import PrintedSheet
from cribdeck.emit.sheet_files import sheet_files
from cribdeck.emit.sheet_pdf import Press, print_sheet
from cribdeck.inline import plain
from cribdeck.sheets import key_layout as key_layout_module
from cribdeck.sheets import line_breaking
from cribdeck.sheets.fit import LARGEST
from cribdeck.sheets.gap_numbers import gaps_of, on_paper
from cribdeck.sheets.heights import HeightCache
from cribdeck.sheets.key_layout import key_layout
from cribdeck.sheets.model import SheetPlan
from cribdeck.sheets.rewriting import texts
from tests.emit.pdf_checks import structure
from tests.sheets.blanks import plans_of
from tests.sheets.samples import TEMPLATES
from tests.sheets.test_blanks import NOTES

NOTE = """# 消息队列

## 概念
- **Broker**：集群里的一台服务器，负责接收、保存并分发消息（含副本）。
- 消费者组：一起分摊若干分区、共用一个 Group ID 的消费者。
- ISR（In-Sync Replicas）：跟得上 leader 的副本集合。
- `acks` 默认 ==`all`==，自 ==3.0== 起如此，此前为 1。
- 这一行没有要记的东西，只是随手写下来占一点地方。

## 顺序
Kafka 只保证{{c1::单个分区内::范围}}有序，跨分区的顺序要由业务自己保证，代价不小。

> [!warning] 易错
> 自动提交两头不靠：==提交前崩溃==会重复消费。

## Kafka vs RabbitMQ
| 对比 | Kafka | RabbitMQ |
|---|---|---|
| 存储模型 | 分区追加日志 | 队列 |
| 消费方式 | 消费者主动拉取 | 推送为主，也可拉取 |

## 使用场景
消息队列的四类场景：
- 异步处理
- 应用解耦
- 流量削峰
- 日志收集

调用方不急着要结果、能容忍短暂延迟的操作，才适合放进队列里慢慢处理。

```ini
acks=all
```
"""


def printed(plan: SheetPlan) -> PrintedSheet:
    sheet = print_sheet(plan, TEMPLATES)
    assert sheet is not None
    return sheet


@pytest.fixture(scope="module")
def plan() -> SheetPlan:
    (plan,) = plans_of({"mq.md": NOTE})
    return plan


@pytest.fixture(scope="module")
def sheet(plan: SheetPlan) -> PrintedSheet:
    return printed(plan)


def pages_of(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def blanks_of(sheet: PrintedSheet) -> bytes:
    assert sheet.blanks is not None
    return sheet.blanks.pdf


# --- places ------------------------------------------------------------------------------


def text_boxes(document: Document, pages: int) -> Iterator[tuple[str, float, float, float]]:
    """Yield every run of text in the boxes of the first pages with its place and width."""
    for page in document.pages[:pages]:
        for it in page._page_box.descendants(placeholders=True):  # noqa: SLF001
            if type(it).__name__ == "TextBox" and not outside(it.element):
                # Numbers above a line are added up first: the last bits may differ.
                place = (it.position_x, it.position_y, it.width)
                yield (it.text, *(round(number, 6) for number in place))


def outside(element: Any) -> bool:  # noqa: ANN401  WeasyPrint has no types
    """Return whether a text is a gap's number or in the masthead."""
    in_masthead = element.tag in {"h1", "small"} or element.get("class") in {
        "mark",
        "meta",
        "title",
    }
    return in_masthead or element.get("class") == "no"


def proofs(plan: SheetPlan, heights: HeightCache) -> tuple[Document, Document, int]:
    press = Press(plan, TEMPLATES, heights)
    found = press.fitted(LARGEST)
    assert found is not None
    answers, blanks = (press.printed(found.sheet, it) for it in get_args(Variant))
    assert list(press.faults(answers, found.sheet)) == []
    assert list(press.faults(blanks, found.sheet)) == []
    return answers.document, blanks.document, len(found.sheet.pages)


def assert_same_places(plan: SheetPlan) -> None:
    answers, blanks, pages = proofs(plan, {})
    assert list(text_boxes(answers, pages)) == list(text_boxes(blanks, pages))
    for one, other in zip(answers.pages, blanks.pages, strict=False):
        assert rounded(one.anchors) == rounded(other.anchors)


def rounded(anchors: dict[str, tuple[float, ...]]) -> dict[str, list[float]]:
    return {name: [round(it, 6) for it in place] for name, place in anchors.items()}


def test_answers_and_blanks_have_every_word_at_the_same_place(plan: SheetPlan) -> None:
    assert_same_places(plan)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NOTES)
def test_whatever_the_note_its_variants_are_laid_out_alike(note: str) -> None:
    for plan in plans_of({"a.md": note}):
        assert_same_places(plan)


def test_numbers_stand_at_the_beginning_of_their_gaps(plan: SheetPlan) -> None:
    _, blanks, pages = proofs(plan, {})
    runs = [
        it
        for page in blanks.pages[:pages]
        for it in page._page_box.descendants(placeholders=True)  # noqa: SLF001
        if type(it).__name__ == "TextBox"
    ]
    numbers = 0
    for number, behind in pairwise(runs):
        if number.element.get("class") != "no":
            continue
        numbers += 1
        assert behind.style["visibility"] == "hidden"
        # Code has some padding.
        assert 0 <= behind.position_x - number.position_x < 4
        assert abs(number.position_y - behind.position_y) < behind.height
    assert numbers == len(gap_texts(plan))


def gap_texts(plan: SheetPlan) -> list[str]:
    return [
        "".join(plain(gap.children).split())
        for box in plan.boxes
        for text in texts(box.pieces)
        for _, gap in gaps_of(text)
    ]


# --- words -------------------------------------------------------------------------------


def test_blanks_hold_what_answers_hold_less_what_is_hidden(
    plan: SheetPlan, sheet: PrintedSheet
) -> None:
    hidden = gap_texts(plan)
    assert len(hidden) > 12
    (answers,) = pages_of(sheet.pdf)
    front, _ = pages_of(blanks_of(sheet))
    numbers = "".join(str(number) for number in range(1, len(hidden) + 1))
    gone = Counter("".join(hidden))
    shown = answers.replace("·1/1", "·1/2")
    assert Counter(front) == Counter(shown) - gone + Counter("自测" + numbers)


def test_no_answer_is_in_the_file_before_the_key(sheet: PrintedSheet) -> None:
    front, key = pages_of(blanks_of(sheet))
    for answer in (
        "集群里的一台服务器",
        "In-SyncReplicas",
        "单个分区内",
        "提交前崩溃",
        "分区追加日志",
    ):
        assert answer not in front
        assert answer in key
        assert key.index("答案") < key.index(answer)
    # Code stays, whatever it gives away.
    assert "acks=all" in front
    for word in re.findall(rb"/(?:ActualText|Alt|E) *[(<]", blanks_of(sheet)):
        pytest.fail(f"{word!r} may tell what a gap hides")


def test_a_hidden_formula_is_neither_drawn_nor_described() -> None:
    note = "## 副本\n副本数 ==$n \\ge 3$== 才容得下一台机器故障，再多就不划算了，没有必要。\n"
    (plan,) = plans_of({"a.md": note})
    sheet = printed(plan)
    front, key = PdfReader(io.BytesIO(blanks_of(sheet))).pages
    (answers,) = PdfReader(io.BytesIO(sheet.pdf)).pages
    drawn = [len(re.findall(rb" [cl]\s", it.get_contents().get_data())) for it in (answers, front)]  # type: ignore[union-attr]
    assert drawn[0] > drawn[1]
    assert "副本数" in front.extract_text()
    assert "副本" in key.extract_text()
    described = [
        [it.alt for it in structure(PdfReader(io.BytesIO(pdf))).walk() if it.alt]
        for pdf in (sheet.pdf, blanks_of(sheet))
    ]
    # Nothing in the gap, everything in the key.
    assert described == [[r"n \ge 3"], ["…", r"n \ge 3"]]


def test_every_number_is_once_on_the_sheet_and_once_in_the_key(
    plan: SheetPlan, sheet: PrintedSheet
) -> None:
    count = len(gap_texts(plan))
    key = PdfReader(io.BytesIO(blanks_of(sheet))).pages[1].extract_text()
    listed = [int(it) for it in re.findall(r"^ *(\d{1,3})(?!\d)(?! *使|[.．])", key, re.MULTILINE)]
    assert [it for it in listed if 0 < it <= count][-1] == count
    assert set(range(1, count + 1)) <= set(listed)


def test_the_key_is_a_page_of_its_own_behind_the_sheet(sheet: PrintedSheet) -> None:
    assert (sheet.pages, sheet.blanks and sheet.blanks.pages) == (1, 2)
    reader = PdfReader(io.BytesIO(blanks_of(sheet)))
    assert reader.metadata is not None
    assert reader.metadata.title == "消息队列 速查表 自测"
    top, _, key = reader.outline
    titles = [str(it.title) for it in (top, key)]  # type: ignore[union-attr]
    assert titles[0].startswith("消息队列")
    assert titles[1] == "消息队列 答案"
    for page in reader.pages:
        assert [round(float(it) / 72 * 25.4) for it in page.mediabox] == [0, 0, 297, 210]


def test_a_key_too_long_for_a_page_takes_more(plan: SheetPlan) -> None:
    many = tuple(replace(box, tag=str(n)) for n in range(25) for box in plan.boxes)
    long = replace(plan, boxes=many)
    press = Press(long, TEMPLATES, {})
    found = press.fitted(LARGEST)
    assert found is not None
    proof = press.printed(found.sheet, "blanks")
    assert list(press.faults(proof, found.sheet)) == []
    count = len(found.sheet.pages)
    assert len(proof.document.pages) >= count + 2
    _, key = on_paper(press.plan.boxes, found.sheet)
    assert sum(len(part.answers) for part in key) == 25 * len(gap_texts(plan))
    assert len(proof.document.pages) == count + len(proof.key.pages)


def test_columns_of_the_key_that_come_out_too_long_are_made_shorter(
    plan: SheetPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of the key are only guessed; here each is guessed to take a fifth less."""
    counted = line_breaking.line_count
    monkeypatch.setattr(key_layout_module, "line_count", lambda *it: counted(*it) / 1.25)
    many = replace(plan, boxes=tuple(box for _ in range(16) for box in plan.boxes))
    press = Press(many, TEMPLATES, {})
    found = press.fitted(LARGEST)
    assert found is not None
    proof = press.printed(found.sheet, "blanks")
    assert list(press.faults(proof, found.sheet)) == []
    _, key = on_paper(press.plan.boxes, found.sheet)
    assert proof.key != key_layout(key, press._frame, press._metrics)  # noqa: SLF001


# --- what is made ------------------------------------------------------------------------


def test_both_variants_become_files_and_entries(sheet: PrintedSheet) -> None:
    made = sheet_files([sheet])
    assert [(it.variant, it.file, it.sheet.pages) for it in made.entries] == [
        ("answers", "sheets/mq.pdf", 1),
        ("blanks", "sheets/mq-blanks.pdf", 2),
    ]
    assert made.files == {"sheets/mq.pdf": sheet.pdf, "sheets/mq-blanks.pdf": blanks_of(sheet)}


@pytest.mark.parametrize("variant", ["answers", "blanks"])
def test_only_the_variants_wanted_are_made(
    plan: SheetPlan, sheet: PrintedSheet, variant: str
) -> None:
    alone = printed(replace(plan, settings=SheetSettings(variants=(variant,))))  # type: ignore[arg-type]
    (entry,) = sheet_files([alone]).entries
    assert entry.variant == variant
    both = {"answers": sheet.pdf, "blanks": blanks_of(sheet)}
    assert list(sheet_files([alone]).files.values()) == [both[variant]]


def test_a_sheet_on_which_nothing_is_asked_has_no_blanks() -> None:
    (plan,) = plans_of({"a.md": "## 闲话\n今天天气不错。\n"})
    assert printed(plan).blanks is None


def test_the_same_plan_gives_the_same_blanks(plan: SheetPlan, sheet: PrintedSheet) -> None:
    assert printed(plan).blanks == sheet.blanks
