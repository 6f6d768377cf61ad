"""What something is for: `为了 A，B`, `X 用于 Y`, `X 的目的是 Y`, `…，避免 Y`, `used to Y`.

Trigger: 用于, 用来, 用作, 旨在, 目的是, 作用是, 是为了 after what they speak of; 为了 before what is
done; 以便, 以防, and 避免, 防止, 保证, 提高 … at the start of a later clause; used to, used for,
designed to, in order to, so that, to avoid.
Gives: a statement with the purpose hidden; of `为了 A，B`, the means B, or A if B makes no card.
Does not touch: purposes of something that is not named, talk, examples.
Precision: not judged yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.prose import either, hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.splitting import clause_end, clauses
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import units

_FEWEST = 3
_FEWEST_BEFORE = 2
"""Units that name what has the purpose."""
_FOR = re.compile(
    r"(?:主要|多|常|一般|专门|通常|可|可以|就|只)*(?:是)?(?:被)?(?:适?用于|用来|用以|用作|旨在|致力于)(?!的)"
    r"|(?:主要)?(?:目的|作用|用途|意义|目标)(?:就是|是|在于|主要是)(?:为了)?|(?:主要|也|就|正)?是为了"
    r"|\b(?:(?:is|are|be|mainly|commonly|often|usually) used (?:to|for|as|in)|used (?:to|for)|designed (?:to|for)"
    r"|intended (?:to|for)|aims? to|responsible for|(?:purpose|goal|aim|role|job)(?: of [\w -]{2,40})? is(?: to)?"
    r"|in order to|so as to|so that)\s",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?<=[，,])\s*(?:以便于?|以防止?|以免|以(?=避免|防止|保证|确保|提高|提升|减少|降低|达到|实现|支持|节省|获得)|来(?=避免|防止|保证|确保|提高|减少|降低)|从而|进而)?"
    r"(?=(?:可以|能够|能|就可以|就能|还能|还可以|也能)?(?:避免|防止|保证|确保|提高|提升|减少|降低|加快|节省|达到|便于|方便))"
    r"|(?<=[，,])\s*(?:以便于?|以防止?|以免)"
)
_ENGLISH_OUTCOME = re.compile(
    r"\bto (?=(?:avoid|prevent|ensure|reduce|improve|increase|guarantee|achieve|allow|enable|minimi[sz]e)\b)"
    r"|\b(?=(?:avoiding|preventing|ensuring|reducing|improving) )",
    re.IGNORECASE,
)
_IN_ORDER_TO = re.compile(r"为了?(?P<goal>(?![什何]|此|保险)[^，,。；;：:]{3,50})[，,]\s*")
_NO_SUBJECT = re.compile(
    r"(?:比如|例如|可以|也|还|并|又|再|一般|通常|主要|其|该|此|这|它|他|目的|只|被|和|与)*"
)


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    goal = _IN_ORDER_TO.match(text)
    if goal is not None:
        yield from either(_means_or_goal(sentence, goal))
    for match in _FOR.finditer(text):
        begin = next(a for a, b in clauses(sentence.content) if match.start() < b)
        subject = text[begin : match.start()].strip(" ，,、")
        shown = (_clause_before(sentence, match.start()), match.end())
        if (
            _NO_SUBJECT.fullmatch(subject)
            and begin == 0
            or units(text[: match.start()]) < _FEWEST_BEFORE
        ):
            yield Declined("nothing says what has the purpose")
        else:
            end = clause_end(sentence.content, match.end())
            yield hidden(sentence, match.end(), end, shown=shown, fewest=_FEWEST)
    for pattern in (_OUTCOME, _ENGLISH_OUTCOME):
        for match in pattern.finditer(text, 1):
            end = clause_end(sentence.content, match.end())
            shown = (_clause_before(sentence, match.start()), match.end())
            yield hidden(sentence, match.end(), end, shown=shown, fewest=_FEWEST)


def _means_or_goal(sentence: Sentence, match: re.Match[str]) -> Iterator[Statement | Declined]:
    end = clause_end(sentence.content, match.end())
    yield hidden(sentence, match.end(), end, shown=match.span(), fewest=_FEWEST)
    yield hidden(sentence, *match.span("goal"), shown=(match.start(), end), fewest=_FEWEST)


def _clause_before(sentence: Sentence, offset: int) -> int:
    """Return where the last clause starts that says something before `offset`."""
    text = sentence.text
    starts = [start for start, _ in clauses(sentence.content) if text[start:offset].strip(" ，,")]
    return starts[-1] if starts else 0


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
