from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.model import Hole
from cribdeck.identity.ledger import ClozeRecord
from cribdeck.identity.numbers import number_holes


def said(*answers: str) -> list[Hole]:
    """Return the holes of a sentence: what is hidden is its role, too."""
    return [Hole(answer, answer) for answer in answers]


def cells(**answers: str) -> list[Hole]:
    """Return the holes of a table row, by entity."""
    return [Hole(entity, answer) for entity, answer in answers.items()]


def numbers(holes: list[Hole], *before: list[Hole]) -> list[int | None]:
    """Return the numbers of the last of several builds."""
    records: tuple[ClozeRecord, ...] = ()
    for earlier in before:
        _, records = number_holes(earlier, records)
    found, _ = number_holes(holes, records)
    return list(found)


def test_a_new_note_is_numbered_in_reading_order() -> None:
    assert numbers(said("甲", "乙", "丙")) == [1, 2, 3]


def test_the_authors_own_number_is_honoured_on_first_sight() -> None:
    holes = [Hole("甲", "甲"), Hole("乙", "乙", 1), Hole("丙", "丙", 7)]
    assert numbers(holes) == [2, 1, 7]


def test_of_two_holes_with_the_same_number_of_the_author_the_first_has_it() -> None:
    assert numbers([Hole("甲", "甲", 3), Hole("乙", "乙", 3)]) == [3, 1]


def test_a_number_that_anki_ignores_is_replaced() -> None:
    assert numbers([Hole("甲", "甲", 500), Hole("乙", "乙", 0)]) == [1, 2]


def test_a_cloze_the_author_has_renumbered_keeps_its_number() -> None:
    before = [Hole("主动脉", "主动脉", 1)]
    after = [Hole("左心室", "左心室", 1), Hole("主动脉", "主动脉", 2)]
    assert numbers(after, before) == [2, 1]


def test_a_cell_keeps_its_number_when_its_text_is_replaced() -> None:
    assert numbers(cells(Kafka="推", Rabbit="推"), cells(Kafka="拉", Rabbit="推")) == [1, 2]


def test_a_column_in_front_takes_the_next_free_number() -> None:
    after = cells(Rocket="丙", Kafka="甲", Rabbit="乙")
    assert numbers(after, cells(Kafka="甲", Rabbit="乙")) == [3, 1, 2]


def test_a_renamed_entity_is_known_by_its_cell() -> None:
    assert numbers(cells(Apache="甲", Rabbit="乙"), cells(Kafka="甲", Rabbit="乙")) == [1, 2]


def test_a_renamed_entity_is_known_by_its_cell_in_another_column_too() -> None:
    before = cells(Kafka="甲", Rabbit="乙", Rocket="丙")
    assert numbers(cells(Rocket="丙", Apache="甲", Rabbit="乙"), before) == [3, 1, 2]


def test_equal_cells_of_renamed_entities_are_in_doubt_and_become_new() -> None:
    assert numbers(cells(C="支持", D="支持"), cells(A="支持", B="支持")) == [3, 4]


def test_a_reworded_item_between_the_same_neighbours_keeps_its_number() -> None:
    before = said("异步处理请求", "解耦", "削峰填谷")
    assert numbers(said("异步地处理请求", "解耦", "削峰与填谷"), before) == [1, 2, 3]


def test_an_item_replaced_by_another_gets_a_new_number() -> None:
    assert numbers(said("异步", "日志收集", "削峰"), said("异步", "解耦", "削峰")) == [1, 4, 3]


def test_a_reworded_item_beside_one_nearly_as_alike_is_in_doubt() -> None:
    before = said("最多一次投递")
    assert numbers(said("最多一次地投递", "最少一次投递"), before) == [2, 3]


def test_the_number_of_a_removed_hole_is_never_used_again() -> None:
    assert numbers(said("甲", "丁"), said("甲", "乙"), said("甲")) == [1, 3]


def test_a_hole_that_comes_back_gets_its_number_back() -> None:
    assert numbers(said("乙", "甲"), said("甲", "乙"), said("甲")) == [2, 1]


def test_a_hole_that_comes_back_reworded_is_in_doubt() -> None:
    builds = said("异步处理请求", "解耦"), said("解耦")
    assert numbers(said("解耦", "异步地处理请求"), *builds) == [2, 3]


def test_an_empty_hole_is_not_asked() -> None:
    assert numbers(said("", "乙")) == [None, 1]


def test_after_the_last_number_holes_are_not_asked() -> None:
    found = numbers(said(*map(str, range(501))))
    assert found == [*range(1, 500), None, None]


@given(st.lists(st.lists(st.sampled_from("甲乙丙丁戊"), unique=True), max_size=6))
def test_a_number_belongs_to_one_role_for_ever(builds: list[list[str]]) -> None:
    """Whatever is inserted, removed and shuffled; single characters are never alike."""
    records: tuple[ClozeRecord, ...] = ()
    owners: dict[int, str] = {}
    for roles in builds:
        found, records = number_holes(said(*roles), records)
        for role, number in zip(roles, found, strict=True):
            assert number is not None
            assert owners.setdefault(number, role) == role
        assert {it.number for it in records} == set(owners)
        assert [it.role for it in records if it.live] == roles
    assert len(set(owners.values())) == len(owners)
