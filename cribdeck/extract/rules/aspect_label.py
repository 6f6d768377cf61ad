"""`优点：…` below a thing, or `Redis 的缺点：…`: one aspect of one thing.

Trigger: a label that names an aspect (优点, 作用, 原理, 适用场景, pros…), alone or after the
thing it belongs to. Without a thing in the label it is the subject of the definition in
the line before (`AMQP 即…`), else the nearest parent item or heading that is a name.
Gives: a listing `Redis 的缺点` of 2 to 7 points of at most 25 units with `、`, `；`, numbers
or (for 优点, 缺点, 特点) commas between; else a question `Redis 的缺点？`, one line of answer
for each `；`, of more than 60 units only the first sentences.
Does not touch: things that are no names (总结, 对比, 其他).
Precision: 100 % of 20 judged usable (13 good, 7 acceptable, 0 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import LONGEST_POINT, Entry, clauses_listed
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.label_list import closed, glosses, listed
from cribdeck.extract.splitting import Labelled, labelled, leading, sentences, split_at
from cribdeck.extract.unit import Context, Unit, origin
from cribdeck.facts.model import Definition, Listing, Question
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, plain, strip
from cribdeck.units import is_chinese, measured, units
from cribdeck.wording import (
    AspectLabel,
    aspect_label,
    is_dangling,
    is_example,
    is_generic_lead,
    is_question,
    is_stop_term,
    looks_like_code,
    mentions_person,
)

LONGEST_ANSWER = 60
"""Units."""
LONGEST_PART = 45
"""Units of the first sentences that are taken of a longer answer."""
_FEWEST, _MOST = 2, 7
"""Points of a listing."""
_SHORTEST_ANSWER = 2
_LONGEST_ENTITY = 10
_LONGEST_ENTITY_TEXT = 36
_SHORTEST_PREFIX = 3
_ASKED = re.compile(
    r"优缺点|优点|缺点|优势|劣势|好处|坏处|弊端|危害|局限性?|不足|适用场景|使用场景|应用场景|特点|特性|作用|用途|用处|意义|原理|目的"
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
_NUMBER_OF = re.compile(r"[两三四五六七八2-8][大个种点]$|几[大个种点]$")
_NO_ENTITY = re.compile(
    r"[，。；！？,;!?：:]|^(?:展开|先看|出现|解决|其它|其他|这|那|该|其|此|设计|总结|小结|对比|比较|面试|基础"
    r"|简介|概述|介绍|most common|common|a good|use|example|see)|(?:总结|小结|题|剖析|分析)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+/ -]{1,20}")
_SUBJECT_OF_DEFINITION = re.compile(r"([A-Za-z][A-Za-z0-9 .+-]{1,20}?)\s?(?:[（(]|即|是)")
_ASKS_POINTS = re.compile(
    r"优点|缺点|优势|劣势|好处|坏处|特点|特性|不足|pros|cons|advantages?|disadvantages?(?:\(s\))?|benefits?"
    r"|drawbacks?|limitations?",
    re.IGNORECASE,
)
"""Aspects whose clauses are points of their own."""
_FULL_STOP = re.compile(r"[。；;]")
_NO_POINT = re.compile(
    r"[，,。：:?？]|[时下]$|^(?:如果|当|从而|进而|以便|使得?|导致|避免|以及|和|但|还|需要|可能|则|就|不仅|并且|降低了|减少了|这)"
)
_NEXT_ASPECT = re.compile(r"[，,。；;]\s*(?=(?:优点|缺点|优势|劣势|特点|特性|不足|作用|原理)[：:])")
_UNFINISHED = re.compile(r"[:：，,]\s*$")
_END_MARKS = " 。；;，,"


def _extract(unit: Unit) -> Iterator[Question | Listing | Definition | Declined]:
    label = labelled(without_numbering(unit.content))
    parts = aspect_label(label.name) if label else None
    if label is None or parts is None or not _ASKED.fullmatch(fold(parts.aspect)):
        return
    entity = _own_entity(parts.entity, unit.context) or _entity_above(unit.context)
    part = split_at(label.meaning, _NEXT_ASPECT)[0]
    found = _listed(part, parts.aspect)
    points = tuple(entry.name for entry in found)
    if not points and units(plain(part)) > LONGEST_ANSWER:
        part = leading(part, LONGEST_PART)
    shown = f"{plain(points[0])}…" if points else plain(part)
    against = objection(_objections(unit, parts, entity, shown))
    if against:
        yield against
    elif points:
        name = _name(entity, parts.aspect)
        yield Listing(origin(unit), name, points)
        yield from glosses(unit, plain(name), found)
    else:
        answer = tuple(strip(sentence, _END_MARKS) for sentence in sentences(part))
        yield Question(origin(unit), _prompt(entity, parts.aspect), answer)


def _listed(meaning: RichText, aspect: str) -> tuple[Entry, ...]:
    """Return the points that an aspect consists of; none if it is told in sentences."""
    found = listed(Labelled((Text(aspect),), "：", meaning))
    if len(found) < _FEWEST and _ASKS_POINTS.fullmatch(fold(aspect)):
        found = closed(clauses_listed(split_at(meaning, _FULL_STOP)[0]))
    good = _FEWEST <= len(found) <= _MOST and all(_is_point(entry.text) for entry in found)
    return found if good else ()


def _is_point(text: str) -> bool:
    return (
        len(text) > 1
        and 1 <= units(text) <= LONGEST_POINT
        and not is_dangling(text)
        and not is_example(text)
        and not mentions_person(text)
        and not looks_like_code(text)
        and not _NO_POINT.search(fold(text))
    )


def _objections(unit: Unit, parts: AspectLabel, entity: str, body: str) -> Iterator[str]:
    aspect = parts.aspect
    if not entity:
        yield f"nothing above says whose {aspect} this is"
    if not _is_entity(entity):
        yield f"“{entity}” is no name of a thing that has a {aspect}"
    alone = not _own_entity(parts.entity, unit.context)
    if aspect in _ASKED_OF_PARENT and alone and not unit.context.parents:
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
    prefix = _NUMBER_OF.sub("", prefix).removesuffix("的")
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
    mark = "？" if is_chinese(aspect) else "?"
    return (*_name(entity, aspect), Text(mark))


def _name(entity: str, aspect: str) -> RichText:
    if is_chinese(aspect):
        space = " " if entity[-1:].isascii() else ""
        return (Text(f"{entity}{space}的{aspect}"),)
    return (Text(f"{entity}: {aspect}"),)


RULE = Rule(
    name="aspect_label",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    matches=(
        Example(
            "## 单体架构\n优点：易于管理，部署简单。",
            ("listing 单体架构的优点 => 易于管理 | 部署简单",),
        ),
        Example(
            "## 单体架构\n缺点：测试成本高，可伸缩性差，迭代困难",
            ("listing 单体架构的缺点 => 测试成本高 | 可伸缩性差 | 迭代困难",),
        ),
        Example(
            "## gRPC\n作用：让一台机器上的程序调用另一台机器上的方法",
            ("question gRPC 的作用？ => 让一台机器上的程序调用另一台机器上的方法",),
        ),
        Example(
            "Redis 的缺点：数据量受内存限制；重启后要重新加载",
            ("listing Redis 的缺点 => 数据量受内存限制 | 重启后要重新加载",),
        ),
        Example(
            "## 消息協議\nMQTT 是一個即時通訊協議。\n優點：格式簡潔、佔用帶寬小",
            ("listing MQTT 的優點 => 格式簡潔 | 佔用帶寬小",),
        ),
    ),
    ignores=(
        "## 总结\n优点：易于管理，部署简单。",
        "## 缓存\n作用：",
        "优点：没有标题，不知道是谁的优点",
        "惊群：一个事件唤醒所有等待它的进程",
    ),
)
