"""The question belongs to an example or a figure: 假设, 如图, id=4.

What holds in the example is not worth learning by itself. 1.0 % of judged cards, 20 % of
them bad: most were removed before.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample, quoted

_BOUND: Final = re.compile(
    r"假设|假如|如[下上左右]?图|[上下]图[中所示]|图中"
    r"|(?:上|本|这个|该)例|例子中|示例中|为例|小[明红王张李]|张三|李四"
    r"|\b(?:suppose|assume|as shown|in the (?:figure|example|diagram)|figure \d|foo|alice|bob)\b"
    r"|\b(?:id|age|name|user_?id)\s?=\s?['\"\d]",
    re.IGNORECASE,
)


def _examine(asked: Asked, _threshold: int) -> str:
    found = _BOUND.search("\n".join((*asked.note.crumbs, asked.folded)))
    return f"{quoted(found[0])} belongs to an example" if found else ""


CHECK: Final = CardCheck(
    name="example_bound",
    doc=__doc__,
    hint="state what holds in general",
    examine=_examine,
    finds=(
        Sample("假设库存为 1，[...] 会超卖", "并发扣减", "statement"),
        Sample("[...] 锁住 id=4 的行", "当前读", "statement"),
    ),
    accepts=(
        Sample("[...] 锁住命中的行", "当前读", "statement"),
        Sample("例行检查：[...]", "每天一次"),
    ),
)
