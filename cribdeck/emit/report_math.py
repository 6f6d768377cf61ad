r"""Formulas for the report: fields of notes go in, MathML for what stands in `\( \)` comes out.

The only module that knows latex2mathml. Anki sets formulas with MathJax, a script; the report
runs none in its cards, and browsers set MathML by themselves. What cannot be translated stays TeX,
and so does what would be more than MathML: the library takes `<` in `\text{}` as it is.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from html import unescape
from typing import Final

from latex2mathml.converter import convert

_MATH: Final = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_LONGEST: Final = 500
"""Characters of a formula; the translation of a hostile one may take long."""
_MOST: Final = 2_000
_NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
_ELEMENTS: Final = frozenset(
    f"{{{_NAMESPACE}}}{name}"
    for name in (
        *("math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msup", "msub", "msubsup"),
        *("mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd"),
        *("mlabeledtr", "mstyle", "mpadded", "mphantom", "menclose", "mmultiscripts"),
        *("mprescripts", "none"),
    )
)
_ATTRIBUTES: Final = frozenset(
    (
        *("accent", "columnalign", "columnlines", "columnspacing", "depth", "display"),
        *("displaystyle", "fence", "form", "height", "linethickness", "lspace", "mathbackground"),
        *("mathcolor", "mathsize", "mathvariant", "maxsize", "minsize", "movablelimits"),
        *("notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy"),
        *("symmetric", "voffset", "width"),
    )
)


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
        root = ET.fromstring(convert(unescape(formula[2:-2]), display=display))  # noqa: S314
    except Exception:  # noqa: BLE001  what the library raises over bad TeX is no closed set
        return ""
    for it in root.iter():
        if it.tag not in _ELEMENTS or not _ATTRIBUTES.issuperset(it.keys()):
            return ""
        it.tag = it.tag.rpartition("}")[2]
    root.set("xmlns", _NAMESPACE)
    return ET.tostring(root, encoding="unicode")
