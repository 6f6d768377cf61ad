"""Facts to test with, and the way from facts to notes that the pipeline takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cribdeck.cards.compose import compose
from cribdeck.cards.note import Note
from cribdeck.cards.notetype import Notetype
from cribdeck.emit.html import Templates
from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Origin,
    Outline,
    Passage,
    Prose,
    Question,
    Section,
    Statement,
    Steps,
)
from cribdeck.identity.draft import Draft, More, drafts
from cribdeck.identity.identify import Identification, identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.stamp import stamp
from cribdeck.inline import Cloze, RichText, Text
from cribdeck.language import Language
from cribdeck.span import Span

TEMPLATES = Templates(Path(__file__).resolve().parent.parent / "templates")
LONG_AGO = 1_600_000_000
"""A time of build."""


def text(characters: str) -> RichText:
    return (Text(characters),) if characters else ()


def texts(*lines: str) -> tuple[RichText, ...]:
    return tuple(map(text, lines))


def origin(
    *breadcrumb: str, line: int = 1, path: str = "mq.md", rule: str = "colon_term", anchor: str = ""
) -> Origin:
    return Origin(Span(path, line, 1, line, 80), rule, breadcrumb or ("消息队列", "Kafka"), anchor)


def definition(term: str, meaning: str, where: Origin | None = None) -> Definition:
    return Definition(where or origin(), text(term), text(meaning), "both")


def statement(*parts: str | Cloze, where: Origin | None = None) -> Statement:
    nodes = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return Statement(where or origin(rule="explicit_cloze"), nodes)


def blank(characters: str, number: int | None = None, hint: str = "") -> Cloze:
    return Cloze(text(characters), number, hint)


def comparison(
    entities: Sequence[str],
    rows: Mapping[str, Sequence[str | None]],
    genre: str = "comparison",
    where: Origin | None = None,
) -> Comparison:
    found = where or origin("消息队列", "Kafka vs RabbitMQ", rule="table")
    line, path = found.span.line, found.span.path
    return Comparison(
        found,
        genre,  # type: ignore[arg-type]
        text(found.breadcrumb[-1]),
        texts(*entities),
        texts(*rows),
        tuple(tuple(None if it is None else text(it) for it in row) for row in rows.values()),
        tuple(
            tuple(
                Span(path, line + row, 2 + column, line + row, 3 + column)
                for column in range(len(entities))
            )
            for row in range(len(rows))
        ),
    )


ONE_OF_EACH: tuple[Fact, ...] = (
    definition("消费者组", "一组共同消费某个主题的消费者"),
    Question(
        origin("消息队列", "为什么 Kafka 快？", rule="question_heading"),
        text("为什么 Kafka 快？"),
        texts("顺序写磁盘", "零拷贝"),
    ),
    Listing(
        origin("消息队列", "作用", rule="sibling_list"),
        text("消息队列的作用"),
        texts("异步", "解耦", "削峰"),
    ),
    Steps(
        origin("TCP", "三次握手", rule="steps"),
        text("三次握手的过程"),
        texts("客户端发 SYN", "服务端回 SYN+ACK", "客户端回 ACK"),
    ),
    comparison(
        ["Kafka", "RabbitMQ"],
        {"消息顺序": ["分区内有序", "队列内有序"], "协议": ["自有协议", None]},
    ),
    comparison(
        ["Kafka", "RabbitMQ", "RocketMQ"],
        {"吞吐量": ["百万级", "万级", "十万级"]},
        where=origin("消息队列", "三者对比", rule="table"),
    ),
    comparison(
        ["grep -r", "awk"],
        {"说明": ["递归查找文本", "按列处理文本"]},
        "glossary",
        origin("Linux", "命令", rule="table"),
    ),
    comparison(
        ["301", "302"],
        {"含义": ["永久重定向", "临时重定向"], "缓存": ["默认缓存", "默认不缓存"]},
        "record",
        origin("HTTP", "状态码", rule="table"),
    ),
    Abbreviation(
        origin("分布式", "CAP", rule="abbreviation"),
        "CAP",
        "Consistency, Availability, Partition tolerance",
        "一致性、可用性、分区容错性",
    ),
    Statement(
        origin("RabbitMQ", "可靠投递", rule="highlight"),
        (Text("生产者开启 "), blank("publisher confirm"), Text(" 后才收到 "), blank("ack")),
        text("RabbitMQ 靠确认机制保证不丢消息。"),
    ),
    Contrast(
        origin("代理", "正向与反向", rule="contrast"),
        (
            (blank("正向代理"), Text("隐藏客户端")),
            (blank("反向代理"), Text("隐藏服务器")),
        ),
    ),
)
"""One fact of every kind: fourteen notes."""


def drafts_of(
    facts: Iterable[Fact],
    deck: str = "Cribdeck",
    language: Language = "zh",
    more: frozenset[More] = frozenset(),
) -> list[Draft]:
    """Return the drafts of facts that stand in one note, in that order."""
    whole = Span("mq.md", 1, 1, 1, 1)
    passages = tuple(Passage(Prose(fact.origin.span, ()), (fact,)) for fact in facts)
    section = Section(whole, (), 0, passages, ())
    outline = Outline("mq.md", "消息队列", "", (), "", (section,), language=language)
    return list(drafts(outline, deck, more))


def built(
    facts: Iterable[Fact],
    ledger: Ledger | None = None,
    now: int = LONG_AGO,
    deck: str = "Cribdeck",
) -> tuple[tuple[Note, ...], Ledger]:
    """Return the notes of a build, and the ledger it leaves."""
    identified = identify(drafts_of(facts, deck), ledger or Ledger())
    notes, diagnostics = compose(identified.notes, TEMPLATES.render)
    assert not diagnostics
    assert {it.code for it in identified.diagnostics} <= {"doubtful_match"}
    return stamp(notes, identified.ledger, now)


def identified(facts: Iterable[Fact], ledger: Ledger | None = None) -> Identification:
    """Return the identity of each fact, the ledger stamped as if all were built."""
    found = identify(drafts_of(facts), ledger or Ledger())
    notes, _ = compose(found.notes, TEMPLATES.render)
    _, stamped = stamp(notes, found.ledger, LONG_AGO)
    return Identification(found.notes, stamped, found.diagnostics)


def notetype() -> Notetype:
    """Return the shipped notetype."""
    front, back, css = (
        TEMPLATES.source(f"cards/{name}") for name in ("front.html", "back.html", "style.css")
    )
    return Notetype(front, back, css, LONG_AGO)
