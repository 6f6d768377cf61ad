"""The answer was cut in the middle of a phrase: it begins with 的 or a comma, or lacks a bracket.

A sentence was broken where it does not break, or the note lacks the other bracket. Two in
three of the cards found were bad.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.folding import fold
from cribdeck.lint.check import BLANK, Asked, CardCheck, Sample, quoted

_CUT: Final = re.compile(
    r"(?:的(?!士)|了(?!解)|们|之(?!前|后|间|一)|[，。；：、！？）)」』】》”+])|^(?:[,;:!?])\s"
    r"|.*(?:[、，（(「『【《“]|(?<![饱缓调总之])和|(?<!参)与|以及|或者|[^的]的时)$",
    re.DOTALL,
)
_CUT_BEFORE: Final = re.compile(r"(?:也就|就|由于|即|则)\s?$")
"""What belongs to the 是 that an answer begins with."""
_NEAR: Final = 4
_PAIRS: Final = ("（(", "）)"), ("「", "」"), ("《", "》"), ("【", "】"), ("[", "]"), ("{", "}")


def _examine(asked: Asked, _threshold: int) -> str:
    answer = asked.card.answer.strip()
    lacks = any(
        sum(map(answer.count, opening)) != sum(map(answer.count, closing))
        for opening, closing in _PAIRS
    )
    before = asked.card.question.partition(BLANK)[0][-_NEAR:]
    torn = answer.startswith("是") and _CUT_BEFORE.search(fold(before))
    if lacks or torn or _CUT.match(fold(answer)):
        return f"the answer {quoted(answer)} is no whole phrase"
    return ""


CHECK: Final = CardCheck(
    name="cut_phrase",
    doc=__doc__,
    hint="close the bracket, or split the sentence where it pauses",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("全表扫描 [...]", "ALL（最慢", "statement"),
        Sample("这也就 [...]，不会再变", "是说值已确定", "statement"),
        Sample("值一旦设置，就[...]的", "是不可变", "statement"),
        Sample("组件：[...]", "生产者、消费者和"),
    ),
    accepts=(
        Sample("全表扫描：[...]", "ALL（最慢）"),
        Sample("区间：[...]", "[0, 1]"),
        Sample("连接池的状态：[...]", "饱和"),
    ),
)
