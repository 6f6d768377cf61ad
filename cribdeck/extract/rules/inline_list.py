"""A sentence that lists: `事务隔离级别分为读未提交、读已提交…`, `有两种方式：push 和 pull`.

Trigger: a sentence with a subject and a word that announces parts (包括, 包含, 分为, 分成, 分别是,
由…组成, 有三种; includes, consists of), then nothing but 2 to 7 things with `、` between, up to
the end of the sentence or the next comma; also a later sentence of a statement that is a
label with its list (`隔离级别：a、b、c`).
Gives: a listing under the words before the list.
Does not touch: subjects that lean on something (它包括…), lists that are open (等), things that
are clauses, a number of things other than announced.
Precision: 100 % of 13 judged usable (11 good, 2 acceptable, 0 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import END_MARKS, Entry, count_in, entries, is_open, lead_of
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.label_list import (
    as_listed,
    closed,
    fewest,
    glosses,
    is_arbitrary,
    item_objections,
    label_objections,
    listing,
)
from cribdeck.extract.splitting import labelled, split_at
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Definition, Listing
from cribdeck.folding import fold
from cribdeck.inline import RichText, Text, cut, plain, strip
from cribdeck.units import measured, units
from cribdeck.wording import aspect_label, is_dangling, is_example, mentions_person

_COUNTED = r"(?:[两二三四五六七2-7]\s?(?:种|个|类|大|部分|方面|阶段|步)[^，。；：:、,]{0,10})"
_CUE = re.compile(
    rf"(?:(?:主要|通常|一般|大致|又|可以?|可以大致)?(?:分为|分成|划分为|细分为|包括了?|包含了?|分别[是为有])|由"
    rf"|(?:主要|常见的|常用的|通常)?有(?={_COUNTED})|的(?={_COUNTED}\s?[-—：:])"
    r"|\b(?:includes?|consists? of|comprises?|(?:is|are) (?:divided|split) into)\s)"
    rf"(?:以下|如下|下面)?(?P<count>{_COUNTED}?(?:[：:，,-]\s?即?|分别是|——?))?\s?",
    re.IGNORECASE,
)
_CUE_END = " ：:，,—-即"
_DIVIDED = re.compile(r"分[为成]|divided|split")
"""Words after which two things are all there are."""
_PARTS = re.compile(r"(?:(?:这?[两三四五六七2-7](?:种|个|类|大)?\S{0,3})?(?:组成|构成))$")
_TAIL = re.compile(r"(?:这|共|等)?[两二三四五六七2-7](?:种|个|类|大|部分)[^、]{0,6}$")
_COMMA = re.compile(r"[，,]")
_FEWEST_UNITS, _MOST_UNITS = 2, 22
"""Of the lead."""
_LONGEST_ITEM = 12
_NO_SUBJECT = re.compile(
    r"(?:如果|当|因为|由于|所以|但|可以|通过|所有|具有|额外|不|并|还|也|都|各|每|若|在|其中|另|比如|例如|即|会|将"
    r"|it|they|this|these|which|also)"
)
_FEWEST = 2


def _extract(sentence: Sentence) -> Iterator[Listing | Definition | Declined]:
    content = without_numbering(sentence.content)
    if sentence.order:
        yield from _labelled_list(sentence, content)
    parts = _parts(content)
    if parts is None:
        return
    lead, found = parts
    against = objection(_objections(lead, found))
    yield against or listing(origin(sentence), (Text(lead),), found)
    if against is None:
        yield from glosses(sentence.unit, lead, found)


def _labelled_list(
    sentence: Sentence, content: RichText
) -> Iterator[Listing | Definition | Declined]:
    label = labelled(content)
    found = as_listed(label) if label and not aspect_label(label.name) else ()
    if label is None or len(found) < _FEWEST:
        return
    if is_open(found) and count_in(label.name) is None:
        yield Declined("the list is open")
        return
    found = closed(found)
    against = objection(label_objections(label.name)) or objection(
        item_objections(found, fewest=fewest(label.name, found))
    )
    lead = lead_of(label.name, sentence.context)
    if against or not lead:
        yield against or Declined("no title says whose list it is")
        return
    yield listing(origin(sentence), lead, found)
    yield from glosses(sentence.unit, label.name, found)


def _parts(content: RichText) -> tuple[str, tuple[Entry, ...]] | None:
    """Return the words before the list, and the list; None if the sentence holds none."""
    flat = plain(content)
    cue = _CUE.search(fold(flat), 1)
    if cue is None:
        return None
    lead = _lead(flat[: cue.start()], flat[cue.start() : cue.end()].rstrip(_CUE_END))
    count = count_in(cue[0])
    body = strip(cut(content, cue.end(), len(flat)), END_MARKS)
    if not (count and len(entries(body, count)) == count):
        body = split_at(body, _COMMA)[0]
    text = plain(body)
    if flat[cue.start()] == "由":
        made_of = _PARTS.search(text)
        if made_of is None:
            return None
        body = cut(body, 0, made_of.start())
        lead = lead if lead.endswith(("组成", "构成")) else f"{lead}…{made_of[0]}"
    else:
        tail = _TAIL.search(text)
        body = cut(body, 0, tail.start()) if tail else body
    found = entries(body, count) or _pair(body)
    fewest = _FEWEST if count or _DIVIDED.search(fold(cue[0])) else _FEWEST + 1
    return (lead, found) if len(found) >= fewest else None


def _lead(before: str, cue: str) -> str:
    """Return the clause that announces the list: with the one before it, if it is only 分别是."""
    *others, last = _COMMA.split(before)
    if not last.strip() and others and count_in(others[-1]):
        return others[-1].strip()
    return f"{last.lstrip()}{cue}"


def _pair(body: RichText) -> tuple[Entry, ...]:
    """Return the two things of `a 和 b`."""
    flat = plain(body)
    sides = re.split(r"\s?(?:和|以及|\sand\s)\s?", flat)
    if len(sides) != _FEWEST:
        return ()
    end = len(flat) - len(sides[1])
    return Entry(cut(body, 0, len(sides[0]))), Entry(cut(body, end, len(flat)))


def _objections(lead: str, found: tuple[Entry, ...]) -> Iterator[str]:
    if not _FEWEST_UNITS < units(lead) <= _MOST_UNITS or _COMMA.search(lead):
        yield f"the words before the list are a sentence of their own, or {measured(lead)}"
    if is_dangling(lead) or _NO_SUBJECT.match(fold(lead).casefold()):
        yield "nothing says whose list it is"
    if lead.count("（") + lead.count("(") != lead.count("）") + lead.count(")"):
        yield "the list stands in brackets"
    if is_arbitrary(lead):
        yield "some of many"
    if mentions_person(lead) or is_example(lead):
        yield "talk or an example"
    if is_open(found):
        yield "the list is open"
    if max(units(entry.text) for entry in found) > _LONGEST_ITEM:
        yield "an item is longer than a name"
    yield from item_objections(found, fewest=_FEWEST)


RULE = Rule(
    name="inline_list",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    matches=(
        Example(
            "Redis 的持久化方式分为 RDB、AOF 和混合三种。",
            ("listing Redis 的持久化方式分为 => RDB | AOF | 混合",),
        ),
        Example(
            "消息的传递模型有两种：点对点、发布订阅。",
            ("listing 消息的传递模型有两种 => 点对点 | 发布订阅",),
        ),
        Example(
            "一个请求报文由请求行、请求头和请求体组成。",
            ("listing 一个请求报文由…组成 => 请求行 | 请求头 | 请求体",),
        ),
    ),
    ignores=(
        "它包括轮询、随机、最少连接。",
        "例如集群包括主节点、从节点和哨兵。",
        "日志包括错误日志、慢查询日志等。",
        "状态有三种：运行、阻塞。",
        "由于网络抖动、磁盘变慢、内存不足，请求会超时。",
    ),
)
