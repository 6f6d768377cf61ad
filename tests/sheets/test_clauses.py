from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.facts.model import Passage
from cribdeck.inline import Cloze, Code, Inline, RichText, Strong, Text, plain
from cribdeck.sheets.clauses import cuts, has_gap
from cribdeck.sheets.model import Line
from cribdeck.sheets.pieces import pieces_of
from tests.sheets.samples import prose, text

ORDER_WORDS = re.compile(r"首先|然后|接着|其次|最后|先|再|第[一二三]步[：:是]?|[，；。、,→]|\s")


def lines(characters: str, *, is_item: bool = False) -> list[str]:
    found = cuts(text(characters), is_item=is_item)
    return [" ".join(filter(None, (it.marker, plain(it.text)))) for it in found]


GOLDEN = {
    "首先检查缓存，然后查数据库，最后回写缓存。": ["检查缓存 → 查数据库 → 回写缓存。"],
    "删除：先删缓存，再更新数据库，最后延迟双删。其他情况见下。": [
        "删除：删缓存 → 更新数据库 → 延迟双删。其他情况见下。"
    ],
    "第一步：连接，第二步：发送，第三步关闭": ["连接 → 发送 → 关闭"],
    "First the client connects. Then it sends. Finally, it closes.": [
        "the client connects → it sends → it closes."
    ],
    "写入流程：首先把消息写入本地日志文件并且等待刷盘完成，然后由副本线程从领导者那里拉取消息，"
    "接着更新高水位，最后向生产者返回确认。失败则重试。": [
        "写入流程：",
        "1. 把消息写入本地日志文件并且等待刷盘完成，",
        "2. 由副本线程从领导者那里拉取消息，",
        "3. 更新高水位，",
        "4. 向生产者返回确认。",
        "- 失败则重试。",
    ],
    "首先，它快；其次，它简单；最后，它便宜。": ["1. 它快；", "2. 它简单；", "3. 它便宜。"],
}


@pytest.mark.parametrize("characters", GOLDEN)
def test_order_words_become_arrows_or_numbers(characters: str) -> None:
    assert lines(characters) == GOLDEN[characters]


@pytest.mark.parametrize(
    "characters",
    [
        "先删缓存，再更新数据库。",
        "首先检查缓存。",
        "先进先出，然后出队，最后结束。",
        "客户端首先连接，然后发送，最后关闭。",
        "首先连接，最后关闭，然后重试。",
        "第一步连接，第三步发送，第二步关闭。",
        "首先连接，然后发送，最后一个包确认。",
        "顺序（首先连接，然后发送，最后关闭）不变。",
        "The first request, then the next, and finally the last.",
        "首先，然后，最后。",
    ],
)
def test_what_may_not_be_steps_stays_as_it_is(characters: str) -> None:
    assert lines(characters) == [characters]


def test_a_long_item_that_opens_with_steps_keeps_its_mark() -> None:
    item = f"首先{'甲' * 30}，然后{'乙' * 30}，最后{'丙' * 30}。"
    assert lines(item, is_item=True) == [item]
    (piece,) = pieces_of(Passage(prose(item, 1, "-")))
    assert isinstance(piece, Line)
    assert piece.marker == "-"


def test_order_words_inside_a_gap_stay() -> None:
    gap: RichText = (Cloze(text("首先连接，然后发送"), 1), Text("，最后关闭。"))
    assert [it.text for it in cuts(gap, is_item=False)] == [gap]
    assert has_gap(gap)
    assert not has_gap((Cloze(text("甲")),))


def rich(depth: int = 1) -> st.SearchStrategy[RichText]:
    words = st.sampled_from(
        [
            *("首先", "然后", "接着", "其次", "最后", "先", "再", "第一步：", "第二步", "第三步"),
            *("，", "。", "；", "（", "）", "检查缓存", "把消息写入本地日志文件", "ack", " "),
        ]
    )
    leaf = st.lists(words, max_size=25).map("".join)
    nodes: list[st.SearchStrategy[Inline]] = [
        leaf.map(Text),
        leaf.map(Code),
        st.builds(Cloze, leaf.map(text), st.just(1)),
    ]
    if depth:
        nodes.append(rich(depth - 1).map(Strong))
    return st.lists(st.one_of(nodes), max_size=5).map(tuple)


def bold(text: RichText) -> str:
    return "".join(plain(it.children) for it in text if isinstance(it, Strong))


def whole(text: RichText) -> list[Cloze | Code]:
    return [it for it in text if isinstance(it, Cloze | Code) and plain((it,))]


@given(rich(), st.booleans())
def test_only_order_words_and_what_divides_them_go(line: RichText, is_item: bool) -> None:  # noqa: FBT001
    said: RichText = tuple(node for it in cuts(line, is_item=is_item) for node in it.text)
    for view in (plain, bold):
        assert ORDER_WORDS.sub("", view(said)) == ORDER_WORDS.sub("", view(line))
    assert whole(said) == whole(line)
    if "先" not in plain(line) and "第一步" not in plain(line):
        assert plain(said) == plain(line)
