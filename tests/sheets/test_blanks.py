"""What becomes a gap: golden cases, and rules that hold for every note."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cribdeck.config import SheetSettings
from cribdeck.facts.model import Outline
from cribdeck.facts.walk import passages
from cribdeck.inline import Cloze, plain
from cribdeck.sheets.gap_numbers import MOST_HIDDEN, gaps_of, on_paper
from cribdeck.sheets.gaps import with_gaps
from cribdeck.sheets.model import Box, Column, Line, Page, Part, Remark, Sheet, Subheading
from cribdeck.sheets.plan import plan_sheets
from cribdeck.sheets.rewriting import texts
from tests.golden_notes import Case, cases
from tests.sheets.blanks import lines_of, outlines_of, plans_of, shown
from tests.sheets.samples import words_of_shown

CASES = [pytest.param(case, id=case.id) for case in cases("blanks", "blanks")]


def test_there_are_cases() -> None:
    assert len(CASES) > 15


@pytest.mark.parametrize("case", CASES)
def test_case_has_the_gaps_it_lists(case: Case) -> None:
    assert lines_of(case.sources) == case.expected


# --- rules -------------------------------------------------------------------------------

TERMS = st.sampled_from(
    ["Broker", "消费者组", "ISR", "`acks`", "零拷贝", "**位移**", "Topic（主题）"]
)
MEANINGS = st.sampled_from([
    "集群里的一台服务器",
    "一起分摊若干分区的消费者（同组）",
    "跟得上 leader 的副本集合，含 leader 自己。",
    "用 `sendfile` 把页缓存直接送往网卡",
    "默认 1，建议设为 2",
    "==只在分区内有序==，跨分区不保证",
    "{{c1::先写内存::哪里}}，刷盘交给操作系统",
])  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> str:
    term, meaning = draw(TERMS), draw(MEANINGS)
    return draw(
        st.sampled_from([
            f"- {term}：{meaning}",
            f"- {meaning}",
            f"{term}是{meaning}。",
            f"> [!warning] 易错\n> {term}：{meaning}",
            f"{term}的三种做法：\n\n- {meaning}\n- 顺序写\n- 批量发送",
            f"1. {meaning}\n2. 再做一步\n3. 最后一步",
            f"### 为什么{term}快？\n\n{meaning}，所以快。",
            f"| 对比 | {term} | 别的 |\n|---|---|---|\n| 顺序 | {meaning} | 没有 |\n",
            f"```ini\nacks=all # {meaning}\n```",
        ])
    )  # fmt: skip


NOTES = st.lists(lines(), min_size=1, max_size=9).map(
    lambda parts: "## 一节\n\n" + "\n\n".join(parts) + "\n\n## 二节\n\n没有要记的东西。\n"
)


@settings(max_examples=60, deadline=None)
@given(NOTES)
def test_gaps_take_nothing_away_and_hide_not_too_much(note: str) -> None:
    outlines = outlines_of({"a.md": note})
    marked = with_gaps(outlines)
    assert said(marked) == said(outlines)
    (plan,), _ = plan_sheets(outlines, plans_of({"a.md": note})[0].settings)
    for box in plan.boxes:
        numbers = [number for text in texts(box.pieces) for number, _ in gaps_of(text)]
        # A gap that goes on behind a cut has its number twice, and next to each other.
        assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))
        hidden, total = letters(box)
        assert hidden <= MOST_HIDDEN * total
        for text in texts(box.pieces):
            # Only outermost clozes are numbered.
            assert all(
                not isinstance(inner, Cloze) or inner.number is None
                for _, gap in gaps_of(text)
                for inner in gap.children
            )


def said(outlines: list[Outline]) -> list[str]:
    return [words_of_shown(it.shown) for outline in outlines for it in passages(outline)]


def letters(box: Box) -> tuple[int, int]:
    """Return how many letters outside tables are hidden, and how many there are."""
    hidden = 0
    total = sum(map(str.isalnum, plain(box.title)))
    waiting = list(box.pieces)
    while waiting:
        piece = waiting.pop()
        match piece:
            case Remark(body=body):
                waiting.extend(body)
            case Line(text=text):
                total += sum(map(str.isalnum, plain(text)))
                hidden += sum(
                    sum(map(str.isalnum, plain(gap.children))) for _, gap in gaps_of(text)
                )
            case Subheading(text=text):
                total += sum(map(str.isalnum, plain(text)))
    return hidden, total


@settings(max_examples=40, deadline=None)
@given(NOTES, st.randoms(use_true_random=False))
def test_every_number_on_paper_is_once_in_the_key(note: str, chance: random.Random) -> None:
    (plan,) = plans_of({"a.md": note})
    order = list(range(len(plan.boxes)))
    chance.shuffle(order)
    parts: list[Part] = []
    for index in order:
        count = len(plan.boxes[index].pieces)
        cut = chance.randint(0, count)
        parts += [Part(index, start, end) for start, end in ((0, cut), (cut, count)) if end > start]
    sheet = Sheet((Page((Column(tuple(parts), 1.0, 0.0),)),), 8.0, 1.0)
    boxes, key = on_paper(plan.boxes, sheet)
    labels = [
        int(gap.hint)
        for part in parts
        for text in texts(boxes[part.box].pieces[part.start : part.end])
        for _, gap in gaps_of(text)
        if gap.hint
    ]
    answers = [it for part in key for it in part.answers]
    assert labels == [it.number for it in answers] == list(range(1, len(labels) + 1))
    assert all(plain(it.text).strip() for it in answers)
    assert [part.number for part in key] == sorted(part.number for part in key)


def test_a_gap_cut_in_two_keeps_one_number_and_one_answer() -> None:
    sentence = "甲乙丙丁戊己庚辛壬癸" * 6 + "，" + "子丑寅卯辰巳午未申酉" * 6
    note = f"## 节\n{'很长的上文在这里。' * 30}{{{{c1::{sentence}}}}}{'很长的下文在这里。' * 30}\n"
    (plan,) = plans_of({"a.md": note})
    pieces = [shown(text) for text in texts(plan.boxes[0].pieces)]
    assert sum("【1 " in it for it in pieces) == 2
    (box,) = plan.boxes
    whole = Sheet((Page((Column((Part(0, 0, len(box.pieces)),), 1.0, 0.0),)),), 8.0, 1.0)
    (labelled,), (part,) = on_paper(plan.boxes, whole)
    hints = [gap.hint for text in texts(labelled.pieces) for _, gap in gaps_of(text)]
    assert hints == ["1", ""]
    assert plain(part.answers[0].text) == sentence


def test_what_is_kept_out_of_the_deck_is_no_gap() -> None:
    note = "## 概念\n- Broker：集群里的一台服务器，负责存取消息。\n- 顺带一提，平时不必在意它。\n"
    (outline,) = outlines_of({"a.md": note})
    (part,) = outline.sections
    held = tuple(replace(it, covered=False, unused="kept out") for it in part.passages)
    kept_out = replace(outline, sections=(replace(part, passages=held),))
    assert [number_of_gaps(it) for it in (outline, kept_out)] == [1, 0]


def number_of_gaps(outline: Outline) -> int:
    ((plan,), _) = plan_sheets([outline], SheetSettings())
    return sum(1 for box in plan.boxes for text in texts(box.pieces) for _ in gaps_of(text))
