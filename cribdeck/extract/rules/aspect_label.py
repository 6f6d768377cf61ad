"""`优点：…` below a thing, or `Redis 的缺点：…`: one aspect of one thing.

Trigger: a label that names an aspect (优点, 作用, 原理, 适用场景, pros…), alone or after the
thing it belongs to. Without a thing in the label it is the subject of the definition in
the line before (`AMQP 即…`), else the nearest parent item or heading that is a name.
Gives: a question `Redis 的缺点？`, one line of answer for each `；`.
Does not touch: things that are no names (总结, 对比, 其他); answers over 60 units.
Precision: 83 % of 60 judged (35 good, 15 acceptable, 10 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.splitting import labelled, sentences
from cribdeck.extract.unit import Context, Unit, origin
from cribdeck.extract.wording import (
    aspect_label,
    is_dangling,
    is_generic_lead,
    is_question,
    is_stop_term,
    looks_like_code,
    mentions_person,
)
from cribdeck.facts.model import Question
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, strip
from cribdeck.units import is_chinese, measured, units

LONGEST_ANSWER = 60
"""Units."""
_SHORTEST_ANSWER = 2
_LONGEST_ENTITY = 10
_LONGEST_ENTITY_TEXT = 36
_SHORTEST_PREFIX = 3
_ASKED = re.compile(
    r"优缺点|优点|缺点|优势|劣势|好处|坏处|局限性?|不足|适用场景|使用场景|应用场景|特点|特性|作用|用途|原理|目的"
    r"|核心思想|共同点|相同点|不同点|区别|原因|前提|思路|pros|cons|advantages?|disadvantages?(?:\(s\))?"
    r"|benefits?|drawbacks?|limitations?|use cases?|purpose|goal|causes?",
    re.IGNORECASE,
)
_ASKED_OF_PARENT = ("思路", "原因")
"""Aspects that mean something only for a parent item, not for a heading."""
_LOOSE_PREFIX = re.compile(
    r"大概|主要|重要|其|最|本质|核心|基本|产生|合规|突出|讲述|出现|引入|触发|状态|有[一两三]个|展开"
    r"|(?:most|common|a good|main|key|typical)\b",
    re.IGNORECASE,
)
_NO_ENTITY = re.compile(
    r"[，。；！？,;!?：:]|^(?:展开|先看|出现|解决|其它|其他|这|那|该|其|此|设计|总结|小结|对比|比较|面试|基础"
    r"|简介|概述|介绍|most common|common|a good|use|example|see)|(?:总结|小结|题|剖析|分析)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+/ -]{1,20}")
_SUBJECT_OF_DEFINITION = re.compile(r"([A-Za-z][A-Za-z0-9 .+-]{1,20}?)\s?(?:[（(]|即|是)")
_UNFINISHED = re.compile(r"[:：，,]\s*$")
_END_MARKS = " 。；;，,"


def _extract(unit: Unit) -> Iterator[Question | Declined]:
    label = labelled(without_numbering(unit.content))
    parts = aspect_label(label.name) if label else None
    if label is None or parts is None or not _ASKED.fullmatch(fold(parts.aspect)):
        return
    entity = _own_entity(parts.entity, unit.context) or _entity_above(unit.context)
    answer = tuple(strip(sentence, _END_MARKS) for sentence in sentences(label.meaning))
    yield objection(_objections(unit, entity, parts.aspect, label.body)) or Question(
        origin(unit), _prompt(entity, parts.aspect), answer
    )


def _objections(unit: Unit, entity: str, aspect: str, body: str) -> Iterator[str]:
    if not entity:
        yield f"nothing above says whose {aspect} this is"
    if not _is_entity(entity):
        yield f"“{entity}” is no name of a thing that has a {aspect}"
    if aspect in _ASKED_OF_PARENT and not unit.context.parents:
        yield f"“{aspect}” needs a list item or lead line above it"
    if not _SHORTEST_ANSWER <= units(body) <= LONGEST_ANSWER:
        yield f"the answer has {measured(body)}, not {_SHORTEST_ANSWER} to {LONGEST_ANSWER}"
    if _UNFINISHED.search(body):
        yield "the answer goes on below"
    if looks_like_code(body):
        yield "the answer is code"
    if is_question(body[-8:]):
        yield "the answer is a question"


def _own_entity(prefix: str, context: Context) -> str:
    """Return the thing named in the label itself, unless that is only an adjective (主要特点)."""
    if not prefix or _LOOSE_PREFIX.match(fold(prefix)):
        return ""
    crumbs = [crumb.casefold() for crumb in context.breadcrumb]
    known = any(prefix.casefold() in crumb or crumb in prefix.casefold() for crumb in crumbs)
    return prefix if known or _NAME.fullmatch(prefix) or units(prefix) >= _SHORTEST_PREFIX else ""


def _entity_above(context: Context) -> str:
    if not context.parents:
        match = _SUBJECT_OF_DEFINITION.match(fold(context.previous))
        if match:
            return match[1].strip()
        if context.plain_source and context.previous:
            return ""  # a heading of plain text has many things below it
    for crumb in reversed(context.breadcrumb):
        if not is_generic_lead(crumb) and aspect_label(crumb) is None:
            return crumb
    return ""


def _is_entity(text: str) -> bool:
    return (
        1 <= units(text) <= _LONGEST_ENTITY
        and len(text) <= _LONGEST_ENTITY_TEXT
        and not _NO_ENTITY.search(fold(text))
        and not is_stop_term(text)
        and not is_dangling(text)
        and not mentions_person(text)
    )


def _prompt(entity: str, aspect: str) -> RichText:
    if is_chinese(aspect):
        space = " " if entity[-1:].isascii() else ""
        return (Text(f"{entity}{space}的{aspect}？"),)
    return (Text(f"{entity}: {aspect}?"),)


RULE = Rule(
    name="aspect_label",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    matches=(
        Example(
            "## 单体架构\n优点：易于管理，部署简单。",
            ("question 单体架构的优点？ => 易于管理，部署简单",),
        ),
        Example(
            "Redis 的缺点：数据量受内存限制；重启后要重新加载",
            ("question Redis 的缺点？ => 数据量受内存限制 ⏎ 重启后要重新加载",),
        ),
        Example(
            "## 消息協議\nMQTT 是一個即時通訊協議。\n優點：格式簡潔、佔用帶寬小",
            ("question MQTT 的優點？ => 格式簡潔、佔用帶寬小",),
        ),
    ),
    ignores=(
        "## 总结\n优点：易于管理，部署简单。",
        "## 缓存\n作用：",
        "优点：没有标题，不知道是谁的优点",
        "惊群：一个事件唤醒所有等待它的进程",
    ),
)
