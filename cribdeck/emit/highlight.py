"""Code blocks as HTML: language and text go in, markup with Pygments classes comes out.

No colours here: they are the style sheets', one palette for screens, one for paper. An
unknown language is shown verbatim; nothing is ever guessed from the text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final

from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound

_LONGEST: Final = 20_000
"""Characters beyond which code is not coloured: some lexers backtrack badly."""

_VERBATIM: Final[Lexer] = TextLexer(stripnl=False, ensurenl=False)
_FORMATTER: Final = HtmlFormatter(nowrap=True)


def code_html(language: str, text: str) -> str:
    """Return the escaped, highlighted inside of a `<pre>`; strip its tags and `text` is left."""
    html = io.StringIO()
    _FORMATTER.format(_tokens(language, text), html)
    shown = html.getvalue()
    # The formatter ends with a line feed; the note may not have had one.
    return shown if text.endswith("\n") else shown.removesuffix("\n")


def pieces(language: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield Pygments' class and the characters of each piece of `text`, for an escape of ours."""
    tokens = _tokens(language, text)
    named = (("" if value.isspace() else _class(kind), value) for kind, value in tokens)
    for name, run in groupby(named, key=lambda it: it[0]):
        yield name, "".join(value for _, value in run)


def _tokens(language: str, text: str) -> list[tuple[_TokenType, str]]:
    lexer = _lexer(language.strip().lower()) if len(text) <= _LONGEST else _VERBATIM
    tokens = list(lexer.get_tokens(text))
    # A lexer that loses characters is worth less than plain text.
    return tokens if "".join(it for _, it in tokens) == text else [(Token.Text, text)]


def _class(kind: _TokenType) -> str:
    """Return the class of `kind`, or of the nearest kind above it that has one."""
    return next(STANDARD_TYPES[it] for it in reversed(kind.split()) if it in STANDARD_TYPES)


@cache
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return _VERBATIM
