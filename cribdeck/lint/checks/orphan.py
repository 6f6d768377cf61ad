"""No title stands above a question that does not say by itself what it is about.

Don't orphan (Nielsen; Wozniak, rule 16): `优点？` of what? 4.4 % of judged cards had no
title, 39 % of them bad. A question of 8 or more units before the blank mostly names its
subject and passes, and so does a term that is defined or spelled out.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import BLANK, Asked, CardCheck, Sample
from cribdeck.units import units
from cribdeck.wording import is_generic_lead

_NAMES_ITS_SUBJECT: Final = ("abbreviation", "contrast", "glossary")


def _examine(asked: Asked, fewest: int) -> str:
    if any(asked.note.crumbs) or asked.note.kind in _NAMES_ITS_SUBJECT:
        return ""
    is_term = asked.note.kind == "definition" and not is_generic_lead(
        asked.head.replace(BLANK, "").strip()
    )
    if is_term or units(asked.prompt) >= fewest:
        return ""
    return "nothing says what this question is about"


CHECK: Final = CardCheck(
    name="orphan",
    doc=__doc__,
    hint="write a heading above it, or `title: …` into the front matter",
    level="keep out",
    threshold=8,
    examine=_examine,
    finds=(
        Sample("默认端口是 [...]", "6379", "statement", ()),
        Sample("优点：[...]", "简单", crumbs=()),
        Sample("有哪些步骤？\n[...]", "准备与提交", "question", ()),
    ),
    accepts=(
        Sample("默认端口是 [...]", "6379", "statement", ("Redis",)),
        Sample("Redis 主从复制的默认端口是 [...]", "6379", "statement", ()),
        Sample("会话保持：[...]", "同一客户端总到同一台机器", crumbs=()),
        Sample("TTL = [...]", "Time To Live", "abbreviation", ()),
    ),
)
