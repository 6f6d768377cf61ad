"""HTML: rich text and templates go in, escaped markup comes out.

The only module that knows Jinja2. Autoescape is on everywhere; a value reaches a page
unescaped only as `Markup`, and markup is made here alone. Templates find these filters:

* `rich`: rich text as plain HTML;
* `gaps`: the same for the text of sheets, where a cloze with a number is a gap, through which
  nobody sees where `variant` is `blanks`;
* `field`: rich text as the inside of an Anki field, clozes, math and coloured code included;
* `cloze(number)`: markup of the template as a cloze, or as it is where the number is None;
* `code(language)`: a code block, with Pygments classes.

A misspelt variable or a template outside the folder is an error, never an empty text.
"""

from __future__ import annotations

import html
import re
import traceback
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final, assert_never

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from cribdeck.cards import anki_syntax
from cribdeck.cards.anki_template import template_problems
from cribdeck.emit.card_media import picture_html, sound_html
from cribdeck.emit.highlight import code_html, pieces
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
from cribdeck.media.model import OnCards
from cribdeck.own_files import TEMPLATES


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the readers of our HTML; tags are the same for all."""

    text: Callable[[str], str]
    """Escapes the characters of a text or a code span."""
    math: Callable[[str, bool], str]
    """Writes TeX; the flag asks for display style."""
    cloze: Callable[[Cloze, str], str]
    """Writes a cloze, given its content as HTML."""
    picture: Callable[[Image], str] = lambda _: ""
    """Shows a picture; empty if only its words can be shown."""
    sound: Callable[[Link], str] = lambda _: ""
    """Plays what a link leads to; empty if that is no recording."""
    coloured: bool = False
    """Whether code spans of a known language have Pygments classes."""


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


def _blank_gap(cloze: Cloze, content: str) -> str:
    """Write a gap that nobody may see through: the words that stand for its formulas are gone."""
    return _gap(cloze, _WORDS.sub("<title>…</title>", content) if cloze.number else content)


def _printed(text: str) -> str:
    """Escape a text of a page; no line ends between the hyphens of an option and its name."""
    return _OPTION.sub(r'<span class="option">\g<0></span>', html.escape(text))


PLAIN: Final = Dialect(html.escape, _plain_math, _plain_cloze)
"""A page without scripts: math stays TeX, what a cloze hides is shown."""

SHEET: Final = Dialect(_printed, _plain_math, _gap)
"""A printed page: the hint of a numbered cloze is the number that it has on paper."""

_BLANKS: Final = Dialect(_printed, _plain_math, _blank_gap)

ANKI: Final = Dialect(
    anki_syntax.text_html, anki_syntax.math_html, anki_syntax.cloze_html, coloured=True
)
"""A field of an Anki note."""

_WORDS: Final = re.compile("<title>[^<]*</title>")
"""Of a drawing; what notes say has no angle brackets by now."""

_OPTION: Final = re.compile(r"(?<![\w-])--?[A-Za-z]")
"""Hyphens and the first letter behind them: `--concurrency`, `-c`."""

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
        case Code(text, language):
            coloured = language if dialect.coloured else ""
            shown = f"<code>{_code_html(text, coloured, dialect)}</code>"
            return f"<pre>{shown}</pre>" if dialect.coloured and "\n" in text else shown
        case Math(tex, display):
            return dialect.math(tex, display)
        case Image(alt):
            return dialect.picture(node) or f'<span class="picture">{dialect.text(alt)}</span>'
        case Break():
            return "<br>"
        case Cloze(children):
            return dialect.cloze(node, _html(children, dialect))
        case Link(children):
            return f'<span class="link">{_html(children, dialect)}</span>{dialect.sound(node)}'
        case Styled(children):
            tag = _TAGS[type(node)]
            return f"<{tag}>{_html(children, dialect)}</{tag}>"
        case _:
            assert_never(node)


def _code_html(text: str, language: str, dialect: Dialect) -> str:
    if not language:
        return dialect.text(text)
    # Characters that belong together are joined before they are cut apart; what is dangerous
    # side by side is escaped at the ends of a piece.
    whole = unicodedata.normalize("NFC", text)
    return "".join(
        f'<span class="{name}">{dialect.text(piece)}</span>' if name else dialect.text(piece)
        for name, piece in pieces(language, whole)
    )


def _gaps(math: Callable[[str, bool], str]) -> Callable[[Context, RichText], Markup]:
    shown, hidden = (replace(it, math=math) for it in (SHEET, _BLANKS))

    @pass_context
    def gaps(context: Context, text: RichText) -> Markup:
        return rich_html(text, hidden if context.get("variant") == "blanks" else shown)

    return gaps


def found_in(folder: Path, name: str) -> Path:
    """Return where the template `name` is: in `folder`, or among those that Cribdeck comes with."""
    own = folder / name
    return own if own.exists() else TEMPLATES / name


_MISUSE: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What a template of the user's can raise when it takes a value for what it is not."""


class BadTemplateError(Exception):
    """A template cannot be read, parsed or filled; the message names file and line."""


class Templates:
    """The templates of one folder, compiled on first use."""

    def __init__(
        self,
        folder: Path,
        math: Callable[[str, bool], str] = _plain_math,
        media: OnCards = MappingProxyType({}),
    ) -> None:
        """Open `folder`; nothing outside it and the templates we come with can be included.

        Args:
            folder: holds templates; those that it lacks are ours.
            math: writes TeX as HTML, for `rich` and `gaps`; the flag asks for display style.
            media: files that `field` may refer to.
        """
        self._environment = Environment(
            loader=FileSystemLoader([folder, TEMPLATES]),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        field = replace(
            ANKI,
            picture=lambda image: picture_html(image, media),
            sound=lambda link: sound_html(link, media),
        )
        self._environment.filters |= {
            "rich": lambda text: rich_html(text, replace(PLAIN, math=math)),
            "gaps": _gaps(math),
            "field": lambda text: rich_html(text, field),
            # What a template has written is markup already.
            "cloze": lambda html, number: Markup(  # noqa: S704
                anki_syntax.cloze_html(Cloze((), number), str(html))
            ),
            # Pygments escapes what it writes.
            "code": lambda text, language: Markup(code_html(language, text)),  # noqa: S704
        }

    def render(self, name: str, /, **values: object) -> str:
        """Fill the template `name`, a `/`-separated path below the folder.

        Raises:
            BadTemplateError: the template is missing or malformed, asks for an unknown value or
                does with one what cannot be done.
        """
        try:
            return self._environment.get_template(name).render(values)
        except (TemplateError, *_MISUSE) as problem:
            raise BadTemplateError(_where(name, problem)) from problem

    def side(self, name: str) -> str:
        """Return a template of Anki's, one side of a card.

        Raises:
            BadTemplateError: there is no such template, or Anki could not read it.
        """
        found = self.source(name)
        for line, problem in template_problems(found):
            message = f"{name}:{line}: {problem}"
            raise BadTemplateError(message)
        return found

    def source(self, name: str) -> str:
        """Return the template `name` unfilled: the description of the deck, style sheets.

        Raises:
            BadTemplateError: there is no such template.
        """
        assert self._environment.loader is not None  # noqa: S101  set above
        try:
            return self._environment.loader.get_source(self._environment, name)[0]
        except TemplateError as problem:
            raise BadTemplateError(_where(name, problem)) from problem


def _where(name: str, problem: Exception) -> str:
    file = getattr(problem, "name", None) or name
    line = getattr(problem, "lineno", None)
    if line is None:
        # Jinja2 lets the frames of a template name its own file and lines.
        for frame, number in traceback.walk_tb(problem.__traceback__):
            if frame.f_code.co_filename.endswith(f"/{name}"):
                file, line = name, number
    place = f"{file}:{line}" if line else file
    return f"{place}: {type(problem).__name__}: {problem}"
