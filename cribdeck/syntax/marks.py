"""Inline marks beyond CommonMark: patterns and the judgement which of them is meant.

`==` is also an operator, `$` also a shell variable and a price, `**` next to full-width
punctuation is bold in the eyes of every author but not by CommonMark's flanking rule.
Everything here looks at text and returns what it has seen; tokens are made in `markdown`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cribdeck.syntax.double_brackets import is_link
from cribdeck.units import HAN

MATH: Final = (
    r"\$\$(?P<math_1>(?:[^$\\\n]|\\[^\n])+)\$\$|"
    r"(?<![A-Za-z0-9$])\$(?P<math_2>(?:[^$\\\n]|\\[^\n])+)\$(?![A-Za-z0-9_${])|"
    r"\\\((?P<math_3>(?:[^\\\n]|\\[^()\[\]\n])+)\\\)|"
    r"\\\[(?P<math_4>(?:[^\\\n]|\\[^()\[\]\n])+)\\\]"
)
CLOZE: Final = r"\{\{c(?P<cloze_1>\d{1,9})::"
HIGHLIGHT: Final = r"(?<![=!<>])==(?=[^\s=])"
STRIKE: Final = r"(?<!~)~~(?=[^\s~])"
WIKILINK: Final = (
    r"(?P<wiki_1>!?)\[\[(?P<wiki_2>[^\[\]\n|]+)(?:\|(?P<wiki_3>[^\[\]\n]*))?\]\]"
    r"(?!\([^()\s]{0,300}[./#])"
)
"""`[[1]](https://a.cn)` is none, `F.[[Call]](self)` may be one."""
URL: Final = r"(?<![A-Za-z0-9])https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()+,;=%]+"
LITERAL: Final = (
    r"__[A-Za-z][A-Za-z0-9_]{0,40}?__(?=\w|\(|\.\w)|"
    r"(?<=['\"‘“(（])\*{1,3}(?=['\"’”)）])"
)
"""Marks of a name, or that speak of themselves: `__init__.py`, `有 __proto__属性`, `a '*' out`."""

RULES: Final = (
    ("math", MATH, "escape", "$\\"),
    ("cloze", CLOZE, "escape", "{"),
    ("wikilink", WIKILINK, "link", "!["),
    ("highlight", HIGHLIGHT, "link", "="),
    ("strike", STRIKE, "link", "~"),
    ("url", URL, "link", "h"),
    ("literal", LITERAL, "emphasis", "_*"),
)
"""Name, pattern, the CommonMark rule it is tried before, the characters it may begin with."""
_FIRST = "".join(start for name, *_, start in RULES if name != "url")
MARKED: Final = re.compile(rf"[\\`*_<\n{re.escape(_FIRST)}]|http")
"""What every mark begins with, CommonMark's too; most lines hold nothing like it."""

_LARGEST_CLOZE: Final = 500
"""Anki makes no card for a higher number."""

BARRIER: Final = "\ufdd0"
"""A noncharacter that counts as punctuation; set next to emphasis marks, removed from the text."""

_HIGHLIGHT_END = re.compile(r"(?<=[^\s=!<>])==(?!=)")
_STRIKE_END = re.compile(r"(?<=[^\s~])~~(?!~)")
_OPERAND = re.compile(r"[A-Za-z0-9_)\]\"'$]")
_TEX_COMMAND = re.compile(r"\\[A-Za-z]")
_WIDE = re.compile(
    rf"[{HAN}\u2014\u2018-\u201d\u2026\u00b7\u3000-\u30ff\uac00-\ud7af\uff00-\uffef]"
)
_PICTURE = re.compile(r"\.(?:apng|avif|bmp|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?", re.ASCII)
"""The width to show a picture in."""
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
    if _WIDE.search(body) and not _TEX_COMMAND.search(body):
        return None
    return body.strip() or None


class Closings:
    """Where the marks of one text close; each kind is looked for once."""

    def __init__(self, text: str) -> None:
        """Look into `text` when asked."""
        self._text = text

    def pair(self, name: str, start: int) -> int | None:
        """Return where the `==` or `~~` at `start` is closed on the same line."""
        if _is_between_operands(self._text, start):
            return None
        ends = self._highlights if name == "highlight" else self._strikes
        index = bisect_left(ends, start + 3)
        if index == len(ends) or self._text.find("\n", start, ends[index]) >= 0:
            return None
        return ends[index]

    def cloze(self, start: int, number: int) -> tuple[int, str]:
        """Return the end of the cloze at `start`, and what is wrong with it, if anything.

        An unclosed cloze ends with its first characters.
        """
        if start not in self._clozes:
            return self._text.index("::", start) + 2, "unclosed_cloze"
        end, is_nested = self._clozes[start]
        if is_nested:
            return end, "nested_cloze"
        return end, "" if 1 <= number <= _LARGEST_CLOZE else "cloze_number"

    @cached_property
    def _highlights(self) -> list[int]:
        found = (match.start() for match in _HIGHLIGHT_END.finditer(self._text))
        return [end for end in found if not _is_between_operands(self._text, end)]

    @cached_property
    def _strikes(self) -> list[int]:
        return [match.start() for match in _STRIKE_END.finditer(self._text)]

    @cached_property
    def _clozes(self) -> dict[int, tuple[int, bool]]:
        r"""Start of each closed cloze → its end and whether another cloze stands inside.

        Braces inside a cloze count, so that `{{c1::\frac{a}{b}}}` ends with its last brace.
        """
        found: dict[int, tuple[int, bool]] = {}
        stack: list[_OpenCloze] = []
        taken = -1
        for match in _CLOZE_PIECE.finditer(self._text):
            if match.start() < taken:
                continue
            if match[0].startswith("{{"):
                if stack:
                    stack[-1].has_inner = True
                stack.append(_OpenCloze(match.start()))
            elif stack and match[0] == "{":
                stack[-1].braces += 1
            elif stack and stack[-1].braces:
                stack[-1].braces -= 1
            elif stack and self._text.startswith("}}", match.start()):
                taken = match.start() + 2
                cloze = stack.pop()
                found[cloze.start] = taken, cloze.has_inner
        return found


@dataclass(slots=True)
class _OpenCloze:
    start: int
    braces: int = 0
    has_inner: bool = False


def _is_between_operands(text: str, start: int) -> bool:
    """Return whether the two characters at `start` stand like an operator in code: `a==b`."""
    before, after = text[start - 1 : start], text[start + 2 : start + 3]
    return bool(_OPERAND.match(before) and _OPERAND.match(after))


def split_hint(body: str) -> tuple[str, str]:
    """Split what stands in a cloze into answer and hint, at the first `::` outside code."""
    for match in _HINT.finditer(body):
        if match[0] == "::":
            return body[: match.start()], body[match.end() :].strip()
    return body, ""


def wikilink(match: re.Match[str]) -> tuple[str, str, str] | None:
    """Return whether a `WIKILINK` is a `link` or an `image`, its target, its text; None for code.

    The text is the alias, else the last part of the target. An embedded note is a link.
    """
    before = match.string[max(0, match.start() - 1) : match.start()]
    if not match["wiki_1"] and not is_link(before, match["wiki_2"], match["wiki_3"]):
        return None
    target = match["wiki_2"].strip()
    alias = (match["wiki_3"] or "").strip()
    is_picture = bool(match["wiki_1"] and _PICTURE.search(target))
    text = alias or target.rpartition("#")[2].strip() or target
    if is_picture and _SIZE.fullmatch(alias):
        text = f"{target}|{alias}"  # as in an ordinary picture
    return "image" if is_picture else "link", target, text


def trimmed_url(url: str) -> str:
    """Return a bare URL without the punctuation of the sentence around it."""
    surplus = {close: url.count(close) - url.count(opening) for opening, close in ("()", "[]")}
    end = len(url)
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in ".,:;!?'_~&":
            break
        end -= 1
    return url[:end]


def _is_punctuation(character: str) -> bool:
    return bool(character) and not character.isspace() and not character.isalnum()


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character or " ") == "Mn"
