"""A newer program over the same notes: rules find the same in other ways, and no card is lost.

The program of before is played by switching rules off, or by altering what they found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from cribdeck.extract import RULES, extract
from cribdeck.facts.model import Definition, Listing, Origin, Question, Statement, Steps
from cribdeck.identity.draft import Draft, drafts
from cribdeck.identity.likeness import same_answer
from cribdeck.syntax import parse
from tests.fact_samples import blank, definition, drafts_of, origin, statement, texts
from tests.fact_samples import text as rich
from tests.identity.editing import SAME, Builds, drafts_in

PROJECT = Path(__file__).resolve().parent.parent.parent
NOTES = {
    name: (PROJECT / "source" / name).read_text(encoding="utf-8")
    for name in ("kafka.md", "nginx.md")
}

_LOST = 0.02
"""Share of all cards that may be learnt anew when a rule has been away for a build."""


@cache
def shipped(*off: str) -> list[Draft]:
    """Return the drafts of the shipped notes, as a program without some rules would see them."""
    rules = tuple(replace(rule, on=rule.on and rule.name not in off) for rule in RULES)
    found: list[Draft] = []
    for path, text in sorted(NOTES.items()):
        document, _ = parse(path, text.encode())
        assert document is not None
        found += drafts(extract(document, rules).outline, "Deck")
    return found


def altered(wanted: Sequence[Draft], alter: Callable[[Origin], Origin]) -> list[Draft]:
    return [replace(it, fact=replace(it.fact, origin=alter(it.fact.origin))) for it in wanted]


def test_rules_with_other_names_lose_nothing() -> None:
    builds = Builds()
    wanted = drafts_in(NOTES)
    builds.build(altered(wanted, lambda it: replace(it, rule=f"old_{it.rule}")))
    assert set(builds.build(wanted).values()) == {SAME}
    assert builds.found is not None
    assert {note.state for note in builds.found.notes} == {"unchanged"}


def test_a_breadcrumb_that_is_told_otherwise_loses_nothing() -> None:
    builds = Builds()
    wanted = drafts_in(NOTES)
    builds.build(altered(wanted, lambda it: replace(it, breadcrumb=it.breadcrumb[:1])))
    found = builds.build(wanted)
    assert [card for card, was in found.items() if was != SAME] == []


@pytest.mark.parametrize("rule", sorted(rule.name for rule in RULES if rule.on))
def test_a_rule_that_comes_and_goes_puts_no_history_on_another_answer(rule: str) -> None:
    """Whatever the other rules make of its lines while it is away."""
    builds = Builds()
    builds.build(shipped())
    known = set(builds.asked)
    for wanted in (shipped(rule), shipped()):
        for card, was in builds.build(wanted).items():
            assert was in (SAME, "new") or same_answer(_answer(was)[:80], _answer(card)[:80])
    assert builds.found is not None
    back = {(it.guid, number) for it in builds.found.notes for number in it.numbers if number}
    assert len(known - back) <= len(known) * _LOST


def _answer(card: str) -> str:
    return card.rpartition(" → ")[2]


WHERE = origin("消息队列", "Kafka", rule="copula")
SENTENCE = ("Kafka 的默认端口是 ", blank("9092"), "，配置放在 ", blank("ZooKeeper"), " 里")
ONE = statement(*SENTENCE[:2], "，配置放在 ZooKeeper 里", where=WHERE)
OTHER = statement("Kafka 的默认端口是 9092，配置放在 ", SENTENCE[3], " 里", where=WHERE)
BOTH = statement(*SENTENCE, where=WHERE)


def fates(before: Sequence[object], after: Sequence[object]) -> dict[str, str]:
    builds = Builds()
    builds.build(drafts_of(before))  # type: ignore[arg-type]
    return {_answer(card): was for card, was in builds.build(drafts_of(after)).items()}  # type: ignore[arg-type]


def test_pieces_that_were_cut_apart_are_one_note_now() -> None:
    """One of the two notes goes on; in it only what it asked before."""
    found = fates([ONE, OTHER], [BOTH])
    assert sorted(found) == ["9092", "ZooKeeper"]
    assert sorted(found.values()) == ["new", SAME]


def test_pieces_of_one_note_that_are_cut_apart_now() -> None:
    assert sorted(fates([BOTH], [ONE, OTHER]).values()) == ["new", SAME]


def test_more_pieces_of_a_sentence_are_new_and_the_others_stay() -> None:
    assert fates([ONE], [BOTH]) == {"9092": SAME, "ZooKeeper": "new"}


def test_fewer_pieces_of_a_sentence_leave_the_others() -> None:
    assert fates([BOTH], [OTHER]) == {"ZooKeeper": SAME}


@pytest.mark.parametrize(
    "now",
    [
        Question(replace(WHERE, rule="why"), rich("什么是副本？"), texts("分区在其他机器上的拷贝")),
        statement("副本：", blank("分区在其他机器上的拷贝"), where=WHERE),
        replace(definition("副本", "分区在其他机器上的拷贝", WHERE), asks="meaning"),
    ],
)
def test_a_definition_told_as_another_kind_keeps_its_answer(
    now: Question | Statement | Definition,
) -> None:
    before = definition("副本", "分区在其他机器上的拷贝", WHERE)
    for first, then in ((before, now), (now, before)):
        found = fates([first], [then])
        assert found["分区在其他机器上的拷贝"] != "new"


def test_a_list_told_as_steps_goes_on_and_as_one_answer_is_new() -> None:
    items = texts("客户端发 SYN", "服务端回 SYN+ACK", "客户端回 ACK")
    before = Listing(WHERE, rich("三次握手"), items)
    found = fates([before], [Question(WHERE, rich("三次握手"), items)])
    assert found == {"客户端发 SYN\n服务端回 SYN+ACK\n客户端回 ACK": "new"}
    found = fates([before], [Steps(WHERE, rich("三次握手"), items)])
    assert set(found.values()) == {SAME}
