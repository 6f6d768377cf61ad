"""Code blocks as HTML: language and text go in, markup with Pygments classes comes out.

No colours here: they are the style sheets', one palette for screens, one for paper. An
unknown language is shown verbatim; nothing is ever guessed from the text.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Final

from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

_LONGEST: Final = 20_000
"""Characters beyond which code is not coloured: some lexers backtrack badly."""

_VERBATIM: Final[Lexer] = TextLexer(stripnl=False, ensurenl=False)
_FORMATTER: Final = HtmlFormatter(nowrap=True)


def code_html(language: str, text: str) -> str:
    """Return the escaped, highlighted inside of a `<pre>`; strip its tags and `text` is left."""
    lexer = _lexer(language.strip().lower()) if len(text) <= _LONGEST else _VERBATIM
    tokens = list(lexer.get_tokens(text))
    if "".join(value for _, value in tokens) != text:
        # A lexer that loses characters is worth less than plain text.
        tokens = [(kind, text) for kind, _ in _VERBATIM.get_tokens("x")]
    html = io.StringIO()
    _FORMATTER.format(tokens, html)
    shown = html.getvalue()
    # The formatter ends with a line feed; the note may not have had one.
    return shown if text.endswith("\n") else shown.removesuffix("\n")


@cache
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return _VERBATIM
