from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.inline import Cloze, Text, plain
from cribdeck.sheets.box_titles import (
    number_size,
    numbering,
    short_tag,
    unrepeated,
    without_number,
)
from cribdeck.sheets.model import Line, Piece, Subheading
from tests.sheets.samples import at, text, words_of


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1. 概述", "概述"),
        ("2、使用", "使用"),
        ("3）安装", "安装"),
        ("(2) 架构", "架构"),
        ("（三）选举", "选举"),
        ("㈡ 消息队列", "消息队列"),
        ("一、架构", "架构"),
        ("第三章 消息", "消息"),
        ("第十二节：消息", "消息"),
        ("第一次握手", "第一次握手"),
        ("第三章节", "第三章节"),
        ("3 种模式", "3 种模式"),
        ("8.0 新特性", "8.0 新特性"),
        ("1.5 倍", "1.5 倍"),
        ("一", "一"),
        ("1.", "1."),
        ("一致性", "一致性"),
    ],
)
def test_numbering_of_the_author_goes(written: str, printed: str) -> None:
    assert plain(without_number(text(written))) == printed


def test_a_bare_number_goes_only_if_the_titles_count_with_it() -> None:
    counted = numbering(
        ["1 概述", "1.1 背景", "1.2 目标", "2 架构", "8.0 新特性", "8.1", "3.11 版"]
    )
    assert counted == {(1,), (2,), (1, 1), (1, 2)}
    assert numbering(["2.1简介", "2.2跨域", "2.5动静分离", "2.11 版"]) == {(2, 1), (2, 2), (2, 5)}
    assert numbering(["1 概述", "2 架构", "3 种模式", "4种锁"]) == {(1,), (2,)}
    assert "1.2 目标"[number_size("1.2 目标", counted) :] == "目标"
    assert number_size("3.11 版", counted) == 0
    assert numbering(["2 阶段提交", "1.0 版", "1.1 版", "1.2 版"]) == frozenset()


def test_a_tag_says_neither_the_sheet_nor_the_box_again() -> None:
    assert short_tag("一、Kafka › 2. 副本 › ISR", ("kafka", "ISR")) == "副本"
    assert short_tag("Kafka", ("Kafka",)) == ""
    assert short_tag("存储 › 副本", ("Kafka", "副本机制")) == "存储 › 副本"


def line(characters: str, number: int = 1, **changes: object) -> Line:
    return replace(Line(at(number), text(characters)), **changes)  # type: ignore[arg-type]


TITLE = text("副本机制")
_TITLE_AND_MARKS = r"副本机制|[：: 。]"


def below(*pieces: Piece) -> list[str]:
    return list(map(words_of, unrepeated(pieces, TITLE)))


def test_a_label_that_is_the_title_goes_and_its_words_alone() -> None:
    labelled = line("副本机制： 每个分区有多份。", term=5)
    (piece,) = unrepeated([labelled], TITLE)
    assert piece == line("每个分区有多份。")
    assert below(line("Kafka 的副本机制：多份")) == ["Kafka 的副本机制：多份"]
    assert below(line("副本机制：")) == ["副本机制："]
    assert below(line("引言"), line("副本机制：多份", 2)) == ["引言", "副本机制：多份"]


def test_one_of_several_terms_keeps_its_label() -> None:
    terms = [line("副本机制：多份", 1, term=5, depth=1), line("选举：选一个", 2, term=3, depth=1)]
    assert below(*terms) == ["副本机制：多份", "选举：选一个"]


def test_a_label_that_blanks_ask_for_stays() -> None:
    asked = Line(at(), (Cloze(text("副本机制"), 1), Text("：多份")))
    assert unrepeated([asked], TITLE) == [asked]


def test_a_first_subheading_that_is_the_title_goes() -> None:
    own, other = Subheading(at(), TITLE, 1), Subheading(at(3), text("选举"), 1)
    assert below(own, line("多份", 2), other) == ["多份", "选举"]
    assert below(other, line("选一个", 4), own) == ["选举", "选一个", "副本机制"]


def pieces() -> st.SearchStrategy[Piece]:
    words = st.lists(st.sampled_from(["副本机制", "：", ":", "多份", " ", "。"]), max_size=6)
    shown = words.map("".join)
    return st.one_of(
        st.builds(line, shown, st.integers(1, 3)),
        st.builds(Subheading, st.just(at()), shown.map(text), st.just(1)),
    )


@given(st.lists(pieces(), max_size=5))
def test_nothing_but_the_title_is_lost(found: list[Piece]) -> None:
    before, after = "".join(map(words_of, found)), "".join(below(*found))
    assert re.sub(_TITLE_AND_MARKS, "", after) == re.sub(_TITLE_AND_MARKS, "", before)
    # Once as a subheading, once as a label.
    assert 0 <= before.count("副本机制") - after.count("副本机制") <= 2
