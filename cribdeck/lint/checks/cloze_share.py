"""Most of a sentence is hidden: what is left does not say what is asked.

A cloze lives on its context (Matuschak on ambiguity). Judged cards show no trend below
50 %; what the rules hide by themselves stays below 70 %, so that this is about clozes that
the author has set.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample
from cribdeck.units import units

_WHOLE = 100


def _examine(asked: Asked, most: int) -> str:
    if asked.note.kind != "statement":
        return ""
    hidden, shown = units(asked.card.answer), units(asked.prompt)
    share = _WHOLE * hidden // max(1, hidden + shown)
    return f"{share} % of the sentence is hidden, {most} % is the limit" if share > most else ""


CHECK: Final = CardCheck(
    name="cloze_share",
    doc=__doc__,
    hint="hide the words that matter and leave the rest to be read",
    threshold=70,
    examine=_examine,
    finds=(Sample("Redis 用 [...]", "单线程处理所有的命令请求", "statement"),),
    accepts=(
        Sample("Redis 用[...]处理所有的命令请求", "单线程", "statement"),
        Sample("AOF：[...]", "把每条写命令追加到日志文件末尾", "definition"),
    ),
)
