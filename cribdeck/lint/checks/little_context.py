"""Fewer than 6 units of a sentence are left to read, and no title says what it is about.

Then many answers are right (Matuschak on ambiguity). The rules leave at least six
by themselves, so that this is about clozes that the author has set.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample
from cribdeck.units import units


def _examine(asked: Asked, fewest: int) -> str:
    if asked.note.kind != "statement":
        return ""
    left = units(asked.prompt) + sum(map(units, asked.note.crumbs[-1:]))
    return f"only {left} units are left to tell what is asked" if left < fewest else ""


CHECK: Final = CardCheck(
    name="little_context",
    doc=__doc__,
    hint="write a whole sentence around the blank, or a heading above it",
    threshold=6,
    examine=_examine,
    finds=(Sample("端口 [...]", "6379", "statement", crumbs=()),),
    accepts=(
        Sample("Redis 的默认端口是 [...]", "6379", "statement", crumbs=()),
        Sample("默认端口 [...]", "6379", "statement", crumbs=("Redis 的配置",)),
        Sample("端口 [...]", "6379", "definition", crumbs=()),
    ),
)
