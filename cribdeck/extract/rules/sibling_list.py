"""Siblings under a lead that announces them: `负载均衡算法：` and three bullets.

Trigger: 2 to 7 list items under a line ending in a colon, or under a lead or heading with
a plural cue (有哪些, 类型, 三种, features); each item short, or a label with its meaning.
Gives: a listing of the items, labels without their meanings. A lead that says nothing
alone (优点) gets the title above it. Other rules may find facts in the items.
Does not touch: leads of more than 15 units or that announce a sequence (过程: `steps`);
items that are aspects (优点, 缺点), questions, code, sentences, or named in the lead.
Precision: 77 % of 60 judged (35 good, 11 acceptable, 14 bad); with the lead's length
limited, 87 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.steps import full_lead
from cribdeck.extract.splitting import labelled
from cribdeck.extract.unit import Group, Unit, origin
from cribdeck.extract.wording import (
    aspect_label,
    has_clause,
    has_list_cue,
    has_step_cue,
    is_example,
    is_stop_term,
    looks_like_code,
    mentions_person,
)
from cribdeck.facts.model import Listing
from cribdeck.folding import fold
from cribdeck.inline import RichText, Strong, plain, strip
from cribdeck.units import measured, units

_FEWEST, _MOST = 2, 7
_LONGEST_LEAD = 15
_LONGEST_LABEL = 12
_LONGEST_ITEM = 14
"""Units."""
_CLAUSE_MARK = re.compile(r"[，。；？,;?]")
_ASKS_WHICH = re.compile(r"哪些|哪几|什么.{0,4}(?:特点|优点|作用)|what are", re.IGNORECASE)
_ASKS_HOW = re.compile(r"怎么|怎样|如何|什么|为何|吗$|是否|^(?:why|how|when)\b", re.IGNORECASE)
_NO_ITEM = re.compile(r"[?？:：]$|^(?:从|按照?|根据|当|如果)")
_END_MARKS = " 。；;，,.：:"


def _extract(group: Group) -> Iterator[Listing | Declined]:
    if len(group.items) < _FEWEST or not _announces(group):
        return
    heads = [_head(item) for item in group.items]
    lead = full_lead(group)
    yield (
        objection(_lead_objections(group, lead))
        or objection(_item_objections(group, heads))
        or Listing(origin(group), lead, tuple(head for head, _ in heads))
    )


def _announces(group: Group) -> bool:
    lead = fold(group.lead)
    return group.colon or has_list_cue(lead) or _ASKS_WHICH.search(lead) is not None


def _lead_objections(group: Group, full: RichText) -> Iterator[str]:
    lead = fold(group.lead)
    if units(lead) > _LONGEST_LEAD:
        yield f"the lead has {measured(lead)}; {_LONGEST_LEAD} is the most"
    if _CLAUSE_MARK.search(lead.rstrip("?？")):
        yield "the lead has more than one clause"
    if is_example(lead):
        yield "the lead announces examples"
    if mentions_person(lead):
        yield "the lead is talk"
    if has_step_cue(lead):
        yield "the lead announces a sequence"
    if _ASKS_HOW.search(lead) and not _ASKS_WHICH.search(lead):
        yield "the lead asks how or why, not which"
    if not full:
        yield "nothing says of what this is a list"


def _item_objections(group: Group, heads: list[tuple[RichText, bool]]) -> Iterator[str]:
    names = [plain(head) for head, _ in heads]
    if len(names) > _MOST:
        yield f"the list has {len(names)} items; {_MOST} is the most"
    if len({name.casefold() for name in names}) < len(names):
        yield "two items have the same name"
    for name in names:
        yield from _name_objections(name)
    if not all(is_label for _, is_label in heads):
        longest = max((item.text for item in group.items), key=units)
        if units(longest) > _LONGEST_ITEM:
            yield f"an item has {measured(longest)}; {_LONGEST_ITEM} is the most without a label"


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
    if aspect_label(name):
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
        "如何保证顺序性：\n- 单线程消费\n- 给消息编号",
        "持久化方式有 RDB 和 AOF：\n- RDB\n- AOF",
        "举例：\n- 轮询\n- 随机",
    ),
)
