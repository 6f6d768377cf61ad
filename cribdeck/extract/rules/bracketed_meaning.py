"""Terms explained in brackets: `原子性（要么全部成功，要么全部失败）`.

Trigger: a sentence with two or more terms, each followed by an explanation of 6 units or
more in round brackets; or one whose explanation opens with 即, 指, 表示, 用于, 负责.
Gives: a definition for each term; the term is asked for by its explanation, and the
explanation, if it has at most 25 units, by the term.
Does not touch: other names (`ISR（in-sync replicas）`), files, examples, references, remarks.
Precision: 88 % of 16 judged usable (13 good, 1 acceptable, 2 bad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from cribdeck.extract.piece import LONGEST_PIECE
from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Definition
from cribdeck.folding import fold
from cribdeck.inline import cut, strip
from cribdeck.units import has_han, units
from cribdeck.wording import is_dangling, is_example, is_question, is_term, mentions_person

_BRACKETED = re.compile(
    r"(?:^|[，、；：。,;:/+\s）)]|分为|包括|包含|包含了|以及|还有|和(?=[A-Za-z])|与(?=[A-Za-z]))"
    r"([^\s，、；：。,;:/+（）()？?]{2,16})\s?[（(]([^（）()]{6,120})[)）]"
)
_SAYS = re.compile(r"(?:即|也就是|指的?是?(?![向针定令])|是指|表示|用于|用来|负责|是)(?!什么|否)")
_REMARK = re.compile(
    r"(?:如|见|参考|注|默认|可选|推荐|不推荐|包括|包含|以及|或者?|和|与|但|不过|当然|也|还|因为|所以|可能|一般|通常|目前|如果|从|在|按|由|\d)"
)
_NO_TERM = re.compile(r"无法|不|多个|可以|能|会|一个|每个|各")
_FILE = re.compile(r".*\.(?:txt|log|md|csv|json|xml|ya?ml|conf|ini|sh|py|java|go|c|js|html?)")
"""A file in an example."""
_SHORTEST = 6
_FEWEST = 2


def _extract(sentence: Sentence) -> Iterator[Definition | Declined]:
    text = fold(sentence.text)
    found = [match for match in _BRACKETED.finditer(text) if _is_explained(match)]
    if len(found) < _FEWEST and not any(_SAYS.match(match[2]) for match in found):
        if found:
            yield Declined("one remark in brackets is no definition")
        return
    for match in found:
        says = _SAYS.match(match[2])
        start = match.start(2) + (says.end() if says else 0)
        meaning = strip(cut(sentence.content, start, match.end(2)), " ，,。；;")
        asks: Literal["both", "term"] = "both" if units(match[2]) <= LONGEST_PIECE else "term"
        term = strip(cut(sentence.content, *match.span(1)))
        yield Definition(origin(sentence), term, meaning, asks, "：")


def _is_explained(match: re.Match[str]) -> bool:
    term, meaning = match[1], match[2]
    return (
        is_term(term)
        and not _NO_TERM.match(term)
        and not _FILE.fullmatch(term)
        and units(meaning) >= _SHORTEST
        and has_han(meaning)
        and not _REMARK.match(meaning)
        and not is_dangling(meaning)
        and not is_example(meaning)
        and not is_question(meaning)
        and not mentions_person(meaning)
    )


RULE = Rule(
    name="bracketed_meaning",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    matches=(
        Example(
            "隔离级别：读未提交（能读到别的事务还没提交的修改）、读已提交（只读得到已经提交的修改）。",
            (
                "definition 读未提交 := 能读到别的事务还没提交的修改 [ask both]",
                "definition 读已提交 := 只读得到已经提交的修改 [ask both]",
            ),
        ),
        Example(
            "提交时带上两个字段，位移（表示下一条要读的消息的位置）在前。",
            ("definition 位移 := 下一条要读的消息的位置 [ask both]",),
        ),
    ),
    ignores=(
        "副本集合（in-sync replicas）由 leader 维护。",
        "可以加缓存（例如在本地内存里存一份热点数据）。",
        "写入磁盘（默认每秒执行一次，可以在配置里修改）。",
    ),
)
