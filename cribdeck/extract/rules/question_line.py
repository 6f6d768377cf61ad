"""A question answered in the same line: `为什么三次握手：双方确认…`.

Trigger: a line that begins with a question of 4 to 26 units, then a colon or question mark,
then an answer of 3 to 60 units.
Gives: a question.
Does not touch: rhetorical questions (那么…, 你…, two question marks), examples, talk, answers that
lean on something (这个…). What a long answer says again in other words (，即…) stays out.
Precision: all 7 found in messy real notes were usable, read once and not blind. Of questions
with the answer in the *next* lines only 67 % of 60 were, so these are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.asked import asks_twice
from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.splitting import labelled, leading
from cribdeck.extract.unit import Unit, origin
from cribdeck.facts.model import Question
from cribdeck.folding import fold
from cribdeck.inline import RichText, cut, plain, strip
from cribdeck.units import measured, units
from cribdeck.wording import is_dangling, is_example, is_question, mentions_person

_SHORTEST_QUESTION = 4
_LONGEST_QUESTION = 26
_SHORTEST_ANSWER = 3
LONGEST_ANSWER = 60
"""Units; of a longer answer the first sentences are taken."""
_MARK = re.compile(r"[^?？]{2,60}[?？]\s*(?=\S)")
_RHETORICAL = re.compile(r"那|那么|so\b|but\b|or\b|是否|吗$", re.IGNORECASE)
_ASKS_ON = re.compile(r"[?？]|[:：]\s*$|[吗呢嘛](?:[，。]|$)")
_LEANS = re.compile(r"这[个种些样]|上述|前面")
_AGAIN = re.compile(r"[，,]\s?(?:即|也就是|换句话说|i\.e\.)")
_LONGEST_WHOLE = 25
"""Units of an answer of which nothing is left out."""
_END_MARKS = " 。；;，,"


def _extract(unit: Unit) -> Iterator[Question | Declined]:
    prompt, rest = _parts(without_numbering(unit.content))
    if not is_question(plain(prompt)):
        return
    answer = _answer(rest)
    yield (
        objection(_question_objections(plain(prompt)))
        or objection(_answer_objections(plain(prompt), plain(rest), plain(answer)))
        or Question(origin(unit), prompt, (answer,))
    )


def _answer(rest: RichText) -> RichText:
    """Return the first sentences of what follows the question, without what is said again."""
    answer = strip(leading(rest, LONGEST_ANSWER), _END_MARKS)
    again = _AGAIN.search(plain(answer))
    if again is None or units(plain(answer)) <= _LONGEST_WHOLE:
        return answer
    return strip(cut(answer, 0, again.start()), _END_MARKS)


def _question_objections(question: str) -> Iterator[str]:
    if not _SHORTEST_QUESTION <= units(question) <= _LONGEST_QUESTION:
        limits = f"{_SHORTEST_QUESTION} to {_LONGEST_QUESTION}"
        yield f"the question has {measured(question)}, not {limits}"
    if _RHETORICAL.match(question):
        yield "the question is rhetorical"
    if asks_twice(question):
        yield "two things are asked at once"
    if is_dangling(question):
        yield "the question leans on what was said before"


def _answer_objections(question: str, whole: str, part: str) -> Iterator[str]:
    """Yield what speaks against the answer `whole`, of which a card shows `part`."""
    if mentions_person(question + whole):
        yield "this is talk, not a fact"
    if is_example(question + whole):
        yield "this is an example"
    if _LEANS.search(fold(part)):
        yield "the answer leans on something that is not shown"
    if _ASKS_ON.search(whole):
        yield "the answer asks on, or goes on below"
    if whole and not part:
        yield f"the first sentence of the answer is longer than {LONGEST_ANSWER}"
    if units(part) < _SHORTEST_ANSWER:
        yield f"the answer has {measured(part)}; {_SHORTEST_ANSWER} is the least"


def _parts(content: RichText) -> tuple[RichText, RichText]:
    """Return the question and its answer; both empty if the line has no such parts."""
    flat = plain(content)
    mark = _MARK.match(flat)
    if mark:
        return strip(cut(content, 0, mark.end())), cut(content, mark.end(), len(flat))
    label = labelled(content)
    return (label.term, label.meaning) if label else ((), ())


RULE = Rule(
    name="question_line",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    matches=(
        Example(
            "为什么要四次挥手：半关闭的一方还能接收数据",
            ("question 为什么要四次挥手 => 半关闭的一方还能接收数据",),
        ),
        Example(
            "- 怎么避免惊群？用 accept_mutex 加锁。",
            ("question 怎么避免惊群？ => 用 accept_mutex 加锁",),
        ),
    ),
    ignores=(
        "那么为什么不用锁呢？因为锁太慢了。",
        "惊群：一个事件唤醒所有等待它的进程",
        "如何实现：",
        "你知道什么是协程吗？协程是用户态的线程。",
        "什么时候用索引？什么时候不用？看数据量。",
    ),
)
