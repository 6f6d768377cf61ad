"""A line of more than 5,000 characters: no rule looks into it.

A statement is a sentence or two; what is longer by orders of magnitude is data, or a text
whose line ends were lost. It stays on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cribdeck.facts.model import Outline, Prose
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from cribdeck.lint.check import Finding, OutlineCheck
from cribdeck.units import LONGEST_STATEMENT


def _examine(outline: Outline, _threshold: int) -> Iterator[Finding]:
    for passage in passages(outline):
        if not isinstance(passage.shown, Prose):
            continue
        if (length := len(plain(passage.shown.text))) > LONGEST_STATEMENT:
            message = f"a line of {length} characters is not searched for cards"
            yield Finding(passage.shown.span, message)


CHECK: Final = OutlineCheck(
    name="overlong_line",
    doc=__doc__,
    hint="break it into sentences of their own lines",
    examine=_examine,
    finds=("# 长\n\n" + "长" * (LONGEST_STATEMENT + 1) + "\n",),
    accepts=("# 长\n\n" + "长" * LONGEST_STATEMENT + "\n", "```\n" + "长" * 9_000 + "\n```\n"),
)
