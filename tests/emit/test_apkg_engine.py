"""What the learner's Anki does with our packages: asked of the real engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cribdeck.cards.notetype import Notetype
from cribdeck.cards.tags import tags
from cribdeck.emit.apkg import apkg
from cribdeck.facts.model import Comparison, Fact, Statement
from cribdeck.identity.stamp import stamp_notetype
from tests import anki_oracle
from tests.anki_oracle import cards, collection, counts, database, import_package
from tests.fact_samples import (
    LONG_AGO,
    ONE_OF_EACH,
    blank,
    built,
    comparison,
    definition,
    notetype,
    statement,
    text,
)

LATER = LONG_AGO + 86_400


def rebuilt(before: list[Fact], after: list[Fact]) -> tuple[bytes, bytes]:
    """Return the packages of two builds, a day apart."""
    old, ledger = built(before)
    new, _ = built(after, ledger, LATER)
    return apkg(old, notetype()), apkg(new, notetype())


def test_every_kind_of_note_imports_cleanly() -> None:
    notes, _ = built(ONE_OF_EACH)
    assert len(notes) == 14
    assert anki_oracle.problems_of_package(apkg(notes, notetype())) == []


def test_the_manifest_says_what_the_cards_say() -> None:
    notes, _ = built(ONE_OF_EACH)
    with collection() as col:
        import_package(col, apkg(notes, notetype()))
        found = cards(col)
        assert found.keys() == {(note.guid, it.ordinal) for note in notes for it in note.cards}
        for note in notes:
            for card in note.cards:
                shown = col.get_card(found[note.guid, card.ordinal])
                assert anki_oracle.hidden_by(shown) == card.answer
                assert "[...]" in card.question


def test_a_rebuild_without_change_leaves_every_note_alone() -> None:
    old, new = rebuilt(list(ONE_OF_EACH), list(ONE_OF_EACH))
    assert old == new
    with collection() as col:
        import_package(col, old)
        assert counts(import_package(col, new)) == {"duplicate": 14}


def test_an_edited_note_updates_that_note_alone_and_keeps_its_reviews() -> None:
    before = list(ONE_OF_EACH)
    after = [definition("消费者组", "一组共同消费同一个主题的消费者"), *before[1:]]
    old, new = rebuilt(before, after)
    assert anki_oracle.problems_of_upgrade(old, old) == []
    with collection() as col:
        import_package(col, old)
        anki_oracle.review(col, list(cards(col).values()))
        assert counts(import_package(col, new)) == {"updated": 1, "duplicate": 13}
        assert set(database(col).list("select reps from cards")) == {1}
        fields = database(col).list("select flds from notes where flds like '%同一个主题%'")
        assert len(fields) == 1


def test_the_learners_own_edit_and_tags_survive_a_rebuild_that_changes_other_notes() -> None:
    before = list(ONE_OF_EACH)
    sentence = before[9]
    assert isinstance(sentence, Statement)
    after = [*before[:9], replace(sentence, lead_in=text("换一句引子。")), *before[10:]]
    old, new = rebuilt(before, after)
    with collection() as col:
        import_package(col, old)
        guid = built(before)[0][0].guid
        note = col.get_note(database(col).scalar("select id from notes where guid = ?", guid))
        note["Text"] += "（我的补充）"
        note.tags.append("mine")
        col.update_note(note)
        assert counts(import_package(col, new)) == {"updated": 1, "duplicate": 13}
        note.load()
        assert "（我的补充）" in note["Text"]
        assert "mine" in note.tags


def test_a_row_and_a_column_added_to_a_table_cost_no_review() -> None:
    def table(entities: list[str], rows: dict[str, list[str | None]]) -> Comparison:
        return comparison(entities, rows)

    before = table(["Kafka", "RabbitMQ"], {"顺序": ["分区内", "队列内"], "协议": ["自有", "AMQP"]})
    after = table(
        ["RocketMQ", "Kafka", "RabbitMQ"],
        {
            "吞吐量": ["十万级", "百万级", "万级"],
            "协议": ["自有协议", "自有", "AMQP"],
            "顺序": ["队列内有序", "分区内", "队列内"],
        },
    )
    assert anki_oracle.problems_of_upgrade(*rebuilt([before], [after])) == []


def test_a_new_cloze_in_front_takes_no_history_from_those_behind_it() -> None:
    before = statement("心脏的", blank("左心室"), "把血泵入", blank("主动脉"), "，不经过肺")
    after = statement(
        *("心脏的", blank("左心室"), "经", blank("二尖瓣"), "进血，再泵入", blank("主动脉")),
        "，不经过肺",
    )
    old, new = rebuilt([before], [after])
    assert anki_oracle.problems_of_upgrade(old, new) == []
    with collection() as col:
        import_package(col, old)
        assert counts(import_package(col, new)) == {"updated": 1}
        assert len(cards(col)) == 3


def test_a_note_stays_in_the_deck_it_was_first_put_in() -> None:
    """Anki would not move the cards of a note that exists: so the ledger keeps its deck."""
    notes, ledger = built(ONE_OF_EACH)
    moved, _ = built([*ONE_OF_EACH, definition("新的", "条目")], ledger, LATER, deck="Elsewhere")
    assert [note.deck for note in moved] == ["Cribdeck"] * 14 + ["Elsewhere"]
    elsewhere = [replace(note, mod=LATER, deck="Elsewhere") for note in moved[:14]]
    with collection() as col:
        import_package(col, apkg(notes, notetype()))
        import_package(col, apkg(elsewhere, notetype()))
        decks = {it.id: it.name for it in col.decks.all_names_and_ids()}
        used = {decks[it] for it in database(col).list("select distinct did from cards")}
        assert used == {"Cribdeck"}


def test_deck_names_descriptions_and_tags_arrive_as_they_were_meant() -> None:
    notes, _ = built(ONE_OF_EACH[:2])
    ours = tags(["消息队列/01 Kafka_入门.md"], ["面试", "C++", "a:b", "“引号”", "#x/y", "<b>&c"])
    renamed = (
        replace(notes[0], deck="笔记::消息队列", tags=ours),
        replace(notes[1], deck="笔记::网络", tags=()),
    )
    package = apkg(renamed, notetype(), "先在一台设备上导入，再同步。")
    assert anki_oracle.problems_of_package(package) == []
    with collection() as col:
        import_package(col, package)
        names = {it.name: it.id for it in col.decks.all_names_and_ids()}
        assert names.keys() == {"Default", "笔记", "笔记::消息队列", "笔记::网络"}
        deck = col.decks.by_name("笔记")
        assert deck is not None
        assert deck["desc"] == "先在一台设备上导入，再同步。"
        found = database(col).list("select tags from notes order by tags")
        assert [set(it.split()) for it in found] == [set(), set(ours)]


def test_a_new_look_reaches_the_learner_without_a_full_sync() -> None:
    notes, ledger = built(ONE_OF_EACH)
    plain = notetype()
    first, ledger = stamp_notetype(1, plain.content, ledger, LONG_AGO)
    again, ledger = stamp_notetype(1, plain.content, ledger, LATER)
    blue = replace(plain, css=plain.css + ".card { color: blue }")
    newer, _ = stamp_notetype(1, blue.content, ledger, LATER)
    assert (first, again, newer) == (LONG_AGO, LONG_AGO, LATER)
    old, new = apkg(notes, replace(plain, mod=first)), apkg(notes, replace(blue, mod=newer))
    assert anki_oracle.problems_of_upgrade(old, new) == []
    with collection() as col:
        import_package(col, old)
        import_package(col, new)
        shipped = col.models.by_name("Cribdeck")
        assert shipped is not None
        assert "blue" in shipped["css"]


def test_packages_of_two_builds_on_two_devices_hold_the_same_note_and_card_ids() -> None:
    old, new = rebuilt(list(ONE_OF_EACH[1:]), list(ONE_OF_EACH))
    found = []
    for package in (old, new):
        with collection() as col:
            import_package(col, package)
            rows = database(col).execute("select id, nid, ord from cards")
            found.append({tuple(row) for row in rows})
    assert found[0] < found[1]


@pytest.mark.parametrize("package", ["with", "without"])
def test_media_that_a_note_mentions_is_imported(package: str) -> None:
    notes, _ = built(ONE_OF_EACH[:1])
    with_picture = replace(
        notes[0], fields=(f'{notes[0].fields[0]}<img src="a-1f.png">', *notes[0].fields[1:])
    )
    media = {"a-1f.png": b"not really a picture"} if package == "with" else {}
    problems = anki_oracle.problems_of_package(apkg([with_picture], notetype(), media=media))
    assert problems == ([] if package == "with" else ["media missing: a-1f.png"])


def test_the_oracle_itself_sees_what_is_wrong() -> None:
    """A judge that never complains proves nothing."""
    notes, _ = built(ONE_OF_EACH[:2])
    broken = replace(notes[0], fields=("no cloze at all", *notes[0].fields[1:]))
    assert anki_oracle.problems_of_package(apkg([broken, notes[1]], notetype()))
    bare = Notetype("{{cloze:Text}}", "{{cloze:Text}}", "", LONG_AGO)
    leaking = replace(notes[0], fields=("{{c1::a}}}} {{c2::", *notes[0].fields[1:]))
    assert anki_oracle.problems_of_package(apkg([leaking], bare))
    swapped = replace(
        notes[0],
        mod=LATER,
        fields=("{{c2::消费者组}}：{{c1::一组}}", *notes[0].fields[1:]),
    )
    old, new = apkg(notes, notetype()), apkg([swapped], notetype())
    assert anki_oracle.problems_of_upgrade(old, new)
