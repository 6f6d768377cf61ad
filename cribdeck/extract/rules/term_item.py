"""A list item that is only a term, with its meaning below: `- **令牌桶**` and a line or bullet.

Trigger: an item of at most 10 characters or 5 English words, with or without a colon, no
aspect and no question, that has exactly one statement below it, or several that are
lines of its own paragraph.
Gives: a definition of the first statement below, in the directions of `colon_term`.
Does not touch: items with several bullets below (those are lists), statements below that
are labels, examples, bare names, remarks in brackets or code.
Precision: 40 % of 10 judged usable (3 good, 1 acceptable, 6 bad); of 9 on notes never seen 33 %.
The kinds of which most were bad (entries of an alphabet, bare names) have been declined since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.colon_term import defined, is_symbol
from cribdeck.extract.splitting import labelled
from cribdeck.extract.unit import Topic, Unit
from cribdeck.facts.model import Definition
from cribdeck.units import HAN
from cribdeck.wording import is_dangling, is_example, is_generic_lead, is_stop_term, is_term

_COUNTED = re.compile(r"\s*(?:[（(]?[A-Ia-i\d一二三四五六七八][)）、.．](?!\d)|[①-⑳])")
"""`A、禁止重排序`: the first point of several, marked as the author marks them."""
_ENTRY = re.compile(rf"[A-Za-z]\s{{1,4}}[{HAN}]")
"""`l 软链接` below `- 文件`: the hyphen is no bullet but a letter of the same list."""
_NAME = re.compile(r"[A-Z][\w.+#-]{0,20}(?:[ ,、/]{1,2}[A-Z][\w.+#-]{0,20}){0,4}")
"""`Neo4j` below `Graph`: one of them."""


def _extract(topic: Topic) -> Iterator[Definition | Declined]:
    if topic.form != "item" or not topic.body or is_generic_lead(topic.name):
        return
    if not is_term(topic.name) and not is_symbol(topic.title):
        return
    label = labelled(topic.title)
    if label and is_stop_term(label.name):
        return
    against = objection(_objections(topic.body))
    if against:
        yield against
    else:
        yield from defined(topic, topic.title, topic.body[0].content)


def _objections(body: tuple[Unit, ...]) -> Iterator[str]:
    first, *others = body
    if not all(_continues(first, unit) for unit in others):
        yield "a list stands below, not one meaning"
    if _COUNTED.match(first.text):
        yield "a list stands below, not one meaning"
    if labelled(first.content):
        yield "what stands below begins with a label of its own"
    if is_example(first.text):
        yield "what stands below is an example"
    if is_dangling(first.text):
        yield "what stands below leans on what was said before"
    if first.text.startswith(("(", "（")):
        yield "what stands below is a remark"
    if _ENTRY.match(first.text):
        yield "what stands below is another entry of the same list"
    if _NAME.fullmatch(first.text):
        yield "what stands below is a name, no meaning"


def _continues(first: Unit, unit: Unit) -> bool:
    """Return whether `unit` is a further line at the same depth, not an item of its own."""
    return not unit.context.marker and unit.context.depth == first.context.depth


RULE = Rule(
    name="term_item",
    doc=__doc__,
    subject=Topic,
    extract=_extract,
    matches=(
        Example(
            "- **漏桶算法**\n  - 请求先进入桶里，再以固定的速率流出",
            ("definition 漏桶算法 := 请求先进入桶里，再以固定的速率流出 [ask both]",),
        ),
        Example(
            "1. 加权轮询：\n   权重高的后端得到更多的请求",
            ("definition 加权轮询 := 权重高的后端得到更多的请求 [ask both]",),
        ),
    ),
    ignores=(
        "- 负载均衡\n  - 轮询是最简单的算法\n  - 随机在请求多的时候接近轮询",
        "- 优点\n  - 实现简单，不需要额外的组件",
        "- 如何选型\n  - 看团队熟悉哪一种语言和组件",
        "- 漏桶算法：请求先进入桶里，再以固定的速率流出",
    ),
)
