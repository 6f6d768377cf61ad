"""What a question asks for: one thing or two, and both sides of a comparison.

The text of a question goes in, with that of its answer where it is judged; a yes or no comes
out. Policy: a card has one question, and an answer to `A 和 B 的区别` speaks of A and of B.
"""

from __future__ import annotations

import re

from cribdeck.folding import fold
from cribdeck.units import HAN, has_han

_WORD = r"(?:什么|啥|怎|如何|为何|哪)"
_TWICE = re.compile(
    rf"{_WORD}[^?？]{{0,40}}(?:[，,、；;]|和|以及|并)[^?？]{{0,20}}{_WORD}|[?？]\s*\S[^?？]*[?？]"
    r"|(?:,|\band\b).*\b(?:what|how|why|when|which|where)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"区别|不同|差[异别]|比较|对比|\bvs\b|\bdifferences?\b", re.IGNORECASE)
_BEFORE = re.compile(r"\bbetween\s|\bdo(?:es)?\s|请?简?[述说](?:一?说|一下)?|谈谈", re.IGNORECASE)
_NAME = rf"[\w{HAN}+#./-][\w{HAN}+#./ -]{{0,30}}?"
_PAIR = re.compile(
    rf"(?P<one>{_NAME})\s?(?:\bvs\b\.?|\band\b|[和与跟、/])\s?(?P<other>{_NAME})\s?"
    r"(?=之间|的?(?:主要|本质)?(?:有|区别|不同|差[异别]|比较|对比)|differ|[?？]|$)",
    re.IGNORECASE,
)
_STEM = 4
"""Letters of a Latin name by which an answer speaks of it: thread, threads."""
_HAN_STEM = 2
"""Characters at the end of a Chinese one."""


def asks_twice(question: str) -> bool:
    """Return whether two things are asked: 是什么，为什么…; which is better and why."""
    return _TWICE.search(fold(question)) is not None


def covers_both(question: str, answer: str) -> bool:
    """Return whether `answer` names both things that `question` compares, if it does."""
    asked = fold(question)
    if not _COMPARES.search(asked):
        return True
    before = _BEFORE.search(asked)
    pair = _PAIR.search(asked, before.end() if before else 0)
    if pair is None:
        return True
    told = fold(answer).casefold()
    names = (pair[side].split()[-1].casefold() for side in ("one", "other"))
    return all((it[-_HAN_STEM:] if has_han(it) else it[:_STEM]) in told for it in names)
