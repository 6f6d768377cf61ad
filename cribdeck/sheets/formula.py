"""A formula as it is drawn: outlines, and how much room they take.

TeX comes to the sheets as the author wrote it; who can set it is passed in, so nothing here
knows how. What cannot be set is shown as its source, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from cribdeck.inline import Inline, Math, RichText, Styled, plain


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been set; lengths are in em of the text around it."""

    width: float
    height: float
    """Above the baseline."""
    depth: float
    """Below the baseline."""
    shapes: str
    """SVG elements without colour, in hundredths of an em, the baseline at 0."""
    too_wide: bool = False
    """Whether it should be broken if it can be, and else is set smaller."""


@dataclass(frozen=True, slots=True)
class Unset:
    """A formula that could not be set."""

    why: str
    too_wide: bool = False
    """Whether it would be, but is wider than any line."""


SetTex: TypeAlias = Callable[[Math], Formula | Unset]
"""Sets TeX."""


def unset(_formula: Math) -> Unset:
    """Set nothing: formulas are shown as their source."""
    return Unset("nobody is there to set it")


_TOKEN: Final = re.compile(r"\\[a-zA-Z]+|\\.|.", re.DOTALL)
_OPENING: Final = frozenset({"{", "[", "(", "\\{", r"\left", r"\begin", r"\lfloor", r"\lceil"})
_CLOSING: Final = frozenset({"}", "]", ")", "\\}", r"\right", r"\end", r"\rfloor", r"\rceil"})
_NOTHING: Final = "{}"
_COMMAS: Final = frozenset({",", ";", "，", "；"})
_SUMS: Final = frozenset({"+", "-", r"\pm"})
_SEPARATORS: Final = frozenset({r"\quad", r"\qquad"})
_RELATIONS: Final = frozenset(
    {
        *("=", "<", ">", r"\le", r"\leq", r"\ge", r"\geq", r"\ne", r"\neq", r"\approx", r"\equiv"),
        *(r"\sim", r"\propto", r"\to", r"\implies", r"\iff", r"\Rightarrow", r"\Leftrightarrow"),
    }
)


def parts(tex: str) -> tuple[str, ...]:
    """Return the pieces that a formula too wide for its line may be broken into.

    It is broken at wide spaces; if there is none, after commas; else before relations; else
    before plus and minus; never inside brackets.
    """
    tokens = list(_outermost(tex))
    for breaks in (_SEPARATORS, _COMMAS, _RELATIONS, _SUMS):
        found = [""]
        before = ""
        for token, outer in tokens:
            if not (outer and token in breaks):
                found[-1] += token
            elif breaks is _SEPARATORS:
                found.append("")
            elif breaks is _COMMAS:
                found[-1] += token
                found.append("")
            elif found[-1].strip() in {"", _NOTHING} or before in _RELATIONS | _COMMAS:
                # A sign: it belongs to what follows.
                found[-1] += token
            else:
                # With nothing before it, what tells two sides apart would be a sign.
                found.append(f"{_NOTHING}{token}")
            before = token.strip() or before
        pieces = tuple(stripped for it in found if (stripped := it.strip()))
        if len(pieces) > 1:
            return pieces
    return (tex,)


def _outermost(tex: str) -> Iterator[tuple[str, bool]]:
    """Yield the tokens of TeX, and whether each stands outside of all brackets."""
    depth = 0
    for token in _TOKEN.findall(tex):
        depth -= token in _CLOSING
        yield token, depth == 0 and token not in _OPENING | _CLOSING
        depth += token in _OPENING


_OBJECT: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


def masked(text: RichText) -> str:
    """Return `plain(text)` with every character of TeX replaced by one that means nothing.

    A semicolon in a formula ends no sentence, and a colon in it no term.
    """
    return "".join(map(_masked, text))


def _masked(node: Inline) -> str:
    match node:
        case Math(tex):
            return _OBJECT * len(tex)
        case Styled(children):
            return masked(children)
        case _:
            return plain((node,))


def outside_formulas(masked_text: str, end: int) -> int:
    """Return the first offset from `end` on at which a cut leaves formulas whole."""
    while 0 < end < len(masked_text) and masked_text[end - 1 : end + 1] == 2 * _OBJECT:
        end += 1
    return end


def readable(text: RichText) -> str:
    """Return `plain(text)` with formulas as one would type them without TeX."""
    return "".join(map(_readable, text))


def _readable(node: Inline) -> str:
    match node:
        case Math(tex):
            words = re.sub(r"\\([a-zA-Z]+)", r" \1 ", tex.replace("\\,", " "))
            return " ".join(re.sub(r"[\\{}]", "", words).split())
        case Styled(children):
            return readable(children)
        case _:
            return plain((node,))
