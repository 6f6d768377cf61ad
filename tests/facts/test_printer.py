"""Facts and outlines in readable lines."""

from __future__ import annotations

import pytest

from cribdeck.facts.model import (
    Abbreviation,
    Callout,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Origin,
    Outline,
    Passage,
    Prose,
    Question,
    Section,
    Statement,
    Steps,
)
from cribdeck.facts.printer import printed, printed_outline, shown_text
from cribdeck.inline import Break, Cloze, Code, RichText, Strong, Text
from cribdeck.span import Span

SPAN = Span("a.md", 3, 1, 3, 2)
ORIGIN = Origin(SPAN, "rule", ())


def rich(text: str) -> RichText:
    return (Text(text),)


HERD = Definition(ORIGIN, rich("惊群"), rich("唤醒所有等待者"), "both")


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (HERD, "definition 惊群 := 唤醒所有等待者 [ask both]"),
        (
            Definition(ORIGIN, rich("惊群"), rich("唤醒"), "term", "是指"),
            "definition 惊群 :=是指= 唤醒 [ask term]",
        ),
        (
            Question(
                ORIGIN, rich("为什么快？"), (rich("零拷贝"), (Text("顺"), Break(), Text("序")))
            ),
            "question 为什么快？ => 零拷贝 ⏎ 顺 ⏎ 序",
        ),
        (
            Listing(ORIGIN, rich("算法"), (rich("轮询"), rich("随机"))),
            "listing 算法 => 轮询 | 随机",
        ),
        (Steps(ORIGIN, rich("流程"), (rich("读"), rich("写"))), "steps 流程 => 读 → 写"),
        (
            Comparison(
                ORIGIN,
                "record",
                (),
                (rich("甲"), rich("乙")),
                (rich("快"),),
                ((None, rich("是")),),
                ((SPAN, SPAN),),
            ),
            "record (甲 | 乙) 快: · | 是",
        ),
        (Abbreviation(ORIGIN, "ISR", "In-Sync Replicas"), "abbreviation ISR = In-Sync Replicas"),
        (
            Abbreviation(ORIGIN, "RPC", "Remote Procedure Call", "远程过程调用"),
            "abbreviation RPC = Remote Procedure Call（远程过程调用）",
        ),
        (
            Statement(
                ORIGIN,
                (Strong((Cloze(rich("甲"), 1, "谁"),)), Text(" 和 "), Cloze((Code("乙"),))),
                rich("前面。"),
            ),
            "statement (前面。) {{c1::甲::谁}} 和 {{乙}}",
        ),
        (
            Contrast(
                ORIGIN,
                ((Cloze(rich("甲")), Text("快")), (Text("慢的是"), Cloze(rich("乙")))),
            ),
            "contrast {{甲}}快 | 慢的是{{乙}}",
        ),
    ],
)
def test_each_kind_of_fact_is_one_line(fact: Fact, line: str) -> None:
    assert printed(fact) == line


def test_an_outline_prints_headings_facts_and_reasons() -> None:
    inner = Passage(Prose(SPAN, rich("盒子里")), unused="talk, not a fact")
    box = Passage(Callout(SPAN, "note", rich("盒子"), (inner,)), unused="a box")
    line = Passage(Prose(SPAN, rich("惊群：唤醒所有等待者")), (HERD,), covered=True)
    child = Section(SPAN, rich("深"), 2, (box,), ())
    outline = Outline("a.md", "题", "", (), "", (Section(SPAN, (), 0, (line,), (child,)),))
    assert list(printed_outline(outline)) == [
        "outline a.md «题»",
        "3 definition 惊群 := 唤醒所有等待者 [ask both]",
        "3 ## 深",
        "3 unused: a box",
        "3 unused: talk, not a fact",
    ]
    assert shown_text(box.shown) == "盒子 盒子里"
