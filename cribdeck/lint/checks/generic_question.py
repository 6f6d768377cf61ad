"""The question says nothing by itself (作用, what, how it works), nor does any title above it.

Be precise. Of judged questions of up to 3 units 73 % were bad, most of them for want of the
title of the note.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample, quoted
from cribdeck.units import units
from cribdeck.wording import is_generic_lead

_MARKS: Final = " ？?。：:"


def _is_generic(text: str) -> bool:
    return is_generic_lead(text.strip(_MARKS))


def _examine(asked: Asked, most: int) -> str:
    if asked.note.kind not in ("question", "listing", "steps"):
        return ""
    vague = _is_generic(asked.head) or units(asked.head) <= most
    if vague and all(map(_is_generic, asked.note.crumbs)):
        return f"{quoted(asked.head)} could be asked about anything"
    return ""


CHECK: Final = CardCheck(
    name="generic_question",
    doc=__doc__,
    hint="name the subject in the question or in a heading",
    level="keep out",
    threshold=3,
    examine=_examine,
    finds=(
        Sample("作用\n[...]", "解耦、削峰", "question", ()),
        Sample("快慢\n[...]", "很快", "question", ("介绍",)),
        Sample("how it works\n[...]", "by hashing", "question", ("overview",)),
    ),
    accepts=(
        Sample("作用\n[...]", "解耦、削峰", "question", ("消息队列",)),
        Sample("Redis 为什么快？\n[...]", "在内存里", "question", ()),
        Sample("优点（2）\n[...]\n简单", "快", "listing", ("Redis",)),
    ),
)
