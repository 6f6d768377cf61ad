"""The lead of a list names two or more of its items already.

The card is answered by reading, not by remembering.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import BLANK, Asked, CardCheck, Sample, quoted
from cribdeck.lint.visible import core, stands_in


def _examine(asked: Asked, most: int) -> str:
    if not asked.is_list:
        return ""
    lead = core(asked.head)
    items = (*asked.card.question.split("\n")[1:], asked.card.answer)
    named = {item for item in items if item != BLANK and stands_in(core(item), lead)}
    return f"the lead {quoted(asked.head)} names {len(named)} items" if len(named) > most else ""


CHECK: Final = CardCheck(
    name="items_in_lead",
    doc=__doc__,
    hint="name the group instead of its members",
    level="keep out",
    threshold=1,
    examine=_examine,
    finds=(Sample("持久化方式 RDB 和 AOF（2）\n[...]\nAOF", "RDB", "listing"),),
    accepts=(
        Sample("持久化方式（2）\n[...]\nAOF", "RDB", "listing"),
        Sample("比 RDB 更可靠的方式（2）\n[...]\n混合", "AOF", "listing"),
    ),
)
