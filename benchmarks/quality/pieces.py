"""Pieces of text in which a fact may be said: notes of Anki, their items and cells, lines, blocks.

Cards, or the lines of notes, go in; units come out, each with what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final, Literal, TypeAlias

from benchmarks.quality.cards_of import QualityCard
from benchmarks.quality.coded import terms

Size: TypeAlias = Literal["one", "list", "whole"]
"""A note, an item, a line; a list or a row; a table or a block of lines."""

HEADING: Final = re.compile(r"(#{1,6})\s+(.*)")
_PAIR: Final = 2
"""A row that compares two things says one thing of both."""
_BLANK: Final = "[...]"
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
RULE: Final = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
"""The line below the head of a table."""
_TABLE_LINE: Final = re.compile(r"\s*\|")


@dataclass(frozen=True)
class Unit:
    """A piece of text that might say a fact."""

    place: str
    """`path:line`."""
    context: str
    """Headings above it."""
    text: str
    answers: tuple[str, ...] = ()
    """What its cards ask for; none if it is no card."""
    size: Size = "one"

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.place.rpartition(":")[0]

    @cached_property
    def terms(self) -> frozenset[str]:
        """All that it tells, its file's name included."""
        return terms(self.text) | terms(self.context) | terms(PurePosixPath(self.path).stem)

    @cached_property
    def asked(self) -> frozenset[str]:
        """What of it is asked."""
        return frozenset().union(*map(terms, self.answers)) if self.answers else self.terms


def units_of_cards(cards: Iterable[QualityCard]) -> Iterator[Unit]:
    """Yield each note of Anki, and each list and table as a whole."""
    everything = list(cards)
    for _, group in groupby(sorted(everything, key=lambda it: it.guid), key=lambda it: it.guid):
        members = list(group)
        if members[0].whole is None:
            yield _together(members)
        else:
            yield from map(_item, members)
            yield _together(members, "list" if len(members) > _PAIR else "one")
    wholes = sorted((it for it in everything if it.whole is not None), key=lambda it: it.whole or 0)
    for _, group in groupby(wholes, key=lambda it: it.whole):
        members = list(group)
        if len({it.guid for it in members}) > 1:
            yield _together(members, "whole")


def units_of_lines(lines: Mapping[str, Sequence[str]]) -> Iterator[Unit]:
    """Yield each line with its headings, a row with the head of its table, and each block."""
    for path, texts in lines.items():
        headings: list[tuple[int, str]] = []
        block: list[str] = []
        is_code = False
        for number, line in enumerate([*texts, ""], 1):
            is_code ^= bool(_FENCE.match(line))
            heading = None if is_code else HEADING.match(line)
            context = " › ".join(text for _, text in headings)
            if heading or not line.strip():
                if len(block) > 1:
                    yield Unit(
                        f"{path}:{number - len(block)}", context, "\n".join(block), size="whole"
                    )
                block = []
            if heading:
                level = len(heading[1])
                headings = [*(it for it in headings if it[0] < level), (level, heading[2])]
            elif line.strip():
                head = block[0] if block and _TABLE_LINE.match(line) else ""
                block.append(line)
                if RULE.fullmatch(line):
                    continue
                yield Unit(f"{path}:{number}", context, f"{head}\n{line}".strip())


def _item(card: QualityCard) -> Unit:
    """Return one item of a list, or one cell with its row and column."""
    title, *lines = card.question.split("\n")
    own = [it.replace(_BLANK, card.answer) for it in (title, *lines) if _BLANK in it]
    text = "\n".join(dict.fromkeys((title.replace(_BLANK, card.answer), *own)))
    return Unit(card.place, card.breadcrumb, text, (card.answer,))


def _together(cards: Sequence[QualityCard], size: Size = "one") -> Unit:
    questions = dict.fromkeys(it.question for it in cards)
    answers = tuple(dict.fromkeys(it.answer for it in cards))
    text = "\n".join((*questions, *answers))
    return Unit(cards[0].place, cards[0].breadcrumb, text, answers, size)
