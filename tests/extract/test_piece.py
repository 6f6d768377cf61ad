"""What is asked for of a piece, and which pieces cannot stand as an answer."""

from __future__ import annotations

import pytest

from cribdeck.extract.piece import core, piece_objections
from cribdeck.extract.survey import survey
from cribdeck.extract.unit import Sentence
from tests.extract.cases import document_of


def sentence(text: str) -> Sentence:
    """Return `text`, one sentence, as a rule sees it."""
    (unit,) = survey(document_of(text), "").units
    (only,) = unit.sentences
    return only


def place(text: str, piece: str) -> tuple[Sentence, int, int]:
    """Return the sentence and where `piece` stands in it."""
    found = sentence(text)
    start = found.text.index(piece)
    return found, start, start + len(piece)


@pytest.mark.parametrize(
    ("text", "piece", "expected"),
    [
        ("副本太少会导致可用性下降了。", "会导致可用性下降了。", "导致可用性下降"),
        ("超时以后那么就可能会触发选举。", "那么就可能会触发选举", "触发选举"),
        ("这个参数叫做“最大批量”。", "“最大批量”。", "最大批量"),
        ("堆的上限由参数 -Xmx 决定。", " -Xmx ", "-Xmx"),
        ("分区会話保存在內存裡。", "会話保存在內存裡", "会話保存在內存裡"),
        ("When it fails, it will be restarted.", "it will be restarted.", "be restarted"),
    ],
)
def test_core_leaves_auxiliaries_and_marks_outside(text: str, piece: str, expected: str) -> None:
    found, start, end = place(text, piece)
    first, last = core(found, start, end)
    assert found.text[first:last] == expected


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("锁竞争造成的影响很大。", "的影响很大"),
        ("消费者根据位移表，读取消息。", "根据位移表"),
        ("节点收到请求之后，再转发出去。", "节点收到请求之后"),
        ("所有等待的进程，都会收到通知。消息", "等待的进程"),
        ("支持字符串、列表、集合三种类型。", "列表"),
        ("它能避免这个问题的出现。", "这个问题的出现"),
        ("操作（先读后写）要加锁。", "先读后写）要加锁"),
        ("结果是可以的，没有风险。", "可以"),
        ("分散流量，从而将风险降到最低。", "将风险降到最低"),
        ("请求转发给内部网络上真正进行处理的机器。", "内部网络上真正"),
        ("命令是 `SET key value` 的写法。", "key value"),
        ("The log is split into segments, indexes and snapshots.", "segments"),
    ],
)
def test_what_cannot_stand_alone_is_refused(text: str, piece: str) -> None:
    unit = survey(document_of(text), "").units[0]
    first = unit.sentences[0]
    start = first.text.index(piece)
    assert list(piece_objections(first, start, start + len(piece)))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("首领宕机后由控制器选出新的首领。", "选出新的首领"),
        ("消息总是追加写入，减少寻道的时间。", "减少寻道的时间"),
        ("数据保存在主从两个节点上。", "主从两个节点"),
        ("Reads need no lock because pages never change.", "pages never change"),
    ],
)
def test_a_constituent_is_accepted(text: str, piece: str) -> None:
    assert not list(piece_objections(*place(text, piece)))
