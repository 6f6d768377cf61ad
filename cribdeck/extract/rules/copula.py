"""What something is: `X 是 Y`, `X 则是 Y`, `X 即 Y`, in any clause of a sentence.

Trigger: a clause with a short subject and 是 (则是, 就是, 即, 为 after a name), whose rest has at
most 25 units. Whole sentences that define with a strong copula belong to
`definition_sentence`.
Gives: a statement with what follows the copula hidden.
Does not touch: evaluations (是很好的), 是 as emphasis (是在…的, 是通过…), questions, subjects that
are clauses or say nothing (原因, 问题).
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

_IS = re.compile(
    r"(?:则|就|都|也|本身|其实|实际上|实际|默认|通常|一般|本质上|只|并不?|也就)?"
    r"(?<![不可但还而于总或正要凡若只像算都])(?:是|即)"
    r"(?!否|因为|由于|通过|为了|在|指|从|把|将|对|当|如|说|多少|什么|哪|谁|怎|没|要|会|可以|需要|时|使|可|便|不是|按|根据|用|以|想"
    r"|非常|很|比较|最|十分|典型|不错|这|那|此|其|它|同|所谓|我|你|大家|一样|相同|不同|必须|直接|已经|先|基于)"
)
_AS = re.compile(r"(?<=[A-Za-z0-9_数量值型型])\s?[默认]{0,2}为(?!什么|了|何|主)")
_EVALUATION = re.compile(
    r"(?:重要|关键|核心|必要|必须|好|可行|合理|常见|值得|对|错|可以|可能|正确|推荐)的?$|^(?:一样|个问题|有)"
)
_NO_SUBJECT = re.compile(
    r"(?:原因|问题|注意|目的|区别|关键|重点|意思|答案|结果|例子|前提|方法|好处|要点|时候|一点|说|比如|例如|特点)(?:就|都|也)?$"
)
_FEWEST = 2


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    for start, end in clauses(sentence.content):
        clause = text[start:end]
        match = _IS.search(clause, 1) or _AS.search(clause, 1)
        if match is None:
            continue
        subject, rest = clause[: match.start()], clause[match.end() :].strip(" ，。；;,.")
        if not is_subject(subject, opens=start == 0) or _NO_SUBJECT.search(subject.strip()):
            yield Declined("the subject is no name")
        elif units(rest) < _FEWEST or _EVALUATION.search(rest):
            yield Declined("what follows 是 is no fact")
        else:
            yield hidden(sentence, start + match.end(), end)


RULE = Rule(
    name="copula",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "HTTP 是无状态协议，底层的传输协议则是 TCP。",
            ("statement HTTP 是{{无状态协议}}，底层的传输协议则是 {{TCP}}。",),
        ),
    ),
    ignores=(
        "这是因为写入的顺序变了。",
        "日志是非常重要的。",
        "消息是通过网络线程写入的。",
        "默认的端口是多少？",
    ),
)
