"""The back of a card shows what other places of the notes say."""

from __future__ import annotations

from dataclasses import replace

from cribdeck.cards.note import Note
from cribdeck.facts.model import Abbreviation, Definition, Fact, Question
from tests.cards.test_compose import field, note_of
from tests.fact_samples import blank, definition, origin, statement, text, texts


def carrying(also: tuple[Fact, ...] = (), disputed: tuple[Fact, ...] = ()) -> Note:
    here: Definition = definition("分区", "只能追加的日志")
    return note_of(replace(here, origin=replace(here.origin, also=also, disputed=disputed)))


def test_another_wording_is_shown_with_its_place_and_tag() -> None:
    note = carrying(
        (definition("Partition", "主题的一段", origin("MQ", "概念", path="b.md", line=7)),)
    )
    assert field(note, "Extra") == (
        '<details class="remark also tappable"><summary class="tappable">另一处</summary>'
        '<div>Partition：主题的一段 <span class="place-of">b.md › 概念</span></div></details>'
    )
    assert note.tags == ("cribdeck::mq", "cribdeck::b")
    assert [str(it) for it in note.also] == ["b.md:7:1"]


def test_a_contradiction_comes_first_and_looks_different() -> None:
    there = origin("MQ", path="b.md")
    note = carrying(
        (definition("分区", "一段", there),), (definition("分区", "可改的日志", there),)
    )
    first, second = field(note, "Extra").split("</div>")[:2]
    assert 'class="remark disputed"' in first
    assert '<span class="label">另一说</span>' in first
    assert "可改的日志" in first
    assert "<summary" in second
    assert "另一处" in second


def test_every_kind_can_be_shown_elsewhere_and_hides_nothing_there() -> None:
    facts: tuple[Fact, ...] = (
        Question(origin(), text("问"), texts("甲", "乙")),
        Abbreviation(origin(), "ISR", "In-Sync Replicas"),
        statement("分区是", blank("日志"), "。"),
    )
    extra = field(carrying(facts), "Extra")
    assert "甲<br>乙" in extra
    assert "ISR = In-Sync Replicas" in extra
    assert "分区是日志。" in extra
    assert "{{c" not in extra


def test_a_card_asks_the_same_with_and_without_other_places() -> None:
    with_others = carrying((definition("Partition", "主题的一段", origin(path="b.md")),))
    assert with_others.cards == carrying().cards
    assert with_others.guid == carrying().guid
