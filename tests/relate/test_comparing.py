"""Texts are compared by what they say, not by how it is written."""

from __future__ import annotations

import pytest

from cribdeck.facts.model import Definition, Outline
from cribdeck.relate.aliases import Aliases, aliases
from cribdeck.relate.normalise import bare, bare_term, words
from cribdeck.relate.opposition import difference
from cribdeck.relate.overlap import containment, jaccard, overlap
from cribdeck.relate.placed import Place, Placed
from tests.extract.cases import outline_of
from tests.fact_samples import definition


def placed(meaning: str, term: str = "某物") -> Placed:
    fact: Definition = definition(term, meaning)
    return Placed(fact, Place("a.md", fact.origin.span), None, words(term), words(meaning))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Consumers", "consumer"),
        ("消費者", "消费者"),
        ("ｋａｆｋａ", "Kafka"),
        ("at-least-once", "At least once"),
        ("先写日志，再写磁盘。", "先写日志 再写磁盘"),
    ],
)
def test_the_same_words_are_equal(one: str, other: str) -> None:
    assert bare(one) == bare(other)


@pytest.mark.parametrize("word", ["class", "status", "as", "redis", "redis2"])
def test_no_plural_is_cut_that_is_none(word: str) -> None:
    assert bare(word) == word


def test_a_term_is_known_without_its_brackets_unless_nothing_else_is_left() -> None:
    assert bare_term("消费者（Consumer）") == "消费者"
    assert bare_term("(ISR)") == "isr"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("提供最早的位移", "提供最新的位移", "opposite"),
        ("主库等待从库确认", "主库不等待从库确认", "negation"),
        ("超过 10 秒就断开", "超过 45 秒就断开", "number"),
        ("由 Kafka 保存位移", "由 ZooKeeper 保存位移", "name"),
        ("reads the most recent block", "reads the least recent block", "opposite"),
        ("不同的分区放在一起", "分区放在一起", None),
        ("订阅主题的应用程序", "订阅主题并处理消息的应用程序", None),
        ("超过 10 秒就断开", "超时就断开", None),
    ],
)
def test_difference(one: str, other: str, found: str | None) -> None:
    assert difference(placed(one), placed(other)) == found
    assert difference(placed(other), placed(one)) == found


def test_overlap() -> None:
    whole, part = placed("一组共同消费主题的消费者实例"), placed("共同消费主题的消费者")
    assert containment(whole.pairs, part.pairs) > jaccard(whole.pairs, part.pairs) > 0.5
    assert overlap(whole.pairs, part.pairs)
    assert not overlap(whole.pairs, placed("消费者可以重新加入").pairs)
    assert jaccard(frozenset(), frozenset()) == containment(frozenset(), frozenset()) == 0


def mined(*sources: str) -> Aliases:
    return aliases(notes(*sources))


def notes(*sources: str) -> list[Outline]:
    return [outline_of(source, f"{order}.md") for order, source in enumerate(sources)]


def test_glosses_in_either_order_and_in_several_notes_join_names() -> None:
    found = mined(
        "消费者（Consumer）拉取消息。",
        "Consumer（消费端）属于一个组。",
        "| Topic（主题） | 日志 |\n|---|---|\n| a | b |",
    )
    assert len({found.of(name) for name in ("消费者", "consumer", "消费端")}) == 1
    assert found.of("主题") == found.of("topic")
    assert found.of("日志") == "日志"


@pytest.mark.parametrize(
    "source",
    [
        "使用消息（Message）传递数据。",
        "七层负载均衡（HTTP）按内容转发。",
        "聚簇索引（InnoDB）存放整行。",
        "副本数（默认）是三。",
        "超时时间（optional）可以不写。",
        "工作流程（见下图）如下。",
    ],
)
def test_what_is_no_gloss_joins_nothing(source: str) -> None:
    assert mined(source) == Aliases()


def test_names_that_would_join_different_things_are_dropped() -> None:
    found = mined("分片（shard）很小。", "碎片（shard）很多。", "切片（shard）有序。")
    assert found == Aliases()


def test_aliases_do_not_depend_on_the_order_of_notes() -> None:
    sources = notes("消费者（Consumer）。", "Consumer（消费端）。", "主题（Topic）。")
    assert aliases(sources) == aliases(sources[::-1])
