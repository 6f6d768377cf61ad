"""Answers that stand in several lines: the items below 功能, the labels RDB 持久化 and AOF 持久化.

The answers to one cell go in; out come those that stand alone, and each list as one. Policy:
a list answers by the heads of its items, their labels or the items themselves if they are
short; one that is too long, or that holds a sentence, answers nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.assemble.scoring import Answer
from cribdeck.extract.splitting import labelled
from cribdeck.inline import Inline, RichText, Text, plain, strip
from cribdeck.span import Span
from cribdeck.units import units

MOST: Final = 7
"""Items that a cell can list."""
_LONGEST: Final = 14
"""Units of an item."""
_BETWEEN: Final = Text("；")
_END_MARKS: Final = " 。；;，,、.：:*"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Several lines that answer together."""

    answers: tuple[Answer, ...]
    """In reading order."""
    content: RichText
    span: Span

    @property
    def score(self) -> float:
        """That of its best line."""
        return max(it.score for it in self.answers)


def gathered(answers: Sequence[Answer]) -> tuple[list[Answer], list[Gathered]]:
    """Return the answers that stand alone, and the lists that others make together."""
    groups: dict[object, list[Answer]] = defaultdict(list)
    for answer in answers:
        line = answer.claim.line
        if answer.shown in ("title", "near label"):
            groups[answer.shown, line.section, line.titles, line.depth].append(answer)
    lists: list[Gathered] = []
    taken: set[int] = set()
    for group in groups.values():
        by_line = {it.claim.line.order: it for it in reversed(group)}
        if len(by_line) == 1:
            continue
        taken.update(map(id, group))
        members = [by_line[order] for order in sorted(by_line)]
        heads = list(_heads(members))
        if len(heads) == len(members) <= MOST:
            first, last = members[0].claim.line.span, members[-1].claim.line.span
            lists.append(Gathered(tuple(members), tuple(_joined(heads)), first.to(last)))
    return [it for it in answers if id(it) not in taken], lists


def _heads(members: Sequence[Answer]) -> Iterator[RichText]:
    for member in members:
        content = member.claim.line.content
        label = labelled(content)
        head = strip(label.term if label else content, _END_MARKS)
        if 0 < units(plain(head)) <= _LONGEST:
            yield head


def _joined(heads: Sequence[RichText]) -> Iterator[Inline]:
    for order, head in enumerate(heads):
        if order:
            yield _BETWEEN
        yield from head
