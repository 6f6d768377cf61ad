"""A line that speaks of several things is taken apart: who is said what.

Rich text and the names of the things go in; out comes what is told of each, or None where it
cannot be said surely whose a clause is. Policy: a clause belongs to the thing it begins with,
or to that of the clause before; one that names a second thing (A 比 B 快) belongs to none, and
nothing of such a line is used. `Unlike A,` and `与 A 不同，` tell nothing of A, only of what
follows; `compared with A,` does so where there are but two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cribdeck.assemble.matching import Mention, Names, matchable
from cribdeck.extract.splitting import clauses
from cribdeck.inline import RichText, cut, plain, strip

_BEFORE: Final = re.compile(
    r"[\s“\"'`「*]*+(?:而|但是?|然而|相反|反之|对于|至于|在|(?:and|but|while|whereas)\s)?+"
    r"[，,\s“\"'`「*]*+(?:对于|在)?+\s*+"
)
"""What may stand before the thing that a clause is about."""
_AFTER: Final = re.compile(
    r"(?:['’]s(?=\s))?+[\s”\"'`」*]*+(?:[（(][^（()）]{0,30}[)）])?+"
    r"(?:的|表|引擎|中|里|则|却|就|呢|来说|而言|本身|[：:，,])?+\s*+(?:则|却|就)?+\s*+"
)
_BOTH: Final = re.compile(r"两者|二者|它们|都|均|互相|相互|相比|不同")
_IDLE: Final = re.compile(r"^(?:则|却|也|还|就|都|是(?!否))+\s*(?=..)")
"""What joins a claim to the one before, and says nothing where each stands in a cell."""
_UNLIKE: Final = re.compile(
    r"(?:unlike|in contrast (?:to|with)|as opposed to|不同于|有别于|区别于)(?: the)?"
)
_COMPARED: Final = re.compile(
    r"(?:when )?(?:compared|in comparison) (?:to|with)(?: the)?|相比(?:于|较于|起)?|相较于?"
)
_WITH: Final = re.compile(r"[与和跟同]")
_DIFFERS: Final = re.compile(r"(?:不同|不一样|相反)的?是?")
_BESIDE: Final = re.compile(r"相比(?:较|而言|之下|来说|起来)?|比较|比起来")
_OPENING: Final = re.compile(r"(?:and|but|while|whereas)\s|[而但]是?")
_ASIDE: Final = " ，,：:“”\"'`「」*"
"""What may stand around the name of a thing that another is told apart from."""
_JOINT: Final = re.compile(r"[\s,，]+(?=(?:whereas|while) (?:the )?$)")
"""Where a clause ends without a comma: `A stores rows whereas B stores columns`."""
_LONGEST_JOINT: Final = 20
_END_MARKS: Final = " 。；;，,、.！!"


def told_of(content: RichText, names: Names, *, of_two: bool = True) -> dict[int, RichText] | None:
    """Return what `content` tells of each thing, by its order; None if that is not sure.

    Args:
        content: a line, or what stands behind its label.
        names: of the things.
        of_two: whether there are but two things.
    """
    flat = plain(content)
    text = matchable(flat)
    ranges: dict[int, tuple[int, int]] = {}
    current: int | None = None
    for start, end in _clauses(content, text, names):
        clause = text[start:end]
        mentions = names.in_text(clause)
        opening = _BEFORE.match(clause)
        first = opening.end() if opening else 0
        if not mentions:
            if current is None or _BOTH.search(clause[:6]):
                return None
            ranges[current] = (ranges[current][0], end)
            continue
        if len(mentions) == 1 and _sets_apart(clause, mentions[0], of_two=of_two):
            current = None
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


def _clauses(content: RichText, text: str, names: Names) -> Iterator[tuple[int, int]]:
    for start, end in clauses(content):
        begin = start
        for mention in names.in_text(text[start:end])[1:]:
            named = start + mention.start
            near = max(begin, named - _LONGEST_JOINT)
            joint = _JOINT.search(text[near:named])
            if joint is not None:
                yield begin, near + joint.start()
                begin = near + joint.end()
        yield begin, end


def _sets_apart(clause: str, mention: Mention, *, of_two: bool) -> bool:
    """Return whether a clause only says from which thing another is told apart."""
    before = _OPENING.sub("", clause[: mention.start].strip(_ASIDE), count=1).strip(_ASIDE)
    after = clause[mention.end :].strip(_ASIDE)
    if not after:
        unlike = _UNLIKE.fullmatch(before)
        return bool(unlike or (of_two and _COMPARED.fullmatch(before)))
    if not _WITH.fullmatch(before):
        return False
    return bool(_DIFFERS.fullmatch(after) or (of_two and _BESIDE.fullmatch(after)))


def without_joint(text: RichText) -> RichText:
    """Return a claim without the word that joins it to the one before: 还支持行级锁."""
    match = _IDLE.match(plain(text))
    return text if match is None else cut(text, match.end(), len(plain(text)))
