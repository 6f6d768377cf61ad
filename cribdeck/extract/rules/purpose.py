"""What something is for: `为了 A，B`, `X 用于 Y`, `X 的目的是 Y`, `…，避免 Y`, `used to Y`.

Trigger: 用于, 用来, 用作, 旨在, 目的是, 作用是, 是为了 after what they speak of; 为了 before what
is done; 以便, 以防, and 避免, 防止, 保证, 提高 … at the start of a later clause; used to, used for,
designed to, in order to, so that, to avoid.
Gives: a statement with the purpose hidden; of `为了 A，B`, the means B, or A if
B makes no card or a title names it.
Does not touch: what says nothing new (`news.py`); purposes of something that is not named;
one of several effects in a row, effects that say nothing (提高性能); talk, examples.
Precision: 88 % of 16 judged usable (5 good, 9 acceptable, 2 bad); of 12 on notes never seen 83 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.news import telling
from cribdeck.extract.piece import english_end
from cribdeck.extract.prose import LONGEST_SENTENCE, clause_before, either, hidden, main_clause
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import has_han, units

_FEWEST = 3
_FOR = re.compile(
    r"(?:主要|多|常|一般|专门|通常|可|可以|就|只)*(?:是)?(?:被)?(?:适?用于|用来|用以|用作|旨在|致力于)(?!的)"
    r"|(?:主要)?(?:目的|作用|用途|意义|目标)(?:就是|是|在于|主要是)(?:为了)?|(?:主要|也|就|正)?是为了"
    r"|\b(?:(?:is|are|be|mainly|commonly|often|usually) used (?:to|for)|used (?:to|for)"
    r"|designed (?:to|for)|intended (?:to|for)|aims? to|responsible for"
    r"|(?:purpose|goal|aim|role|job)(?: of [\w -]{2,40})? is(?: to)?"
    r"|in order to|so as to|so that)\s",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?<=[，,])\s*(?:以便于?|以防止?|以免|以(?=避免|防止|保证|确保|提高|提升|减少|降低|达到|实现|支持|节省|获得)|来(?=避免|防止|保证|确保|提高|减少|降低)|从而|进而)?"
    r"(?=(?:可以|能够|能|就可以|就能|还能|还可以|也能)?(?:避免|防止|保证|确保|提高|提升|减少|降低|加快|节省|达到|便于|方便))"
    r"|(?<=[，,])\s*(?:以便于?|以防止?|以免)"
)
_EFFECT = re.compile(
    r"\s*(?:从而|进而|以便?|来|并且?|同时|而且|也|还|又|可以|能够?|大大|实现)*"
    r"(?:避免|防止|保证|确保|提高|提升|减少|降低|加快|节省|增加|便于|方便|实现更)"
)
_ENGLISH_OUTCOME = re.compile(
    r"\bto (?=(?:avoid|prevent|ensure|reduce|improve|increase|guarantee|achieve|allow|enable"
    r"|minimi[sz]e)\b)"
    r"|\b(?=(?:avoiding|preventing|ensuring|reducing|improving) )",
    re.IGNORECASE,
)
_IN_ORDER_TO = re.compile(
    r"(?:为了|为(?=避免|保证|防止|提高|减少|应对|解决|降低|实现|方便|确保))(?P<goal>(?!此)[^，,。；;：:]{3,50})[，,]\s*"
)
_SO_AS_TO = re.compile(r"(?:来|以|从而|而)?达到(?P<goal>[^，,。；;：:]{3,40}?)的?目的")
_TO_BE_DONE = re.compile(r"不?需要|不用|无需")
_GOAL_GOES_ON = re.compile(r"(?:能(?![够力量耗])|被(?!动)|并(?![发行])|且|而(?!是)|和)")
"""为了发送的数据，能到达主题，…: the comma stands inside the goal."""
_EVEN_IF = re.compile(
    r"(?:避免|防止|保证|确保)?(?P<even>即使|尽管|哪怕|虽然|无论|不管|不论|如果|当(?!前))[^，,。；;]*[，,]"
)
_CASE = re.compile(r"的?(?:情况|条件|前提)下\s*[。，,]?$")
_ATTRIBUTE = re.compile(r"(?:[一这那][个种款类些]|是|提供|专门)$")
_DESCRIBES = re.compile(r"[^，,。；;]{1,12}的[^，,。；;的]{1,10}?(?:是(?!否)|为(?!了)|有)")
"""末尾用来补齐的字符是等号: what is used so, not what it is used for."""
_FEWEST_BEFORE = 5
"""Units of a clause that brings something about: 独立的列，避免… is a list."""
_FEWEST_MEANS = 5
_NO_SUBJECT = re.compile(
    r"(?:比如|例如|可以|也|还|并|又|再|一般|通常|主要|其|该|此|这|它|他|目的|只|被|和|与)*"
)


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    if len(text) > LONGEST_SENTENCE:
        return
    yield from map(telling, _outcomes(sentence, text))


def _outcomes(sentence: Sentence, text: str) -> Iterator[Statement | Declined]:
    goal = _IN_ORDER_TO.match(text)
    if goal is not None:
        yield from either(map(telling, _means_or_goal(sentence, goal)))
    for match in _FOR.finditer(text):
        yield _purpose(sentence, text, match)
    for match in _SO_AS_TO.finditer(text):
        shown = (clause_before(sentence, match.start()), match.end())
        yield hidden(sentence, *match.span("goal"), shown=shown, fewest=_FEWEST)
    for pattern in (_OUTCOME, _ENGLISH_OUTCOME):
        for match in pattern.finditer(text, 1):
            begin, end = _outcome(sentence, text, match.end())
            shown = (clause_before(sentence, match.start()), begin)
            if _TO_BE_DONE.match(text):
                yield Declined("nothing says who needs it")
            elif text[match.end() : match.end() + 2] in text[shown[0] : match.start()]:
                yield Declined("one of a list, not what the others are for")
            elif _is_one_of_several(sentence, text, match):
                yield Declined("one of several effects, which nobody can tell apart")
            elif has_han(text) and units(text[: match.start()]) < _FEWEST_BEFORE:
                yield Declined("too little stands before it to bring it about")
            else:
                yield hidden(sentence, begin, end, shown=shown, fewest=_FEWEST)


def _outcome(sentence: Sentence, text: str, start: int) -> tuple[int, int]:
    """Return the clause at `start`; of `保证即使 A，B` what is ensured, B."""
    even = _EVEN_IF.match(text, start)
    if even is not None and even.end() < len(text):
        return even.end(), sentence.clause_end(even.end())
    return start, english_end(text, start + 1, sentence.clause_end(start))


def _is_one_of_several(sentence: Sentence, text: str, match: re.Match[str]) -> bool:
    """Return whether the clause before or after an effect names another one."""
    starts = [start for start, _ in sentence.clauses]
    own = max(start for start in starts if start <= match.start())
    order = starts.index(own)
    beside = (*starts[max(0, order - 1) : order], *starts[order + 1 : order + 2])
    return any(_EFFECT.match(text, start) for start in beside)


def _means_or_goal(sentence: Sentence, match: re.Match[str]) -> Iterator[Statement | Declined]:
    start, end = main_clause(sentence, match.end())
    if _GOAL_GOES_ON.match(fold(sentence.text), match.end()):
        yield Declined("the goal goes on behind the comma")
        return
    if sentence.text[match.end() : sentence.clause_end(match.end())].rstrip("，, ").endswith("等"):
        yield Declined("the goal is a list")  # 为了应对高并发，海量数据等，…
        return
    titles = sentence.context.breadcrumb[-1:]
    if not any(fold(title) in fold(sentence.text[start:end]) for title in titles):
        yield hidden(sentence, start, end, shown=(match.start(), start), fewest=_FEWEST_MEANS)
    yield hidden(sentence, *match.span("goal"), shown=(match.start(), end), fewest=_FEWEST)


def _purpose(sentence: Sentence, text: str, match: re.Match[str]) -> Statement | Declined:
    """Return `X 用于 Y` with Y hidden; what X is, the title or the sentence before may say."""
    if _DESCRIBES.match(text, match.end()):
        return Declined("the purpose only describes what the sentence is about")
    opens = _NO_SUBJECT.fullmatch(text[: match.start()].strip(" ，,、")) is not None
    titled = sentence.order == 0 and bool(sentence.context.marker or sentence.context.parents)
    return hidden(
        sentence,
        match.end(),
        _purpose_end(sentence, text, match),
        shown=(clause_before(sentence, match.start()), match.end()),
        leans=opens and not titled,
        fewest=_FEWEST,
    )


def _purpose_end(sentence: Sentence, text: str, match: re.Match[str]) -> int:
    """Return where the purpose ends: before the noun it describes in `一种用于 A 的 B`."""
    end = english_end(text, match.end() + 1, sentence.clause_end(match.end()))
    case = _CASE.search(text, match.end(), end)
    end = case.start() if case else end
    noun = text.rfind("的", match.end(), end)
    opening = text[: match.start()] + match[0][: len("专门")]
    describes = "用" in match[0] and _ATTRIBUTE.search(opening.removesuffix("用于"))
    return noun if noun > 0 and describes else end


RULE = Rule(
    name="purpose",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "为了减少寻道时间，日志总是追加写入。",
            ("statement 为了减少寻道时间，{{日志总是追加写入}}。",),
        ),
        Example(
            "布隆过滤器用来判断一个键是否可能存在。",
            ("statement 布隆过滤器用来{{判断一个键是否可能存在}}。",),
        ),
        Example(
            "生产者把多条消息攒成一批再发送，减少网络请求的次数。",
            ("statement 生产者把多条消息攒成一批再发送，{{减少网络请求的次数}}。",),
        ),
        Example(
            "A Bloom filter is used to test whether a key may be in a set.",
            ("statement A Bloom filter is used to {{test whether a key may be in a set}}.",),
        ),
    ),
    ignores=(
        "用于监控。",
        "为什么要用它，为了什么？",
        "我们用它来做测试。",
    ),
)
