"""The one door for raw HTML in notes: a tag as written goes in, what may stay of it comes out.

Nothing behind this door holds HTML. Tags with a meaning for text become inline nodes
(in `rich_text`), `<script>` and the like vanish with their content, tags that only a
text about HTML would mention (`<meta>`, `<form>`) stay visible as text, as do names
HTML does not know (`List<String>`), and every other tag leaves just its content. Where the
cells of a table stand is found in `html_table`; their texts come through this door.
Attributes are cleaned by nh3 before they are read: only targets of links and pictures
survive, and only with a harmless scheme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote

import nh3

STYLES: Final = frozenset(
    {"b", "strong", "i", "em", "u", "s", "strike", "del", "mark", "sub", "sup"}
)
VERBATIM: Final = frozenset({"code", "kbd", "samp", "tt"})
BREAKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details",
    "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line."""

GONE: Final = frozenset(
    {"applet", "embed", "iframe", "noscript", "object", "script", "style", "svg", "template"}
)
"""Elements that vanish with all they contain."""

_TRANSPARENT = frozenset({
    "a", "abbr", "acronym", "audio", "bdi", "bdo", "big", "cite", "col", "colgroup", "data",
    "dfn", "font", "img", "ins", "label", "picture", "q", "rp", "rt", "ruby", "small", "source",
    "span", "td", "th", "time", "var", "video", "wbr",
})  # fmt: skip
_KNOWN = STYLES | VERBATIM | BREAKS | GONE | _TRANSPARENT
_TARGETED: dict[str, set[str]] = {
    "a": {"href"},
    "audio": {"src"},
    "img": {"src", "alt", "title", "width"},
    "source": {"src"},
}
"""Elements that point somewhere, and what is read of them."""
_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel"})
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag that means something for the text around it."""

    name: str
    """Lower-case."""
    closing: bool
    attributes: dict[str, str] = field(default_factory=dict)
    """At most those of `_TARGETED`, all harmless."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; a reader sees nothing of it."""

    text: str


def read(raw: str) -> Tag | Comment | str:
    """Return what a piece of raw inline HTML is; a string is text to be shown as it is."""
    if raw.startswith("<!--"):
        return Comment(raw[4:].removesuffix("-->").strip())
    match = _TAG.match(raw)
    if match is None:
        return raw
    closing, name = bool(match[1]), match[2].lower()
    if name not in _KNOWN:
        return raw
    return Tag(name, closing, _attributes(raw) if name in _TARGETED else {})


def safe_target(target: str) -> str:
    """Return the target of a link if following it is harmless, else an empty string."""
    scheme = _SCHEME.match(_INVISIBLE.sub("", unquote(target)))
    if scheme and scheme[1].lower() not in _SCHEMES:
        return ""
    return target.strip()


def text_of(raw: str) -> str:
    """Return the text of a piece of HTML, its white space kept: what `<pre>` shows."""
    reader = _TextReader()
    reader.feed(nh3.clean(raw, tags={"pre", "br"}, attributes={}))
    reader.close()
    return "".join(reader.found)


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br":
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


class _AttributeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found |= {name: value or "" for name, value in attrs}


def _attributes(raw: str) -> dict[str, str]:
    clean = nh3.clean(
        raw,
        tags=set(_TARGETED),
        attributes=_TARGETED,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
    reader = _AttributeReader()
    reader.feed(clean)
    return reader.found
