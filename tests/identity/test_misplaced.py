"""Edits that once moved a history to other knowledge, or lost one that was still there.

Each was found by editing real notes as people do, and is cut down to the lines that matter.
"""

from __future__ import annotations

import pytest

from cribdeck.facts.model import Contrast, Hole
from cribdeck.identity.draft import Draft
from cribdeck.identity.likeness import same_answer
from cribdeck.identity.numbers import Around, number_holes
from cribdeck.inline import Text
from tests.fact_samples import blank, drafts_of, origin
from tests.identity.editing import SAME, Builds, became

NODES = "# 分布式\n\n## 节点类型\n\n- 永久节点：{}\n- 临时节点：{}\n"
STAYS, GOES = "不会因为会话结束或者超时而消失", "如果会话结束或者超时就会消失"


def kept(*editions: str) -> set[str]:
    return {was for was in became(*editions).values() if was != "new"}


def test_terms_whose_alike_meanings_are_exchanged_are_learnt_anew() -> None:
    found = became(NODES.format(STAYS, GOES), NODES.format(GOES, STAYS))
    # The list of both names is still the same.
    assert {was for card, was in found.items() if not card.startswith("节点类型")} == {"new"}


def test_terms_that_differ_in_an_opposite_do_not_exchange_their_cards() -> None:
    note = (
        "# 负载均衡\n\n## 健康检查\n\n- {}探测：均衡器定时发起 TCP 连接或 HTTP 请求\n"
        "- {}探测：根据真实请求的失败次数判断好坏\n"
    )
    assert kept(note.format("主动", "被动"), note.format("被动", "主动")) == set()


def test_a_sentence_under_the_label_of_another_is_learnt_anew() -> None:
    sent = "发送前开启事务，如果消息没有被mq接收到则回滚事务，收到了则提交事务"
    stored = "消息持久化到磁盘才会通知生产者ack了"
    note = "# 消息队列\n\n## 生产者丢了\n\n- 事务机制：{}\n- confirm机制：{}\n"
    assert kept(note.format(sent, stored), note.format(stored, sent)) == set()


def test_what_was_asked_by_its_term_alone_is_learnt_anew_when_meanings_are_exchanged() -> None:
    note = "# Kafka\n\n## 核心概念\n\n- Offset：{}\n- Broker：{}\n"
    place = "消息在分区内的位置，单调递增，由集群里的服务器在写入日志的时候分配，之后不再改变"
    server = "集群里的一台服务器，存放若干个分区的数据，处理来自生产端与消费端的读写请求"
    before, after = note.format(place, server), note.format(server, place)
    assert kept(before, after) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不能通过js访问cookie", "能通过js访问cookie"),
        (
            "对变量的读不会看到其他线程的写入",
            "对变量的读会看到其他线程的写入",
        ),
        ("窗口内失败几次就算不可用，默认为 1", "窗口内失败几次就算不可用，默认为 3"),
        (
            "管理界面默认监听的端口是 8080，可以在配置里改",
            "管理界面默认监听的端口是 9090，可以在配置里改",
        ),
        ("同一节点连续命中，权重 5:1:1 时轮到它五次", "同一节点连续命中，权重 7:3:3 时轮到它五次"),
        (
            "复用同一条 TCP 连接的轻量双向会话，可以开很多",
            "复用同一条 QUIC 连接的轻量双向会话，可以开很多",
        ),
        (
            "only one process can use a resource at any time",
            "only one process cannot use a resource at any time",
        ),
    ],
)
def test_a_fact_put_right_in_a_longer_answer_is_another_answer(one: str, other: str) -> None:
    assert not same_answer(one, other)
    assert not same_answer(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "把分区副本放到两个节点上，一个写另一个只同步",
            "把分区副本放到2个节点上，一个写另一个只同步",
        ),
        (
            "用回调代替轮询，线程无需等待结果",
            "用回调代替轮询，线程无需等待结果。但不保证顺序，也不会重试",
        ),
        (
            "data goes to the cache first and to the store later",
            "data goes to the cache at first and to the store later",
        ),
    ],
)
def test_the_same_fact_in_other_words_stays_the_same_answer(one: str, other: str) -> None:
    assert same_answer(one, other)


def test_a_piece_that_still_stands_in_the_sentence_is_not_another_piece() -> None:
    _, before = number_holes((Hole("强一致性", "强一致性"),), ())
    now = (Hole("牺牲强一致性", "牺牲强一致性"),)
    sentence = "ACID 要求强一致性，而 BASE 通过牺牲强一致性来达到可用性"
    assert number_holes(now, before, Around(sentence=sentence))[0] == (2,)


def test_a_cell_that_changes_its_column_is_not_a_renamed_column() -> None:
    _, before = number_holes((Hole("udp", "支持一对一、一对多的交互通信"),), ())
    now = (Hole("tcp", "支持一对一、一对多的交互通信"),)
    assert number_holes(now, before, Around(columns=("tcp", "udp")))[0] == (2,)


def test_items_that_exchange_their_labels_are_learnt_anew() -> None:
    first = "发送数据：{}往leader分区写入数据，follower分区主动去同步"
    _, before = number_holes(
        [Hole(it, it) for it in (first.format("P"), "保存数据：集群对数据进行保存，落到磁盘")], ()
    )
    now = "保存数据：P往leader分区写入数据，follower分区主动去同步"
    assert number_holes([Hole(now, now)], before)[0] == (3,)


def contrast(**said: str) -> list[Draft]:
    where = origin("算法", "加权轮询", path="lb.md")
    claims = tuple((blank(name), Text(f"：{claim}")) for name, claim in said.items())
    return drafts_of([Contrast(where, claims)])


def test_which_one_is_learnt_anew_when_two_things_exchange_what_is_said_of_them() -> None:
    builds = Builds()
    builds.build(contrast(朴素="同一节点连续命中", 平滑="把高权重节点打散"))
    assert set(
        builds.build(contrast(朴素="把高权重节点打散", 平滑="同一节点连续命中")).values()
    ) == {"new"}


SHORT = "## gRPC\n\n### 特性\n\n- 数据层：分库分表\n"


def test_a_short_line_comes_along_with_two_headings_when_its_file_is_renamed() -> None:
    before = {"db.md": f"# 基础\n\n{SHORT}"}
    after = {"n1.md": f"# 新的标题\n\n{SHORT}"}
    assert set(became(before, after).values()) == {SAME}


def test_headings_and_lines_in_the_other_script_and_with_spaces_stay_what_they_are() -> None:
    before = "# MySQL笔记\n\n## 事务的区别\n\n- 数据层：分库分表\n- 应用层：无状态\n"
    after = "# MySQL 筆記\n\n## 事務的區別\n\n- 數據層：分庫分表\n- 應用層：無狀態\n"
    assert "new" not in became(before, after).values()
