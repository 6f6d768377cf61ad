"""A term alone on its line, its meaning in the line below: glossaries in plain text.

Trigger, in plain-text sources: a line of at most 5 units of the form `Latin(中文)`, `Latin`
or `…模式`, `…算法`, `…索引`, and below it 10 to 90 units that are no label and no example.
Gives: a definition of the first sentences below.
Does not touch: Markdown sources, where such lines are headings in disguise; lines below
that lean on something (前面, 例如, 这); Latin words without a gloss whose line below is long or
holds the word again: those are headings.
Precision: 82 % of 11 judged usable (4 good, 5 acceptable, 2 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.colon_term import definition
from cribdeck.extract.splitting import labelled
from cribdeck.extract.unit import Topic, Unit, origin
from cribdeck.facts.model import Definition
from cribdeck.folding import fold
from cribdeck.units import HAN, measured, units
from cribdeck.wording import is_dangling, is_example, is_stop_term, looks_like_code

_LONGEST_TERM = 6
_SHORTEST_BODY, _LONGEST_BODY = 10, 90
"""Units."""
_TERM = re.compile(
    rf"[A-Za-z][A-Za-z0-9 _-]{{0,24}}\s?[（(][{HAN}]{{1,10}}[)）]"
    r"|[A-Za-z][A-Za-z -]{2,20}"
    rf"|[{HAN}A-Za-z ]{{2,10}}(?:模式|机制|算法|索引|事务|协议)"
)
_FIRST_WORDS = 8
"""Characters."""
_LEANS = re.compile(r"前面|上面|刚才|如上")
_BARE = re.compile(r"[A-Za-z][A-Za-z -]*")
_LONGEST_OF_BARE = 25
"""Units of the line below a word that may be a heading as well."""


def _extract(topic: Topic) -> Iterator[Definition | Declined]:
    if not topic.context.plain_source or topic.form == "heading" or not topic.body:
        return
    term = topic.name
    if units(term) > _LONGEST_TERM or not _TERM.fullmatch(fold(term)) or is_stop_term(term):
        return
    against = objection(_objections(term, topic.body))
    if against:
        yield against
    else:
        yield from definition(origin(topic), topic.title, topic.body[0].content)


def _stem(term: str) -> str:
    return term.casefold().removesuffix("s")


def _objections(term: str, body: tuple[Unit, ...]) -> Iterator[str]:
    text = body[0].text
    if len(body) > 1:
        yield f"{len(body)} lines stand below, not one meaning"
    if not _SHORTEST_BODY <= units(text) <= _LONGEST_BODY:
        yield f"the line below has {measured(text)}, not {_SHORTEST_BODY} to {_LONGEST_BODY}"
    if _BARE.fullmatch(term) and (units(text) > _LONGEST_OF_BARE or _stem(term) in text.casefold()):
        yield "the line below speaks about the term, and does not say what it is"
    if labelled(body[0].content):
        yield "the line below begins with a label of its own"
    if is_example(text, within=_FIRST_WORDS):
        yield "the line below is an example"
    if is_dangling(text) or _LEANS.match(fold(text)):
        yield "the line below leans on what was said before"
    if looks_like_code(term) or looks_like_code(text):
        yield "this is code"


RULE = Rule(
    name="term_line",
    doc=__doc__,
    subject=Topic,
    extract=_extract,
    matches=(
        Example(
            "Producer(生产者)\n业务的发起方，负责产生消息并交给 broker。",
            ("definition Producer(生产者) := 业务的发起方，负责产生消息并交给 broker [ask both]",),
        ),
        Example(
            "镜像集群模式\n队列的元数据和消息都存放在多个实例上。",
            ("definition 镜像集群模式 := 队列的元数据和消息都存放在多个实例上 [ask both]",),
        ),
    ),
    ignores=(
        "# RabbitMQ\n\n- 简介\n\nProducer(生产者)\n业务的发起方，负责产生消息并交给 broker。",
        "Topic(主题)\n前面讲到的路由规则要求完全匹配，这里有些不同。",
        "安装目录\n把下载的压缩包解压到这个目录里面再重启。",
    ),
)
