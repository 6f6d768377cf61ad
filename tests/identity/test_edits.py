"""Edits that a learner's history survives: notes before, notes after, which card was which."""

from __future__ import annotations

from typing import Final, TypeAlias

import pytest

from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from tests.identity.editing import SAME, Builds, Sources, became, drafts_in, learnt

Edit: TypeAlias = tuple[Sources, Sources, dict[str, str]]

TOP = "# MQ\n\n## 概念\n"
PARTITION = "- 分区：主题的一段有序日志，是并行的单位。\n"
REPLICA = "- 副本：分区在其他机器上的一份拷贝，用来容错。\n"
MEANING = "分区 → 主题的一段有序日志，是并行的单位"
COPY = "副本 → 分区在其他机器上的一份拷贝，用来容错"
GROUP = "- 消费者组：一组共同消费主题的消费者，一个分区只分给其中一个。\n"
GROUP_MEANING = "消费者组 → 一组共同消费主题的消费者，一个分区只分给其中一个"
ACKS = "- acks=1 时由 ==leader== 确认写入\n- acks=0 时由 ==无人== 确认写入\n"
ROLES = "消息队列的作用有：\n- 异步\n- 解耦\n- 削峰\n- 广播\n"

EDITS: Final[dict[str, Edit]] = {
    "a slip": (
        TOP + "- 副本：分区在其他机器上的一份拷呗，用来容错。\n",
        TOP + REPLICA,
        {COPY: "副本 → 分区在其他机器上的一份拷呗，用来容错"},
    ),
    "another wording": (
        TOP + PARTITION + REPLICA,
        TOP + "- 分区：主题里的一段有序的日志，也是并行的单位。\n" + REPLICA,
        {"分区 → 主题里的一段有序的日志，也是并行的单位": MEANING, COPY: SAME},
    ),
    "another opening of a sentence": (
        TOP + "- 在生产环境中，热点键可以在 ==应用进程内== 再放一层短时间的副本。\n",
        TOP + "- 通常来说，热点键可以在 ==应用进程内== 再放一层短时间的副本。\n",
        {
            "通常来说，热点键可以在 应用进程内 再放一层短时间的副本。 → 应用进程内": (
                "在生产环境中，热点键可以在 应用进程内 再放一层短时间的副本。 → 应用进程内"
            )
        },
    ),
    "lines in another order": (
        TOP + PARTITION + REPLICA + ACKS,
        TOP + ACKS + REPLICA + PARTITION,
        {MEANING: SAME, COPY: SAME, "acks=1 时由 leader 确认写入 → leader": SAME},
    ),
    "moved to another source": (
        {"a.md": TOP + PARTITION + REPLICA, "b.md": "# B\n\n## X\n" + ACKS},
        {"a.md": TOP + REPLICA, "b.md": "# B\n\n## X\n" + ACKS + PARTITION},
        {MEANING: SAME, COPY: SAME},
    ),
    "moved to another source and edited": (
        {"a.md": TOP + PARTITION + REPLICA, "b.md": "# B\n\n## X\n" + ACKS},
        {
            "a.md": TOP + REPLICA,
            "b.md": "# B\n\n## X\n- 分区：主题的一段有序的日志，是并行读写的单位。\n" + ACKS,
        },
        {"分区 → 主题的一段有序的日志，是并行读写的单位": MEANING, "分区 / term → 分区": SAME},
    ),
    "a short term moved to another source": (
        {"a.md": TOP + "- ISR：同步副本集合。\n" + REPLICA, "b.md": "# B\n\n## X\n" + ACKS},
        {"a.md": TOP + REPLICA, "b.md": "# B\n\n## X\n- ISR：同步副本集合。\n" + ACKS},
        {"ISR → 同步副本集合": SAME},
    ),
    "a source renamed, lines in it edited": (
        {"a.md": TOP + PARTITION + REPLICA + "- ISR：同步副本集合。\n"},
        {
            "kafka.md": "# Kafka\n\n## 概念\n"
            + PARTITION.replace("一段", "一段连续的")
            + REPLICA
            + "- ISR：同步副本集合。\n"
        },
        {
            "分区 → 主题的一段连续的有序日志，是并行的单位": MEANING,
            COPY: SAME,
            "ISR → 同步副本集合": SAME,
        },
    ),
    "a heading renamed, every line below it edited": (
        TOP + PARTITION + REPLICA,
        TOP.replace("概念", "基础")
        + PARTITION.replace("有序日志", "有序的日志")
        + REPLICA.replace("其他", "另一台"),
        {
            "分区 → 主题的一段有序的日志，是并行的单位": MEANING,
            "副本 → 分区在另一台机器上的一份拷贝，用来容错": COPY,
        },
    ),
    "a meaning rewritten under a renamed heading": (
        TOP + REPLICA + ACKS + "- ISR：同步副本集合。\n",
        TOP.replace("概念", "基础") + REPLICA + ACKS + "- ISR：跟得上的那些。\n",
        {COPY: SAME, "ISR → 跟得上的那些": "new"},
    ),
    "a section split": (
        TOP + PARTITION + REPLICA + "- ISR：同步副本集合。\n- LEO：下一条偏移。\n",
        "# MQ\n\n## 存储\n"
        + PARTITION
        + "## 复制\n"
        + REPLICA
        + "- ISR：同步副本集合。\n- LEO：下一条偏移。\n",
        {MEANING: SAME, COPY: SAME, "ISR → 同步副本集合": SAME, "LEO → 下一条偏移": SAME},
    ),
    "a list split": (
        "# MQ\n\n" + ROLES,
        "# MQ\n\n消息队列的作用有：\n- 异步\n- 解耦\n\n消息队列的其他作用有：\n- 削峰\n- 广播\n",
        {"消息队列的作用 → 异步": SAME, "消息队列的作用 → 解耦": SAME},
    ),
    "two lists merged": (
        "# MQ\n\n消息队列的作用有：\n- 异步\n- 解耦\n\n消息队列的其他作用有：\n- 削峰\n- 广播\n",
        "# MQ\n\n" + ROLES,
        {"消息队列的作用 → 异步": SAME, "消息队列的作用 → 解耦": SAME},
    ),
    "a line said twice": (
        TOP + GROUP,
        TOP + GROUP + "\n## 复习\n" + GROUP,
        {GROUP_MEANING: SAME},
    ),
    "a line no longer said twice": (
        TOP + GROUP + "\n## 复习\n" + GROUP,
        "# MQ\n\n## 复习\n" + GROUP,
        {GROUP_MEANING: SAME},
    ),
    "simplified characters become traditional": (
        TOP + REPLICA + "- 消费者由 ==协调者== 选出\n",
        TOP + "- 副本：分區在其他機器上的一份拷貝，用來容錯。\n- 消費者由 ==協調者== 選出\n",
        {
            "副本 → 分區在其他機器上的一份拷貝，用來容錯": COPY,
            "消費者由 協調者 選出 → 協調者": "消费者由 协调者 选出 → 协调者",
        },
    ),
    "width and punctuation": (
        TOP + "- ISR：与 leader 保持同步的副本集合。\n",
        TOP + "- ISR: 与leader保持同步的副本集合\n",
        {"ISR → 与leader保持同步的副本集合": "ISR → 与 leader 保持同步的副本集合"},
    ),
    "bold added": (
        TOP + "Kafka 默认端口是 9092。\n",
        TOP + "Kafka 默认端口是 **9092**。\n",
        {"Kafka 默认端口是 9092。 → 9092": SAME},
    ),
    "a highlight added to a cloze of ours": (
        TOP + "Kafka 默认端口是 9092。\n",
        TOP + "==Kafka== 默认端口是 ==9092==。\n",
        {
            "Kafka 默认端口是 9092。 → 9092": SAME,
            "Kafka 默认端口是 9092。 → Kafka": "new",
        },
    ),
    "a highlight dropped": (
        TOP + "==Kafka== 默认端口是 ==9092==。\n",
        TOP + "Kafka 默认端口是 9092。\n",
        {"Kafka 默认端口是 9092。 → 9092": SAME},
    ),
    "a definition becomes a question": (
        TOP + REPLICA,
        "# MQ\n\n## 什么是副本？\n分区在其他机器上的一份拷贝，用来容错。\n",
        {"什么是副本？ / answer → 分区在其他机器上的一份拷贝，用来容错。": COPY},
    ),
    "a question becomes a definition": (
        "# MQ\n\n## 什么是副本？\n分区在其他机器上的一份拷贝，用来容错。\n",
        TOP + REPLICA,
        {COPY: "什么是副本？ / answer → 分区在其他机器上的一份拷贝，用来容错。"},
    ),
    "a list becomes prose": (
        "# MQ\n\n" + ROLES,
        "# MQ\n\n消息队列的作用有 ==异步== 、 ==解耦== 、 ==削峰== 、 ==广播== 。\n",
        {
            "消息队列的作用有 异步 、 解耦 、 削峰 、 广播 。 → 解耦": "消息队列的作用 → 解耦",
            "消息队列的作用有 异步 、 解耦 、 削峰 、 广播 。 → 广播": "消息队列的作用 → 广播",
        },
    ),
    "prose becomes a list": (
        "# MQ\n\n消息队列的作用有 ==异步== 、 ==解耦== 、 ==削峰== 、 ==广播== 。\n",
        "# MQ\n\n" + ROLES,
        {
            "消息队列的作用 → 异步": "消息队列的作用有 异步 、 解耦 、 削峰 、 广播 。 → 异步",
            "消息队列的作用 → 削峰": "消息队列的作用有 异步 、 解耦 、 削峰 、 广播 。 → 削峰",
        },
    ),
    "a long term renamed": (
        TOP + REPLICA,
        TOP + REPLICA.replace("副本", "Replica"),
        {"Replica → 分区在其他机器上的一份拷贝，用来容错": COPY, "Replica / term → Replica": "new"},
    ),
    "a look-alike deleted": (
        TOP + ACKS,
        TOP + "- acks=1 时由 ==leader== 确认写入\n",
        {"acks=1 时由 leader 确认写入 → leader": SAME},
    ),
    "a look-alike deleted, the other edited": (
        TOP + ACKS,
        TOP + "- acks=1 时由 ==leader== 确认写入即可\n",
        {"acks=1 时由 leader 确认写入即可 → leader": "acks=1 时由 leader 确认写入 → leader"},
    ),
    "two look-alikes edited": (
        TOP + ACKS,
        TOP + ACKS.replace("确认", "来确认"),
        {
            "acks=1 时由 leader 来确认写入 → leader": "acks=1 时由 leader 确认写入 → leader",
            "acks=0 时由 无人 来确认写入 → 无人": "acks=0 时由 无人 确认写入 → 无人",
        },
    ),
    "clozes added, moved and reworded": (
        TOP + "- 生产者发到 ==交换机== ，再按 ==路由键== 进入 ==队列==\n",
        TOP + "- 生产者把 ==消息== 发到 ==交换机== ，再进入 ==队列== ，按 ==绑定的路由键==\n",
        {
            f"{line} → {new}": was
            for line in ("生产者把 消息 发到 交换机 ，再进入 队列 ，按 绑定的路由键",)
            for new, was in {
                "消息": "new",
                "交换机": "生产者发到 交换机 ，再按 路由键 进入 队列 → 交换机",
                "绑定的路由键": "生产者发到 交换机 ，再按 路由键 进入 队列 → 路由键",
                "队列": "生产者发到 交换机 ，再按 路由键 进入 队列 → 队列",
            }.items()
        },
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_cards_keep_their_history_through(name: str) -> None:
    before, after, expected = EDITS[name]
    found = became(before, after)
    assert {card: found.get(card) for card in expected} == expected


@pytest.mark.parametrize("name", EDITS)
def test_a_second_build_finds_nothing_changed_after(name: str) -> None:
    before, after, _ = EDITS[name]
    builds = Builds()
    for sources in (before, after):
        builds.build(drafts_in(sources))
    ledger = builds.ledger
    again = identify(drafts_in(after), ledger)
    assert {note.state for note in again.notes} == {"unchanged"}
    assert again.diagnostics == ()
    assert learnt(again, Ledger()) == ledger or learnt(again, ledger) == ledger


@pytest.mark.parametrize("name", EDITS)
def test_what_was_taken_back_is_as_it_was(name: str) -> None:
    """Cards that were there all along, and those that came back, have their history."""
    before, after, _ = EDITS[name]
    builds = Builds()
    first = builds.build(drafts_in(before))
    numbers = set(builds.asked)
    builds.build(drafts_in(after))
    builds.build(drafts_in(before))
    assert builds.found is not None
    back = {(note.guid, number) for note in builds.found.notes for number in note.numbers if number}
    assert len(back & numbers) >= len(first) / 2


def test_a_note_that_left_comes_back_a_little_edited() -> None:
    line = "- 生产者确认机制由 ==broker== 保证消息不会丢失\n"
    edited = "生产者的确认机制由 broker 保证消息不会丢失 → broker"
    found = became(TOP + ACKS + line, TOP + ACKS, TOP + ACKS + line.replace("者", "者的"))
    assert found[edited] == "生产者确认机制由 broker 保证消息不会丢失 → broker"


def test_short_notes_come_back_elsewhere_with_their_section() -> None:
    lines = "- ISR：同步副本集合。\n- LEO：下一条偏移。\n- 优点：实现起来快。\n"
    there = {"a.md": TOP + ACKS, "b.md": "# B\n\n## 别处\n" + lines}
    found = became({"a.md": TOP + ACKS + lines}, {"a.md": TOP + ACKS}, there)
    assert {card: found[card] for card in ("ISR → 同步副本集合", "LEO → 下一条偏移")} == {
        "ISR → 同步副本集合": SAME,
        "LEO → 下一条偏移": SAME,
    }


def test_an_answer_that_comes_back_gets_its_number_back() -> None:
    three = TOP + "- 生产者发到 ==交换机== ，再按 ==路由键== 进入 ==队列==\n"
    two = three.replace("==路由键==", "路由键")
    builds = Builds()
    first = builds.build(drafts_in(three))
    numbers = dict(builds.asked)
    builds.build(drafts_in(two))
    back = builds.build(drafts_in(three))
    assert set(first) == set(back)
    assert builds.asked == numbers
