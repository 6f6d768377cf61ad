"""Siblings under a lead that announces them: `负载均衡算法：` and three bullets.

Trigger: 2 to 7 list items under a line ending in a colon, or under a lead or heading with
a plural cue (有哪些, 类型, 三种, features); each item short, or a label with its meaning. Or 2 to
6 points of up to 25 units under a lead that asks for points (优点, 原因, 条件, 如何…): of a longer
item its label or first clause. In plain text, the lines below an announcing line.
Gives: a listing of the items, labels without their meanings. A lead that says nothing
alone (优点) gets the title above it. Other rules may find facts in the items.
Does not touch: leads of more than 20 units or that announce a sequence (过程: `steps`);
items that are aspects (优点, 缺点), questions, code, conditions, or named in the lead; items that
give each other away (静态, 动态), or one of which denies the lead; leads of some of many
(一些技巧), or that judge the items (优缺点, 对比); sections, placeholders and mixed things
(`of_a_kind`).
Precision: 89 % of 27 judged usable (23 good, 1 acceptable, 3 bad); of 19 on notes never seen 84 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import announcing, count_in, lead_of, point
from cribdeck.extract.leak.patterns import are_mirrored, is_grid
from cribdeck.extract.of_a_kind import denies, kind_objections
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.label_list import is_arbitrary
from cribdeck.extract.rules.steps import full_lead
from cribdeck.extract.splitting import labelled
from cribdeck.extract.unit import Group, Unit, origin
from cribdeck.facts.model import Listing
from cribdeck.folding import fold
from cribdeck.inline import RichText, Strong, cut, plain, strip
from cribdeck.units import measured, units
from cribdeck.wording import (
    aspect_label,
    has_clause,
    has_list_cue,
    has_step_cue,
    is_dangling,
    is_example,
    is_question,
    is_stop_term,
    looks_like_code,
    mentions_person,
)

_FEWEST, _MOST = 2, 7
_LONGEST_LEAD = 15
_LONGEST_LABEL = 12
_LONGEST_ITEM = 14
_LONGEST_UNANNOUNCED = 8
"""Units."""
_CLAUSE_MARK = re.compile(r"[，。；？,;?]")
_ASKS_WHICH = re.compile(r"哪些|哪几|什么.{0,4}(?:特点|优点|作用)|what are", re.IGNORECASE)
_NUMBER = re.compile(r"\s?[\d一二三四五六七八九]+$")
_ASKS_HOW = re.compile(r"怎么|怎样|如何|什么|为何|吗$|是否|^(?:why|how|when)\b", re.IGNORECASE)
_CHOOSES = re.compile(r"选型|选择|如何选|怎么选|\b(?:choose|select|pick)\b", re.IGNORECASE)
"""如何选型: below stand cases, and what to do in each."""
_NO_ITEM = re.compile(r"[?？:：]$|\s#\s|^(?:从|按照?|根据|当|如果)")
_LONGEST_POINTS_LEAD = 20
_MOST_POINTS = 6
_SEVERAL = re.compile(r"几[种个类大点条]")
_ASKS_POINTS = re.compile(
    r"优点|缺点|优势|劣势|好处|坏处|不足|特点|特性|特征|作用|用途|功能|职责|原因|理由|目的|条件|前提|原则|规则|要求|要点|限制"
    r"|方法|方案|措施|手段|策略|思路|方式|办法|场景|情况|时机|问题|步骤|触发|为什么|为何|如何|怎么|怎样|异常|注意事项"
    r"|[几两二三四五六2-6]\s?[种个类大条点]"
    r"|\b(?:advantages?|disadvantages?|benefits?|drawbacks?|limitations?|features|reasons|conditions"
    r"|rules|goals|purpose|why|how|pros|cons|properties|requirements|responsibilities)\b",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 8
_SUBJECT_END = re.compile(r"是|为|，|,|（|[(]|：|:|\s-\s")
_HEADING_OF_POINTS = re.compile(
    r"(?:优点|缺点|优势|劣势|好处|坏处|不足|特点|特性|特征|作用|用途|功能|职责|原因|理由|条件|原则|要求"
    r"|限制|措施|办法|场景)$"
    r"|^(?:为什么|为何|如何|怎么)|哪些"
    r"|\b(?:advantages?|disadvantages?|benefits?|drawbacks?|limitations?|features|reasons|requirements"
    r"|responsibilities|pros|cons)$",
    re.IGNORECASE,
)
_NO_POINT = re.compile(r"[?？:：]$|其实|严格|->|=>|→|[{}]|^[\W\d]*$")
_SEVERAL_THINGS = re.compile(r"\bvs\b|区别|比较|对比|.[与和].+›", re.IGNORECASE)
_SEPARATOR = re.compile(r"[，、]|,\s")
_MOST_FACTS = 2
"""Commas in one item; with more it says several things."""
_JUDGES = re.compile(
    r"(?:优缺点|优劣势?|利弊|区别|差异|异同|对比|比较|(?<=[^的]的)(?:规则|时机|时间|效果|影响|结果|用法|表现))$"
    r"|\b(?:pros and cons|comparison|differences?|usages?|effects?)$",
    re.IGNORECASE,
)
_HOW = re.compile(r"(?:思想|思路|原理|实现)$")
_END_MARKS = " 。；;，,.：:"


def _extract(group: Group) -> Iterator[Listing | Declined]:
    if len(group.items) < _FEWEST or not _announces(group):
        return
    heads = [_head(item) for item in group.items]
    names = [plain(head) for head, _ in heads]
    if are_mirrored(names) or is_grid(names):
        yield Declined("the other items give each one away")
        return
    lead = full_lead(group)
    if is_arbitrary(group.lead) or _names_several(group, lead):
        yield Declined("the lead does not say whose items these are, or where they end")
        return
    if _JUDGES.search(fold(group.lead)) and any(is_label for _, is_label in heads):
        yield Declined("the lead asks what is said of the items, not for them")
        return
    if any(denies(group.lead, item.text) for item in group.items):
        yield Declined("what is said of an item denies the lead")
        return
    against = objection(_lead_objections(group, lead)) or objection(_item_objections(group, heads))
    if against is None:
        yield Listing(origin(group), lead, tuple(head for head, _ in heads))
        return
    clause = announcing(group.lead)
    subjects = tuple(_subject(item) for item in group.items)
    counted = count_in(clause) == len(subjects) and all(subjects)
    points = subjects if counted else tuple(point(item.content) for item in group.items)
    lead = lead_of(clause, group.context)
    points_stand = group.colon or counted or _ends_with_points(clause, heads)
    if not lead or not points_stand or any(_points_objections(clause, points, heads)):
        yield against
    else:
        yield Listing(origin(group), lead, points)


def _names_several(group: Group, lead: RichText) -> bool:
    """Return whether the title put before a lead like 优点 names more than one thing."""
    shown = plain(lead)
    return shown != group.lead and _SEVERAL_THINGS.search(fold(shown)) is not None


def _ends_with_points(lead: str, heads: list[tuple[RichText, bool]]) -> bool:
    """Return whether a heading asks for what stands below it, and that is of one kind."""
    of_one_kind = len({is_label for _, is_label in heads}) == 1
    return of_one_kind and _HEADING_OF_POINTS.search(fold(lead)) is not None


def _subject(item: Unit) -> RichText:
    """Return what an item speaks of: `sapi` of `sapi 是接入层`; empty if it begins otherwise."""
    content = strip(without_numbering(item.content), _END_MARKS)
    flat = plain(content)
    end = _SUBJECT_END.search(flat)
    name = flat[: end.start()] if end else flat
    short = 1 <= units(name) <= _LONGEST_SUBJECT and not has_clause(name)
    return strip(cut(content, 0, len(name))) if short else ()


def _points_objections(
    lead: str, points: tuple[RichText, ...], heads: list[tuple[RichText, bool]]
) -> Iterator[str]:
    """Yield what speaks against asking for whole points, which are longer than names."""
    folded, texts = fold(lead), [plain(it) for it in points]
    if not (_ASKS_WHICH.search(folded) or _ASKS_POINTS.search(folded)):
        yield "the lead announces no points"
    if units(lead) > _LONGEST_POINTS_LEAD or is_dangling(lead):
        yield "the lead says nothing alone"
    if _ASKS_HOW.search(folded) and any(is_label for _, is_label in heads):
        yield "the lead asks how or why, and the items are names"
    if _CHOOSES.search(folded):
        yield "the answer depends on the case"
    if mentions_person(lead) or is_example(lead) or has_step_cue(lead):
        yield "the lead is talk, or announces examples or a sequence"
    count = count_in(lead)
    if not _FEWEST <= len(texts) <= _MOST_POINTS or (count and count != len(texts)):
        yield f"there are {len(texts)} points"
    yield from _twin_objections(texts)
    yield from kind_objections(lead, texts)
    for text in texts:
        yield from _point_objections(text, counted=count is not None)


def _point_objections(text: str, *, counted: bool) -> Iterator[str]:
    unnamed = not text or looks_like_code(text) or _NO_POINT.search(fold(text))
    if unnamed or (not counted and is_stop_term(text)):
        yield "an item is no point"
    if len(_SEPARATOR.findall(text)) >= _MOST_FACTS:
        yield "an item says several things"
    if is_dangling(text) or mentions_person(text) or is_example(text) or is_question(text):
        yield "an item leans on something, is talk or an example"
    parts = aspect_label(text)
    if parts and not parts.entity:
        yield "an item is an aspect of something"


def _announces(group: Group) -> bool:
    return group.colon or _is_cue(fold(group.lead))


def _is_cue(lead: str) -> bool:
    cue = has_list_cue(lead) or _ASKS_WHICH.search(lead) or _SEVERAL.search(lead)
    return bool(cue)


def _lead_objections(group: Group, full: RichText) -> Iterator[str]:
    lead = fold(group.lead)
    if units(lead) > _LONGEST_LEAD:
        yield f"the lead has {measured(lead)}; {_LONGEST_LEAD} is the most"
    if _CLAUSE_MARK.search(lead.rstrip("?？")):
        yield "the lead has more than one clause"
    if is_example(lead):
        yield "the lead announces examples"
    if mentions_person(lead) or is_dangling(plain(full) or lead):
        yield "the lead is talk, or leans on what was said before"
    if has_step_cue(lead):
        yield "the lead announces a sequence"
    if _HOW.search(lead) and count_in(lead) is None:
        yield "the lead asks how it works"
    if _ASKS_HOW.search(lead) and not _ASKS_WHICH.search(lead):
        yield "the lead asks how or why, not which"
    if not full:
        yield "nothing says of what this is a list"


def _item_objections(group: Group, heads: list[tuple[RichText, bool]]) -> Iterator[str]:
    names = [plain(head) for head, _ in heads]
    if len(names) > _MOST:
        yield f"the list has {len(names)} items; {_MOST} is the most"
    yield from _twin_objections(names)
    yield from kind_objections(group.lead, names)
    for name in names:
        yield from _name_objections(name)
    if not all(is_label for _, is_label in heads):
        longest = max((item.text for item in group.items), key=units)
        most = _LONGEST_ITEM if _is_cue(fold(group.lead)) else _LONGEST_UNANNOUNCED
        if units(longest) > most:
            yield f"an item has {measured(longest)}; {most} is the most without a label"


def _twin_objections(names: list[str]) -> Iterator[str]:
    if len({_NUMBER.sub("", name.casefold()) for name in names}) < len(names):
        yield "two items have the same name, or differ only in a number"


def _head(item: Unit) -> tuple[RichText, bool]:
    """Return what an item is called, and whether that is only its label."""
    content = without_numbering(item.content)
    label = labelled(content, dashes=True)
    if label and not has_clause(label.name):
        return strip(label.term, _END_MARKS), True
    first = content[0] if content else None
    if isinstance(first, Strong) and 1 <= units(plain((first,))) <= _LONGEST_LABEL:
        return strip((first,), _END_MARKS), True
    return strip(content, _END_MARKS), False


def _name_objections(name: str) -> Iterator[str]:
    if len(name) <= 1 or not 1 <= units(name) <= _LONGEST_LABEL:
        yield f"an item has {measured(name)}; {_LONGEST_LABEL} is the most"
    if _NO_ITEM.search(fold(name)) or is_stop_term(name):
        yield f"“{name}” names no concept"
    parts = aspect_label(name)
    if parts and not parts.entity:
        yield f"“{name}” names an aspect of something"
    if looks_like_code(name):
        yield f"“{name}” is code"


RULE = Rule(
    name="sibling_list",
    doc=__doc__,
    subject=Group,
    extract=_extract,
    beside=True,
    matches=(
        Example(
            "负载均衡算法：\n- 轮询\n- 随机\n- 最少连接",
            ("listing 负载均衡算法 => 轮询 | 随机 | 最少连接",),
        ),
        Example(
            "## 三种代理\n- 正向代理：代表客户端\n- 反向代理：代表服务器\n- 透明代理：无人知道",
            ("listing 三种代理 => 正向代理 | 反向代理 | 透明代理",),
        ),
        Example(
            "## Redis\n优点：\n- 读写都在内存里\n- 数据类型丰富",
            ("listing Redis › 优点 => 读写都在内存里 | 数据类型丰富",),
        ),
    ),
    ignores=(
        "## 缓存\n- 先读缓存\n- 再读数据库",
        "Redis 和 Memcached 有两种区别：\n- 优点\n- 缺点",
        "消息的处理顺序：\n- 单线程消费\n- 给消息编号",
        "持久化方式有 RDB 和 AOF：\n- RDB\n- AOF",
        "举例：\n- 轮询\n- 随机",
    ),
)
