"""A Chinese term with its English name behind it: `扇型交换机（fanout exchange）把消息…`.

Trigger: a sentence in which a clause begins with a term of 2 to 8 Chinese characters, then one
to four English words or an abbreviation in brackets, then more of the sentence.
Gives: a statement with the English name hidden.
Does not touch: clauses that begin with a verb (使用, 发送), names in both brackets and text,
lists in brackets, sentences with several such terms, plain translations (`队列（queue）`).
Precision: 8 of 8 usable (6 good, 2 acceptable) after lower-case protocol names and clauses
were shut out, which had been 4 of the first 22: too few to rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.glossary import NOTHING
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import HAN
from cribdeck.wording import is_term

_GLOSS = re.compile(
    rf"(?:^|[。；：，:,;])\s?(?P<term>[{HAN}]{{2,8}})\s?[（(]"
    r"\s?(?P<english>(?:[A-Z][A-Za-z]{2,20}|[a-z]{5,20})(?:[ -][A-Za-z]{1,20}){0,3})\s?[)）]"
)
_ANY = re.compile(r"[（(]\s?[A-Za-z][A-Za-z -]{2,60}[)）]")
_VERB = re.compile(
    r"将|把|被|使用|进行|通过|发送|采用|利用|支持|实现|提供|包括|包含|存储|执行|生成|创建|返回|设置|调用|需要|根据|基于|对|在|由|从|向|给"
    r"|以及|或者?|和|与|如|比如|例如|即|叫|称为|等|每个|一个|多个|这|那|该|其|所有|主要|默认|可以|增加|减少|删除|修改|更新|请求|处理"
)
_CLAUSE = re.compile(r"[在后时到]|等待|已")
_WORDS = """
access account address agent application authorization batch block broker bucket buffer cache
call certificate channel class client cluster column command commit connection consumer
container context control cookie counter data database default direct directory domain event
exchange file filter flow follower format frame function gateway group handler hash header
heap host implicit index instance interface key language leader library link list load local
lock log manager map master memory message method model module monitor name network node
object offset page parameter partition password path policy pool port priority process
producer program project protocol proxy query queue read record region registry replica
request resource response role route router routing row rule schedule scheduler script search
segment sender receiver server service session shard slave slot socket source stack state
status storage store stream string subscriber publisher system table tag target task template
test thread timeout token topic trace traffic transaction tree type update user value variable
version view web window worker write
"""
_EVERYDAY = frozenset(_WORDS.split())
"""Words that anybody translates."""


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    found = [match for match in _GLOSS.finditer(text) if not _VERB.match(match["term"])]
    if not found:
        return
    if len(_ANY.findall(text)) > 1:
        yield Declined("the sentence has several names in brackets")
        return
    match = found[0]
    if not is_term(match["term"]) or _CLAUSE.search(match["term"]):
        yield Declined("the words before the brackets are no term")
        return
    if all(_singular(word) in _EVERYDAY for word in match["english"].casefold().split()):
        yield Declined("a plain translation of everyday words")
        return
    yield hidden(sentence, *match.span("english"), glossary=NOTHING)


def _singular(word: str) -> str:
    return word if word in _EVERYDAY else word.removesuffix("es" if word.endswith("xes") else "s")


RULE = Rule(
    name="gloss",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "扇型交换机（fanout exchange）把消息路由给所有绑定的队列。",
            ("statement 扇型交换机（{{fanout exchange}}）把消息路由给所有绑定的队列。",),
        ),
        Example(
            "数据分片以后，协调者（coordinator）负责合并各个分片的结果。",
            ("statement 数据分片以后，协调者（{{coordinator}}）负责合并各个分片的结果。",),
        ),
    ),
    ignores=(
        "使用索引（index）可以加快查询的速度。",
        "生产者（producer）把消息发给代理（broker）保存。",
        "原子性（要么全部成功，要么全部失败）",
    ),
)
