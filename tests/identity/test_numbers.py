from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.model import Hole
from cribdeck.identity.ledger import ClozeRecord
from cribdeck.identity.numbers import Around, number_holes


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


def test_a_cell_keeps_its_number_when_its_text_is_edited() -> None:
    before = cells(Kafka="分区内有序", Rabbit="推")
    assert numbers(cells(Kafka="分区内保持有序", Rabbit="推"), before) == [1, 2]


def test_a_cell_with_another_answer_is_learnt_anew() -> None:
    assert numbers(cells(Kafka="推", Rabbit="推"), cells(Kafka="拉", Rabbit="推")) == [3, 2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("30 秒", "60 秒"),
        ("百万级", "十万级"),
        ("支持", "不支持"),
        ("正向代理", "反向代理"),
        ("最多一次", "最少一次"),
        ("读已提交", "读未提交"),
        ("synchronous", "asynchronous"),
        ("HashMap", "HashSet"),
        ("9029", "9092"),
        ("==", "!="),
        ("子进程", "监控子进程"),
        ("百分之三十", "百分之四十"),
        (
            "另一种现成的办法是用消息",
            "先写库，再写消息；发送可能重复，所以下游要做到幂等，不能只靠去重表；另一种现成的办法是用消息",
        ),
    ],
)
def test_a_value_that_looks_alike_is_another_answer(before: str, after: str) -> None:
    assert numbers(cells(Kafka=after), cells(Kafka=before)) == [2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("分区内有续的", "分区内有序的"),
        ("消费者祖", "消费者组"),
        ("consumr", "consumer"),
        ("Zookeeper", "ZooKeeper"),
        ("分區內有序。", "分区内有序"),
        ("ＡＣＫ，ＳＹＮ", "ACK, SYN"),
        ("消费者组", "消费者组（Consumer Group）"),
        ("路由键", "绑定的路由键"),
        ("让同一客户端的请求始终落到同一台机器", "把同一用户的请求一直分给同一台后端"),
        ("持续判断后端的好坏", "持续判断后端的好坏。据此摘除或恢复节点"),
    ],
)
def test_an_answer_put_right_or_in_other_words_keeps_its_number(before: str, after: str) -> None:
    assert numbers(cells(Kafka=after), cells(Kafka=before)) == [1]
    assert numbers(cells(Kafka=before), cells(Kafka=after)) == [1]


def test_an_answer_that_was_another_cells_is_none_of_ours() -> None:
    """The headers of two columns were exchanged, or the cells below them."""
    before = cells(Kafka="每个分区内有序", Rabbit="每个队列内有序")
    after = cells(Kafka="每个队列内有序", Rabbit="每个分区内有序")
    assert numbers(after, before) == [3, 4]


def test_an_answer_that_was_another_notes_is_none_of_ours() -> None:
    _, before = number_holes(cells(Kafka="分区内有序"), ())
    after = cells(Kafka="分区内保持有序")
    assert number_holes(after, before)[0] == (1,)
    assert number_holes(after, before, Around({"分区内保持有序"}))[0] == (2,)


def test_a_slip_put_right_is_the_same_answer_though_other_notes_have_it() -> None:
    _, before = number_holes(cells(broker="Kakfa"), ())
    assert number_holes(cells(broker="Kafka"), before, Around({"Kafka"}))[0] == (1,)


def test_a_column_renamed_whose_old_name_another_has_now_is_in_doubt() -> None:
    before = cells(Kafka="每个分区内有序", Rabbit="每个队列内有序")
    after = cells(Rocket="每个分区内有序", Kafka="每个分区里有序", Rabbit="每个队列内有序")
    assert numbers(after, before) == [3, 4, 2]


def test_a_cell_goes_on_under_the_name_that_the_whole_table_tells() -> None:
    _, before = number_holes(cells(Kafka="分区内有序", Rabbit="支持"), ())
    after = cells(Apache="分区内保持有序", Pulsar="支持")
    names = {"Kafka": "Apache"}
    assert number_holes(after, before, Around(renames=names))[0] == (1, 3)


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
    before = said("缓存穿透的办法")
    assert numbers(said("缓存穿透的好办法", "缓存穿透的新办法"), before) == [2, 3]


def test_reworded_items_in_another_order_are_each_known_again() -> None:
    before = said("异步处理请求", "削峰填谷", "日志收集")
    after = said("日志的收集", "异步地处理请求", "削峰与填谷")
    assert numbers(after, before) == [3, 1, 2]


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
