r"""Text, code and math as the inside of an Anki field: whatever goes in, the card shows it back.

Anki reads a field four times: its cloze tokenizer takes every `{{c1::`, `::` and `}}`, in
code and math too; its player takes `[sound:`, `[anki:` and `[latex]`; MathJax takes `\(` and
`\[` of the finished page; the browser takes HTML. Escaping is by character, not by pattern,
wherever that is possible: a pattern can be put together from two harmless neighbours.
The property tests run all of this through the real engine.
"""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import takewhile
from typing import Final

from cribdeck.identity.numbers import NUMBERS
from cribdeck.inline import Cloze

DEEPEST_NESTING: Final = 3
"""Clozes inside clozes that every supported Anki understands (24.11 stops here)."""

_CONTROLS: Final = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
"""Control characters become their pictures: U+001F separates the fields of a note."""

_IN_TEXT: Final = re.compile(
    r"""
    [{}\[]                              # clozes; sound, LaTeX and speech
    | \A: | :\Z | : (?=:) | (?<=:) :    # the mark before a hint, also one made with what is around
    | (?<=image-occlusion) :            # turns a cloze into a picture mask
    | \\ (?= [()\[\]] | \Z )            # math
    """,
    re.VERBOSE,
)
_IN_MATH: Final = re.compile(r"(?<=\})\} | \[ | :(?=:) | (?<=:):", re.VERBOSE)
r"""Braces of TeX close a cloze; `[` is sound and speech, and `\\[2pt]` would open math again."""

_IN_ATTRIBUTE: Final = re.compile(r"[{}\[\]:\\\n]")

_CLOZE_MARK: Final = re.compile(r"\{\{c([\d,]+)::|\}\}")


class ClozeSyntaxError(Exception):
    """A field that Anki would not read as it was meant: a bug of ours, never of a note."""


def text_html(text: str) -> str:
    """Return `text` escaped for a field, NFC-normalised as Anki would do on import."""
    shown = unicodedata.normalize("NFC", text.translate(_CONTROLS))
    # After a tag, Anki's own normalisation would melt `>` and U+0338 into one character.
    marks = "".join(takewhile(unicodedata.combining, shown))
    return _entities(marks) + _IN_TEXT.sub(_text_entity, html.escape(shown[len(marks) :]))


def attribute_html(text: str) -> str:
    """Return `text` escaped for an attribute in a field: nothing in it means anything to Anki."""
    shown = html.escape(unicodedata.normalize("NFC", text.translate(_CONTROLS)))
    return _IN_ATTRIBUTE.sub(lambda found: _entities(found[0]), shown)


def math_html(tex: str, display: bool = False) -> str:  # noqa: FBT001, FBT002  the node's own flag
    r"""Return TeX between `\( \)` or `\[ \]`; MathJax finds the TeX unchanged."""
    shown = html.escape(unicodedata.normalize("NFC", tex.translate(_CONTROLS)), quote=False)
    inside = _IN_MATH.sub(lambda found: _entities(found[0]), shown)
    return rf"\[{inside}\]" if display else rf"\({inside}\)"


def cloze_html(cloze: Cloze, content: str) -> str:
    """Return `content`, which is escaped already, as a cloze; without a number it just stands."""
    if cloze.number is None:
        return content
    hint = f"::{text_html(cloze.hint)}" if cloze.hint else ""
    return f"{{{{c{cloze.number}::{content}{hint}}}}}"


def cloze_numbers(field: str) -> frozenset[int]:
    """Return the cloze numbers the engine finds in `field`, by the engine's own stack rule.

    Any `}}` closes the innermost open cloze (rslib/src/cloze.rs).

    Raises:
        ClozeSyntaxError: the field would be shown otherwise than it was written.
    """
    open_numbers: list[int] = []
    found: set[int] = set()
    for mark in _CLOZE_MARK.finditer(field):
        if mark[1] is None:
            if not open_numbers:
                message = "`}}` outside a cloze"
                raise ClozeSyntaxError(message)
            found.add(open_numbers.pop())
            continue
        number = int(mark[1]) if mark[1].isdecimal() else 0
        open_numbers.append(number)
        if number not in NUMBERS:
            message = f"cloze number {mark[1]} is not within 1 to {NUMBERS[-1]}"
            raise ClozeSyntaxError(message)
        if len(open_numbers) > DEEPEST_NESTING:
            message = f"more than {DEEPEST_NESTING} nested clozes"
            raise ClozeSyntaxError(message)
    if open_numbers:
        message = f"cloze {open_numbers[-1]} is never closed"
        raise ClozeSyntaxError(message)
    return frozenset(found)


def _text_entity(found: re.Match[str]) -> str:
    if found[0] == "\\":
        # An entity would hide the backslash from Anki but not from MathJax; a tag does both.
        return "<span>\\</span>"
    return _entities(found[0])


def _entities(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)
