"""What relating facts promises, whatever the notes say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice, product
from time import perf_counter

from hypothesis import example, given
from hypothesis import strategies as st

from cribdeck.facts.model import Contrast, Definition, Fact, Outline, Passage, Prose, Section
from cribdeck.facts.printer import printed
from cribdeck.relate import relate
from cribdeck.span import Span
from tests.extract.cases import facts_of
from tests.fact_samples import blank, definition, origin, statement, text

TERMS = (
    "消费者",
    "Consumer",
    "消费者（Consumer）",
    "生产者",
    "分区",
    "at most once",
    "at least once",
)
SUBJECTS = (
    "订阅主题的",
    "发布消息的",
    "一个有序的",
    "不能修改的",
    "超过 10 秒没有心跳的",
    "超过 30 秒没有心跳的",
)
HEADS = ("应用程序", "客户端", "日志", "对象，一般属于某个消费者组，并且定期提交位移")

MEANINGS = st.builds("".join, st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(HEADS)))
FACTS = st.builds(definition, st.sampled_from(TERMS), MEANINGS) | st.builds(
    lambda subject, head: statement("消费者是", blank(subject + head), "，由代理分配"),
    st.sampled_from(SUBJECTS),
    st.sampled_from(HEADS),
)
SECTIONS = st.lists(FACTS, max_size=4)
NOTES = st.lists(st.lists(SECTIONS, max_size=3), min_size=1, max_size=4)


def notes(drawn: list[list[list[Fact]]]) -> list[Outline]:
    """Return one note for each list of sections, every fact on a line of its own."""
    return [note(f"{order}.md", sections) for order, sections in enumerate(drawn)]


def note(path: str, drawn: list[list[Fact]]) -> Outline:
    line = 0
    sections: list[Section] = []
    for order, facts in enumerate(drawn):
        passages: list[Passage] = []
        for fact in facts:
            line += 1
            place = origin("消息队列", f"第{order}节", line=line, path=path)
            placed = replace(fact, origin=place)
            passages.append(Passage(Prose(place.span, text("…")), (placed,), covered=True))
        span = Span(path, 100 * order + 1, 1, 100 * order + 99, 1)
        sections.append(Section(span, text(f"第{order}节"), 2, tuple(passages), ()))
    return Outline(path, "消息队列", "", (), "", tuple(sections))


def shown(outlines: list[Outline]) -> list[Fact]:
    return [fact for outline in outlines for fact in facts_of(outline)]


def said(facts: list[Fact]) -> Counter[tuple[Span, str]]:
    """Return every fact with those it carries, by place."""
    return Counter(
        (it.origin.span, printed(it)) for fact in facts for it in (fact, *fact.origin.also)
    )


@given(NOTES)
def test_nothing_is_lost_and_nothing_invented_but_contrasts(drawn: list[list[list[Fact]]]) -> None:
    before = notes(drawn)
    after = shown(relate(before)[0])
    assert said([it for it in after if not isinstance(it, Contrast)]) == said(shown(before))


@given(NOTES)
def test_the_order_of_notes_does_not_matter(drawn: list[list[list[Fact]]]) -> None:
    there, remarks = relate(notes(drawn))
    back, same_remarks = relate(notes(drawn)[::-1])
    assert there == back[::-1]
    assert sorted(map(str, remarks)) == sorted(map(str, same_remarks))


@given(NOTES)
@example(
    [
        [
            [definition("消费者（Consumer）", "订阅主题的客户端")],
            [
                definition("消费者", "超过 10 秒没有心跳的客户端"),
                definition("消费者（Consumer）", "订阅主题的应用程序"),
                definition("消费者（Consumer）", "超过 10 秒没有心跳的客户端"),
            ],
        ]
    ]
)  # with one fact fewer a pair met that did not before
def test_relating_twice_changes_nothing_more(drawn: list[list[list[Fact]]]) -> None:
    once, _ = relate(notes(drawn))
    assert relate(once)[0] == once


@given(NOTES, SECTIONS)
def test_an_unrelated_note_exchanges_no_fact(
    drawn: list[list[list[Fact]]], others: list[Fact]
) -> None:
    """A card must not turn into another wording of itself because of an edit elsewhere."""
    mine = notes(drawn)
    theirs: list[Fact] = [
        replace(fact, term=text(f"其他{order}"), meaning=text(f"与此无关的第 {order} 件事"))
        for order, fact in enumerate(others)
        if isinstance(fact, Definition)
    ]
    alone, _ = relate(mine)
    together, _ = relate([*mine, note("9.md", [theirs])])
    assert together[: len(mine)] == alone


@given(NOTES)
def test_a_passage_whose_fact_went_elsewhere_stays_covered(drawn: list[list[list[Fact]]]) -> None:
    related, _ = relate(notes(drawn))
    for outline in related:
        for section in outline.sections:
            assert all(passage.covered for passage in section.passages)


def test_ten_times_the_facts_take_about_ten_times_as_long() -> None:
    words = [
        f"{a}{b}{c}" for a, b, c in product("高低快慢新旧", "并发吞吐延迟缓", "存锁页块表行列")
    ]

    def seconds(size: int) -> float:
        terms = islice(product(words, words), size)
        facts: list[Fact] = [
            definition(a + b, f"把{b}交给{a}以后得到的{b[::-1]}") for a, b in terms
        ]
        outlines = [note(f"{n}.md", [facts[n::20]]) for n in range(20)]
        start = perf_counter()
        relate(outlines)
        return perf_counter() - start

    assert seconds(4_000) < 60 * max(seconds(400), 0.02)
