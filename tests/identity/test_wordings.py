"""A wording that was asked goes on being asked."""

from __future__ import annotations

from dataclasses import replace

from cribdeck.facts.model import Definition, Fact
from tests.fact_samples import definition, identified, origin

HERE, THERE = origin("Kafka", "角色", path="a.md"), origin("MQ", "概念", path="b.md")
LONG = definition("Consumer", "从 broker 读取消息的客户端程序", HERE)
SHORT = definition("消费者", "读取消息的客户端", THERE)


def carrying(fact: Definition, *also: Fact) -> Definition:
    return replace(fact, origin=replace(fact.origin, also=also))


def test_a_better_wording_elsewhere_does_not_replace_the_one_that_is_known() -> None:
    first = identified([LONG])
    second = identified([carrying(SHORT, LONG)], first.ledger)
    (note,) = second.notes
    assert note.guid == first.notes[0].guid
    assert note.state == "unchanged"
    assert note.draft.fact == carrying(LONG, SHORT)


def test_the_known_wording_may_be_edited_where_it_stands() -> None:
    first = identified([LONG])
    edited = definition("Consumer", "从 broker 主动读取消息的客户端程序", HERE)
    (note,) = identified([carrying(SHORT, edited)], first.ledger).notes
    assert (note.guid, note.state) == (first.notes[0].guid, "edited")
    assert note.draft.fact == carrying(edited, SHORT)


def test_the_next_wording_is_a_new_note_when_the_known_one_is_gone() -> None:
    first = identified([carrying(LONG, SHORT)])
    (note,) = identified([SHORT], first.ledger).notes
    assert (note.guid != first.notes[0].guid, note.state) == (True, "new")


def test_a_wording_never_asked_is_asked_as_it_was_chosen() -> None:
    (note,) = identified([carrying(SHORT, LONG)]).notes
    assert note.draft.fact == carrying(SHORT, LONG)


def test_of_two_cards_that_have_become_one_the_chosen_stays() -> None:
    first = identified([LONG, SHORT])
    (note,) = identified([carrying(SHORT, LONG)], first.ledger).notes
    assert note.guid == first.notes[1].guid


def test_a_copy_for_another_product_does_not_take_the_history_of_a_section_put_under_a_title() -> (
    None
):
    old = definition("Keepalived", "让主备机共用一个虚拟 IP，并监控进程", origin("Nginx", "高可用"))
    now = definition(
        "Keepalived", "让主备机共用一个虚拟 IP，并监控进程", origin("a", "Nginx", "高可用")
    )
    copy = definition(
        "Keepalived", "让主备机共用一个虚拟 IP，并监控协程", origin("a", "Envoy", "高可用")
    )
    first = identified([old])
    (note,) = identified([carrying(copy, now)], first.ledger).notes
    assert (note.guid, note.state) == (first.notes[0].guid, "moved")
    assert note.draft.fact == carrying(now, copy)
