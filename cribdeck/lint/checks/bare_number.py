"""The answer is a number without unit, and no word of the question says what it counts.

A number alone is learnt as noise. 2.3 % of judged cards; where the question names the
measure (默认, 最多, 端口, 长度 …) hardly any was bad (3 %), so those pass.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample, quoted

_NUMBER: Final = re.compile(r"[-+~≈]?\d+(?:[.,]\d+)*")
_MEASURE: Final = re.compile(
    r"默认|最[大小多少高低]|上限|下限|端口|长度|大小|数量|个数|次数|字节|位数|版本|阈值|状态码|[多几]少?[个次位层]"
    r"|等于|值|率|复杂度|间隔|时长|超时|容量|级别|返回|共有?|总|default|port|size|length|limit|count|number"
    r"|max|min|code|version|bits?|bytes?|how (?:many|much)",
    re.IGNORECASE,
)


def _examine(asked: Asked, _threshold: int) -> str:
    if not _NUMBER.fullmatch(asked.card.answer.strip()):
        return ""
    above = "\n".join((*asked.note.crumbs, asked.folded))
    return "" if _MEASURE.search(above) else f"nothing says what {quoted(asked.card.answer)} counts"


CHECK: Final = CardCheck(
    name="bare_number",
    doc=__doc__,
    level="info",
    hint="give the number its unit, or say what it measures",
    examine=_examine,
    finds=(Sample("Redis 有 [...] 库", "16", "statement"),),
    accepts=(
        Sample("Redis 的默认端口是 [...]", "6379", "statement"),
        Sample("Redis 有 [...]", "16 个库", "statement"),
    ),
)
