"""Holes name what is hidden by what it is for the fact."""

from __future__ import annotations

import pytest

from cribdeck.facts.holes import (
    contrast_prompts,
    entity_holes,
    holes,
    options,
    row_holes,
    statement_prompts,
)
from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Hole,
    Listing,
    Origin,
    Question,
    Statement,
    Steps,
)
from cribdeck.inline import Break, Cloze, Code, RichText, Strong, Text
from cribdeck.span import Span

SPAN = Span("a.md", 1, 1, 1, 2)
ORIGIN = Origin(SPAN, "rule", ())


def rich(text: str) -> RichText:
    return (Text(text),)


TABLE = Comparison(
    ORIGIN,
    "comparison",
    rich("代理"),
    (rich("正向"), rich("反向")),
    (rich("代表"), rich("隐藏")),
    ((rich("客户端"), None), (rich("客户端"), rich("服务器"))),
    ((SPAN, SPAN), (SPAN, SPAN)),
)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (Definition(ORIGIN, rich("惊群"), rich("唤醒"), "term"), (Hole("term", "惊群"),)),
        (Definition(ORIGIN, rich("惊群"), rich("唤醒"), "meaning"), (Hole("meaning", "唤醒"),)),
        (
            Definition(ORIGIN, rich("惊群"), rich("唤醒"), "both"),
            (Hole("term", "惊群"), Hole("meaning", "唤醒")),
        ),
        (Question(ORIGIN, rich("?"), (rich("一"), rich(" 二"))), (Hole("answer", "一\n二"),)),
        (
            Listing(ORIGIN, rich("算法"), (rich("轮询"), rich("随机"))),
            (Hole("轮询", "轮询"), Hole("随机", "随机")),
        ),
        (
            Steps(ORIGIN, rich("流程"), (rich("写"), rich("读"), rich("写"))),
            (Hole("写", "写"), Hole("读", "读"), Hole("写 #2", "写")),
        ),
        (
            Abbreviation(ORIGIN, "RPC", "Remote Procedure Call"),
            (Hole("expansion", "Remote Procedure Call"),),
        ),
        (
            TABLE,
            (
                Hole("代表␟正向", "客户端"),
                Hole("隐藏␟正向", "客户端"),
                Hole("隐藏␟反向", "服务器"),
            ),
        ),
    ],
)
def test_holes_of_each_kind(fact: Fact, expected: tuple[Hole, ...]) -> None:
    assert holes(fact) == expected


def test_subjects_of_a_contrast_are_one_hole_and_its_options_are_in_alphabetical_order() -> None:
    fact = Contrast(
        ORIGIN,
        (
            (Cloze(rich("reload")), Text(" 不中断连接")),
            (Text("会断开连接的是 "), Strong((Cloze((Code("Restart"),)),))),
            (Cloze(rich("reload")), Text(" 换一批 worker")),
        ),
    )
    assert holes(fact) == (Hole("which", "reload / Restart / reload"),)
    assert options(fact) == (rich("reload"), (Code("Restart"),))
    assert [it.strip() for it in contrast_prompts(fact)] == [
        "不中断连接",
        "会断开连接的是",
        "换一批 worker",
    ]


def test_a_row_names_its_holes_by_entity_and_an_entity_by_aspect() -> None:
    assert row_holes(TABLE, 0) == (Hole("正向", "客户端"),)
    assert row_holes(TABLE, 1) == (Hole("正向", "客户端"), Hole("反向", "服务器"))
    assert entity_holes(TABLE, 0) == (Hole("代表", "客户端"), Hole("隐藏", "客户端"))


def test_roles_stay_when_items_move() -> None:
    before = Listing(ORIGIN, rich("算法"), (rich("轮询"), rich("随机")))
    after = Listing(ORIGIN, rich("算法"), (rich("哈希"), rich("随机"), rich("轮询")))
    assert {hole.role for hole in holes(before)} < {hole.role for hole in holes(after)}


def test_clozes_of_one_number_are_one_hole_and_unnumbered_ones_stand_alone() -> None:
    text = (
        Cloze(rich("甲"), 2),
        Text("、"),
        Strong((Cloze(rich("乙")),)),
        Text("、"),
        Cloze(rich("丙"), 2),
        Cloze(rich("丁")),
    )
    assert holes(Statement(ORIGIN, text)) == (
        Hole("甲 / 丙", "甲 / 丙", 2),
        Hole("乙", "乙"),
        Hole("丁", "丁"),
    )
    assert [visible.split() for _, visible in statement_prompts(text)] == [
        ["、乙、", "丁"],
        ["甲、", "、丙丁"],
        ["甲、乙、丙"],
    ]


def test_a_cloze_inside_a_cloze_is_hidden_with_it_and_alone() -> None:
    text = (Cloze((Text("外"), Cloze(rich("里"), 2)), 1), Text("尾"))
    assert [(hole.number, hole.answer, visible) for hole, visible in statement_prompts(text)] == [
        (1, "外里", " 尾"),
        (2, "里", "外 尾"),
    ]


def test_answers_are_one_line_each() -> None:
    fact = Question(ORIGIN, rich("?"), ((Text("一"), Break(), Text("二")),))
    assert holes(fact) == (Hole("answer", "一 二"),)
