"""HTML: rich text and templates go in, escaped markup comes out.

The only module that knows Jinja2. Autoescape is on everywhere; a value reaches a page
unescaped only as `Markup`, and markup is made here alone. Templates find these filters:

* `rich`: rich text as plain HTML;
* `gaps`: the same for the text of sheets, where a cloze with a number is a gap;
* `ink(colour)`: what `rich` and `gaps` give, with formulas in a colour other than black;
* `field`: rich text as the inside of an Anki field, clozes and math included;
* `code(language)`: a code block, with Pygments classes.

A misspelt variable or a template outside the folder is an error, never an empty text.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final, assert_never

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from cribdeck.cards import anki_syntax
from cribdeck.emit.highlight import code_html
from cribdeck.inline import (
    Break,
    Cloze,
    Code,
    Emphasis,
    Highlight,
    Image,
    Inline,
    Link,
    Math,
    RichText,
    Strike,
    Strong,
    Styled,
    Subscript,
    Superscript,
    Text,
    plain,
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the readers of our HTML; tags are the same for all."""

    text: Callable[[str], str]
    """Escapes the characters of a text or a code span."""
    math: Callable[[str, bool], str]
    """Writes TeX; the flag asks for display style."""
    cloze: Callable[[Cloze, str], str]
    """Writes a cloze, given its content as HTML."""


def _plain_math(tex: str, display: bool) -> str:  # noqa: FBT001  the signature is the dialect's
    style = "math display" if display else "math"
    return f'<span class="{style}">{html.escape(tex)}</span>'


def _plain_cloze(_cloze: Cloze, content: str) -> str:
    return f'<span class="cloze">{content}</span>'


def _gap(cloze: Cloze, content: str) -> str:
    """Write a gap: its number, if it begins here, and what the style sheet shows or leaves out."""
    if cloze.number is None:
        return _plain_cloze(cloze, content)
    number = f'<span class="no">{html.escape(cloze.hint)}</span>' if cloze.hint else ""
    return f'<span class="gap">{number}<span class="hidden">{content}</span></span>'


PLAIN: Final = Dialect(html.escape, _plain_math, _plain_cloze)
"""A page without scripts: math stays TeX, what a cloze hides is shown."""

SHEET: Final = Dialect(html.escape, _plain_math, _gap)
"""A printed page: the hint of a numbered cloze is the number that it has on paper."""

ANKI: Final = Dialect(anki_syntax.text_html, anki_syntax.math_html, anki_syntax.cloze_html)
"""A field of an Anki note."""

_TAGS: Final = {
    Strong: "strong",
    Emphasis: "em",
    Highlight: "mark",
    Strike: "s",
    Superscript: "sup",
    Subscript: "sub",
}


def rich_html(text: RichText, dialect: Dialect = PLAIN) -> Markup:
    """Return `text` as HTML; a picture is shown by its alt text, a link by its text."""
    # Every character is escaped by the dialect or part of a tag written below.
    return Markup(_html(text, dialect))  # noqa: S704


def _html(text: RichText, dialect: Dialect) -> str:
    return "".join([_node_html(node, dialect) for node in _joined(text)])


def _joined(text: RichText) -> Iterable[Inline]:
    """Merge neighbouring texts: `{` and `{` are dangerous to Anki only together."""
    if len(text) == 1:
        return text
    return (
        node
        for is_text, nodes in groupby(text, lambda node: isinstance(node, Text))
        for node in ((Text(plain(nodes)),) if is_text else nodes)
    )


def _node_html(node: Inline, dialect: Dialect) -> str:  # noqa: PLR0911  one for each kind
    match node:
        case Text(text):
            return dialect.text(text)
        case Code(text):
            return f"<code>{dialect.text(text)}</code>"
        case Math(tex, display):
            return dialect.math(tex, display)
        case Image(alt):
            return f'<span class="picture">{dialect.text(alt)}</span>'
        case Break():
            return "<br>"
        case Cloze(children):
            return dialect.cloze(node, _html(children, dialect))
        case Link(children):
            return f'<span class="link">{_html(children, dialect)}</span>'
        case Styled(children):
            tag = _TAGS[type(node)]
            return f"<{tag}>{_html(children, dialect)}</{tag}>"
        case _:
            assert_never(node)


def _inked(text: Markup, colour: str) -> Markup:
    """Give formulas a colour: that of the text around them does not reach into SVG."""
    # What a note says has no quotation marks by now, so only attributes are replaced.
    return Markup(str(text).replace('="currentColor"', f'="{html.escape(colour)}"'))  # noqa: S704


class BadTemplateError(Exception):
    """A template cannot be read, parsed or filled; the message names file and line."""


class Templates:
    """The templates of one folder, compiled on first use."""

    def __init__(self, folder: Path, math: Callable[[str, bool], str] = _plain_math) -> None:
        """Open `folder`; nothing outside it can be included.

        Args:
            folder: holds the templates.
            math: writes TeX as HTML, for `rich` and `gaps`; the flag asks for display style.
        """
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "rich": lambda text: rich_html(text, replace(PLAIN, math=math)),
            "gaps": lambda text: rich_html(text, replace(SHEET, math=math)),
            "ink": _inked,
            "field": lambda text: rich_html(text, ANKI),
            # Pygments escapes what it writes.
            "code": lambda text, language: Markup(code_html(language, text)),  # noqa: S704
        }

    def render(self, name: str, /, **values: object) -> str:
        """Fill the template `name`, a `/`-separated path below the folder.

        Raises:
            BadTemplateError: the template is missing, malformed or asks for an unknown value.
        """
        try:
            return self._environment.get_template(name).render(values)
        except TemplateError as problem:
            raise BadTemplateError(_where(name, problem)) from problem

    def source(self, name: str) -> str:
        """Return the template `name` unfilled: Anki's own templates and style sheets.

        Raises:
            BadTemplateError: there is no such template.
        """
        assert self._environment.loader is not None  # noqa: S101  set above
        try:
            return self._environment.loader.get_source(self._environment, name)[0]
        except TemplateError as problem:
            raise BadTemplateError(_where(name, problem)) from problem


def _where(name: str, problem: TemplateError) -> str:
    file = getattr(problem, "name", None) or name
    line = getattr(problem, "lineno", None)
    place = f"{file}:{line}" if line else file
    return f"{place}: {type(problem).__name__}: {problem.message}"
