"""A limit: `只能`, `必须`, `不能`, `最多`, `至少`, `唯一`; only, must, cannot, at most.

Trigger: a clause with a subject, or behind a clause that only names one (一个请求，只能 …), then a
word that says what is the only, the needed or the forbidden thing.
Gives: a statement with what the limit is hidden, up to the end of the clause.
Does not touch: limits without a subject, limits that say nothing (不能出错), harm that does not
happen (不会影响…), names of guarantees (至少一次), examples, questions.
Precision: 73 % of 11 judged usable (5 good, 3 acceptable, 3 bad); of 11 on notes never seen 73 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cribdeck.extract.clause import is_english_subject, is_subject
from cribdeck.extract.complement import complement, has_own_verb
from cribdeck.extract.news import not_told
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import has_han, units

_LIMIT = re.compile(
    r"只能|只可能|只会|只需要?|只支持|只允许|必须[要是有为]?(?!的)|最多(?:只能|可以|有|为)?"
    r"|至少(?:需要|要|有|为)?|不超过|不得|仅限?于?|仅能|有且(?:只|仅)有"
    r"|(?P<denial>(?:并不|不|永远不)会|不能|不允许|无法|不可以|不可(?=[重修跨]))"
)
_ENGLISH = re.compile(
    r"\b(?:can only|must(?: not| be)?|at most|at least|never|(?<=is )only|(?<=are )only"
    r"|may only|(?:is|are) limited to|no more than"
    r"|(?P<denial>cannot|can ?not|can't|does not|do not|doesn't|don't|will not|won't))\s",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"only (?:the |an? )?(?P<who>[\w-]{2,20}(?: [\w-]{2,20})?)"
    r" (?:can|may|is|are|has|gets?|accepts?|holds?|knows?|handles?|writes?|reads?|needs?"
    r"|serves?)\s",
    re.IGNORECASE,
)
_SAME = re.compile(r"(?:与|和|跟)(?P<other>[^，。]{2,16}?)(?:相同|一致|相等|匹配|对应)")
_NO_LIMIT = re.compile(
    r"(?:有|是)(?:一|可能)|[说看]|想|知道|理解|保证$|这样|那么|进行$|[那只]是|再|影响$"
    r"|被(?:破坏|影响)$|太|考虑|注意"
)
_TOPIC = re.compile(
    r"(?:(?:同?一|每|任何?一?)[个条种次][^，。]{1,12}|[^，。]{2,16}的[^，。的]{2,6})"
)
"""A name, not a clause: 一个请求, 发送到主题的消息."""
_TIMES = re.compile(r"[一二两\d]次.*", re.DOTALL)
"""Cut out of 至少一次, the name of a guarantee."""
_NO_HARM = re.compile(
    r"(?:对.{1,12})?(?:造成|带来|产生|出现|发生|危害|波及|破坏|损害|干扰|妨碍|影响|受到|受|丢失|阻碍|使.{1,12}(?:降低|下降))"
    r"|(?:affect|harm|break|impact|influence|hurt|damage|interfere)",
    re.IGNORECASE,
)
"""What does not happen: everybody would guess it."""
_POINTS = re.compile(r"[这该此]")
_DONE_BY = re.compile(
    r"由(?P<doer>[^，。]{1,16}?)(?:来|去|负责)?(?:完成|处理|执行|进行|发起|决定|负责|写入|管理|承担)$"
)
_FEWEST, _FEWEST_DENIED = 2, 4
_UNNAMED = Declined("nothing says what is limited")


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for before, (start, end) in pairwise(((0, 0), *sentence.clauses)):
        clause = text[start:end]
        found = (_chinese if has_han(clause) else _english)(clause, opens=start == 0)
        if isinstance(found, Declined):
            yield found
        elif found is None and (named := _of_topic(text, before, (start, end))) is not None:
            yield not_told(hidden(sentence, *named, shown=(before[0], named[0])))
        elif found is not None and text[end:].lstrip().startswith("才"):
            yield Declined("the limit is a condition")
        elif found is not None:
            yield not_told(hidden(sentence, start + found[0], start + found[1]))


def _chinese(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    match = _LIMIT.search(clause, 1)
    if match is None:
        return None
    if not is_subject(clause[: match.start()], opens=opens):
        return _UNNAMED
    same = _SAME.match(clause, match.end())
    if same is not None:
        return same.span("other")
    doer = _DONE_BY.match(clause[: len(clause.rstrip(" ，。；;,."))], match.end())
    if doer is not None:
        return doer.span("doer")
    return _limited(clause, match, _FEWEST if match["denial"] is None else _FEWEST_DENIED)


def _of_topic(text: str, topic: tuple[int, int], clause: tuple[int, int]) -> tuple[int, int] | None:
    """Return what limits a thing named in the clause before: `一个 X，只能 …`."""
    start, end = clause
    match = _LIMIT.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()))
    name = text[slice(*topic)].strip(" ，,")
    if match is None or not _TOPIC.fullmatch(name) or not is_subject(name, opens=True):
        return None
    found = _limited(text[:end], match, _FEWEST_DENIED)
    return None if isinstance(found, Declined) else found


def _english(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    only = _ONLY.match(clause, len(clause) - len(clause.lstrip()))
    if only is not None:
        return only.span("who")
    match = _ENGLISH.search(clause, 1)
    if match is None:
        return None
    if not is_english_subject(clause[: match.start()], opens=opens):
        return _UNNAMED
    return _limited(clause, match, _FEWEST)


def _limited(clause: str, match: re.Match[str], fewest: int) -> tuple[int, int] | Declined:
    denies = match["denial"] is not None
    found = complement(clause, match.end(), counts=not denies, clausal=True)
    if isinstance(found, Declined):
        return found
    answer, rest = clause[slice(*found)], clause[match.end() :].strip(" ，。；")
    return objection(_objections(answer, rest, fewest, denies=denies)) or found


def _objections(answer: str, rest: str, fewest: int, *, denies: bool) -> Iterator[str]:
    if has_own_verb(answer):
        yield "the limit has a verb of its own"
    if units(answer) < fewest or _NO_LIMIT.match(rest):
        yield "the limit says nothing by itself"
    if _TIMES.fullmatch(answer):
        yield "the limit is a part of a name"
    if denies and (_NO_HARM.match(rest) or _POINTS.search(answer)):
        yield "a harm that does not happen is no point"


RULE = Rule(
    name="limit",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "一个分区同一时刻只能被组内的一个消费者消费。",
            ("statement 一个分区同一时刻只能{{被组内的一个消费者消费}}。",),
        ),
        Example(
            "A primary key must be unique and not null.",
            ("statement A primary key must be {{unique and not null}}.",),
        ),
    ),
    ignores=(
        "如果不能写入磁盘就报错。",
        "它只能被一个消费者消费。",
        "线上的支付服务不能出错。",
    ),
)
