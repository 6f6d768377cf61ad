"""What shows that a claim is about an aspect: the first of a table of signs that it gives.

A claim and what a cell asks go in; out come the sign and where in the line the answer
begins, or None. The table is in the order of how much a sign tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

from cribdeck.assemble.asked import Asked
from cribdeck.assemble.claims import Claim
from cribdeck.units import HAN, units

Sign: TypeAlias = Literal[
    "cell",
    "label",
    "beside",
    "called",
    "title",
    "flag",
    "degree",
    "form",
    "defined",
    "like title",
    "near label",
    "word",
    "stem",
    "cue",
    "letters",
    "known",
    "part",
]
"""What shows that a claim is about an aspect."""

_AROUND: Final = re.compile(r"^(?:的|主要|其(?!他)|它的)+|(?:的|主要|有|：|:)+$")
_ENDING: Final = re.compile("[于性度率]$")
_BRACKETED: Final = re.compile(r"[（(][^（()）]{0,60}[)）]")
_HOW: Final = re.compile(r"如何|怎么|怎样|为什么|为何|how|why")
_HAN: Final = re.compile(f"[{HAN}]")
_SUFFIX: Final = 2
"""Units that a label may have behind the name of a thing: TCC 事务."""
_MARKS: Final = ' *`“”"'


class Found(NamedTuple):
    """A sign, and which part of the line answers."""

    sign: Sign
    start: int
    end: int


def evidence(claim: Claim, asked: Asked) -> Found | None:
    """Return the first sign that `claim` is about what is asked, with the answer."""
    start, end = claim.clause.start, claim.clause.end
    if claim.about == "cell":
        (label,) = claim.clause.labels
        return Found("cell", start, end) if _heads(label, asked) else None
    beside = _beside(claim, asked)
    if beside is not None:
        return Found("beside", *beside)
    for sign, begins in _SIGNS:
        skipped = begins(claim, asked)
        if skipped is not None:
            return Found(sign, start + skipped, end)
    return None


def _beside(claim: Claim, asked: Asked) -> tuple[int, int] | None:
    """Return what stands beside the name: in the clause, or in the label before the first."""
    text, end = claim.line.text, claim.clause.end
    begin = 0 if claim.order == 0 else claim.clause.start
    for pattern, start in ((asked.possessed, claim.clause.start), (asked.beside, begin)):
        match = pattern.search(text, start, end)
        if match is not None:
            return next(match.span(at) for at, value in enumerate(match.groups(), 1) if value)
    return None


def without(text: str, names: Iterable[str]) -> str:
    """Return `text` without these words."""
    for name in names:
        text = text.replace(name, "")
    return text


def _label(claim: Claim, asked: Asked) -> int | None:
    labels = claim.clause.labels
    return 0 if any(_is_called(without(it, asked.names), asked) for it in labels) else None


def _called(claim: Claim, asked: Asked) -> int | None:
    match = asked.called.match(claim.text)
    return match.end() if match and match.end() < len(claim.text) else None


def _title(claim: Claim, asked: Asked) -> int | None:
    """Look at the titles up to that of the thing; if the clause itself names it, at the nearest."""
    near = len(claim.setting.between) + 1 if claim.about == "title" else 1
    titles = [without(it, asked.names) for it in claim.setting.titles[:near]]
    return 0 if any(_name_in(it) in asked.aspect.own for it in titles) else None


def _like_title(claim: Claim, asked: Asked) -> int | None:
    near = len(claim.setting.between) + 1 if claim.about == "title" else 1
    titles = claim.setting.titles[:near]
    return 0 if any(_is_called(without(it, asked.names), asked) for it in titles) else None


def _flag(claim: Claim, asked: Asked) -> int | None:
    """Look for 支持 A; where the form of an answer is known, it would have been found."""
    if asked.aspect.form:
        return None
    return 0 if asked.flag.search(claim.text) else None


def _degree(claim: Claim, asked: Asked) -> int | None:
    if asked.aspect.form:
        return None
    return 0 if asked.degree.search(claim.text) else None


def _form(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.form.search(claim.text) else None


def _defined(claim: Claim, asked: Asked) -> int | None:
    if any(map(_HOW.search, claim.setting.titles[:1])):
        return None
    tells = asked.aspect.defines or asked.aspect.explains
    if tells and claim.opens and claim.home:
        return 0
    if tells and not claim.away and claim.about == "label" and claim.clause.labels:
        rest = without(_BRACKETED.sub("", claim.clause.labels[-1]), asked.names)
        return 0 if claim.order == 0 and _is_suffix(rest) else None
    if not asked.aspect.defines:
        return None
    if claim.about == "bracket" and claim.order == 0 and _HAN.search(claim.text):
        return 0
    return 0 if claim.about == "subject" and asked.defined.match(claim.text) else None


def _is_suffix(rest: str) -> bool:
    """Return whether a label has hardly more than the name: TCC 事务, but not volatile-lru."""
    return units(rest) <= _SUFFIX and not re.search("[a-z]", rest)


def _near_label(claim: Claim, asked: Asked) -> int | None:
    labels = claim.clause.labels
    return 0 if any(map(asked.own.search, labels)) else None


def _word(claim: Claim, asked: Asked) -> int | None:
    """Look for the word itself; where the form of an answer is known, the word alone is none."""
    if asked.aspect.form:
        return None
    return 0 if asked.own.search(claim.text) else None


def _stem(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.stem_flag.search(claim.text) else None


def _cue(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.cue.search(without(claim.text, asked.all_names)) else None


def _letters(claim: Claim, asked: Asked) -> int | None:
    letters = asked.aspect.letters
    return 0 if letters and all(letter in claim.text for letter in letters) else None


def _known(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.known.search(claim.text) else None


def _part(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.part.search(claim.text) else None


_SIGNS: Final[tuple[tuple[Sign, Callable[[Claim, Asked], int | None]], ...]] = (
    ("label", _label),
    ("called", _called),
    ("title", _title),
    ("form", _form),
    ("flag", _flag),
    ("degree", _degree),
    ("defined", _defined),
    ("like title", _like_title),
    ("near label", _near_label),
    ("word", _word),
    ("stem", _stem),
    ("cue", _cue),
    ("letters", _letters),
    ("known", _known),
    ("part", _part),
)


def _is_called(text: str, asked: Asked) -> bool:
    flat = _name_in(text)
    return flat in asked.aspect.own or flat in asked.aspect.known


def _heads(label: str, asked: Asked) -> bool:
    """Return whether a row or column of another table is about the aspect: 类似于 for 类似设备."""
    return _is_called(label, asked) or _ENDING.sub("", _name_in(label)) in asked.aspect.parts


def _name_in(text: str) -> str:
    return _AROUND.sub("", text.strip(_MARKS))
