"""More than 90 units have to be read before the answer can be given.

Reviews are read hundreds of times: optimise wording (Wozniak, rule 12). 0.8 % of judged
cards, 27 % of them bad, hardly any good. Lists show their items as well, and pass.
"""

from __future__ import annotations

from typing import Final

from cribdeck.lint.check import Asked, CardCheck, Sample
from cribdeck.units import units


def _examine(asked: Asked, most: int) -> str:
    if asked.is_list or asked.is_table:
        return ""
    length = units(asked.prompt)
    return f"{length} units stand before the answer, {most} are the limit" if length > most else ""


CHECK: Final = CardCheck(
    name="long_prompt",
    doc=__doc__,
    hint="keep what the answer needs, and put the rest on a line of its own",
    threshold=90,
    examine=_examine,
    finds=(Sample("一" * 91 + "[...]", "缓存"),),
    accepts=(
        Sample("步骤（2）\n" + "一" * 99 + "\n[...]", "二", "steps"),
        Sample("一" * 90 + "[...]", "缓存"),
        Sample("[...] " + "word " * 90, "cache"),
    ),
)
