"""Which note is which after an edit: told in facts before, facts after, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.model import Abbreviation, Definition, Fact, Listing
from cribdeck.folding import fold
from cribdeck.identity.identify import Identified, identify
from cribdeck.identity.ledger import Ledger
from tests.fact_samples import (
    ONE_OF_EACH,
    blank,
    built,
    comparison,
    definition,
    drafts_of,
    identified,
    origin,
    statement,
    text,
    texts,
)

HERE = origin("消息队列", "Kafka", "概念")
LONG = "一组共同消费某个主题的消费者，每个分区同一时刻只分配给其中一个"


def fates(before: list[Fact], after: list[Fact]) -> list[str]:
    """Return what became of each fact: its state, and the index of the fact it was, if any."""
    first = identified(before)
    then = identify(drafts_of(after), first.ledger)
    origins = {note.guid: str(place) for place, note in enumerate(first.notes)}
    return [f"{it.state} {origins.get(it.guid, '')}".strip() for it in then.notes]


def test_nothing_changed() -> None:
    expected = [f"unchanged {place}" for place in range(14)]
    assert fates(list(ONE_OF_EACH), list(ONE_OF_EACH)) == expected


def test_lines_inserted_above_change_nothing() -> None:
    lower = replace(HERE, span=replace(HERE.span, line=50, end_line=50))
    assert fates([definition("分区", LONG, HERE)], [definition("分区", LONG, lower)]) == [
        "unchanged 0"
    ]


def test_a_meaning_rewritten_under_the_same_term_stays_the_same_note() -> None:
    before, after = definition("分区", "甲", HERE), definition("分区", "完全不同的话", HERE)
    assert fates([before], [after]) == ["edited 0"]


def test_a_term_corrected_beside_the_same_meaning_stays_the_same_note() -> None:
    before, after = definition("消费者祖", LONG, HERE), definition("消费者组", LONG, HERE)
    assert fates([before], [after]) == ["edited 0"]


def test_a_sentence_reworded_between_its_neighbours_stays_the_same_note() -> None:
    first, last = statement("开头 ", blank("甲")), statement("结尾 ", blank("乙"))
    before = statement("每个分区内的消息是 ", blank("有序"), " 的")
    after = statement("同一个分区内的消息是 ", blank("有序"), " 的")
    assert fates([first, before, last], [first, after, last]) == [
        *("unchanged 0", "edited 1", "unchanged 2")
    ]


def test_another_sentence_in_its_place_is_a_new_note() -> None:
    before = statement("每个分区内的消息是 ", blank("有序"), " 的")
    after = statement("控制器由 ", blank("ZooKeeper"), " 选出")
    assert fates([before], [after]) == ["new"]


def test_two_edited_sentences_too_much_alike_are_both_new() -> None:
    """History on the wrong one of the two would be worse than two new cards."""
    before = [statement("acks=1 时由 ", blank("leader"), " 确认写入")]
    after = [
        statement("acks=0 时由 ", blank("leader"), " 确认写入"),
        statement("acks=2 时由 ", blank("leader"), " 确认写入"),
    ]
    assert fates(list(before), list(after)) == ["new", "new"]


def test_a_note_moved_to_another_source_stays_the_same_note() -> None:
    there = origin("中间件", "主题", path="other.md")
    assert fates([definition("消费者组", LONG, HERE)], [definition("消费者组", LONG, there)]) == [
        "moved 0"
    ]


def test_a_renamed_source_keeps_even_its_short_notes() -> None:
    there = origin("消息系统", "Kafka", "概念", path="renamed.md")
    assert fates([definition("优点", "快", HERE)], [definition("优点", "快", there)]) == ["moved 0"]


def test_a_renamed_heading_keeps_even_its_short_notes() -> None:
    there = origin("消息队列", "Kafka", "基本概念")
    assert fates([definition("优点", "快", HERE)], [definition("优点", "快", there)]) == ["moved 0"]


def test_a_short_note_of_another_source_and_heading_is_another_note() -> None:
    """`优点：快` says something else below another heading."""
    there = origin("数据库", "Redis", "特点", path="redis.md")
    assert fates([definition("优点", "快", HERE)], [definition("优点", "快", there)]) == ["new"]


def test_a_short_note_of_a_section_that_gave_way_to_another_is_another_note() -> None:
    def section(name: str, *meanings: str) -> list[Fact]:
        where = origin("消息队列", name)
        labels = ("优点", "缺点", "场景")
        return [definition(*it, where) for it in zip(labels, meanings, strict=True)]

    before, after = section("Kafka", "快", "重", "日志"), section("Redis", "快", "贵", "缓存")
    assert fates(before, after) == ["new"] * 3


def test_a_meaning_replaced_below_a_renamed_heading_leaves_the_term_its_note() -> None:
    then, now = origin("消息队列", "Kafka", "概念"), origin("消息队列", "Kafka", "术语")
    texts_ = {"消费者组": LONG, "位移": "消费者在分区里读到的那一条消息的编号"}
    before = [definition(term, text, then) for term, text in (*texts_.items(), ("分区", "甲"))]
    after = [definition(term, text, now) for term, text in (*texts_.items(), ("分区", "乙"))]
    assert fates(list(before), list(after)) == ["moved 0", "moved 1", "edited 2"]


def test_look_alikes_edited_apart_are_told_by_their_neighbours() -> None:
    def lines(end: str) -> list[Fact]:
        text = "读请求{}经过缓存层的时候由 "
        first, last = (
            statement(text.format(it), blank("代理"), f" 决定走向{end}", where=HERE)
            for it in "先再"
        )
        return [first, statement("和别的都不一样 ", blank("答"), where=HERE), last]

    assert fates(lines("甲"), lines("的乙")) == ["edited 0", "unchanged 1", "edited 2"]


def test_answers_of_look_alikes_reworded_at_once_stay_with_their_questions() -> None:
    def lines(answer: str) -> list[Fact]:
        where = replace(HERE, rule="explicit_cloze")
        return [
            statement(f"参数{it}默认由 ", blank(answer), " 决定", where=where) for it in "甲乙丙丁"
        ]

    before, after = lines("集群的协调者进程"), lines("集群里面的协调者的进程")
    assert fates(before, after) == ["edited 0", "edited 1", "edited 2", "edited 3"]


def test_many_lines_of_the_same_few_words_are_known_in_another_script() -> None:
    """No word of them is rare, so that likeness finds nothing."""
    pairs = ("讀寫", "緩數", "變換", "開關", "異同", "塊頁", "樹圖")
    choices = product(*(tuple(pair) for pair in pairs))
    lines = ["、".join(choice) for choice in choices]
    before = [definition(f"詞{line}", f"釋義是{line}", HERE) for line in lines]
    after = [definition(fold(f"詞{line}"), fold(f"釋義是{line}"), HERE) for line in lines]
    assert fates(list(before), list(after)) == [f"edited {place}" for place in range(len(lines))]


def test_a_block_id_outlasts_every_other_change() -> None:
    before = definition("分区", "甲", replace(HERE, anchor="part"))
    after = statement("彻底 ", blank("重写"), where=origin("别处", anchor="part", rule="highlight"))
    assert fates([before], [after]) == ["edited 0"]


def test_a_block_id_moves_to_another_source_with_its_term() -> None:
    before = definition("分区", "甲", replace(HERE, anchor="part"))
    after = definition("分区", "乙", origin("别处", path="other.md", anchor="part"))
    assert fates([before], [after]) == ["edited 0"]


def test_a_block_id_outlasts_a_move_with_an_edit_if_an_answer_goes_on() -> None:
    where = replace(origin("消息队列", "Kafka"), anchor="isr")
    there = origin("中间件", path="other.md", anchor="isr")
    before = statement("副本集合由 ", blank("leader"), " 维护", where=where)
    after = statement("谁掉队、谁跟上，都归 ", blank("leader"), " 管", where=there)
    other = statement("谁掉队、谁跟上，都归 ", blank("controller"), " 管", where=there)
    assert fates([before], [after]) == ["edited 0"]
    assert fates([before], [other]) == ["new"]


def test_a_block_id_copied_to_a_second_line_is_not_taken_at_its_word() -> None:
    before = definition("分区", LONG, replace(HERE, anchor="part"))
    copy = definition("副本", "分区的拷贝", replace(HERE, anchor="part"))
    assert fates([before], [copy, before]) == ["new", "unchanged 0"]


def test_the_rows_of_a_table_with_a_block_id_are_told_apart_by_their_names() -> None:
    before = comparison(["A", "B"], {"顺序": ["甲", "乙"], "协议": ["丙", "丁"]})
    after = comparison(["A", "B"], {"协议": ["戊", "己"], "顺序": ["庚", "辛"]})
    before = replace(before, origin=replace(HERE, anchor="table"))
    after = replace(after, origin=origin("换了标题", anchor="table"))
    assert fates([before], [after]) == ["edited 1", "edited 0"]


def test_the_same_block_id_and_rows_in_two_sources_stay_apart() -> None:
    def tables(cell: str, heading: str) -> list[Fact]:
        rows = {"顺序": [cell, "乙"], "协议": ["丙", cell]}
        return [
            comparison(["A", "B"], rows, where=origin(path, heading, path=path, anchor="table"))
            for path in ("a.md", "b.md")
        ]

    expected = [f"edited {place}" for place in range(4)]
    assert fates(tables("甲", "旧标题"), tables("戊", "新标题")) == expected


def test_the_same_short_notes_in_many_places_all_stay_where_they_are() -> None:
    facts: list[Fact] = [
        definition("优点", meaning, origin(source, heading, path=f"{source}.md"))
        for source in ("mq", "db")
        for heading in ("Kafka", "Redis")
        for meaning in ("快", "稳")
    ]
    assert fates(facts, facts) == [f"unchanged {place}" for place in range(8)]


def test_a_note_that_moved_away_is_not_found_again_in_what_resembles_it() -> None:
    before = statement("每个分区内的消息是 ", blank("有序"), " 的")
    alike = statement("同一个分区内的消息是 ", blank("有序"), " 的")
    moved = replace(before, origin=origin("消息队列", "别处", rule="explicit_cloze"))
    assert fates([before], [alike, moved]) == ["new", "moved 0"]


def test_one_term_with_two_new_meanings_is_in_doubt() -> None:
    before = definition("分区", "日志的一段", HERE)
    after = [definition("分区", "甲", HERE), definition("分区", "乙", HERE)]
    assert fates([before], list(after)) == ["new", "new"]


def test_rows_of_a_table_follow_their_names() -> None:
    before = comparison(["A", "B"], {"顺序": ["甲", "乙"], "协议": ["丙", "丁"]})
    after = comparison(["B", "A", "C"], {"协议": ["丁", "丙改", "己"], "顺序": ["乙", "甲", "戊"]})
    assert fates([before], [after]) == ["edited 1", "edited 0"]


def test_a_note_that_left_comes_back_as_itself() -> None:
    facts = [definition("消费者组", LONG, HERE), definition("分区", "甲", HERE)]
    notes, ledger = built(facts)
    _, without = built(facts[1:], ledger, 1_700_000_000)
    assert without.notes[notes[0].guid].retired == 1_700_000_000
    back, again = built(facts, without, 1_800_000_000)
    assert [note.guid for note in back] == [note.guid for note in notes]
    assert [note.mod for note in back] == [1_800_000_000, notes[1].mod]
    assert again.notes[notes[0].guid].retired is None


def test_the_time_of_retirement_is_kept() -> None:
    facts = [definition("消费者组", LONG, HERE)]
    (note,), ledger = built(facts)
    _, once = built([], ledger, 1_700_000_000)
    _, twice = built([], once, 1_800_000_000)
    assert once == twice
    assert twice.notes[note.guid].retired == 1_700_000_000


def test_the_first_content_again_after_an_edit_is_a_second_note() -> None:
    """Its GUID is taken by the note that has been edited since."""
    first, edited = definition("分区", "甲", HERE), definition("分区", "乙", HERE)
    _, ledger = built([first])
    (note,), ledger = built([edited], ledger)
    again = replace(first, origin=origin("消息队列", "Kafka", "概念", rule="question"))
    both, _ = built([edited, again], ledger)
    assert both[0].guid == note.guid
    assert both[1].guid != note.guid


def test_without_a_ledger_the_same_notes_get_the_same_guids() -> None:
    once, again = identified(ONE_OF_EACH), identified(ONE_OF_EACH)
    assert [it.guid for it in once.notes] == [it.guid for it in again.notes]
    assert [it.numbers for it in once.notes] == [it.numbers for it in again.notes]


def test_a_long_text_said_twice_is_one_note_that_names_both_places() -> None:
    there = origin("中间件", path="other.md")
    (note,) = identified(
        [definition("消费者组", LONG, HERE), definition("消费者组", LONG, there)]
    ).notes
    assert note.draft.span == HERE.span
    assert note.draft.also == (there.span,)


def test_a_copy_in_an_earlier_source_does_not_move_the_note() -> None:
    original = definition("消费者组", LONG, HERE)
    copy = definition("消费者组", LONG, origin("抄写", path="a.md"))
    _, ledger = built([original])
    (note,) = identify(drafts_of([copy, original]), ledger).notes
    assert note.state == "unchanged"
    assert note.draft.also == (copy.origin.span,)


def test_a_short_text_below_two_headings_is_two_notes() -> None:
    kafka, redis = origin("Kafka"), origin("Redis")
    notes = identified([definition("优点", "快", kafka), definition("优点", "快", redis)]).notes
    assert len({note.guid for note in notes}) == 2


def test_a_fact_with_nothing_to_hide_is_reported_and_gives_no_note() -> None:
    found = identified([statement("空的", blank(" ")), definition("分区", "甲", HERE)])
    assert len(found.notes) == 1
    assert [(it.code, it.span.line) for it in found.diagnostics] == [("empty_cloze", 1)]
    assert len(found.ledger.notes) == 1


def test_more_holes_than_anki_has_numbers_are_reported() -> None:
    items = texts(*(f"第{place}项" for place in range(501)))
    found = identified([Listing(HERE, text("很长的单子"), items)])
    assert [it.code for it in found.diagnostics] == ["too_many_clozes"] * 2
    assert len([it for it in found.notes[0].numbers if it]) == 499


EDITS = st.sampled_from(["消费者组", "分区", "副本", "主题", "偏移量", "控制器"])
FACTS = st.lists(
    st.one_of(
        st.builds(
            lambda term, meaning, crumb: definition(term, meaning, origin("消息队列", crumb)),
            EDITS,
            st.sampled_from(["甲", "乙", LONG]),
            st.sampled_from(["Kafka", "Redis"]),
        ),
        st.builds(
            lambda one, other: statement("关于", blank(one), "与", blank(other, 3), "的话"),
            EDITS,
            EDITS,
        ),
        st.builds(
            lambda names, cells: comparison(names, {"顺序": cells}),
            st.permutations(["A", "B", "C"]),
            st.lists(st.sampled_from(["甲", "乙", None]), min_size=3, max_size=3),
        ),
        st.builds(lambda short: Abbreviation(origin("缩写"), short, short * 2), EDITS),
    ),
    max_size=8,
)


def numbered(notes: tuple[Identified, ...]) -> set[tuple[str, int]]:
    return {(note.guid, number) for note in notes for number in note.numbers if number}


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_no_edit_ever_doubles_a_guid_or_loses_a_number(builds: list[list[Fact]]) -> None:
    ledger = Ledger()
    for now, facts in enumerate(builds, 1_600_000_000):
        found = identify(drafts_of(facts), ledger)
        guids = [note.guid for note in found.notes]
        assert len(set(guids)) == len(guids)
        notes, after = built(facts, ledger, now)
        assert {it.number for record in after.notes.values() for it in record.clozes} <= set(
            range(1, 500)
        )
        for guid, record in ledger.notes.items():
            # Whatever happens to a note, its GUID, deck and numbers stay on record.
            kept = after.notes[guid]
            assert kept.deck == record.deck
            assert {it.number for it in record.clozes} <= {it.number for it in kept.clozes}
            assert kept.mod >= record.mod
        assert {note.guid for note in notes} == {
            guid for guid, record in after.notes.items() if record.retired is None
        }
        ledger = after


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_decides_nothing_once_they_are_known(
    facts: list[Fact], shuffler: object
) -> None:
    notes, ledger = built(facts)
    shuffled = sorted(facts, key=lambda _: shuffler.random())  # type: ignore[attr-defined]
    again = identify(drafts_of([*shuffled, *facts]), ledger)
    first = identify(drafts_of(facts), Ledger())
    assert numbered(again.notes) == numbered(first.notes)
    assert {note.guid for note in again.notes} == {note.guid for note in notes}


@pytest.mark.parametrize("asks", ["term", "meaning"])
def test_a_rule_that_asks_another_way_keeps_the_numbers_of_both_ways(
    asks: Literal["term", "meaning"],
) -> None:
    both = definition("分区", LONG, HERE)
    one: Definition = replace(both, asks=asks)
    _, ledger = built([both])
    (note,), ledger = built([one], ledger)
    assert [card.ordinal for card in note.cards] == [["term", "meaning"].index(asks)]
    (note,), _ = built([both], ledger)
    assert [card.ordinal for card in note.cards] == [0, 1]
