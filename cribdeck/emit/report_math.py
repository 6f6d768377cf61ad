r"""Formulas for the report: fields of notes go in, MathML for what stands in `\( \)` comes out.

The only module that knows latex2mathml. Anki sets formulas with MathJax, a script; the report
runs none in its cards, and browsers set MathML by themselves. What cannot be translated stays TeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

from latex2mathml.converter import convert

_MATH: Final = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_LONGEST: Final = 500
"""Characters of a formula; the translation of a hostile one may take long."""
_MOST: Final = 2_000


def formulas_in(fields: Iterable[str]) -> dict[str, str]:
    """Return MathML by formula as it stands in a field, delimiters included."""
    found = dict.fromkeys(it[0] for field in fields for it in _MATH.finditer(field))
    made: dict[str, str] = {}
    for formula in list(found)[:_MOST]:
        if len(formula) <= _LONGEST and (mathml := _mathml(formula)):
            made[formula] = mathml
    return made


def _mathml(formula: str) -> str:
    try:
        display = "block" if formula.startswith("\\[") else "inline"
        return str(convert(unescape(formula[2:-2]), display=display))
    except Exception:  # noqa: BLE001  what the library raises over bad TeX is no closed set
        return ""
