"""Sentences that tell the same two things apart, several in one section.

Trigger: two or more lines of one section that contrast the same two things (`A …，而 B …`), with
a label (`并发：A …，B …`) or without.
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
from cribdeck.units import HAN

_RULE: Final = "contrast"
_FEWEST: Final = 2
_SUBJECT: Final = re.compile(rf"\s*(?:而|但)?\s*([A-Za-z][\w.+#-]{{1,20}})(?=[\s{HAN}])", re.ASCII)


def _find(part: Part) -> Iterator[Joined]:
    lines = [line for _, siblings in families(part) for line in siblings]
    for things in _pairs(lines):
        names = names_of([(thing,) for thing in things])
        told = (row for line in lines for row in rows_of(line, names, len(things)))
        rows = distinct([row for row in told if len(row.cells) == len(things)])
        if len(rows) >= _FEWEST:
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


def _pairs(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return each two things that several lines contrast, as the first of these names them."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for line in lines:
        for one, other in dict.fromkeys((*_contrasted(line), *_labelled(line))):
            if is_thing(one) and is_thing(other) and key(one) != key(other):
                found.setdefault(tuple(sorted((key(one), key(other)))), []).append((one, other))
    return [named[0] for named in found.values() if len(named) >= _FEWEST]


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
    if len(names) == _FEWEST and subjects[0] is not None:
        yield names[0], names[1]


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
    ),
    ignores=(
        "## 消息\nRabbitMQ 主动把消息推给消费者，而 Kafka 由消费者自己拉取消息。",
        (
            "## 消息\n- 方式：RabbitMQ 主动推送消息，而 Kafka 由消费者拉取消息。\n"
            "- 顺序：RocketMQ 保证队列内有序，而 Kafka 只保证分区内有序。"
        ),
    ),
)
