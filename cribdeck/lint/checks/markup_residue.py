"""Markup shows on the card: `**`, `](`, a tag, a TeX command.

The note meant something that was not understood. 1.4 % of judged cards, 35 % of them bad.
Code and formulas are exempt.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from cribdeck.cards.notetype import FIELDS
from cribdeck.lint.check import Asked, CardCheck, Sample, quoted

_TEXT: Final = [name for name, _ in FIELDS].index("Text")
_VERBATIM: Final = re.compile(
    r"<code>.{0,4000}?</code>|<pre.{0,4000}?</pre>"
    r"|\\\(.{0,2000}?\\\)|\\\[.{0,2000}?\\\]|<anki-mathjax.{0,2000}?</anki-mathjax>",
    re.DOTALL,
)
_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_RESIDUE: Final = re.compile(
    r"\*\*|\]\(|!\[|[：:]\s?>\s|</?(?:div|span|br|p|img|a|font|b|i|u|center|table|t[dhr]|li|ul|ol|sub|sup|kbd|details"
    r"|summary)\b[^<>]{0,80}>|\\(?:times|frac|text|cdot|leq?|geq?|sum|log|left|right)\b"
    r"|&(?:nbsp|lt|gt|amp|quot);",
    re.IGNORECASE,
)


def _examine(asked: Asked, _threshold: int) -> str:
    text = unescape(_TAG.sub("", _VERBATIM.sub("", asked.note.fields[_TEXT])))
    found = _RESIDUE.search(text)
    return f"{quoted(found[0])} is markup that was not understood" if found else ""


CHECK: Final = CardCheck(
    name="markup_residue",
    doc=__doc__,
    hint="correct the markup, or write `\\*` for a star that is meant",
    level="keep out",
    examine=_examine,
    finds=(
        Sample("问", "答", html="<b>{{c1::快**照}}</b>：快照"),
        Sample("问", "答", html="见 [{{c1::文档](a.md)}}"),
        Sample("问", "答", html="{{c1::方法}}：&gt; 重写地址"),
        Sample("问", "答", html="{{c1::换行}} &lt;br&gt; 标签"),
    ),
    accepts=(
        Sample("问", "答", html="{{c1::幂}}：<code>2**3</code>"),
        Sample("问", "答", html="<strong>{{c1::泛型}}</strong>：List&lt;String&gt;"),
        Sample("问", "答", html="{{c1::乘}}：\\(a \\times b\\)"),
    ),
)
