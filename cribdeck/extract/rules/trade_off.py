"""The other side of the coin: `A，但 B`, `虽然 A，却 B`, `不是 A 而是 B`, `A but B`.

Trigger: a clause that opens with a word of contrast (但, 但是, 然而, 不过, 却, 而是; but, however,
instead of, rather than, at the cost of) after at least one clause.
Gives: a statement with what follows the word hidden, up to the end of the clause.
Does not touch: objections that lean on something not shown, evaluations, talk, examples, questions.
Precision: of 28 cards on notes it was written with, judged by reading: 89 % usable, 64 % good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.complement import complement
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


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for match in _TURN.finditer(text, 1):
        end = sentence.clause_end(match.end())
        if _HYPOTHESIS.match(text[_clause_start(sentence, match.start()) :].lstrip()):
            yield Declined("both sides are conditions")
            continue
        found = complement(text[:end], match.end(), clausal=True)
        if isinstance(found, Declined):
            yield found
        elif _LEANS.match(text, found[0]):
            yield Declined("the objection opens with a condition or leans on something else")
        elif units(text[slice(*found)]) < _SHORTEST:
            yield Declined("the objection is too short to ask for")
        else:
            yield hidden(sentence, *found)


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
            "同步刷盘更可靠，但吞吐量更低。",
            ("statement 同步刷盘更可靠，但{{吞吐量更低}}。",),
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
