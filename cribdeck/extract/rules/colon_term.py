"""`术语：定义`, the commonest line of interview notes: a third of their text.

Trigger: a statement that begins with a label: `term：meaning`; in list items also
`term - meaning` and `term——meaning`; also a code span and a comma. The term has at most
10 characters or 5 English words and no words of a sentence in it.
Gives: a definition of what `extract/meaning.py` leaves of the meaning. Both directions are
asked when the meaning has 6 to 45 units and names its term (`extract/naming.py`); another
meaning is only asked for, a longer one (up to 70) only shown. A later sentence with a label
of its own is not part of it.
Does not touch: labels that are no concept (注意, 例如) or only count (条件1), aspects (优点:
`aspect_label`), labels used again in the same place (`extract/used_again.py`), questions
(`question_line`), lead-ins, times and URLs, code, reading lists.
Precision: 81 % of 99 judged usable (59 good, 21 acceptable, 19 bad);
of 60 on notes never seen 77 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import OF_ALL, entries
from cribdeck.extract.meaning import (
    END_MARKS,
    LONGEST_ASKED,
    fitted,
    other_name,
    without_subject,
)
from cribdeck.extract.naming import is_circular, is_numbered, is_open_list, names
from cribdeck.extract.never import is_link_only
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.splitting import Labelled, labelled, numbered_points, without_brackets
from cribdeck.extract.unit import Topic, Unit, origin
from cribdeck.facts.model import Definition, Origin
from cribdeck.folding import fold
from cribdeck.inline import Code, RichText, Text, cut, plain
from cribdeck.units import measured, units
from cribdeck.wording import (
    is_example,
    is_generic_lead,
    is_term,
    looks_like_code,
    mentions_person,
    term_objections,
)

_SHORTEST_SHOWN = 6
"""Units of a meaning that says enough to ask for the term."""
_SHORTEST_MEANING = 3
_MOST_LISTED = 7
"""Things in a meaning; nobody recalls more."""
_NO_MEANING = re.compile(
    r"[\W\d]+|\d+ ?= ?.*|.{0,12}[A-Za-z0-9+/]{16,}={1,2}|.{0,40}(?:GitHub|文档)", re.IGNORECASE
)
_NO_ANSWER = re.compile(
    r"[\d一二两三四五六七八]\s?[种个类]|比较|区别|关系|从.{1,3}到|^为.*而"
    r"|[^\W\d_](?:层面|方面|角度|维度|情况|场景)[下上]?$|为(?:空|零|0|null)$|[过太][大小多少长短高低]$"
    r"|\b(?:with|by|to|for|from|of|in|on|via|using)$"
    r"|^(?:the )?(?:opposite|differences?|comparison|relation(?:ship)?|uses?|types?|kinds?|number"
    r"|examples?|rest|parts?|role|lack|similar|same) (?:of|between|to|as)\b",
    re.IGNORECASE,
)
"""Labels that are half a sentence: worth being asked about, not worth being asked for."""
_VERDICT = re.compile(
    r"(?:不|强烈|完全|都|均|也|已|已经|暂|暂时|目前){0,3}(?:允许|推荐|建议|支持|可以|可用|可行|兼容|使用|适用|废弃|启用|开启|关闭|需要|必须|能|行|有|无)(?:的|使用|了)?"
    r"|(?:not |un|highly |strongly )?(?:allowed|recommended|supported|required|deprecated)",
    re.IGNORECASE,
)
"""不允许, 推荐使用: said of the term, for reasons that are not shown."""
_REMARK = re.compile(
    r"[（(][^（()）]{1,60}[)）]"
    r"|[（(]?\W{0,3}(?:to ?do|tbd"
    r"|(?:need to )?(?:read|learn|look|see|find out)\b.{0,20}\b(?:more|later|up|into|online)\b"
    r"|(?:待|未|有空|以后|后续|之后|回头)再?(?:补充?|完善|续|整理|学习|研究|看)|略$|同上|见[上下前后]).{0,40}",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"如(?![果何同此今下上出])[^，,。；;]{1,40}$|(?:e\.g\.|such as|like)\s")
_NUMBERED_LIST = re.compile(r"1[.、)）].{2,200}?2[.、)）]")
_PRESENTS = re.compile(r"有(?:一|某|些)[^，,]{0,40}$")
"""有一个 X: that there is something, not what the term is."""
_UNFINISHED = re.compile(r"(?:[:：]|如下)\s*$")
_AMOUNT = re.compile(r"\d[\d.]{0,12}\s?[^\W\d]{1,4}")
"""`30 秒`: short, but an answer."""
_COMMA = re.compile(r"\s*[，,]\s*")
_LISTED = re.compile(r"、|(?<=[a-z])\s(?=\$)")
_IN_A_ROW = re.compile(r"、|\s?(?:→|[-=]>)\s?")
_FEWEST_IN_A_ROW = 3
_LONGEST_IN_A_ROW = 6
"""Units of a name."""
_SENTENCE = re.compile(r"[，,；;。的]")
_OF_TWO = re.compile(r"(?:前|后)者")
_LABEL_AGAIN = re.compile(r"([^：:，。；,;]{2,16})(?:：(?=.)|:\s)")
_TAG = re.compile(r"<[A-Za-z/][^<>]{0,80}>.*")
_USUALLY = re.compile(r"一般|通常|原来|以前|传统|normally\b|usually\b", re.IGNORECASE)
"""A meaning that begins with what is otherwise the case must not be cut short."""
_FIRST_WORDS = 8
"""Characters."""
_LONGEST_SYMBOL = 12


def _extract(unit: Unit) -> Iterator[Definition | Declined]:
    label = labelled(unit.content, dashes=bool(unit.context.marker)) or _code_term(unit.content)
    if label is not None:
        versioned = unit.context.label == "in versions"
        term = label.term if versioned else without_numbering(label.term)
        yield from defined(unit, term, label.meaning)
    for sentence in unit.sentences[1:]:
        later = labelled(sentence.content)
        if not later or labelled(later.meaning) or entries(later.meaning):
            continue
        if is_term(later.name):
            yield from definition(origin(sentence), later.term, later.meaning)


def defined(
    subject: Unit | Topic, term: RichText, whole: RichText
) -> Iterator[Definition | Declined]:
    """Yield the definition of the label of `subject`; elsewhere, too, it is not asked for."""
    use = subject.context.label
    if use == "here again":
        yield Declined("the label stands more than once under the same titles")
        return
    for outcome in definition(origin(subject), term, whole):
        if use == "once" or isinstance(outcome, Declined):
            yield outcome
        elif outcome.asks == "term":
            yield Declined("the label stands in other places, too")
        else:
            yield replace(outcome, asks="meaning")


def definition(place: Origin, term: RichText, whole: RichText) -> Iterator[Definition | Declined]:
    """Yield the definition of `term` by as much of `whole` as a card can hold, or why not."""
    gloss, said = other_name(plain(term), whole)
    meaning = fitted(without_subject(plain(term), said))
    direction = _direction(plain(term), plain(meaning), place)
    name = (*term, Text(f"（{gloss}）")) if gloss else term
    yield objection(_objections(term, whole, plain(meaning))) or Definition(
        place, name, meaning, direction, "："
    )


def _objections(term: RichText, whole: RichText, meaning: str) -> Iterator[str]:
    if not is_symbol(term):
        yield from term_objections(plain(term))
    if is_numbered(plain(term)):
        yield "the term is only a number of something"
    if is_circular(plain(term), meaning):
        yield "the meaning comes down to the term"
    if _is_about_word(plain(term), plain(whole)):
        yield "the meaning speaks of the word, not of the thing"
    if is_link_only(whole):
        yield "the meaning is only a link"
    if _tells_one_thing(plain(term), plain(whole)):
        yield "something told of the term, which does not say what it is"
    yield from _meaning_objections(plain(whole), meaning)


def _meaning_objections(whole: str, part: str) -> Iterator[str]:
    """Yield what speaks against the meaning `whole`, of which a card shows `part`."""
    label = _LABEL_AGAIN.match(part)
    cut_short = len(part) < len(whole.strip(END_MARKS))
    too_short = units(part) < _SHORTEST_MEANING and not _AMOUNT.fullmatch(part)
    listed = len(_LISTED.split(part))
    checks = (
        (
            whole and not part,
            f"the meaning has {measured(whole)} and no first sentence that fits a card",
        ),
        (too_short, f"the meaning has {measured(part)}; {_SHORTEST_MEANING} is the least"),
        (numbered_points(f"：{whole}"), "several numbered points, not one meaning"),
        (_UNFINISHED.search(part), "the meaning goes on below"),
        (_NO_MEANING.fullmatch(part), "the meaning is only a number, a symbol or a reference"),
        (listed > _MOST_LISTED, "the meaning is a long list"),
        (is_open_list(part), "the meaning is a list that is left open"),
        (looks_like_code(part) or _TAG.fullmatch(part), "the meaning is code"),
        (label and is_term(label[1]), "the meaning opens with a label of its own"),
        (
            cut_short and _USUALLY.match(fold(part)),
            "the part of the meaning that fits a card says what is otherwise the case",
        ),
        (mentions_person(whole, within=_FIRST_WORDS), "the meaning is talk, not a fact"),
        (_VERDICT.fullmatch(fold(part)), "the meaning is only a verdict"),
        (_REMARK.fullmatch(whole.strip()), "the meaning is a remark of the author to himself"),
        (
            is_example(whole, within=_FIRST_WORDS) or _EXAMPLE.match(fold(whole)),
            "the meaning is an example",
        ),
        (_NUMBERED_LIST.match(whole), "the meaning is a numbered list"),
        (_OF_TWO.match(fold(part)), "the meaning speaks of two things that the label names"),
        (_PRESENTS.match(fold(part)), "the meaning only says that there is something"),
    )
    yield from (why for wrong, why in checks if wrong)


def is_symbol(term: RichText) -> bool:
    """Return whether the term is a short code span, which may be all symbols: `*`, `$?`."""
    return len(term) == 1 and isinstance(term[0], Code) and len(term[0].text) <= _LONGEST_SYMBOL


def _direction(term: str, meaning: str, place: Origin) -> Literal["term", "meaning", "both"]:
    size = units(meaning)
    if is_generic_lead(term) or _NO_ANSWER.search(fold(term)):
        return "meaning"
    if _is_row_of_names(meaning):
        return "meaning"
    if size > LONGEST_ASKED:
        return "term"
    if not names(meaning, term, place.breadcrumb):
        return "meaning"
    # 一致性（强一致性） must not be asked for by showing 强一致性.
    core = without_brackets(term).casefold()
    return "both" if size >= _SHORTEST_SHOWN and core not in meaning.casefold() else "meaning"


def _is_row_of_names(meaning: str) -> bool:
    """Return whether a meaning only lists: 认证、鉴权、黑白名单 is no question for its name."""
    names = _IN_A_ROW.split(meaning)
    return (
        len(names) >= _FEWEST_IN_A_ROW
        and _SENTENCE.search(meaning) is None
        and OF_ALL.match(fold(meaning)) is None
        and max(map(units, names)) <= _LONGEST_IN_A_ROW
    )


def _is_about_word(term: str, meaning: str) -> bool:
    """Return whether a meaning tells where the term comes from: `Broker 的概念来自…`."""
    name = re.escape(without_brackets(fold(term)))
    about = rf"{name}\s?(?:这个|一)?(?:的?(?:概念|名字|名称|由来)|词)"
    return re.match(about, fold(meaning), re.IGNORECASE) is not None


def _tells_one_thing(term: str, meaning: str) -> bool:
    """Return whether a meaning is a sentence with the term in it: `Broker：Broker 与 … 使用 …`."""
    name = re.escape(without_brackets(fold(term)).strip())
    told = rf"{name}\s?(?:与|和|跟|需要|会(?!话))"
    told += rf"|[^，,。；;]{{1,12}}(?:会(?!话)|依赖)[^，,。；;]{{1,4}}{name}"
    return re.match(told, fold(meaning), re.IGNORECASE) is not None


def _code_term(content: RichText) -> Labelled | None:
    """Return the parts of `` `term`，meaning``."""
    if len(content) < len(("term", "meaning")) or not isinstance(content[0], Code):
        return None
    flat = plain(content)
    comma = _COMMA.match(flat, len(content[0].text))
    if comma is None or comma.end() == len(flat):
        return None
    return Labelled(content[:1], "，", cut(content, comma.end(), len(flat)))


RULE = Rule(
    name="colon_term",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    matches=(
        Example(
            "惊群：一个事件唤醒所有等待它的进程",
            ("definition 惊群 := 一个事件唤醒所有等待它的进程 [ask both]",),
        ),
        Example(
            "- **Broker** - 运行着 Kafka 的一台服务器",
            ("definition Broker := 运行着 Kafka 的一台服务器 [ask both]",),
        ),
        Example(
            "`缓存穿透`，查询的数据在缓存和数据库里都不存在",
            ("definition 缓存穿透 := 查询的数据在缓存和数据库里都不存在 [ask both]",),
        ),
        Example(
            "网关的安全：认证、鉴权、黑白名单",
            ("definition 网关的安全 := 认证、鉴权、黑白名单 [ask meaning]",),
        ),
        Example(
            "端口号：范围是 0～65535",
            ("definition 端口号 := 范围是 0～65535 [ask meaning]",),
        ),
    ),
    ignores=(
        "两个组互不依赖：前者提交位移，后者不受影响",
        "注意：重启之前先备份数据",
        "优点：实现简单，不需要额外的组件",
        "如果超时了：客户端会重新发送一次请求",
        "12:30 开始备份数据库的全部内容",
        "文档：https://example.org/kafka",
        "`host:port` 是 broker 的地址格式",
        "常用命令如下：",
    ),
)
