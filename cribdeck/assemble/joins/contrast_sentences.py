"""Sentences that tell the same two things apart, several in one section.

Trigger: two or more lines of one section that contrast the same two things (`A …，而 B …`,
`A …, whereas B …`, `unlike A, B …`), with a label (`并发：A …，B …`) or without.
Gives: a table with a row for each, named by the label of its line, or by what both claims have
in common: a verb (`隐藏`), the noun both end with, what one has and the other has not.
Does not touch: a contrast that stands alone, since its which-one card says all; contrasts
whose respect has no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.assemble.joins.compared_labels import distinct, rows_of
from cribdeck.assemble.joins.names import is_thing, key
from cribdeck.assemble.joins.scene import Line, Part, families
from cribdeck.assemble.joins.shape import Example, Join, Joined
from cribdeck.assemble.matching import names_of
from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.splitting import clauses, labelled
from cribdeck.facts.model import Contrast
from cribdeck.inline import Cloze, plain
from cribdeck.units import HAN, has_han

_RULE: Final = "contrast"
_FEWEST: Final = 2
_SUBJECT: Final = re.compile(rf"\s*(?:而|但)?\s*([A-Za-z][\w.+#-]{{1,20}})(?=[\s{HAN}])", re.ASCII)
_NAME: Final = r"(?:the )?([A-Za-z][\w.+#-]{1,20})"
_ENGLISH: Final = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?:unlike|in contrast to|as opposed to|compared (?:with|to)) {_NAME}, {_NAME} ",
        rf"(?:while|whereas) {_NAME} [^,;.]{{2,120}}, {_NAME} ",
        rf"{_NAME} [^;.]{{2,120}}?,? (?:while|whereas) {_NAME} ",
    )
)
_NO_SUBJECT: Final = re.compile(
    r"it|they|this|that|these|those|there|you|we|he|she|one|some|most|many|others?|both|each|in|on|at"
    r"|to|for|by|with|if|when|use|using|an?|the|former|latter|first|second",
    re.IGNORECASE,
)


def _find(part: Part) -> Iterator[Joined]:
    lines = [line for _, siblings in families(part) for line in siblings]
    for things, contrasting in _pairs(lines):
        names = names_of([(thing,) for thing in things])
        told = [
            row
            for line in lines
            for row in rows_of(line, names, len(things))
            # `Unlike A, B …` tells of one thing only.
            if len(row.cells) == len(things) or line in contrasting
        ]
        rows = distinct(told)
        if len(rows) >= _FEWEST and any(len(row.cells) == len(things) for row in rows):
            yield Joined(
                part=part,
                title=f"{things[0]} / {things[1]}",
                things=things,
                aspects=tuple(row.aspect for row in rows),
                cells={
                    (order, at): it
                    for order, row in enumerate(rows)
                    for at, it in row.cells.items()
                },
            )


def _pairs(lines: Sequence[Line]) -> list[tuple[tuple[str, str], list[Line]]]:
    """Return each two things that several lines contrast, as the first of these names them."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, str], Line]]] = {}
    for line in lines:
        told = (*_contrasted(line), *_labelled(line), *_in_english(line))
        for one, other in dict.fromkeys(told):
            if is_thing(one) and is_thing(other) and key(one) != key(other):
                here = found.setdefault(tuple(sorted((key(one), key(other)))), [])
                here.append(((one, other), line))
    return [
        (named[0][0], [line for _, line in named])
        for named in found.values()
        if len(named) >= _FEWEST
    ]


def _contrasted(line: Line) -> Iterator[tuple[str, str]]:
    """Yield the two things that a contrast found in `line` is about."""
    for fact in line.passage.facts:
        if isinstance(fact, Contrast) and fact.origin.rule == _RULE:
            names = [
                plain(node.children).strip()
                for claim in fact.claims
                for node in claim
                if isinstance(node, Cloze)
            ]
            if len(names) == _FEWEST:
                yield names[0], names[1]


def _labelled(line: Line) -> Iterator[tuple[str, str]]:
    """Yield the two Latin names with which clauses behind a label begin."""
    label = labelled(without_numbering(line.text))
    if label is None:
        return
    subjects = [_SUBJECT.match(label.body[start:end]) for start, end in clauses(label.meaning)]
    names = list(dict.fromkeys(match[1] for match in subjects if match))
    # In English every clause begins with a Latin word; there a name has a capital.
    if len(names) == _FEWEST and subjects[0] and (has_han(label.body) or names[1][0].isupper()):
        yield names[0], names[1]


def _in_english(line: Line) -> Iterator[tuple[str, str]]:
    """Yield the two things that an English sentence sets against each other."""
    text = without_numbering(line.text)
    label = labelled(text)
    said = (label.body if label else plain(text)).strip()
    for pattern in _ENGLISH:
        match = pattern.match(said)
        if match:
            if not any(_NO_SUBJECT.fullmatch(name) for name in match.groups()):
                yield match[1], match[2]
            return


JOIN = Join(
    name="contrast_sentences",
    doc=__doc__ or "",
    find=_find,
    matches=(
        Example(
            "## 重启\n- 进程号：reload 保留主进程的号，而 restart 换掉主进程的号。\n"
            "- 旧进程：reload 等旧进程处理完请求，而 restart 直接结束旧进程。",
            (
                (
                    "comparison reload / restart (reload | restart)"
                    " 进程号: 保留主进程的号 | 换掉主进程的号;"
                    " 旧进程: 等旧进程处理完请求 | 直接结束旧进程"
                ),
            ),
        ),
        Example(
            "## Delivery\n- Ordering: Kafka keeps order within a partition, whereas RabbitMQ keeps"
            " order within a queue.\n- Replay: Unlike RabbitMQ, Kafka keeps what was read.",
            (
                (
                    "comparison Kafka / RabbitMQ (Kafka | RabbitMQ)"
                    " Ordering: keeps order within a partition | keeps order within a queue;"
                    " Replay: keeps what was read | ·"
                ),
            ),
        ),
    ),
    ignores=(
        "## Tips\n- Style: Use tabs, and use them well.\n- Names: Use nouns, and use short ones.",
        "## Notes\n- Kafka: while it is fast, it needs care.\n- Redis: while it is fast, it drops.",
        "## 消息\nRabbitMQ 主动把消息推给消费者，而 Kafka 由消费者自己拉取消息。",
        (
            "## 消息\n- 方式：RabbitMQ 主动推送消息，而 Kafka 由消费者拉取消息。\n"
            "- 顺序：RocketMQ 保证队列内有序，而 Kafka 只保证分区内有序。"
        ),
    ),
)
