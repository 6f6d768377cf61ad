"""A label whose meaning is a list of names: `持久化方式：RDB、AOF、混合`.

Trigger: a statement that begins with a label of at most 18 units, then nothing (up to the
end of the sentence) but 3 to 7 things of at most 12 units with `、`, `；`, numbers or
brackets between, or Latin words; points of up to 20 units, if they are 3 to 6. Two things
only if the label says there are two.
Gives: a listing, and a definition of each thing that has its meaning in brackets.
Does not touch: labels that are no concept (注意, 例如), aspects (`aspect_label`), questions how
or why, open lists of commands, numbers, or a number of things other than the label says; opposites,
labels that do not tell what the things are to them (字符串：计数器、会话缓存、分布式锁).
Precision: 45 % of 11 judged usable (5 good, 6 bad); five of the bad were one sentence of a kind
that it has declined since. Before: 100 % of 24.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import OF_ALL, Entry, count_in, entries, is_open, lead_of
from cribdeck.extract.leak.patterns import are_mirrored, is_grid, shares_word
from cribdeck.extract.meaning import LONGEST_ASKED
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.colon_term import definition
from cribdeck.extract.splitting import Labelled, labelled, sentences, split_at
from cribdeck.extract.unit import Unit, origin
from cribdeck.facts.model import Definition, Listing, Origin
from cribdeck.folding import fold
from cribdeck.inline import Math, RichText, cut, plain
from cribdeck.units import has_han, measured, units
from cribdeck.wording import (
    aspect_label,
    has_clause,
    has_list_cue,
    is_dangling,
    is_example,
    is_question,
    is_stop_term,
    looks_like_code,
    mentions_person,
)

FEWEST, MOST = 3, 7
MOST_POINTS = 6
LONGEST_LABEL = 18
LONGEST_NAME = 12
LONGEST_POINT = 20
"""Units."""
_SHORTEST_GLOSS = 4
_JUDGES = re.compile(
    r"耗费|浪费|消耗|开销|成本|性能|效率|最[好大小快慢差佳]|较[好差高低大小]|之一$|[层端]$"
    r"|\b(?:expensive|cheap|faster|slower|best|worst)\b"
)
"""A judgement: the card would not say which aspect is asked for."""
_REMARK = re.compile(r"^(?:从|如|例|默认|推荐|可选|常用|参考|见|主要)|它|例子")
_NO_LABEL = re.compile(
    r"常用(?:指令|命令)|关键[字词]|参考|步骤|流程|过程|顺序|怎么|怎样|如何|为什么|^(?:如果|当|从|对于|假设)|时$"
)
_NAMES_CLASS = re.compile(
    r"(?:信息|字段|属性|操作|命令|指令|工具|参数|选项|对象|能力|内容|数据|结构|方面|环节|部分|领域|位置"
    r"|问题|产品|框架|语言|协议|措施|步|件|项|样|层|类|者|型|式|器|法|点|域)$"
    r"|[充担]当|分[成为]|[a-z]s$|[两三四五六七]",
)
"""Labels that say what the things are, or how many."""
_ARBITRARY = re.compile(
    r"代表性|知名|主流|流行|^常[见用]的?$|(?:概念|知识点?|术语|常识|基础)$|^也?(?:可以?|能够?)(?:使用|选用|用)|一些|若干|潜规则|小?技巧|相关(?:知识|概念|技术)|其[它他]|推荐|书[籍单]|[资材]料|链接|教程|工具$"
    r"|\b(?:popular|famous|well-known|some|various|other|basics|concepts|terms|terminology|resources|books|links|articles)\b",
    re.IGNORECASE,
)
"""Leads to which nobody knows where the list ends."""
_OPEN = re.compile(
    r"(?:等等?|\betc\.?|…|\.{3})$|(?<=[）)])等\S{0,4}$|等[两三四五六七2-7][种个类大项]\S{0,4}$"
)
_NO_ITEM = re.compile(
    r"^[\W\d]+$|^[前后]者|[?？:：=→]|->|^(?:如果|当|因为|所以|但|而|并|则|从而|再|然后|最后)"
)
_FINITE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|can|may|must|will|should|does|do)\s", re.IGNORECASE
)
"""`extract, transform and load is a technique`: a sentence with several subjects, no list."""
_MOST_WORDS = 2
_LONG_END = 6
_UNEVEN = 2
_COMMA = re.compile(r"[，,]")
_POINTS = re.compile(r"[；;]|^\s?[（(]?1")
_FULL_STOP = re.compile(r"。|(?<=[a-z)])\.\s+(?=[A-Z])")


def _extract(unit: Unit) -> Iterator[Listing | Definition | Declined]:
    content = without_numbering(unit.content)
    label = labelled(content, dashes=bool(unit.context.marker))
    parts = aspect_label(label.name) if label else None
    if label is None or (parts and not parts.entity):
        return
    found = as_listed(label)
    if len(found) < len(("first", "second")):
        return
    against = objection(_objections(label, found))
    found = closed(found)
    lead = lead_of(label.name, unit.context)
    if against or not lead:
        yield against or Declined("no title says whose list it is")
        return
    if not _says_what(label.name, unit.context.breadcrumb, found):
        yield Declined("the label does not say what the things are to it")
        return
    yield listing(origin(unit), lead, found)
    yield from glosses(unit, label.name, found)


def listing(place: Origin, lead: RichText, found: tuple[Entry, ...]) -> Listing | Declined:
    """Return the list of what was found, unless the shown items give the hidden one away."""
    names = [entry.text for entry in found]
    if are_mirrored(names) or is_grid(names):
        return Declined("the other items give each one away")
    return Listing(place, lead, tuple(entry.name for entry in found))


def _says_what(label: str, breadcrumb: tuple[str, ...], found: tuple[Entry, ...]) -> bool:
    """Return whether the label, a title above or the build of the items tells what they are.

    字符串 above 计数器、会话缓存、分布式锁 does not say that these are uses.
    """
    names = [entry.text for entry in found]
    if _NAMES_CLASS.search(fold(label)):
        return True
    if any(has_list_cue(it) or count_in(it) for it in (label, *breadcrumb[-1:])):
        return True
    alike = max(
        count for side in (0, -1) for count in Counter(name[side] for name in names).values()
    )
    return alike * 2 >= len(names) or any(entry.gloss for entry in found)


def listed(label: Labelled) -> tuple[Entry, ...]:
    """Return the things that a label is followed by, up to the first full stop, without 等."""
    return closed(as_listed(label))


def as_listed(label: Labelled) -> tuple[Entry, ...]:
    """Return the things that a label is followed by; the last may say that there are more."""
    count, spaced = count_in(label.name), has_han(label.name)
    meaning = split_at(label.meaning, _FULL_STOP)[0]
    whole = _without_rest(entries(meaning, count, spaced=spaced))
    if whole and all(units(entry.text) <= LONGEST_POINT for entry in whole):
        return whole
    first = sentences(meaning)[:1]
    return _without_rest(entries(first[0], count, spaced=spaced)) if first else ()


def _without_rest(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return `found`, the last without the clauses that go on behind it: `a、b、c，都…`."""
    if len(found) < FEWEST or any(_COMMA.search(entry.text) for entry in found[:-1]):
        return found
    last = found[-1]
    comma = _COMMA.search(last.text)
    if comma is None:
        return found
    return (*found[:-1], Entry(cut(last.name, 0, comma.start())))


def closed(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return `found`, the last without 等."""
    if not found:
        return ()
    last = found[-1]
    end = _OPEN.search(last.text)
    if end is None:
        return found
    if end.start() == 0:
        return found[:-1]
    return (*found[:-1], Entry(cut(last.name, 0, end.start()), last.gloss))


def glosses(unit: Unit, label: str, found: tuple[Entry, ...]) -> Iterator[Definition]:
    """Yield the definitions of the things that have their meaning in brackets."""
    place = origin(unit)
    place = replace(place, breadcrumb=(*place.breadcrumb, label))
    for entry in found:
        gloss = fold(plain(entry.gloss))
        told = _SHORTEST_GLOSS <= units(gloss) <= LONGEST_ASKED
        if told and not _REMARK.search(gloss) and not _JUDGES.search(gloss):
            made = definition(place, entry.name, entry.gloss)
            facts = (fact for fact in made if isinstance(fact, Definition))
            if shares_word(entry.text, gloss):
                facts = (replace(fact, asks="meaning") for fact in facts)
            yield from facts


def _objections(label: Labelled, found: tuple[Entry, ...]) -> Iterator[str]:
    yield from label_objections(label.name)
    if is_open(found) and count_in(label.name) is None:
        yield "the list is open"
    found = closed(found)
    points = _POINTS.search(label.body) is not None
    yield from item_objections(found, fewest=fewest(label.name, found), points=points)


def fewest(label: str, found: tuple[Entry, ...]) -> int:
    """Return how many things make a list: three, or as many as announced, or two explained ones."""
    if all(entry.gloss for entry in found):
        return len(("one", "two"))
    return min(count_in(label) or FEWEST, FEWEST)


def label_objections(name: str) -> Iterator[str]:
    """Yield what speaks against `name` being what a list is asked by."""
    folded = fold(name)
    if units(name) > LONGEST_LABEL:
        yield f"the label has {measured(name)}; {LONGEST_LABEL} is the most"
    if is_stop_term(name) or _NO_LABEL.search(folded) or is_arbitrary(name):
        yield f"“{name}” announces no list"
    if is_example(name) or mentions_person(name) or is_dangling(name):
        yield "the label is talk, an example or leans on what was said before"
    if is_question(name) and "哪" not in folded:
        yield "the label asks a question"


def is_arbitrary(lead: str) -> bool:
    """Return whether a lead announces some of many: 比较有代表性的技术."""
    return _ARBITRARY.search(fold(lead)) is not None


def item_objections(
    found: tuple[Entry, ...], fewest: int = FEWEST, *, points: bool = False
) -> Iterator[str]:
    """Yield what speaks against `found` being a list worth learning: of names, or of `points`."""
    names = [entry.text for entry in found]
    longest = max(map(units, names))
    most = MOST if longest <= LONGEST_NAME else MOST_POINTS
    if not fewest <= len(names) <= most:
        yield f"the list has {len(names)} items, not {fewest} to {most}"
    if longest > LONGEST_POINT:
        yield f"an item has {longest} characters; {LONGEST_POINT} is the most"
    if len({name.casefold() for name in names}) < len(names):
        yield "two items are the same"
    if OF_ALL.match(fold(names[0])) and not any(OF_ALL.match(fold(it)) for it in names[1:]):
        yield "the first words belong to all items"
    if any(map(_FINITE.search, names)) and not all(" " in name for name in names):
        yield "an item is the end of a sentence about all of them"
    if _is_uneven(names):
        yield "the first or last words belong to all items"
    short = not points and longest <= LONGEST_NAME
    for entry in found:
        yield from _name_objections(_in_words(entry), short=short, points=points)


def _in_words(entry: Entry) -> str:
    """Return the name of an entry, each formula as one letter: its signs are no code."""
    return "".join("x" if isinstance(node, Math) else plain((node,)) for node in entry.name)


def _name_objections(name: str, *, short: bool, points: bool) -> Iterator[str]:
    if not points and has_han(name) and len(name.split()) > _MOST_WORDS:
        yield f"“{name}” is several things"
    if units(name) == 0 or _NO_ITEM.search(fold(name)) or is_stop_term(name):
        yield f"“{name}” is no item of a list"
    if looks_like_code(name) or mentions_person(name) or is_example(name):
        yield "an item is code, talk or an example"
    if _COMMA.search(name) or (short and has_clause(name)):
        yield "an item reads like a part of a sentence"


def _is_uneven(names: list[str]) -> bool:
    """Return whether one end is much longer than all between: `自己实现预留、确认、取消`."""
    sizes = [units(name) for name in names]
    for end, others in ((sizes[0], sizes[1:]), (sizes[-1], sizes[:-1])):
        if end >= _LONG_END and end > _UNEVEN * max(others):
            return True
    return False


RULE = Rule(
    name="label_list",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    matches=(
        Example(
            "持久化方式：RDB、AOF、混合持久化",
            ("listing 持久化方式 => RDB | AOF | 混合持久化",),
        ),
        Example(
            "两种锁粒度：表锁（锁住整张表的数据）和行锁（只锁住一行数据）",
            (
                "listing 两种锁粒度 => 表锁 | 行锁",
                "definition 表锁 := 锁住整张表的数据 [ask both]",
                "definition 行锁 := 只锁住一行数据 [ask both]",
            ),
        ),
        Example(
            "标量类型：int float bool string",
            ("listing 标量类型 => int | float | bool | string",),
        ),
        Example(
            r"归并排序的三项代价：时间 $O(n \log n)$、空间 $O(n)$、比较次数 $O(n \log n)$",
            (r"listing 归并排序的三项代价 => 时间 O(n \log n) | 空间 O(n) | 比较次数 O(n \log n)",),
        ),
    ),
    ignores=(
        "注意：备份、停机、重启",
        "例如：轮询、随机、最少连接",
        "优点：简单、稳定、开销小",
        "两种模式：轮询、随机、最少连接",
        "惊群：一个事件唤醒所有等待它的进程",
        "网关的安全：认证、鉴权、黑白名单",
        "Reactor：建立在 select、poll、epoll 之上",
        "如何选型：看团队、看业务、看规模",
    ),
)
