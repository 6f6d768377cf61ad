"""A line that speaks of several things is taken apart: who is said what.

Rich text and the names of the things go in; out comes what is told of each, or None where it
cannot be said surely whose a clause is. Policy: a clause belongs to the thing it begins with,
or to that of the clause before; one that names a second thing (A 比 B 快) belongs to none, and
nothing of such a line is used.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.assemble.matching import Names, matchable
from cribdeck.extract.splitting import clauses
from cribdeck.inline import RichText, cut, plain, strip

_BEFORE: Final = re.compile(
    r"[\s“\"'`「*]*+(?:而|但是?|然而|相反|反之|对于|至于|在|(?:and|but|while|whereas)\s)?+"
    r"[，,\s“\"'`「*]*+(?:对于|在)?+\s*+"
)
"""What may stand before the thing that a clause is about."""
_AFTER: Final = re.compile(
    r"[\s”\"'`」*]*+(?:[（(][^（()）]{0,30}[)）])?+"
    r"(?:的|表|引擎|中|里|则|却|就|呢|来说|而言|本身|[：:，,])?+\s*+(?:则|却|就)?+\s*+"
)
_BOTH: Final = re.compile(r"两者|二者|它们|都|均|互相|相互|相比|不同")
_IDLE: Final = re.compile(r"^(?:则|却|也|还|就|都|是(?!否))+\s*(?=..)")
"""What joins a claim to the one before, and says nothing where each stands in a cell."""
_END_MARKS: Final = " 。；;，,、.！!"


def told_of(content: RichText, names: Names) -> dict[int, RichText] | None:
    """Return what `content` tells of each thing, by its order; None if that is not sure."""
    flat = plain(content)
    text = matchable(flat)
    ranges: dict[int, tuple[int, int]] = {}
    current: int | None = None
    for start, end in clauses(content):
        clause = text[start:end]
        mentions = names.in_text(clause)
        opening = _BEFORE.match(clause)
        first = opening.end() if opening else 0
        if not mentions:
            if current is None or _BOTH.search(clause[:6]):
                return None
            ranges[current] = (ranges[current][0], end)
            continue
        if len({it.entity for it in mentions}) > 1 or mentions[0].start > first:
            return None
        subject = mentions[0].entity
        if subject in ranges and subject != current:
            return None
        if subject != current:
            after = _AFTER.match(text, start + mentions[0].end)
            begin = after.end() if after else start + mentions[0].end
            ranges[subject] = (min(begin, end), end)
            current = subject
        else:
            ranges[subject] = (ranges[subject][0], end)
    found = {
        thing: strip(cut(content, start, end), _END_MARKS) for thing, (start, end) in ranges.items()
    }
    return found if all(plain(said).strip() for said in found.values()) else None


def without_joint(text: RichText) -> RichText:
    """Return a claim without the word that joins it to the one before: 还支持行级锁."""
    match = _IDLE.match(plain(text))
    return text if match is None else cut(text, match.end(), len(plain(text)))
