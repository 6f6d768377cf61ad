"""A title above the question names the answer.

The learner reads the answer before the question. A title that lists several candidates
(`A 和 B`, `A vs B`) gives nothing away. 3.4 % of judged cards, 29 % of them good.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.folding import fold
from cribdeck.lint.check import Asked, CardCheck, Sample, quoted
from cribdeck.lint.visible import core, stands_in

_CANDIDATES: Final = re.compile(r"、|和|与|/|,|，|区别|比较|对比|\b(?:vs|and|or)\b", re.IGNORECASE)


def _examine(asked: Asked, _threshold: int) -> str:
    if asked.is_table:
        return ""
    answer = core(asked.card.answer)
    for crumb in asked.note.crumbs:
        if stands_in(answer, core(crumb)) and not _CANDIDATES.search(fold(crumb)):
            return f"the title {quoted(crumb)} gives the answer {quoted(asked.card.answer)} away"
    return ""


CHECK: Final = CardCheck(
    name="answer_in_breadcrumb",
    doc=__doc__,
    hint="ask the other way round, or for something else",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("[...]：把写命令追加到日志", "AOF", crumbs=("Redis", "AOF 持久化")),
        Sample("[...] 把请求分给多台机器", "负载均衡", "statement", ("负载均衡（LB）",)),
    ),
    accepts=(
        Sample("[...]：把写命令追加到日志", "AOF", crumbs=("Redis", "RDB 与 AOF")),
        Sample("[...]：读", "read", crumbs=("readers",)),
    ),
)
