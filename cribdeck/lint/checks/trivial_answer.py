"""The answer is empty of content: 无, 同上, 见下文, yes, 支持, √.

Yes and no are guessed as often as known (Matuschak). 1.4 % of judged cards, 40 % good.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.folding import fold
from cribdeck.lint.check import Asked, CardCheck, Sample, quoted

_EMPTY: Final = re.compile(
    r"(?:无|没有|同上|同左|略|是|否|有|不是|可以|不可以|能|不能|支持|不支持|待补充|todo|tbd|如下|以下"
    r"|同(?:上|左|前|理|样|[a-z][a-z0-9 ]{0,12})|见[上下前后].{0,8}|yes|no|n/?a|true|false"
    r"|supported|unsupported|none|same|[√✓✔✅×✗✘❌○●xv\-—–/…]+)"
    r"[。.!！]?",
    re.IGNORECASE,
)


def _examine(asked: Asked, _threshold: int) -> str:
    if _EMPTY.fullmatch(fold(asked.card.answer).strip()):
        return f"the answer {quoted(asked.card.answer)} says nothing"
    return ""


CHECK: Final = CardCheck(
    name="trivial_answer",
    doc=__doc__,
    hint="ask which one it is, or say what it means",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("事务\nInnoDB：[...]", "支持", "comparison"),
        Sample("缺点：[...]", "同上"),
        Sample("transactions: [...]", "Yes."),
    ),
    accepts=(
        Sample("复制方式：[...]", "同步"),
        Sample("事务\nInnoDB：[...]", "支持 ACID", "comparison"),
        Sample("回收算法：[...]", "标记-清除"),
    ),
)
