"""The other side of the coin: `A，但 B`, `虽然 A，却 B`, `不是 A 而是 B`, `A but B`.

Trigger: a clause that opens with a word of contrast (但, 但是, 然而, 不过, 却, 而是; but, however,
instead of, rather than, at the cost of) after at least one clause.
Gives: a statement with what follows the word hidden, up to the end of the clause; of 而不是, 而非,
instead of what stands before: what is so, rather than what is not.
Does not touch: objections that lean on something not shown, evaluations, talk, examples, questions.
Precision: 93 % of 15 judged usable (12 good, 2 acceptable, 1 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.complement import complement
from cribdeck.extract.news import not_told
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import units

_TURN = re.compile(
    r"(?<=[，,、）)；;\s])\s?(?:但是?|然而|不过|却|反而|缺点是|代价是|问题是|好处是|优点是)[，,]?"
    r"|(?:而不是|而非(?!聚[集簇]|阻塞|关系|对称|空|线程|叶子)|而是|换取|代价是|换来)"
    r"|(?<=[,;])\s?(?:but|however|yet),?\s|\b(?:instead of|rather than|at the (?:cost"
    r"|expense) of)\s",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"(?:在(?!线)|由于|因为|如果|若|当|对于|随着|同时|此时|这时|一旦|只要|它|这|其(?!他)|由此"
    r"|因此|所以|需要注意|注意|最好|起码|是?为了|根据|也是|我|要(?![素求])|只要|依然可以|.{0,6}(?:知道|觉得"
    r"|想|吧|呢)"
    r"|(?:if|when|this|it|that|they|because|you|we|the)\b)",
    re.IGNORECASE,
)
_HYPOTHESIS = re.compile(r"(?:如果|若|假如|即使)|(?:if|unless)\b", re.IGNORECASE)
_SHORTEST = 2
_DENIED = re.compile(r"而不是|而非|instead of\s|rather than\s", re.IGNORECASE)
"""What follows is what is not so: the point stands before."""
_AFFIRMED = re.compile(
    r"(?<![但总于若可只不])是(?![否非不])(?:作为|位于|发生[在于]|在)?"
    r"|作为|位于|发生[在于]|[存放]储?在|保存在|采用|使用|通过|基于|依赖|返回|表示|代表|指向|面向|属于|选择"
)
_ONLY_A_SUBJECT = re.compile(r"有(?:一|某|些)[^，,是会能]{1,14}[，,]")
"""但有一个节点，… : what is said of it comes after."""
_CONDITION_END = re.compile(r"\s?的(?:话|时候|情况)")
_NO_OWNER = re.compile(
    r"\s*[^，,。的]{0,4}[性率度能量](?:最|更|很|较|比较|会|太)?[高低好差强弱大小快慢优][，,]"
)
"""安全性更高，但…: of what?"""
_VAGUE = re.compile(
    r"[好几多]几?[个十百千万台]|^先不|不?常用$|(?:完全|大)?不(?:同|一样)$|^(?:可以|能够?)?(?:接受|理解|忽略)"
)


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for match in _TURN.finditer(text, 1):
        end = sentence.clause_end(match.end())
        if _DENIED.match(match[0]):
            yield _affirmed(sentence, text, match.start())
            continue
        if _DENIED.match(text[match.end() : end].lstrip()) or _DENIED.match(text, end):
            yield Declined("the clause is affirmed against another: that is asked for")
            continue
        if _NO_OWNER.match(text):
            yield Declined("nothing says of what this holds")
            continue
        if _HYPOTHESIS.match(text[_clause_start(sentence, match.start()) :].lstrip()):
            yield Declined("both sides are conditions")
            continue
        found = complement(text[:end], match.end(), clausal=True)
        if isinstance(found, Declined):
            yield found
        elif _LEANS.match(text, found[0]):
            yield Declined("the objection opens with a condition or leans on something else")
        elif units(text[slice(*found)]) < _SHORTEST or _VAGUE.search(text[slice(*found)]):
            yield Declined("the objection is too short or too vague to ask for")
        elif _ONLY_A_SUBJECT.match(text, found[0]) or _CONDITION_END.match(text, found[1]):
            yield Declined("the objection is a condition, or only the subject of what follows")
        else:
            yield not_told(hidden(sentence, *found))


def _affirmed(sentence: Sentence, text: str, turn: int) -> Statement | Declined:
    """Return the object before 而不是 hidden: what is so, rather than what is not."""
    stop = turn - (len(text[:turn]) - len(text[:turn].rstrip(" ，,、")))
    start = max((begin for begin, _ in sentence.clauses if begin < stop), default=0)
    verb = _AFFIRMED.search(text, start + 1, stop)
    if verb is None:
        return Declined("only what is denied could be asked for")
    found = complement(text[:stop], verb.end(), means=True)
    if isinstance(found, Declined):
        return found
    if units(text[slice(*found)]) < _SHORTEST and not text[slice(*found)].isascii():
        return Declined("what is affirmed is too short to ask for")
    return not_told(hidden(sentence, *found))


def _clause_start(sentence: Sentence, offset: int) -> int:
    """Return where the clause before the one at `offset` starts."""
    return max((start for start, _ in sentence.clauses if start < offset), default=0)


RULE = Rule(
    name="trade_off",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "同步刷盘更可靠，但每次写入都要等磁盘。",
            ("statement 同步刷盘更可靠，但{{每次写入都要等磁盘}}。",),
        ),
        Example(
            "消费者的位移保存在内部主题里，而不是协调服务里。",
            ("statement 消费者的位移保存在{{内部主题}}里，而不是协调服务里。",),
        ),
        Example(
            "Synchronous replication is safer, but adds latency to every write.",
            ("statement Synchronous replication is safer, but {{adds latency to every write}}.",),
        ),
    ),
    ignores=(
        "但是吞吐量更低。",
        "同步刷盘更可靠，但如果磁盘很慢，吞吐量会更低。",
        "同步刷盘更可靠，但是比较麻烦。",
    ),
)
