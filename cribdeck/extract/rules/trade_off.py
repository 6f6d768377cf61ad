"""The other side of the coin: `A，但 B`, `虽然 A，却 B`, `不是 A 而是 B`, `A but B`.

Trigger: a clause that opens with a word of contrast (但, 但是, 然而, 不过, 却, 而是; but, however,
instead of, rather than, at the cost of) after at least one clause.
Gives: a statement with what follows the word hidden, up to the end of the clause.
Does not touch: objections that lean on something not shown, talk, examples, questions.
Precision: not judged yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.splitting import clause_end
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold

_TURN = re.compile(
    r"(?<=[，,、）)；;\s])\s*(?:但是?|然而|不过|却|反而|而是|而不是|而非|缺点是|代价是|问题是|好处是|优点是)[，,]?"
    r"|(?:而不是|而非|而是|换取|代价是|换来)"
    r"|(?<=[,;])\s*(?:but|however|yet),?\s|\b(?:instead of|rather than|at the (?:cost|expense) of)\s",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"(?:在|由于|因为|如果|当|对于|随着|同时|此时|这时|一旦|只要|它|这|其|也|是|会|就|则|由此|因此|所以)"
)
_SHORTEST = 2


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for match in _TURN.finditer(text, 1):
        rest = text[match.end() :]
        if _ADVERB.match(rest) and not rest.startswith(("会", "也", "就", "则", "是")):
            yield Declined("the objection opens with a condition or leans on something else")
            continue
        yield hidden(sentence, match.end(), clause_end(sentence.content, match.end()))


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
    ignores=("但是吞吐量更低。", "同步刷盘更可靠，但如果磁盘很慢，吞吐量会更低。"),
)
