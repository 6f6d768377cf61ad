"""A condition and what holds under it: `如果 A，则 B`, `只有 A，才 B`, `If A, B`.

Trigger: 如果, 若, 一旦, 只要, 当 … 时 before a consequence in the same sentence; 只有 … 才,
在 … 后才能, 直到, 除非, 前提是 and 否则; if, when, unless, once, only if.
Gives: a statement with what holds hidden; with the condition hidden where it is the only
one (只有 A 才 B, B 直到 A, 除非 A, 前提是 A; only if A), where what holds is a verdict
(就认为 …), or where it is a measure and what holds can be told from the rest.
Does not touch: what says nothing new (`news.py`); conditions whose consequence leans on
something not shown, 否则 whose condition stands in another sentence, talk to the reader,
questions, examples.
Precision: 74 % of 35 judged usable (18 good, 8 acceptable, 9 bad); of 28 on notes never seen 71 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.news import speaks_of_letters, telling
from cribdeck.extract.prose import LONGEST_SENTENCE, clause_before, either, hidden, main_clause
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import has_han, units

_FEWEST = 3
_MOST_ASIDES = 2
_AFTER = r"(?:的?时候?|的话|之?后|的情况下)"
_IF = re.compile(
    r"(?:如果|假使|倘若|(?<![^，,。；;：:])若是?(?!干)|一旦|只要|(?<![主重需])要是)(?P<condition>[^，,。；;：:]{3,60}?)"
    rf"(?:{_AFTER}?[，,]\s*(?!如果|若|并且?|而且|且|或|又|但|以及)|(?<![不没])(?=则|就|便|那么))"
)
_WHEN = re.compile(
    r"(?:(?<!相)每?当(?![前中然成作做])|(?<![^，,。；;：:])在)(?P<condition>[^，,。；;：:]{3,60}?)"
    rf"(?<![同平随实])(?:{_AFTER}|(?:的?过程|期间)中?)(?:[，,]\s*(?!如果|若|并且?|而且|且|或|又|但|以及)|(?=\s?(?:则|就|会|将会|才|代表|表示)))"
)
_NEXT_THEN = re.compile(r"\s*(?:那么|则|就|便|才|此时|这时)(?![绪近利])")
_FILLER = re.compile(r"\s*(?:那么?|则|此时|这时|这种情况下?)\s*[，,]\s*")
_STILL_CONDITION = re.compile(r"没有|还没|仍未|尚未|并未|未能")
_ASIDE = re.compile(r"\s*(?:即(?![使可将])|甚至|也就是|换句话说|因为|由于|并且?(?![发行])|而且)")
"""A clause between a condition and what holds: another name of the condition, or a reason."""
_NEXT_CASE = re.compile(
    r"\s*(?:任意|任何|某|其中)?一?[个台条]?[^，,；;]{2,20}?(?:改变|变化|宕机|失败|超时|过期|失效|下线|断开|崩溃|故障|丢失|损坏|出错)[，,]$"
)
_ALL_HOLD = re.compile(r"[^，,。；;]{1,16}?(?:都|就|则|将|会|只能|必须)")
"""任意一个节点下线，其余节点都会 …: the first is one more condition."""
_MORE_CASE = re.compile(r"\s*(?:甚至|有时候?希望)")
"""One more thing that may be the case."""
_LONGEST_STEP = 4
_ALSO = re.compile(r"[^，,。；;]{2,16}?(?:也|都|并不|会)")
"""加机器，新机器也要 …: the first is only what one would do."""
_TOPIC = re.compile(r"\s*(?![则就便才那])[^，,；;是有会能将被可]{2,14}[，,]$")
_PREDICATE = re.compile(r"\s*(?:就|则|都|便|才)?(?:会|将|被)")
"""新的任务，会被放进队列: the subject is cut off by a comma."""
_NO_MATTER = re.compile(r"也(?:没事|没关系|无妨|不要紧|不影响)[，,]?$")
_NO_CRITERION = re.compile(r".*某|发现|.{0,8}要")
"""What anybody expects: 发现列表变化, 键要发生写操作."""
_JUST = re.compile(r"\s*(?:才(?:会(?!话)|能够?|可以)|代表|表示)(?=.)")
_MOMENT = re.compile(
    r"(?<![实定延临同超准及平随])时候?(?![间刻效序长延钟机区候段]).{2,}", re.DOTALL
)
_BARE_SUBJECT = re.compile(r"[^，,]*的[^，,的]{1,6}[，,]\s*(?=基于|通过|根据|按照|利用|经过)")
_VERDICT = re.compile(r"(?:那么?|则|就|便)?(?:认为|认定|视为|判定|说明|表示|表明|意味着)")
"""What holds is a judgement: its criterion is the point."""
_MEASURED = re.compile(r"\d|[过超大小多少低高]于|超过|过半|达到|半数|全部|所有|[A-Za-z]{2,}")
_HOLDS = re.compile(r"[^，,。；;]{1,10}?(?:将|会|就|则|应)")
_ONLY_IF = re.compile(
    r"(?:只有(?!一|[两二三\d])在?|当且仅当|必须要?先?|需要先|除非在?)"
    r"(?P<condition>[^，,。；;：:]{3,50}?)(?:的?时候?|之后|后|的情况下)?(?:[，,]\s*[^，,。；;才]{0,12}?)?"
    r"(?:才(?!能力)(?:能够?|可以?|会|算|是|有)?|否则)"
)
_NOT_BEFORE = re.compile(
    r"(?<=[^，,。；;：:])(?<!存)在(?P<condition>[^，,。；;：:]{2,30}?)(?:之后|(?<![前最])后)才(?=[能会可])"
)
_UP_TO = re.compile(r"为止|之后|才|的时候")
_FEWEST_BEFORE = 7
"""Units of what goes on until something happens."""
_UNTIL = re.compile(r"(?<!一)直到(?:[他它]们?(?!的)|其(?!他))?")
_PROVIDED = re.compile(r"(?:前提(?:条件)?(?:是|：|:)|除非|条件是)")
_OTHERWISE = re.compile(
    r"[，,]\s*(?:否则|不然)的?话?[，,]?|[,;]\s(?:otherwise|or else),?\s", re.IGNORECASE
)
_HELD = re.compile(r"[，,]?\s*(?:就(?![绪近])|则|便(?!利))")
_SUPPOSED = re.compile(r"如果|若|一旦|当(?!前)|只[要有]|时|除非|必须|需要|是否|成功|失败|满足|存在")
"""What 否则 denies: 如果 …就 …，否则 …; without it the condition stands in another sentence."""
_IF_ENGLISH = re.compile(
    r"(?:if|when|whenever|unless|once|as soon as|as long as)\s"
    r"(?P<condition>[^,.;:]{6,120}),\s*(?:then\s)?",
    re.IGNORECASE,
)
_ONLY_IF_ENGLISH = re.compile(
    r"(?<! as)(?<!even)\s(?:only (?:if|when|after)|if and only if|unless|provided that|as long as"
    r"|if|when|once)\s",
    re.IGNORECASE,
)
_FORMULA = re.compile(r":=|==|\)\s?=")
_EMPTY_CONDITION = re.compile(
    r"(?:needed|necessary|required|possible|applicable|you|we|i)\b", re.IGNORECASE
)


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    if len(text) > LONGEST_SENTENCE:
        return
    yield from map(telling, _outcomes(sentence, text))


def _outcomes(sentence: Sentence, text: str) -> Iterator[Statement | Declined]:
    only = _ONLY_IF.search(text)
    if only is not None:
        end = sentence.clause_end(only.end())
        yield from either(map(telling, _only_if(sentence, only, end)))
        return
    for pattern in (_IF, _WHEN):
        for match in pattern.finditer(text):
            yield from either(map(telling, _if(sentence, text, match)))
    for match in _OTHERWISE.finditer(text, 1):
        if _HELD.search(text, 0, match.start()) and not _SUPPOSED.search(text, 0, match.start()):
            yield Declined("the condition is not in the sentence")
            continue
        end = sentence.clause_end(match.end())
        yield hidden(sentence, match.end(), end, shown=(0, match.end()), fewest=_FEWEST)
    for match in _NOT_BEFORE.finditer(text, 1):
        shown = (0, sentence.clause_end(match.end()))
        yield hidden(sentence, *match.span("condition"), shown=shown, fewest=2)
    yield from _until(sentence, text)
    for match in _PROVIDED.finditer(text, 1):
        end = sentence.clause_end(match.end())
        yield hidden(sentence, match.end(), end, shown=(0, match.end()), fewest=_FEWEST)
    yield from _english(sentence, text)


def _until(sentence: Sentence, text: str) -> Iterator[Statement | Declined]:
    """Yield `B，直到 A 为止` with A hidden."""
    found = tuple(_UNTIL.finditer(text, 1))
    if not found:
        return
    match = found[0]
    if len(found) > 1 or units(text[: match.start()]) < _FEWEST_BEFORE:
        yield Declined("it does not say what goes on until then, or says it twice")
        return
    end = sentence.clause_end(match.end())
    stop = _UP_TO.search(text, match.end(), end)
    shown = (clause_before(sentence, match.start()), match.end())
    yield hidden(sentence, match.end(), stop.start() if stop else end, shown=shown, fewest=2)


def _if(sentence: Sentence, text: str, match: re.Match[str]) -> Iterator[Statement | Declined]:
    """Yield `如果 A，B` with B hidden, or A where B is a verdict, or where A is a measure.

    In `如果 A，A，就 B`, too, B is what stands last.
    """
    if speaks_of_letters(text[match.start() : sentence.clause_end(match.end())]):
        yield Declined("it speaks of somebody in an example")
        return
    if _NO_MATTER.search(text[: match.end()].rstrip()):
        yield Declined("the condition does not matter")
        return
    start, end = _consequence(sentence, text, match)
    if _MORE_CASE.match(text, start):
        yield Declined("what holds is not in the sentence")
        return
    criterion = hidden(
        sentence, *match.span("condition"), shown=(match.start(), end), fewest=_FEWEST
    )
    if _VERDICT.match(text, start):
        yield criterion
    yield hidden(sentence, start, end, shown=(match.start(), start), fewest=_FEWEST)
    if _MEASURED.search(match["condition"]) and not (
        match[0].startswith("在") or _NO_CRITERION.match(match["condition"])
    ):
        yield criterion


def _consequence(sentence: Sentence, text: str, match: re.Match[str]) -> tuple[int, int]:
    filler = _FILLER.match(text, match.end()) or _JUST.match(text, match.end())
    start, end = main_clause(sentence, filler.end() if filler else match.end())
    for _ in range(_MOST_ASIDES):
        if end < len(text) and _ASIDE.match(text, start, end):
            start, end = end, sentence.clause_end(end)
    if _NEXT_CASE.match(text[start:end]) and _ALL_HOLD.match(text, end):
        start, end = end, sentence.clause_end(end)
    short = units(text[start:end]) <= _LONGEST_STEP and not _NEXT_THEN.match(text, start)
    if short and _ALSO.match(text, end):
        start, end = end, sentence.clause_end(end)
    if _TOPIC.match(text[start:end]) and _PREDICATE.match(text, end):
        start, end = end, sentence.clause_end(end)
    goes_on = _STILL_CONDITION.search(text, start, end) and _HOLDS.match(text, end)
    if goes_on or (_NEXT_THEN.match(text, end) and not _NEXT_THEN.match(text, start)):
        start, end = end, sentence.clause_end(end)
    subject = _BARE_SUBJECT.match(text, start)
    if subject is not None:
        start = sentence.clause_end(subject.end())
        end = sentence.clause_end(start)
    return start, end


def _only_if(sentence: Sentence, match: re.Match[str], end: int) -> Iterator[Statement | Declined]:
    """Yield `只有 A，才 B` with A hidden, then with B hidden."""
    shown = (match.start(), end)
    if _MOMENT.search(match["condition"]):
        yield Declined("a condition and a subject in one")  # 只有在写入成功时后面的读才 …
        return
    yield hidden(sentence, *match.span("condition"), shown=shown, fewest=2)
    yield hidden(sentence, match.end(), end, shown=shown, fewest=_FEWEST)


def _english(sentence: Sentence, text: str) -> Iterator[Statement | Declined]:
    if has_han(text) or _FORMULA.search(text):
        return  # At Least Once 语义: a name
    first = _IF_ENGLISH.match(text)
    if first is not None:
        end = sentence.clause_end(first.end())
        yield hidden(sentence, first.end(), end, shown=first.span())
        return
    match = _ONLY_IF_ENGLISH.search(text)
    if match is None or _EMPTY_CONDITION.match(text, match.end()):
        return
    end = sentence.clause_end(match.end())
    if text[end - 1] == "," and text[end:].strip():
        # reading: if nothing is there, it returns at once.
        then = sentence.clause_end(end)
        yield hidden(sentence, end, then, shown=(match.start(), end))
    else:
        yield hidden(sentence, match.end(), end)


RULE = Rule(
    name="condition",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "如果首领副本宕机，则从同步副本里选出新的首领。",
            ("statement 如果首领副本宕机，则{{从同步副本里选出新的首领}}。",),
        ),
        Example(
            "当消费者离开消费组时，协调者会重新分配分区。",
            ("statement 当消费者离开消费组时，{{协调者会重新分配分区}}。",),
        ),
        Example(
            "只有全部同步副本都写入后，消息才算提交。",
            ("statement 只有{{全部同步副本都写入}}后，消息才算提交。",),
        ),
        Example(
            "一旦心跳超时就触发重平衡。",
            ("statement 一旦心跳超时就{{触发重平衡}}。",),
        ),
        Example(
            "If the leader of a group fails, the controller appoints a new one.",
            ("statement If the leader of a group fails, {{the controller appoints a new one}}.",),
        ),
    ),
    ignores=(
        "如果你想重新消费，那么就把位移调回去。",
        "如果它是空的，就返回。",
        "当前的偏移量保存在主题里。",
        "如果磁盘满了，会发生什么？",
    ),
)
