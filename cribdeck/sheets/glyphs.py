"""Characters that no bundled font has: a counterpart, nothing, or the mark of a missing sort.

Only bundled fonts may be used, or a sheet would depend on the machine it is made on. Common
emoji and marks have a plain counterpart, small raised letters are written at full size; other
emoji are left out. Whatever else is missing is shown as 〓, the mark East Asian printers use for
a missing sort. Both are reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from cribdeck.diagnostics import Diagnostic, info, warning
from cribdeck.span import Span

MISSING: Final = "〓"


_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]|[\U0001f3fb-\U0001f3ff]"
)
"""Controls, joiners, direction overrides, variation selectors, skin tones: nothing to see."""

_KEYCAP: Final = re.compile("([0-9])\u20e3")
_APOSTROPHE: Final = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
"""The bundled font draws it as wide as a Chinese character: it serves as a quotation mark."""
_CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨"

_COUNTERPARTS: Final = str.maketrans(
    {
        "✅": "✓",
        "❌": "✗",
        "❎": "✗",
        "⭐": "★",
        "🌟": "★",
        "❗": "！",
        "❕": "！",
        "❓": "？",
        "❔": "？",
        "🔟": "⑩",
        "👉": "☞",
        "👈": "☜",
        "👆": "☝",
        "👇": "☟",
        "🔴": "●",
        "🟢": "●",
        "🔵": "●",
        "⚪": "○",
        "⚫": "●",
        "🔺": "▲",
        "🔻": "▼",
        "🔸": "◆",
        "🔹": "◆",
        "🔶": "◆",
        "🔷": "◆",
        "➜": "→",
        "➔": "→",
        "➙": "→",
        "➞": "→",
        "⟹": "⇒",
        "⋅": "·",
        "➕": "＋",
        "➖": "－",
        "➗": "÷",
        "❤": "♥",
        "☐": "□",
        "☒": "⊠",
        "🆗": "OK",
        "ℹ": "ⓘ",
        "💯": "100",
        "↩": "←",
        "↪": "→",
        "↵": "⏎",
        "↳": "→",
        "⤷": "→",
        "\t": " ",
    }
)

_RUN: Final = re.compile("[⁰¹²³⁴-⁹⁺-⁾ⁱⁿ]+|[₀-₉₊-₎ₐ-ₓₕ-ₜ]+|[^ -\u02ff\u3000-\u9fff\uff00-\uffef]")
"""Raised characters, lowered ones, or any sign that might be missing."""
_EMOJI: Final = re.compile(
    "[\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)
"""Blocks whose symbols are pictures; letters and signs in them are told by their category."""


def printable(text: str, drawable: Container[str]) -> tuple[str, list[str]]:
    """Return `text` without what cannot be drawn, and the characters that had to go.

    White space other than line feeds becomes a space; nothing visible goes without being named.
    """
    text = _KEYCAP.sub(lambda it: _CIRCLED[int(it[1])], _INVISIBLE.sub("", text))
    text = _APOSTROPHE.sub("'", text.translate(_COUNTERPARTS))
    if all(it in drawable or it == "\n" for it in text):
        return text, []
    lacking: list[str] = []
    shown: list[str] = []
    for character in text:
        if character == "\n" or character in drawable:
            shown.append(character)
            continue
        plainer = unicodedata.normalize("NFKC", character)
        if _is_raised(character) and all(it in drawable for it in plainer):
            shown.append(plainer)
            continue
        lacking.append(character)
        shown.append("" if is_emoji(character) else MISSING)
    return "".join(shown), lacking


@dataclass(frozen=True, slots=True)
class Raised:
    """Small raised or lowered characters, as the ordinary ones they stand for."""

    text: str
    above: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """A character that no bundled font has, but perhaps the math font."""

    character: str


def runs(text: str, drawable: Container[str]) -> Iterator[str | Sign | Raised]:
    """Yield running text in pieces: words, each sign that cannot be drawn, raised characters.

    Raised characters are told apart only where one of them cannot be drawn.
    """
    start = 0
    for found in _RUN.finditer(text):
        run = found[0]
        if all(it in drawable for it in run) or (len(run) == 1 and not is_sign(run)):
            continue
        if start < found.start():
            yield text[start : found.start()]
        start = found.end()
        if _is_raised(run[0]):
            above = unicodedata.decomposition(run[0]).startswith("<super>")
            yield Raised(unicodedata.normalize("NFKC", run), above)
        else:
            yield Sign(run)
    if start < len(text):
        yield text[start:]


def is_emoji(character: str) -> bool:
    """Return whether a character is a picture, which says nothing that words do not."""
    return bool(_EMOJI.match(character)) and unicodedata.category(character) in {"So", "Cn"}


def is_sign(character: str) -> bool:
    """Return whether a character may be drawn with the math font, for want of a counterpart."""
    is_mark = unicodedata.category(character)[0] in "MCZ"
    return not is_mark and ord(character) not in _COUNTERPARTS and not is_emoji(character)


def _is_raised(character: str) -> bool:
    return unicodedata.decomposition(character).startswith(("<super>", "<sub>"))


def lacking_glyph(span: Span, character: str) -> Diagnostic:
    """Return what is said of a character that no bundled font has, at its first place."""
    name = unicodedata.name(character, "unnamed")
    message = f"no bundled font has “{character}” (U+{ord(character):04X} {name})"
    if is_emoji(character):
        return info("missing_glyph", span, f"{message}; sheets leave it out")
    is_letter = unicodedata.category(character)[0] in "LC"
    hint = "is the file in another encoding?" if is_letter else ""
    return warning("missing_glyph", span, f"{message}; sheets show {MISSING}", hint)
