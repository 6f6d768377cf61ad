"""A row of a comparison hides the cells that tell the one it asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cribdeck.cards.compose import compose
from cribdeck.cards.telling import tell_each_other
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from tests.fact_samples import TEMPLATES, comparison, drafts_of


@pytest.mark.parametrize(
    "cells",
    [
        ("明文", "ServerHello 之后都已加密"),
        ("多个可以共存", "只许一个"),
        ("由客户端发起", "由服务端发起"),
        ("持久化后不易丢", "更容易丢"),
        ("可以没有", "必须有"),
        ("低", "高，依赖消息队列"),
        ("最低，双向都经过它", "居中，有封装开销", "看网卡"),
        ("同步", "半同步", "异步"),
        ("端口", "端口"),
        ("仍在", "不在"),
        ("用空间换时间", "用时间换空间"),
        ("locks", "never locks"),
    ],
    ids=" | ".join,
)
def test_cells_that_tell_each_other(cells: tuple[str, ...]) -> None:
    assert tell_each_other(cells)
    assert tell_each_other(cells[::-1])


@pytest.mark.parametrize(
    "cells",
    [
        ("多叉平衡树", "散列桶", "倒排索引"),
        ("8 字节", "20 字节"),
        ("普通 SELECT", "加锁的 SELECT"),
        ("不看路由键", "按消息头匹配"),
        ("大量定时器耗 CPU", "小对象浪费内存"),
        ("只由主节点写", "由任一节点写"),
        ("Java，Apache 基金会", "Go，CNCF"),
        ("一种",),
        (),
    ],
    ids=" | ".join,
)
def test_cells_that_do_not(cells: tuple[str, ...]) -> None:
    assert not tell_each_other(cells)


def test_a_record_shows_what_is_not_asked_of_it_but_no_dash() -> None:
    table = comparison(["===", "=="], {"比较": ["<=>", "值"], "类型": ["要同", "—"]}, "record")
    asked = replace(table, cells=(table.cells[0], (None, None)), written=table.cells)
    notes, problems = compose(identify(drafts_of([asked]), Ledger()).notes, TEMPLATES.render)
    assert not problems
    assert [note.cards[0].question for note in notes] == [
        "===\n比较：[...]\n类型：要同",
        "==\n比较：[...]",
    ]


def test_a_cell_that_is_never_asked_for_is_hidden_with_the_others() -> None:
    table = comparison(["主流", "旁路"], {"数据": ["明文", "加密后再发"]})
    asked = replace(table, cells=((table.cells[0][0], None),), written=table.cells)
    (note,), problems = compose(identify(drafts_of([asked]), Ledger()).notes, TEMPLATES.render)
    assert not problems
    assert [card.question for card in note.cards] == ["数据\n主流：[...]\n旁路：…"]
    assert '<td class="beside">加密后再发</td>' in note.fields[0]


def test_such_a_row_hides_its_other_cells_and_another_row_does_not() -> None:
    table = comparison(
        ["主流", "旁路"], {"数据": ["明文", "加密后再发"], "结构": ["散列桶", "多叉平衡树"]}
    )
    notes, problems = compose(identify(drafts_of([table]), Ledger()).notes, TEMPLATES.render)
    assert not problems
    assert [note.cards[0].question for note in notes] == [
        "数据\n主流：[...]\n旁路：…",
        "结构\n主流：[...]\n旁路：多叉平衡树",
    ]
    assert ["others-hidden" in note.fields[0] for note in notes] == [True, False]
