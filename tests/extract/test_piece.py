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
        ("日志只能追加，所以又叫追加日志。", "叫追加日志", "追加日志"),
        ("写入变慢，因为要等待副本。", "写入变慢，因为要等待副本", "写入变慢"),
        ("It keeps hot pages, e.g. an index.", "hot pages, e.g. an index", "hot pages"),
        ("It skips the lock as it is slow.", "the lock as it is slow", "the lock"),
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
        ("代理对应用程序透明。", "用程序透明"),
        ("报文的类型分为下列几种，见标准。", "下列几种"),
        ("由于历史原因，端口沿用至今。", "历史原因"),
        ("写入时，有时希望立刻收到确认。", "有时希望立刻收到确认"),
        ("缺点是会阻塞线程，导致吞吐下降。", "缺点是会阻塞线程"),
        ("要先确认，1.保留副本才能重发。", "1.保留副本"),
        ("支持一对一，一对多，多对多的消息。", "一对一"),
        ("The relay uses Raft. voting takes a majority.", "Raft. voting"),
        ("索引必须足够小，不然放不进内存。", "足够小"),
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
