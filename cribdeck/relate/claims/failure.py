"""What the failure of one part does to the rest: all of it is affected, or none of it.

`分布式：其中一个服务挂了，影响所有的服务` stands against a sentence on 分布式 that says
`某个服务出了问题，整个系统不会受影响`. The label of the first line names what both are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims.claim import Claim, ClaimRule, values_differ
from cribdeck.relate.sentences import Sentence
from cribdeck.span import Span
from cribdeck.units import HAN

_FAILS: Final = re.compile(
    r"[一每单某](?:个|台|子)[^,，。;；]{0,10}(?:挂|宕机|垮|出了?问题|故障|崩溃)"
)
_ALL: Final = re.compile(r"(?<!不)(?<!不会)影响(?:到|了)?(?:所有|全部|整个)")
_NONE: Final = re.compile(
    r"不会?(?:受到?)?影响|(?:只|仅)影响|(?:那|只有?)(?:这个|该)[^,，。]{1,6}不可"
)
_LABEL: Final = re.compile(rf"[\W\d]{{0,8}}([{HAN}]{{2,8}})\s?:")


def _claims(sentences: Sequence[Sentence], _: Aliases) -> Iterator[Claim]:
    subjects: set[str] = set()
    spared: list[Sentence] = []
    for label, sentence in _labelled(sentences):
        fails = _FAILS.search(sentence.text)
        effect = sentence.text[fails.end() :] if fails else ""
        if label and _ALL.search(effect):
            subjects.add(label)
            yield Claim((label,), "all", sentence)
        elif _NONE.search(effect):
            spared.append(sentence)
    for sentence in spared:
        for subject in sorted(subjects):
            if subject in sentence.text:
                yield Claim((subject,), "none", sentence)


def _labelled(sentences: Sequence[Sentence]) -> Iterator[tuple[str, Sentence]]:
    """Yield each sentence with the label that its line begins with."""
    line, label = Span("", 0, 0, 0, 0), ""
    for sentence in sentences:
        if sentence.span != line:
            line = sentence.span
            found = _LABEL.match(sentence.text)
            label = found[1] if found else ""
        yield label, sentence


RULE: Final = ClaimRule("failure", _claims, values_differ)
