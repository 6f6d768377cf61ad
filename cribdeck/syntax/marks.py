"""Inline marks beyond CommonMark: patterns and the judgement which of them is meant.

`==` is also an operator, `$` also a shell variable and a price, `**` next to full-width
punctuation is bold in the eyes of every author but not by CommonMark's flanking rule.
Everything here looks at text and returns what it has seen; tokens are made in `markdown`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import Final

from cribdeck.units import HAN

MATH: Final = (
    r"\$\$(?P<math_1>(?:[^$\\\n]|\\[^\n])+)\$\$|"
    r"(?<![A-Za-z0-9$])\$(?P<math_2>(?:[^$\\\n]|\\[^\n])+)\$(?![A-Za-z0-9_$])|"
    r"\\\((?P<math_3>(?:[^\\\n]|\\[^()\[\]\n])+)\\\)|"
    r"\\\[(?P<math_4>(?:[^\\\n]|\\[^()\[\]\n])+)\\\]"
)
CLOZE: Final = r"\{\{c(?P<cloze_1>\d{1,9})::"
HIGHLIGHT: Final = r"(?<![=!<>])==(?=[^\s=])"
STRIKE: Final = r"(?<!~)~~(?=[^\s~])"
WIKILINK: Final = r"(?P<wiki_1>!?)\[\[(?P<wiki_2>[^\[\]\n|]+)(?:\|(?P<wiki_3>[^\[\]\n]*))?\]\]"
URL: Final = r"(?<![A-Za-z0-9])https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()+,;=%]+"

RULES: Final = (
    ("math", MATH, "escape", "$\\"),
    ("cloze", CLOZE, "escape", "{"),
    ("wikilink", WIKILINK, "link", "!["),
    ("highlight", HIGHLIGHT, "link", "="),
    ("strike", STRIKE, "link", "~"),
    ("url", URL, "link", "h"),
)
"""Name, pattern, the CommonMark rule it is tried before, the characters it may begin with."""

BARRIER: Final = "\ufdd0"
"""A noncharacter that counts as punctuation; set next to emphasis marks, removed from the text."""

_HIGHLIGHT_END = re.compile(r"(?<=[^\s=!<>])==(?!=)")
_STRIKE_END = re.compile(r"(?<=[^\s~])~~(?!~)")
_OPERAND = re.compile(r"[A-Za-z0-9_)\]\"'$]")
_TEX_COMMAND = re.compile(r"\\[A-Za-z]")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_WIDE = re.compile(rf"[{HAN}\u2014\u2018-\u201d\u2026\u00b7\u3000-\u30ff\uac00-\ud7af\uff00-\uffef]")
_CLOZE_PIECE = re.compile(r"\{\{c\d{1,9}::|[{}]")
_HINT = re.compile(r"`[^`\n]*`|::")


def flanked(text: str, start: int, end: int) -> str:
    """Return the run of emphasis marks `text[start:end]` so that CJK neighbours let it work.

    CommonMark refuses to close bold between punctuation and a letter (`**注意：**后面`)
    and to open it between a letter and punctuation. Chinese has no spaces that would
    tell the two apart, so next to a CJK character the letter is made to look like
    punctuation, which lifts the refusal.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    run = text[start:end]
    mixed = run.strip(run[0]) != ""
    wide = bool(_WIDE.match(before) or _WIDE.match(after))
    if not wide:
        return run
    if (_is_punctuation(after) or mixed) and _is_letter(before):
        run = BARRIER + run
    if (_is_punctuation(before) or mixed) and _is_letter(after):
        run += BARRIER
    return run


def tex(match: re.Match[str]) -> str | None:
    """Return the TeX matched by `MATH`, or None if it is text between two dollar signs."""
    body = next(group for group in match.group("math_1", "math_2", "math_3", "math_4") if group)
    dollar = match["math_2"] is not None
    if dollar and (body[0].isspace() or body[-1].isspace()):
        return None
    if _HAN_CHARACTER.search(body) and not _TEX_COMMAND.search(body):
        return None
    return body.strip() or None


def highlight_ends(text: str) -> list[int]:
    """Return the offsets of every `==` that may end a highlight."""
    return [
        match.start()
        for match in _HIGHLIGHT_END.finditer(text)
        if not between_operands(text, match.start(), match.end())
    ]


def strike_ends(text: str) -> list[int]:
    """Return the offsets of every `~~` that may end struck-out text."""
    return [match.start() for match in _STRIKE_END.finditer(text)]


def between_operands(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` stands like an operator in code: `a==b`."""
    return bool(_OPERAND.match(text[start - 1 : start]) and _OPERAND.match(text[end : end + 1]))


def first_from(offsets: list[int], start: int) -> int | None:
    """Return the first of the sorted `offsets` that is not before `start`."""
    index = bisect_left(offsets, start)
    return offsets[index] if index < len(offsets) else None


def cloze_ends(text: str) -> dict[int, tuple[int, bool]]:
    """Map the start of each closed `{{c1::` to its end and whether another cloze stands inside.

    Braces inside the cloze count, so that `{{c1::\\frac{a}{b}}}` ends with its last brace.
    """
    ends: dict[int, tuple[int, bool]] = {}
    stack: list[list[int]] = []  # start, open braces, clozes inside
    skip = -1
    for match in _CLOZE_PIECE.finditer(text):
        if match.start() == skip:
            continue
        if match[0].startswith("{{"):
            if stack:
                stack[-1][2] += 1
            stack.append([match.start(), 0, 0])
        elif stack and match[0] == "{":
            stack[-1][1] += 1
        elif stack and stack[-1][1]:
            stack[-1][1] -= 1
        elif stack and text.startswith("}}", match.start()):
            start, _, inside = stack.pop()
            skip = match.start() + 1
            ends[start] = skip + 1, inside > 0
    return ends


def split_hint(body: str) -> tuple[str, str]:
    """Split what stands in a cloze into answer and hint, at the first `::` outside code."""
    for match in _HINT.finditer(body):
        if match[0] == "::":
            return body[: match.start()], body[match.end() :].strip()
    return body, ""


def trimmed_url(url: str) -> str:
    """Return a bare URL without the punctuation of the sentence around it."""
    while True:
        shorter = url.rstrip(".,:;!?'_~&")
        if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
            shorter = shorter[:-1]
        if shorter.endswith("]") and shorter.count("[") < shorter.count("]"):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter


def _is_punctuation(character: str) -> bool:
    return bool(character) and not character.isspace() and not character.isalnum()


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character or " ") == "Mn"
