"""Answers become candidates: one for each line, and one for a list that answers as a whole.

The answers to one cell go in, candidates come out, the best first. Policy: of one line all
that answers about equally well belongs together, as long as it is short enough for a cell. A
list below 功能, or labels like RDB 持久化 and AOF 持久化, answer by the heads of their items,
their labels or the items themselves if they are short; one that is too long, or that holds a
sentence, answers nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.assemble.evidence import Sign
from cribdeck.assemble.scoring import LONGEST, Answer
from cribdeck.extract.splitting import labelled
from cribdeck.inline import Inline, RichText, Text, cut, plain, strip
from cribdeck.span import Span
from cribdeck.units import units

MARGIN: Final = 0.35
"""By how much an answer is better than one that says something else."""
SEVERAL: Final = 0.4
"""That several items of a list agree in what they are about speaks for them all."""
MOST_ITEMS: Final = 7
"""Items that a cell can list."""
_LONGEST_ITEM: Final = 14
"""Units."""
_BETWEEN: Final = Text("；")
_END_MARKS: Final = " 。；;，,、.：:*"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that might fill a cell."""

    span: Span
    text: RichText
    score: float
    shown: Sign
    paired: bool = False
    """Whether another thing has a counterpart."""


def candidates(answers: Sequence[Answer]) -> list[Candidate]:
    """Return what may fill the cell with these answers, the best first."""
    lists: dict[Hashable, dict[int, Answer]] = defaultdict(dict)
    by_line: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        line = answer.claim.line
        by_line[line.order].append(answer)
        if answer.shown in ("title", "like title", "near label"):
            lists[answer.shown, line.section, line.titles, line.depth].setdefault(
                line.order, answer
            )
    found: list[Candidate] = []
    for members in lists.values():
        if len(members) > 1:
            found += _list([members[order] for order in sorted(members)])
            for order in members:
                by_line.pop(order, None)
    found += map(_line, by_line.values())
    return sorted(
        (it for it in found if plain(it.text)), key=lambda it: (-it.score, it.span, plain(it.text))
    )


def _list(members: Sequence[Answer]) -> Iterator[Candidate]:
    heads = [_head(member) for member in members]
    if len(heads) <= MOST_ITEMS and all(0 < units(plain(it)) <= _LONGEST_ITEM for it in heads):
        span = members[0].claim.line.span.to(members[-1].claim.line.span)
        score = round(max(it.score for it in members) + SEVERAL, 2)
        yield Candidate(span, tuple(_joined(heads)), score, members[0].shown, members[0].paired)


def _head(member: Answer) -> RichText:
    content = member.claim.line.content
    label = labelled(content)
    if label is None and units(plain(content)) > _LONGEST_ITEM:
        content = cut(content, member.start, member.claim.clause.end)
    return strip(label.term if label else content, _END_MARKS)


def _line(answers: Sequence[Answer]) -> Candidate:
    """Return all that the best of these answers, of one line, say together."""
    best = min(answers, key=lambda it: (-it.score, it.start))
    near = [it for it in answers if best.score - it.score < MARGIN]
    parts = [best]
    for answer in near:
        if sum(units(it.text) for it in {*parts, answer}) <= LONGEST:
            parts.append(answer)
    chosen = sorted({(it.start, it.end) for it in parts})
    texts = [strip(cut(best.claim.line.content, *part), _END_MARKS) for part in chosen]
    text = tuple(_joined([it for it in texts if plain(it)]))
    return Candidate(best.claim.line.span, text, best.score, best.shown, best.paired)


def _joined(parts: Sequence[RichText]) -> Iterator[Inline]:
    for order, part in enumerate(parts):
        if order:
            yield _BETWEEN
        yield from part
