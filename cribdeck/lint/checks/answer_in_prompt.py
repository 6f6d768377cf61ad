"""The answer stands, word for word, in its own prompt.

Such a card is answered by reading, not by remembering. Brackets and spaces do not count,
nor do answers of a single character. Of 1,462 judged cards 1.3 % had this fault, and only
5 % of those were good.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import BLANK, Asked, CardCheck, Sample, quoted
from cribdeck.lint.visible import core, stands_in


def _examine(asked: Asked, _threshold: int) -> str:
    if asked.shows_others:
        return ""
    # Words on either side of the blank must not grow together.
    prompt = asked.card.question.replace(BLANK, "␟")
    if stands_in(core(asked.card.answer), core(prompt)):
        return f"the prompt shows the answer {quoted(asked.card.answer)}"
    return ""


CHECK: Final = CardCheck(
    name="answer_in_prompt",
    doc=__doc__,
    hint="reword the line, or ask the other way round",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("[...]：ISR 是跟得上 leader 的副本集合", "ISR"),
        Sample("[...]：多台 服务器分担请求，负载 均衡", "负载均衡（LB）"),
    ),
    accepts=(
        Sample("[...]：跟得上 leader 的副本集合", "ISR"),
        Sample("[...]：preadless", "read"),
        Sample("[...] 是一", "一"),
        Sample("推送\nKafka：[...]\nRabbitMQ：支持推送", "支持推送", "comparison"),
    ),
)
