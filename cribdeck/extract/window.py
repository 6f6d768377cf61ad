"""Which clauses of a sentence are shown around a hidden piece, from many to few.

A sentence goes in, with the stretch that cannot do without being shown; out come the places
where what is shown may start and end. Policy: what stands before is read first and kept
while it fits; of what follows, one clause that says enough, unless it opens a new topic
(如果 …, 其中 …), only says when, or announces something. Later windows leave out what follows,
then what stands before; the last is for a piece whose own clause says too little. A caller
takes the first in which the answer cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cribdeck.extract.piece import is_adverbial
from cribdeck.extract.unit import Sentence
from cribdeck.folding import fold
from cribdeck.units import units

LONGEST_TEXT = 60
"""Units of the clauses shown around a piece."""
_LONGEST_AFTER = 30
"""Units of a clause after that of the piece; a longer one is a fact of its own."""
_FEWEST_SAID = 4
"""Units of a clause that says enough to count as one; 可能会 is none."""
_NEW_TOPIC = re.compile(
    r"\s*(?:[这那]?(?:就|正|主要)?是?(?:因为|由于|所以|因此|但是?|而|不过)?)(?:如果|假如|若(?!干)|当(?![前中然])|一旦|除非|只要|只有(?!一)|其中|首先|另外|此外|比如|例如|注意|要注意|所以说"
    r"|需要注意|(?:if|when|also|for example|e\.g\.)\b)",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"\s*(?:并|而|但|也|还|又|且|以|来|从而|进而|即(?![时席])|不|无需|避免|防止|减少|降低|提高|提升|保证|确保|这|它|否则"
    r"|则|就|才|都|会(?![话员议])|将(?!来)|把|被|再|直接|等待|最终|所以|因此|因为|导致|使|用于|用来|只|仅"
    r"|(?:and|but|so|or|which|thus|because|since|it|this)\b)",
    re.IGNORECASE,
)
"""How a clause starts that says more of the same subject; another one is cut off from its end."""
_AGAIN = re.compile(r"\s*(?:这个|该|此)\s?(?P<what>[\u4e00-\u9fff]{2}|[A-Za-z]+)")
"""这个 X, which tells that the piece before speaks of X."""
_ANNOUNCES = re.compile(r"[:：]\s*$")


@dataclass(frozen=True, slots=True)
class Window:
    """A run of clauses."""

    start: int
    stop: int
    alone: bool = False
    """Whether nothing else of the sentence is shown, not even as a lead-in."""


def windows(sentence: Sentence, start: int, end: int) -> Iterator[Window]:
    """Yield what may be shown around `start:end`, a stretch of `sentence`, the most first."""
    found = sentence.clauses
    flat = sentence.text
    first = next(order for order, (_, stop) in enumerate(found) if start < stop)
    last = next(order for order, (_, stop) in enumerate(found) if end <= stop)
    left, right = found[first][0], found[last][1]
    size = units(flat[left:right])
    while first > 0 and size + units(flat[slice(*found[first - 1])]) <= LONGEST_TEXT:
        first -= 1
        size += units(flat[slice(*found[first])])
    begin = found[first][0]
    room = LONGEST_TEXT - size
    further, any_further = (
        _after(sentence, start, last, room, same=same) for same in (True, False)
    )
    alone = left > 0
    wide = (Window(begin, further), Window(begin, right))
    narrow = (Window(left, further, alone), Window(left, right, alone))
    case = any(is_adverbial(fold(flat[slice(*it)])) for it in found if it[1] == left)
    # Without its case it would be said of every case.
    these = wide if case else (*wide, *narrow)
    yield from dict.fromkeys((*these, Window(begin, any_further)))  # each once


def _after(sentence: Sentence, start: int, last: int, room: int, *, same: bool) -> int:
    """Return where what is shown ends: behind the clause `last`, or one that says enough.

    `same` asks for a clause that says more of the same subject.
    """
    found, flat = sentence.clauses, fold(sentence.text)
    size, stop = 0, found[last][1]
    for begin, end in found[last + 1 :]:
        clause = flat[begin:end]
        size += units(clause)
        again = _AGAIN.match(clause)
        if again and again["what"] in flat[:begin] and again["what"] not in flat[:start]:
            break
        if size > min(room, _LONGEST_AFTER) or _NEW_TOPIC.match(clause):
            break
        if _ANNOUNCES.search(clause) or is_adverbial(clause):
            break
        if same and end < len(flat) and not _CONTINUES.match(clause):
            break
        stop = end
        if size >= _FEWEST_SAID:
            break
    return stop
