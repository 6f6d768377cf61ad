"""A sentence that defines: `X 是一种 Y`, `X 是指 Y`, `… 称为 Y`.

Trigger: a sentence whose subject has at most 7 units, then a strong copula (是指, 指的是,
是一种, 是一个 …), then 7 units or more; or one that ends in 称为, 叫做 and a term.
Gives: a definition with the copula between its parts, or a statement with the term at
its end hidden.
Does not touch: weak copulas (是, 即, 指: 78 %; English is, are: 52 %), subjects that end in
an adverb or name no concept, evaluations (是一种不错的选择, …之一), questions, examples.
Precision: 85 % of 20 judged usable (11 good, 6 acceptable, 3 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from cribdeck.extract.meaning import LONGEST_ASKED
from cribdeck.extract.piece import LONGEST_PIECE
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Definition, Fact, Statement
from cribdeck.folding import fold
from cribdeck.inline import Cloze, RichText, cut, plain, strip
from cribdeck.units import measured, units
from cribdeck.wording import (
    aspect_label,
    has_clause,
    is_dangling,
    is_example,
    is_stop_term,
    mentions_person,
)

_LONGEST_TERM = 7
_SHORTEST_MEANING = 7
_LONGEST_SENTENCE = 130
_DEFINES = re.compile(
    r"([^，。；：:,;！？!?]{1,26}?)[，,]?\s*"
    r"(是指(?![向派定])|指的是|的全称是|是一[种个款类套组项门])\s*([^，。]{3}.*)",
    re.DOTALL,
)
_NAMES = re.compile(
    r"([^\n]{8,90}?)(?:被?称为|被?称之为|被?叫做|被?叫作|也就是所谓的)\s*[“\"「『]?"
    r"([^，。；：:,;！？!?”\"」』]{2,20})[”\"」』]?[。；;，,]?"
)
_QUOTES = '“”"‘’《》『』「」 '
_END_MARKS = " 。；;，,"
_ADVERB_END = re.compile(
    r"(?:总|主要|则|只|仅|已|本质上|其实|通常|一般|往往|更|将|正|可能|应该|必须|实际上?|也|都|就|还|又|便|常|才"
    r"|不|的|所谓|真正|基本|肯定|一定|最好|其核心|等|上|之所以)$"
)
_VERB_INSIDE = re.compile(
    r"[将把被会要光由]|使得|导致|发布到|指派|指向|尽管|虽然|本来|尝试|认为|意味|执行|--|\$|="
)
_NO_TERM = re.compile(
    r"^(?:一|两|每|各|有|没|不|只|本|同|所有|很多|大多|多数|唯一|另|最)"
    r"|(?:作用|方法|方式|时候|区别|目的|问题|原因|关键|一点|结果|过程|答案|意思|内容|例子|一句话|思想|重点"
    r"|特点|优点|缺点|目标|职责|任务|核心|本质|场景|功能|步|前提|好处|坏处|情况|操作|做法|写法|选择)$"
)
_EVALUATION = re.compile(r"(?:非常|很|不错|比较|十分|最|核心|重要|主要|关键|可以|常见的|特别)")
_NO_NOUN = re.compile(r"的$")
_ESSENCE = re.compile(r"的实质$")
"""etcd 的实质: worth being asked about, not worth being asked for."""
_KIND = re.compile(
    r"的?(?:概念|解决方案|方案|方式|方法|技术|工具|机制|模式|架构|框架|系统|软件|思想)$"
)
_ANOTHER_FACT = re.compile(r"[，,；;]\s*(?:这些|这个|它们?|该)(?=.{4})")
_ONE_OF = re.compile(r"之一$|重要指标$|非常重要的")
_SO_CALLED = re.compile(r"所谓的?")
_POINTS_BACK = re.compile(r"这[个种样些]|该|上述|此")


def _extract(sentence: Sentence) -> Iterator[Fact | Declined]:
    text = fold(sentence.text)
    defines = _DEFINES.fullmatch(text)
    names = None if defines else _NAMES.fullmatch(text)
    against = objection(_sentence_objections(text))
    if defines:
        yield against or _defined(sentence, defines)
    elif names:
        yield against or _named(sentence, names)


def _sentence_objections(text: str) -> Iterator[str]:
    if len(text) > _LONGEST_SENTENCE:
        yield f"the sentence has {len(text)} letters; {_LONGEST_SENTENCE} is the most"
    if is_example(text):
        yield "the sentence is an example"
    if text.endswith(("？", "?")):
        yield "the sentence is a question"
    if text.endswith(("：", ":")):
        yield "the sentence goes on below"


def _defined(sentence: Sentence, match: re.Match[str]) -> Definition | Declined:
    so_called = _SO_CALLED.match(match[1])
    start = so_called.end() if so_called else 0
    term = strip(cut(sentence.content, start, match.end(1)), _QUOTES)
    end = len(sentence.text)
    if "全称" in match[2]:
        end = sentence.clause_end(match.start(3))  # what it is for is another fact
    meaning = strip(cut(sentence.content, match.start(3), end), _END_MARKS)
    link = re.sub("[，,]", "", sentence.text[match.end(1) : match.start(3)])
    told = fold(" ".join((*sentence.context.breadcrumb, plain(term))))
    asks_meaning = units(plain(meaning)) <= LONGEST_ASKED and not _names_only_its_kind(
        told, fold(plain(meaning))
    )
    if units(plain(meaning)) > LONGEST_PIECE and _ANOTHER_FACT.search(fold(plain(meaning))):
        return Declined("another fact follows; each is asked for by itself")
    shortest = 1 if "全称" in link else _SHORTEST_MEANING
    against = objection(_definition_objections(plain(term), plain(meaning), shortest))
    if against or not asks_meaning:
        return against or Definition(origin(sentence), term, meaning, "term", link)
    direction: Literal["meaning", "both"] = (
        "meaning" if _ESSENCE.search(fold(plain(term))) else "both"
    )
    return Definition(origin(sentence), term, meaning, direction, link)


def _definition_objections(name: str, said: str, shortest: int) -> Iterator[str]:
    yield from _term_objections(name)
    if units(said) < shortest:
        yield f"the meaning has {measured(said)}; {shortest} is the least"
    first_clause = re.split(r"[，。；,;]", fold(said), maxsplit=1)[0]
    if _EVALUATION.match(fold(said)) or _ONE_OF.search(first_clause):
        yield "the sentence judges rather than defines"
    if name.casefold() in said.casefold():
        yield "the term stands in its own meaning"
    if _NO_NOUN.search(fold(said)):
        yield "the meaning ends before its noun"


def _names_only_its_kind(told: str, meaning: str) -> bool:
    """Return whether a meaning starts with what is `told`: 微服务架构 is 一种架构概念，…."""
    kind = re.split(r"[，。；,;]", meaning, maxsplit=1)[0].strip()
    named = _KIND.search(kind)
    rest = kind[: named.start()] if named else ""
    return rest != "" and all(a + b in told for a, b in pairwise(rest))


def _named(sentence: Sentence, match: re.Match[str]) -> Statement | Declined:
    start, end = match.span(2)
    content = sentence.content
    hidden: RichText = (
        *cut(content, 0, start),
        Cloze(cut(content, start, end)),
        *cut(content, end, len(sentence.text)),
    )
    against = objection(_name_objections(match[1], match[2].strip()))
    return against or Statement(origin(sentence), hidden)


def _name_objections(before: str, name: str) -> Iterator[str]:
    if units(name) > _LONGEST_TERM:
        yield f"the term has {measured(name)}; {_LONGEST_TERM} is the most"
    if units(before) < _SHORTEST_MEANING:
        yield f"only {measured(before)} before the term; {_SHORTEST_MEANING} is the least"
    if before.rstrip().endswith("的"):
        yield "nothing says what it is that is named"
    if name in before:
        yield "the term stands in its own meaning"
    if is_dangling(before) or _POINTS_BACK.search(before[:12]):
        yield "the sentence leans on what was said before"
    if has_clause(name):
        yield "the term reads like a part of a sentence"
    if mentions_person(before) or mentions_person(name):
        yield "the sentence is talk, not a fact"


def _term_objections(name: str) -> Iterator[str]:
    text = fold(name)
    if not 1 <= units(text) <= _LONGEST_TERM:
        yield f"the subject has {measured(name)}, not 1 to {_LONGEST_TERM}"
    if is_dangling(text):
        yield "the sentence leans on what was said before"
    if is_stop_term(text) or aspect_label(text) or _NO_TERM.search(text):
        yield f"“{name}” names no concept"
    if mentions_person(text):
        yield "the sentence is talk, not a fact"
    if has_clause(text) or _ADVERB_END.search(text) or _VERB_INSIDE.search(text):
        yield "the subject reads like a part of a sentence"


RULE = Rule(
    name="definition_sentence",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    matches=(
        Example(
            "惊群是指一个事件唤醒了所有等待它的进程。",
            ("definition 惊群 :=是指= 一个事件唤醒了所有等待它的进程 [ask both]",),
        ),
        Example(
            "Celery 是一个专注于实时处理和任务调度的分布式任务队列。",
            ("definition Celery :=是一个= 专注于实时处理和任务调度的分布式任务队列 [ask both]",),
        ),
        Example(
            "etcd 的实质是一个有强一致保证的键值仓库。",
            ("definition etcd 的实质 :=是一个= 有强一致保证的键值仓库 [ask meaning]",),
        ),
        Example(
            "消息在分区里的位置用一个数字表示，称为偏移量。",
            ("statement 消息在分区里的位置用一个数字表示，称为{{偏移量}}。",),
        ),
    ),
    ignores=(
        "Redis 是一种不错的选择，适合大多数场景。",
        "这个参数是指每次拉取的最大字节数。",
        "它的作用是一个很重要的话题，后面再讲。",
        "Nginx 是高性能的反向代理服务器。",
        "什么是一致性哈希，它是由谁提出来的？",
    ),
)
