"""Code blocks as HTML: language and text go in, markup with Pygments classes comes out.

No colours here: they are the style sheet's, one palette for cards, one for paper. An
unknown language is shown verbatim; nothing is ever guessed from the text.
"""

from __future__ import annotations

from functools import cache

from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True)


def code_html(language: str, text: str) -> str:
    """Return the escaped, highlighted inside of a `<pre>`; strip its tags and `text` is left.

    Lines are kept as they are, the last line feed and leading blank lines included.
    """
    html: list[str] = []
    _FORMATTER.format(_lexer(language.strip().lower()).get_tokens(text), _Collector(html))
    shown = "".join(html)
    # Lexers end the text with a line feed; the note may not have had one.
    return shown if text.endswith("\n") else shown.removesuffix("\n")


class _Collector:
    """The part of a text file that a formatter writes to."""

    def __init__(self, pieces: list[str]) -> None:
        self.write = pieces.append


@cache
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)
