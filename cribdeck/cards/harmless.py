"""Fields that were not made in this build: HTML goes in, whether it may go to Anki comes out.

The ledger lies among the notes, and notes are untrusted: somebody else's may hold what no note
of theirs could have made, a script. So what is sent from there, rather than composed anew,
holds nothing but elements and attributes that show text, and files of ours. Whoever changes the
templates may use more of them than the shipped ones do.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_ELEMENTS: Final = frozenset(
    {
        *("abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col"),
        *("colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"),
        *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins"),
        *("kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section"),
        *("small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "u", "ul", "var", "wbr"),
    }
)
"""Elements that show text and do nothing else."""
_ATTRIBUTES: Final = frozenset(
    {
        *("class", "lang", "dir", "title", "scope", "colspan", "rowspan", "span", "value"),
        *("start", "reversed", "open", "data-place"),
    }
)
_OUR_FILE: Final = r"cribdeck-[0-9a-f]{16}\.[a-z0-9]{1,5}"
_SOURCE: Final = re.compile(_OUR_FILE)
_PICTURE: Final = frozenset({"class", "src", "width", "height", "alt", "title"})
"""What a picture may have; it shows a file that a package of ours has brought."""
_SOUND: Final = re.compile(rf"\[sound:{_OUR_FILE}\]")
_OF_ANKI: Final = re.compile(r"\[(?:sound:|anki:|/?latex\]|/?\${1,2}\])", re.IGNORECASE)
"""What Anki plays or hands to LaTeX."""

_ODD_END: Final = re.compile(r"</(?![A-Za-z][A-Za-z0-9]*>)")
"""An end tag that a browser and the parser of this module might read differently."""


def is_harmless(field: str) -> bool:
    """Return whether `field` can do nothing but show text, or show and play what we have packed."""
    if "\x00" in field or _OF_ANKI.search(_SOUND.sub("", field)) or _ODD_END.search(field):
        return False
    reader = _Reader()
    reader.feed(field)
    reader.close()
    return not reader.found_harm


class _Reader(HTMLParser):
    """Looks for anything that is not on the lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found_harm = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "img" and names <= _PICTURE and len(names) == len(attrs):
            self.found_harm |= not _SOURCE.fullmatch(dict(attrs).get("src") or "")
            return
        self.found_harm |= tag not in _ELEMENTS or not names <= _ATTRIBUTES

    def handle_data(self, data: str) -> None:
        # Text is escaped: a browser might find a tag here that this parser has not.
        self.found_harm |= "<" in data

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  the parser's own signature
        self.found_harm = True

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self.found_harm = True

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self.found_harm = True

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self.found_harm = True
