"""No title stands above a question that does not say by itself what it is about.

Don't orphan (Nielsen; Wozniak, rule 16): `默认端口：…` of what? 4.4 % of judged cards had
no title, 39 % of them bad. A question of 8 or more units before the blank mostly names its
subject and passes.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample
from cribdeck.units import has_han, units


def _examine(asked: Asked, fewest: int) -> str:
    if any(asked.note.crumbs) or units(asked.prompt) >= fewest or asked.note.kind == "abbreviation":
        return ""
    if not has_han(asked.prompt) and asked.prompt.strip()[:1].isupper():
        return ""  # a name says by itself what it is
    return "nothing says what this question is about"


CHECK: Final = CardCheck(
    name="orphan",
    doc=__doc__,
    hint="write a heading above it, or `title: …` into the front matter",
    level="keep out",
    threshold=8,
    examine=_examine,
    finds=(Sample("默认端口：[...]", "6379", crumbs=()),),
    accepts=(
        Sample("默认端口：[...]", "6379", crumbs=("Redis",)),
        Sample("Redis 主从复制的默认端口：[...]", "6379", crumbs=()),
        Sample("AOF：[...]", "把写命令追加到日志", crumbs=()),
        Sample("TTL = [...]", "Time To Live", "abbreviation", ()),
    ),
)
