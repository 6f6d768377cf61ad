"""A heading that asks, answered by the lines below it.

Trigger: a heading, or a list item or line that is bold as a whole, with a question mark or
question words (为什么, 如何, 有哪些, …的区别, vs, what…), and below it nothing but prose, without
sub-headings; 10 to 80 units before the first list, or of a list that stands right below.
Gives: a question whose answer is that paragraph (with the list below, if it is a verdict or ends
with a colon), or that list; of a longer one the first sentences, where
the heading asks what something is or why. Other rules may find facts in those
lines as well.
Does not touch: questions of less than 4 units under no title (`what`), or that ask for two
things; bodies that are a picture, code, a table, or unfinished, or speak of one side of a
comparison only.
Precision: 82 % of 60 judged; 8 of the 11 bad ones had no title above the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.asked import asks_twice, covers_both
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.splitting import leading
from cribdeck.extract.unit import Topic, Unit, origin
from cribdeck.facts.model import Question
from cribdeck.folding import fold
from cribdeck.inline import RichText, Strong, Text, cut, plain
from cribdeck.units import units
from cribdeck.wording import (
    is_dangling,
    is_example,
    is_generic_lead,
    mentions_person,
)

SHORTEST_BODY = 10
LONGEST_BODY = 80
"""Units; nobody can grade a longer answer."""
LONGEST_PART = 45
"""Units of the first sentences that are taken of a longer answer."""
_ASKS_ONE_THING = re.compile(
    r"什么是|是什么|是啥|为什么|为何|原因|有什么用|的作用|^what (?:is|are)\b|^why\b", re.IGNORECASE
)
"""Questions whose answer stands in the first sentences."""
_ASKS_MORE = re.compile(r"[，、,]|和|[?？].*[?？]|\band\b")
_SHORTEST_QUESTION = 4
_ASKS = re.compile(
    r"[?？]\s*$|^(?:为什么|为何|如何|怎么|怎样|什么是)|是什么$|怎么办|如何|有什么|有哪些"
    r"|区别$|的比较$|\bvs\.? |^(?:what|why|how|when|which|where)\b",
    re.IGNORECASE,
)
_ANSWER_PREFIX = re.compile(r"(?:回答|解答|答案?|A)\s?[:：]\s*(?=\S)")
_MIDDLE = re.compile(r"[和与及]\s|(?:and|vs)\b")
_UNFINISHED = re.compile(r"[:：]\s*$")
_FIRST_WORDS = 4
_PERSON = re.compile(r"\b(?:[Ii]|my|me)\b(?![/.])")
_ELSEWHERE = re.compile(
    r"上述|上面|如下|下面|下[图表]|上[图表]|见[上下前后附]|前面|同上|如图|(?:方[案法式]|步骤|情况|第)[一二三四]种?(?:方[案法式])?[，,的会是]"
    r"|\b(?:(?:see|as) (?:above|below)|(?:the )?(?:above|following)|step \d)\b",
    re.IGNORECASE,
)


def _extract(topic: Topic) -> Iterator[Question | Declined]:
    if not _is_title(topic) or not _ASKS.search(fold(topic.name)):
        return
    prompt = _prompt(topic)
    answer = tuple(_without_prefix(unit.content) for unit in answering(topic))
    asked = fold(topic.name)
    long = _size(answer) > LONGEST_BODY
    if long and _ASKS_ONE_THING.search(asked) and not _ASKS_MORE.search(asked):
        answer = _first(answer)
    against = objection(_objections(topic, prompt, answer))
    yield against or Question(origin(topic), prompt, answer)


def answering(topic: Topic) -> tuple[Unit, ...]:
    """Return the statements that answer: the first paragraph, unless it needs the list below."""
    opening = topic.paragraph
    size = _size(tuple(unit.content for unit in opening))
    if size < SHORTEST_BODY or _UNFINISHED.search(opening[-1].text):
        return topic.body
    return opening


def _size(answer: tuple[RichText, ...]) -> int:
    return sum(units(plain(line)) for line in answer)


def _first(answer: tuple[RichText, ...]) -> tuple[RichText, ...]:
    """Return the first sentences of an answer, if they can stand for it; else all of it."""
    part = leading(answer[0], LONGEST_PART)
    flat = plain(part)
    if (
        units(flat) < SHORTEST_BODY
        or is_dangling(flat)
        or is_example(flat)
        or flat.endswith(("?", "？"))
    ):
        return answer
    return (part,)


def _objections(topic: Topic, prompt: RichText, answer: tuple[RichText, ...]) -> Iterator[str]:
    if topic.nested:
        yield "sub-headings stand below the question"
    if topic.mixed:
        yield "a table, code or a picture stands below the question"
    if not topic.body:
        yield "nothing stands below the question that could be its answer"
        return
    if _MIDDLE.match(topic.name):
        yield "the beginning of the question was taken for its number"
    if asks_twice(topic.name):
        yield "two things are asked at once"
    if not prompt:
        yield "the question says nothing by itself, and no title stands above it"
    yield from _answer_objections(topic.name, answer)


def _answer_objections(question: str, answer: tuple[RichText, ...]) -> Iterator[str]:
    size = _size(answer)
    if not SHORTEST_BODY <= size <= LONGEST_BODY:
        yield f"the answer has {size} characters or words, not {SHORTEST_BODY} to {LONGEST_BODY}"
    if mentions_person(plain(answer[0]), within=_FIRST_WORDS):
        yield "the answer is talk, not a fact"
    if any(_UNFINISHED.search(plain(line)) for line in answer):
        yield "the answer has parts of its own, or ends with a colon"
    if not covers_both(question, " ".join(map(plain, answer))):
        yield "the answer speaks of one of the two only"
    if any(_PERSON.search(plain(line)) for line in answer):
        yield "the answer is talk, not a fact"
    if any(_ELSEWHERE.search(fold(plain(line))) for line in answer):
        yield "the answer leans on something that is not shown"


def _is_title(topic: Topic) -> bool:
    return topic.form == "heading" or all(isinstance(node, Strong) for node in topic.title)


def _without_prefix(line: RichText) -> RichText:
    flat = plain(line)
    prefix = _ANSWER_PREFIX.match(flat)
    return cut(line, prefix.end(), len(flat)) if prefix else line


def _prompt(topic: Topic) -> RichText:
    """Return the question; one of hardly any words gets the title above it."""
    if units(topic.name) >= _SHORTEST_QUESTION and not is_generic_lead(topic.name):
        return topic.title
    if not topic.context.breadcrumb:
        return ()
    return (Text(f"{topic.context.breadcrumb[-1]}: "), *topic.title)


RULE = Rule(
    name="question_heading",
    doc=__doc__,
    subject=Topic,
    extract=_extract,
    beside=True,
    matches=(
        Example(
            "## 消息重复了怎么办？\n消费者设计时保证幂等性，处理之前先查消费记录。",
            ("question 消息重复了怎么办？ => 消费者设计时保证幂等性，处理之前先查消费记录。",),
        ),
        Example(
            "## 为什么被踢出组？\n太久没有 poll，协调器认为它已经死了。\n- 超时默认为 45 秒",
            ("question 为什么被踢出组？ => 太久没有 poll，协调器认为它已经死了。",),
        ),
        Example(
            "## 1. 为什么要三次握手\n- 双方都要确认自己能发送\n- 双方都要确认自己能接收",
            ("question 为什么要三次握手 => 双方都要确认自己能发送 ⏎ 双方都要确认自己能接收",),
        ),
        Example(
            "# Raft\n## How\nA majority elects the leader, which sends its log to all.",
            ("question Raft: How => A majority elects the leader, which sends its log to all.",),
        ),
    ),
    ignores=(
        "## 负载均衡算法\n轮询、加权轮询、最少连接，按业务选择其中一种。",
        "## 为什么快？\n![](why.png)",
        "## 如何选型？\n### 小公司\n选择社区活跃、界面好用的消息队列产品。",
        "## 什么是 CAP？\n见下。",
        "## 怎么配置？\n先停掉服务再修改配置文件里的下面几项：",
    ),
)
