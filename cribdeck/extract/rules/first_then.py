"""A procedure told in one sentence: `写数据时，先写数据库，然后删除缓存`.

Trigger: a sentence with 先 or 首先, and later clauses that open with 再, 然后, 接着, 随后, 最后
(first …, then …); 2 to 6 steps of at most 28 units.
Gives: steps, under the words before 先, or the label, else under the innermost title. A
clause without such a word belongs to the step before.
Does not touch: 优先, 先后, 事先; words before 先 that lean on something or are longer than 20
units, or say how (根据 …, 也就是 …); two steps of which the author has made one bold; examples,
talk.
Precision: 12 of 12 usable (8 good, 4 acceptable): too few to rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import END_MARKS, lead_of
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.splitting import clauses, labelled
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Steps
from cribdeck.folding import fold
from cribdeck.inline import RichText, Strong, cut, plain, strip
from cribdeck.units import measured, units
from cribdeck.wording import is_dangling, is_example, is_question, mentions_person

_FIRST = re.compile(
    r"(?<![优预事领祖率争原抢])首?先(?![后前进到天例导验锋决行])(?:是|要|会|将)?|\bfirst(?:ly)?,?\s",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\s*(?:(?:然后|接着|随后|最后|之后)[再才]?|再(?![均平哈散次])[去来]?"
    r"|and then\s|then\s|finally,?\s)",
    re.IGNORECASE,
)
_FEWEST, _MOST = 2, 6
_SHORTEST_STEP, _LONGEST_STEP = 2, 28
_LONGEST_LEAD = 20
"""Units."""
_WHEN = re.compile(r"^(?:如果|若|当).*|(?:的话|时候?|之?后)[，,]$", re.DOTALL)
"""A clause that says when the next step is due."""
_CONDITION = re.compile(r"(?:如果|若|当|因为|由于|只有|除非|所以|因此|但)")
_BY_WHICH = re.compile(r"(?:根据|通过|利用|按照).*|.*(?:也就是|换句话)", re.DOTALL)


def _extract(sentence: Sentence) -> Iterator[Steps | Declined]:
    content = without_numbering(sentence.content)
    flat = plain(content)
    first = _FIRST.search(fold(flat))
    if first is None or flat.rstrip().endswith(("：", ":")):
        return
    found = _steps(content, first.end())
    if len(found) < _FEWEST:
        return
    bold = sum(isinstance(node, Strong) for node in content)
    if len(found) == _FEWEST and bold == 1:
        yield Declined("the author has made one of two steps bold, not both")
        return
    before = _before(cut(content, 0, first.start()))
    lead = lead_of(before, sentence.context)
    against = objection(_objections(before, plain(lead), tuple(map(plain, found))))
    yield against or Steps(origin(sentence), lead, found)


def _steps(content: RichText, start: int) -> tuple[RichText, ...]:
    """Return the steps from `start` on: each goes up to the next clause that opens with 再."""
    flat = fold(plain(content))
    starts, ends = [start], []
    before = start
    for begin, end in clauses(content):
        marker = _NEXT.match(flat, begin, end) if begin > start else None
        if marker and before > start and _WHEN.search(flat[before:begin]):
            starts.append(before)
            ends.append(before)
        elif marker:
            starts.append(marker.end())
            ends.append(begin)
        before = begin
    ends.append(len(flat))
    return tuple(strip(cut(content, a, b), END_MARKS) for a, b in zip(starts, ends, strict=True))


def _before(text: RichText) -> str:
    """Return what stands before 先: without its label, if the label is all."""
    label = labelled(text)
    flat = plain(label.meaning) if label else plain(text)
    return flat.strip(END_MARKS) or plain(text).strip(END_MARKS)


def _objections(before: str, lead: str, steps: tuple[str, ...]) -> Iterator[str]:
    if not lead or (before and is_dangling(before)):
        yield "nothing says what the steps are for"
    if units(before) > _LONGEST_LEAD:
        yield f"the words before the first step have {measured(before)}"
    if _CONDITION.match(fold(before)):
        yield "the words before the first step are a condition"
    if _BY_WHICH.match(fold(before)):
        yield "the words before the first step say how, not what for"
    if mentions_person(before) or is_example(before) or is_question(before):
        yield "talk, a question or an example"
    if len(steps) > _MOST:
        yield f"there are {len(steps)} steps; {_MOST} is the most"
    for step in steps:
        if not _SHORTEST_STEP <= units(step) <= _LONGEST_STEP:
            yield f"a step has {measured(step)}, not {_SHORTEST_STEP} to {_LONGEST_STEP}"
        if mentions_person(step) or is_example(step):
            yield "a step is talk or an example"


RULE = Rule(
    name="first_then",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    matches=(
        Example(
            "更新数据的时候，先写数据库，然后删除缓存。",
            ("steps 更新数据的时候 => 写数据库 → 删除缓存",),
        ),
        Example(
            "## 平滑重启\n先检查新的配置，再启动新的进程，旧的进程不再接收请求，最后旧的进程退出。",
            ("steps 平滑重启 => 检查新的配置 → 启动新的进程，旧的进程不再接收请求 → 旧的进程退出",),
        ),
    ),
    ignores=(
        "优先级高的任务先执行，其余的任务排队等待。",
        "先写数据库，然后删除缓存。",
        "如果缓存里没有数据，先查数据库，再写缓存。",
    ),
)
