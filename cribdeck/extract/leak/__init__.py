"""Does what is shown give the hidden words away? One question for every kind of card.

What is shown and what is hidden go in; out comes the reason why the one tells the other,
or None. Policy: an answer is given away when it can be read, as a whole or for the most
part, around its blank or in a title above it; in the other language, too, or as the
initials of what is shown. How much may be read depends on what is asked:

* `item`: an item, a cell, an option: only the whole of it tells it;
* `name`: a term beside its meaning, or the reverse: half of its words do (`names.py`);
* `piece`: a piece of a sentence: half of its words do, unless what is left is new (`content.py`);
  that the whole of it cannot be read is seen to when the fact is complete (`guards.py`).

One kind of leak per module: `whole.py`, `titles.py`, `names.py`, `content.py`, `initials.py`;
`synonyms.py` knows Chinese words that replace each other, `extract.glossary` the other names
of things; `patterns.py` tells what is guessed without being shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from cribdeck.extract.glossary import TECHNICAL, Glossary
from cribdeck.extract.leak.content import mostly_told, told_with
from cribdeck.extract.leak.names import mostly_shows
from cribdeck.extract.leak.titles import in_breadcrumb, made_up_of, named_by, named_otherwise
from cribdeck.extract.leak.whole import shows
from cribdeck.extract.rule import Declined

Asked: TypeAlias = Literal["item", "name", "piece"]

VISIBLE = "the answer can be read in the question"
MOSTLY_VISIBLE = "most of the answer can be read in the question"
NAMED_ABOVE = "a title above names the answer"
_NEAREST_TITLES = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What a learner sees while the answer is hidden."""

    around: str
    """The rest of the question, with what leads to it."""
    titles: tuple[str, ...] = ()
    """The breadcrumb, outermost first; empty where a title may name the answer."""


def leak(
    shown: Shown, answer: str, asked: Asked, glossary: Glossary = TECHNICAL
) -> Declined | None:
    """Return why `shown` gives `answer` away, or None."""
    if asked != "piece" and (shows(shown.around, answer) or in_breadcrumb(shown.titles, answer)):
        return Declined(VISIBLE)
    if asked == "item":
        return None
    nearest = shown.titles[-_NEAREST_TITLES:]
    if named_otherwise(nearest, answer, glossary):
        return Declined(NAMED_ABOVE)
    match asked:
        case "name":
            told = mostly_shows(shown.around, answer, glossary)
        case "piece":
            if named_by(nearest, answer, glossary) or made_up_of(shown.titles, answer):
                return Declined(NAMED_ABOVE)
            told = mostly_told(shown.around, answer, glossary) or any(
                told_with(title, shown.around, answer, glossary) for title in nearest[-1:]
            )
        case _:
            assert_never(asked)
    return Declined(MOSTLY_VISIBLE) if told else None
