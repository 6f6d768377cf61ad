"""When a card counts as testing a fact: small notes whose answer a person can give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.quality.cards_of import Folder, QualityCard, folder_of
from benchmarks.quality.matching import KnownFact, matches, read_facts
from benchmarks.quality.tokens import tokens
from cribdeck.span import Span

LINE = "缓冲池：把热数据留在内存里，大小由 pool_size 决定，用 LRU 链表淘汰，崩溃后要预热"


def fact(name: str, statement: str, kind: str = "mechanism", lines: str = "1-1") -> KnownFact:
    first, last = map(int, lines.split("-"))
    return KnownFact(name, statement, "", kind, 3, (("a.md", first, last),))


KEEPS_HOT = fact("hot", "缓冲池的作用是让热数据待在内存")
SIZE = fact("size", "缓冲池多大由 pool_size 决定")
EVICTS = fact("evicts", "缓冲池按 LRU 链表淘汰页")
WARMS = fact("warms", "重启之后缓冲池需要预热")
ALL_FOUR = [KEEPS_HOT, SIZE, EVICTS, WARMS]


def card(
    question: str, answer: str, line: int = 1, *, whole: int | None = None, breadcrumb: str = ""
) -> QualityCard:
    span = Span("a.md", line, 1, line, 9)
    return QualityCard(f"{line}{answer}", 0, "rule", (span,), breadcrumb, question, answer, whole)


def found(facts: list[KnownFact], *cards: QualityCard, text: str = LINE) -> set[str]:
    folder = Folder("notes", cards, {"a.md": tuple(text.split("\n"))}, {})
    return {match.fact.id for match in matches(facts, folder)}


def test_a_card_tests_the_one_fact_whose_point_it_hides() -> None:
    question = LINE.replace("LRU 链表淘汰", "[...]")
    assert found(ALL_FOUR, card(question, "LRU 链表淘汰")) == {"evicts"}


def test_an_answer_that_holds_everything_tests_everything() -> None:
    answer = LINE.removeprefix("缓冲池：")
    assert found(ALL_FOUR, card("缓冲池：[...]", answer)) == {"hot", "size", "evicts", "warms"}


def test_the_common_subject_of_four_facts_tests_at_most_one() -> None:
    question = "[...]：" + LINE.removeprefix("缓冲池：")
    assert len(found(ALL_FOUR, card(question, "缓冲池"))) <= 1


def test_a_definition_may_be_asked_backwards() -> None:
    known = [fact("pool", "缓冲池让热数据待在内存")]
    assert found(known, card("[...]：把热数据留在内存", "缓冲池"), text="缓冲池：把热数据留在内存")


def test_what_the_breadcrumb_shows_is_not_tested() -> None:
    known = [fact("pool", "缓冲池让热数据待在内存")]
    asked = card("[...]：把热数据留在内存", "缓冲池", breadcrumb="缓冲池")
    assert not found(known, asked, text="缓冲池：把热数据留在内存")


def test_naming_a_subject_does_not_test_what_is_said_about_it() -> None:
    known = [fact("kv", "键值存储能当配置中心，靠 HTTP 接口取值")]
    text = "键值存储：配置中心，经 HTTP 接口取值"
    assert not found(known, card("特性有哪些？\n[...]", "键值存储"), text=text)


def test_a_card_on_another_line_tests_nothing() -> None:
    text = f"{LINE}\n{LINE}"
    answer = LINE.removeprefix("缓冲池：")
    assert not found(ALL_FOUR, card("缓冲池：[...]", answer, line=2), text=text)


def test_a_list_is_tested_by_its_items_together() -> None:
    items = ["轮询", "随机", "最少连接"]
    text = "\n".join(["均衡算法：", *items])
    known = [fact("list", "均衡算法分轮询、随机、最少连接三类", kind="list", lines="1-4")]
    cards = [
        card(
            "均衡算法（3）\n" + "\n".join("[...]" if it == hidden else it for it in items),
            hidden,
            line,
            whole=0,
        )
        for line, hidden in enumerate(items, 2)
    ]
    assert found(known, *cards, text=text) == {"list"}
    assert not found(known, cards[1], text=text)


def test_a_cell_of_one_character_counts() -> None:
    text = "| 复杂度 | 低 | 高 |"
    known = [fact("cost", "复杂度：四层低，七层高", kind="comparison")]
    cells = [
        card("复杂度\n四层：[...]\n七层：高", "低", whole=0),
        card("复杂度\n四层：低\n七层：[...]", "高", whole=0),
    ]
    assert found(known, *cells, text=text) == {"cost"}


def test_a_fact_of_two_parts_is_tested_by_two_cards_together() -> None:
    text = "主节点处理全部写入，从节点复制日志，之后向主节点确认"
    known = [fact("roles", "主节点处理写入，从节点复制日志并确认", kind="comparison")]
    first = card("主节点处理[...]，从节点复制日志，之后向主节点确认", "全部写入")
    second = card("主节点处理全部写入，从节点[...]，之后向主节点确认", "复制日志")
    assert found(known, first, second, text=text) == {"roles"}
    other = card("主节点处理全部写入，从节点复制日志，[...]向主节点确认", "之后")
    assert not found(known, other, text=text)


def test_words_that_no_fact_has_carry_the_only_fact_of_their_sentence() -> None:
    text = "持久化队列存在磁盘上，broker 重启后依旧健在。普通队列存在内存里，重启后消失"
    known = [
        fact("durable", "持久化队列写在磁盘上，broker 重启后还有"),
        fact("plain", "普通队列只在内存里"),
    ]
    asked = card("持久化队列存在磁盘上，broker 重启后[...]", "依旧健在")
    assert found(known, asked, text=text) == {"durable"}
    both = card(text.replace("依旧健在", "[...]"), "依旧健在")
    assert not found(known, both, text=text)


def test_answers_to_choose_from_are_not_given_away() -> None:
    text = "甲库支持单核，乙库支持多核"
    known = [fact("cores", "甲库仅用单核，乙库支持多核", kind="comparison")]
    question = "哪一个？ 甲库 / 乙库\n[...]支持单核\n[...]支持多核"
    asked = replace(card(question, "甲库 / 乙库"), choice=True)
    assert found(known, asked, text=text) == {"cores"}
    assert not found(known, replace(asked, choice=False), text=text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("消費者", "消费者"),
        ("topics", "topic"),
        ("partition", "分区"),
        ("转为float类型", "转为浮点类型"),
        ("TCP", "tcp"),
    ],
)
def test_rewording_leaves_the_tokens_alone(one: str, other: str) -> None:
    assert tokens(one) == tokens(other) != frozenset()


def test_particles_are_no_tokens() -> None:
    assert tokens("的了 the of") == frozenset()


def test_facts_are_read_with_single_lines_and_ranges(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(
        "facts:\n- id: a.1\n  statement: 甲\n  kind: list\n  importance: 2\n"
        "  sources: ['x.md:3', 'x.md:7-8']\n",
        encoding="utf-8",
    )
    (known,) = read_facts(file)
    assert known.lines == {("x.md", 3), ("x.md", 7), ("x.md", 8)}


def test_the_cards_of_a_folder_are_those_a_learner_sees(tmp_path: Path) -> None:
    (tmp_path / "net.md").write_text(
        "# 网络\n\n## 端口\n\n- 套接字：地址与端口的组合\n\n今天先写到这里\n", encoding="utf-8"
    )
    folder = folder_of(tmp_path)
    asked = {(it.rule, it.breadcrumb, it.question, it.answer, it.place) for it in folder.cards}
    assert asked == {
        ("colon_term", "网络 › 端口", "[...]：地址与端口的组合", "套接字", "net.md:5"),
        ("colon_term", "网络 › 端口", "套接字：[...]", "地址与端口的组合", "net.md:5"),
    }
    assert folder.text(folder.cards[0].spans[0]) == "- 套接字：地址与端口的组合"
    assert ("net.md", 7) in folder.unused
    assert ("net.md", 5) not in folder.unused
    assert not list(tmp_path.glob("dist*"))
