"""A limit: `只能`, `必须`, `不能`, `最多`, `至少`, `唯一`; only, must, cannot, at most.

Trigger: a clause with a subject, then a word that says what is the only, the needed or the
forbidden thing.
Gives: a statement with what the limit is hidden, up to the end of the clause.
Does not touch: limits without a subject, advice to the reader, examples, questions.
Precision: not judged yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.clause import is_subject
from cribdeck.extract.prose import hidden
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.splitting import clauses
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import units

_LIMIT = re.compile(
    r"只能|只会|只有|只需要?|只支持|只允许|必须要?|不能|不会|不允许|无法|不可以|最多(?:只能|可以|有)?|至少(?:需要|要|有)?"
    r"|不超过|不得|仅限?于?|仅能"
    r"|\b(?:can only|must(?: not| be)?|cannot|can ?not|can't|at most|at least|never|does not|will not"
    r"|may only|is limited to|no more than)\s",
    re.IGNORECASE,
)
_FEWEST = 2


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for start, end in clauses(sentence.content):
        clause = text[start:end]
        match = _LIMIT.search(clause, 1)
        if match is None:
            continue
        if not is_subject(clause[: match.start()], opens=start == 0):
            yield Declined("nothing says what is limited")
        elif units(clause[match.end() :]) < _FEWEST:
            yield Declined("the limit says nothing by itself")
        else:
            yield hidden(sentence, start + match.end(), end)


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
    ignores=("如果不能写入磁盘就报错。", "它只能被一个消费者消费。"),
)
