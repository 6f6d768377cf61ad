from __future__ import annotations

import pytest

from cribdeck.identity.reworded import reworded, similarity


def paired(after: str, before: str, known: str = "") -> dict[str, str]:
    """Return which text became which; texts are separated by `|`, known pairs are equal."""
    new, old = after.split("|"), before.split("|")
    same = {new.index(it): old.index(it) for it in known.split("|") if it}
    found = reworded(dict(enumerate(new)), dict(enumerate(old)), same)
    return {new[ours]: old[theirs] for ours, theirs in found.items()}


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("消费者组", "消费者组", 1, 1),
        ("ＡＢＣ def", "abcdef", 1, 1),
        ("", "", 0, 0),
        ("推", "拉", 0, 0),
        ("分区内有序", "分区内保持有序", 0.5, 0.9),
        ("主动脉", "四个腔室", 0, 0.2),
    ],
)
def test_likeness(one: str, other: str, low: float, high: float) -> None:
    assert low <= similarity(one, other) <= high


def test_a_text_edited_between_known_neighbours_is_a_rewording() -> None:
    assert paired("甲|分区内是有序的|乙", "甲|分区内有序的|乙", "甲|乙") == {
        "分区内是有序的": "分区内有序的"
    }


def test_a_text_beyond_a_known_neighbour_is_none() -> None:
    assert paired("甲|分区内是有序的", "分区内有序的|甲", "甲") == {}


def test_two_candidates_nearly_as_alike_leave_a_doubt() -> None:
    assert paired("至少一次投递语义", "至多一次投递语义|最少一次投递语义") == {}


def test_each_of_several_edited_texts_finds_its_own() -> None:
    after = "消费者主动拉取消息|生产者异步发送的消息"
    before = "消费者拉取消息|生产者异步发送消息"
    assert list(paired(after, before).values()) == before.split("|")


def test_a_text_that_has_come_from_elsewhere_is_passed_over() -> None:
    after = {0: "分区内是有序", 1: "甲", 2: "分区内是有序的"}
    before = {5: "甲", 6: "分区内有序的"}
    assert reworded(after, before, {0: 77, 1: 5}) == {2: 6}
    assert reworded(after, before, {0: 77}) == {1: 5, 2: 6}
