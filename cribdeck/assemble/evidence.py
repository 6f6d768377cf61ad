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
from cribdeck.units import units

Sign: TypeAlias = Literal[
    "cell",
    "label",
    "called",
    "title",
    "flag",
    "degree",
    "form",
    "defined",
    "near label",
    "word",
    "known",
    "part",
]
"""What shows that a claim is about an aspect."""

_AROUND: Final = re.compile(r"^(?:的|主要|其|它的|有)+|(?:的|主要|有|：|:)+$")
_BRACKETED: Final = re.compile(r"[（(][^（()）]{0,60}[)）]")
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
        return Found("cell", start, end) if _is_called(label, asked) else None
    if asked.with_name:
        return _beside_name(claim, asked)
    for sign, begins in _SIGNS:
        skipped = begins(claim, asked)
        if skipped is not None:
            return Found(sign, start + skipped, end)
    return None


def _beside_name(claim: Claim, asked: Asked) -> Found | None:
    """Look for what stands in brackets beside the name, which may be part of a label."""
    start = 0 if claim.order == 0 else claim.clause.start
    match = asked.form.search(claim.line.text, start, claim.clause.end)
    if match is None:
        return None
    group = next(name for name, value in match.groupdict().items() if value is not None)
    return Found("form", *match.span(group))


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
    titles = claim.setting.titles[:near]
    return 0 if any(_is_called(without(it, asked.names), asked) for it in titles) else None


def _flag(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.flag.search(claim.text) else None


def _degree(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.degree.search(claim.text) else None


def _form(claim: Claim, asked: Asked) -> int | None:
    return 0 if asked.form.search(claim.text) else None


def _defined(claim: Claim, asked: Asked) -> int | None:
    if not asked.aspect.defines:
        return None
    if claim.about == "label":
        rest = without(_BRACKETED.sub("", claim.clause.labels[-1]), asked.names)
        return 0 if claim.order == 0 and units(rest) <= 1 else None
    return 0 if claim.about == "subject" and asked.defined.match(claim.text) else None


def _near_label(claim: Claim, asked: Asked) -> int | None:
    labels = claim.clause.labels
    return 0 if any(word in it for it in labels for word in asked.aspect.own) else None


def _word(claim: Claim, asked: Asked) -> int | None:
    """Look for the word itself; where the form of an answer is known, the word alone is none."""
    if asked.aspect.form:
        return None
    return 0 if any(word in claim.text for word in asked.aspect.own) else None


def _known(claim: Claim, asked: Asked) -> int | None:
    return 0 if any(word in claim.text for word in asked.aspect.known) else None


def _part(claim: Claim, asked: Asked) -> int | None:
    words = (*asked.aspect.parts, *asked.aspect.own)
    return 0 if any(word in claim.text for word in words) else None


_SIGNS: Final[tuple[tuple[Sign, Callable[[Claim, Asked], int | None]], ...]] = (
    ("label", _label),
    ("called", _called),
    ("title", _title),
    ("form", _form),
    ("flag", _flag),
    ("degree", _degree),
    ("defined", _defined),
    ("near label", _near_label),
    ("word", _word),
    ("known", _known),
    ("part", _part),
)


def _is_called(text: str, asked: Asked) -> bool:
    flat = _AROUND.sub("", text.strip(_MARKS))
    return flat in asked.aspect.own or flat in asked.aspect.known
