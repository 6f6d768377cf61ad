"""Which card tests which fact: an estimate from the words that a card hides.

Known facts and the cards of a folder go in, matches come out. A card tests a fact when it
stands on a source line of the fact and its hidden words carry the fact's point. Facts are
given in words of their own, so only part of the words can be compared:

* tokens of the fact count only if its source lines hold them too: the rest is rewording;
* a token weighs less the more facts of the same lines share it, and more if it is Latin;
* what the card shows anyway, in its question or above it, is not the point;
* the hidden tokens must hold enough of what remains, and the fact enough of them (`_ENOUGH`);
* each hidden token counts for one fact only, the best matching one first: a card is not
  credited with four facts because their line has one subject.

All cards of one listing, sequence or table are tried as one card too. A fact of several
parts counts when its cards together hide at least `_HELD_JOINTLY` of it. And where the hidden
words are in other words than every fact of the line, but the sentence as a whole says one fact
and no other, they carry that fact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from benchmarks.quality.cards_of import Folder, QualityCard
from benchmarks.quality.tokens import tokens

_ENOUGH: Final = ((0.6, 0.0), (0.34, 0.3), (0.26, 0.6))
"""Share of the open part of the fact that the hidden words hold, and share of the hidden words
that belong to the fact: a long answer must hold most of the fact, a short one of which every
word belongs to it may leave some out. (A fact has been put into other words.)"""
_LEAST: Final = 0.1
"""Share of the whole fact that the hidden words must hold: stray words test nothing."""
_TOLD: Final = 0.45
"""Share of the whole fact that question and answer together must hold: naming the subject of a
fact does not test it."""
_OF_SEVERAL: Final = frozenset({"list", "comparison", "procedure"})
"""Kinds of facts that all cards of a list together may test."""
_LEAST_OF_LIST: Final = 0.25
"""As `_LEAST`, for lists: one item hidden among the others does not test a list."""
_HEAD_OF_LIST: Final = 0.3
"""What a list is called is worth less than what is in it."""
_LATIN: Final = 2.0
"""A Latin word says as much as two pairs of characters."""


_FOCUSED_JOINTLY: Final = 0.3
_HELD_JOINTLY: Final = 0.4
"""For a fact tested by several cards: what of each card's hidden words belongs to the fact, and
which share of the fact they hold together."""
_TOLD_ALONE: Final = 0.7
_SECOND: Final = 0.6
_SHARE_OF_SENTENCE: Final = 0.3
"""For hidden words that are in no fact: the share of the fact that the sentence holds, what it
may hold of any other in proportion, and the share of the sentence that belongs to the fact."""

Line: TypeAlias = tuple[str, int]
"""Path and number."""
Point: TypeAlias = Mapping[str, float]
"""The tokens that make up a fact, with their weights."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One fact that the notes are known to teach."""

    id: str
    statement: str
    gloss: str
    kind: str
    importance: int
    sources: tuple[tuple[str, int, int], ...]
    """Path, first and last line."""
    topic: str = ""
    errata: tuple[str, ...] = ()
    """What is known to be wrong with it, by name."""

    @property
    def lines(self) -> frozenset[Line]:
        """Every line the fact is taken from."""
        return frozenset(
            (path, line) for path, first, last in self.sources for line in range(first, last + 1)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What one card, or all cards of a list together, show and hide."""

    card: QualityCard
    lines: frozenset[tuple[str, int]]
    shown: frozenset[str]
    hidden: frozenset[str]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """That a card tests a fact."""

    fact: KnownFact
    card: QualityCard
    held: float
    focused: float


def read_facts(path: Path) -> list[KnownFact]:
    """Read the list of known facts."""
    return [
        KnownFact(
            entry["id"],
            entry["statement"],
            entry.get("en", ""),
            entry["kind"],
            entry["importance"],
            tuple(map(_source, entry.get("sources", ()))),
            entry.get("topic", ""),
            tuple(entry.get("errata", ())),
        )
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["facts"]
    ]


def matches(facts: Sequence[KnownFact], folder: Folder) -> list[Match]:
    """Return which card tests which fact."""
    by_line: dict[Line, list[KnownFact]] = defaultdict(list)
    for fact in facts:
        for line in fact.lines:
            by_line[line].append(fact)
    points = {fact.id: _point(fact, by_line, folder) for fact in facts}
    everything = list(_asked(folder.cards))
    found: list[Match] = []
    for asked in everything:
        found += _credited(asked, _candidates(asked, by_line), points)
    tested = {match.fact.id for match in found}
    alone = [asked for asked in everything if not asked.together]
    left = [fact for fact in facts if fact.id not in tested]
    found += _joint(left, alone, points)
    for asked in alone:
        found += _sole(asked, _candidates(asked, by_line), points)
    return found


def _candidates(asked: Asked, by_line: Mapping[Line, Sequence[KnownFact]]) -> list[KnownFact]:
    on_lines = (it for line in sorted(asked.lines) for it in by_line.get(line, ()))
    distinct = {it.id: it for it in on_lines}.values()
    return [it for it in distinct if not asked.together or it.kind in _OF_SEVERAL]


def _credited(
    asked: Asked, candidates: Sequence[KnownFact], points: Mapping[str, Point]
) -> Iterator[Match]:
    """Yield the facts that `asked` tests, each hidden token being used up by the first."""
    free = asked.hidden
    left = list(candidates)
    while left and free:
        scored = [(*_measured(asked, free, fact, points[fact.id]), fact) for fact in left]
        good = [it for it in scored if it[0]]
        if not good:
            return
        held, focused, _, best = max(good, key=lambda it: (it[0] * it[1], it[2], it[3].id))
        yield Match(best, asked.card, held, focused)
        left.remove(best)
        free -= points[best.id].keys()


def _measured(
    asked: Asked, free: frozenset[str], fact: KnownFact, point: Point
) -> tuple[float, float, float]:
    """Return how well the hidden words and the fact match; zeros if not well enough.

    That is: which share of the open part of the fact they hold, which share of them belongs to
    the fact, and how much of the fact question and answer hold together.
    """
    open_part = _sum(point, point.keys() - asked.shown)
    carried = _sum(point, free)
    everything = sum(point.values())
    if not carried or not open_part:
        return 0.0, 0.0, 0.0
    held, focused = carried / open_part, _focused(asked, point, free)
    enough = any(held >= least and focused >= part for least, part in _ENOUGH)
    told = carried + _sum(point, asked.shown)
    least = _LEAST_OF_LIST if fact.kind == "list" else _LEAST
    if enough and carried >= least * everything and told >= _TOLD * everything:
        return held, focused, told
    return 0.0, 0.0, 0.0


def _joint(
    facts: Iterable[KnownFact], cards: Sequence[Asked], points: Mapping[str, Point]
) -> Iterator[Match]:
    """Yield the facts that several cards test together, each with all of them."""
    by_line: dict[Line, list[Asked]] = defaultdict(list)
    for asked in cards:
        for line in asked.lines:
            by_line[line].append(asked)
    for fact in facts:
        point = points[fact.id]
        near = {it.card.id: it for line in sorted(fact.lines) for it in by_line[line]}.values()
        part = [it for it in near if _focused(it, point, it.hidden) >= _FOCUSED_JOINTLY]
        if len(part) > 1:
            hidden = frozenset().union(*(it.hidden for it in part))
            always_shown = frozenset.intersection(*(it.shown for it in part)) - hidden
            open_part = _sum(point, point.keys() - always_shown)
            held = _sum(point, hidden) / open_part if open_part else 0.0
            if held >= _HELD_JOINTLY:
                yield from (
                    Match(fact, it.card, held, _focused(it, point, it.hidden)) for it in part
                )


def _sole(
    asked: Asked, candidates: Sequence[KnownFact], points: Mapping[str, Point]
) -> Iterator[Match]:
    """Yield the fact that the sentence of a card says alone, if its hidden words are in none."""
    if not asked.hidden or any(asked.hidden & points[fact.id].keys() for fact in candidates):
        return
    sentence = asked.shown - tokens(asked.card.breadcrumb) | asked.hidden
    told = [
        (_sum(points[it.id], sentence) / sum(points[it.id].values() or (1,)), it)
        for it in candidates
    ]
    ranked = sorted(told, key=lambda it: (-it[0], it[1].id))
    if not ranked:
        return
    best, fact = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    mine = sum(_weight(token) for token in sentence & points[fact.id].keys())
    share = mine / sum(map(_weight, sentence))
    if best >= _TOLD_ALONE and second <= _SECOND * best and share >= _SHARE_OF_SENTENCE:
        yield Match(fact, asked.card, best, share)


def _focused(asked: Asked, point: Point, free: frozenset[str]) -> float:
    """Return which share of the hidden words belongs to the fact and is `free`."""
    hidden = sum(map(_weight, asked.hidden))
    return sum(map(_weight, free & point.keys())) / hidden if hidden else 0.0


def _told(point: Point, sentence: frozenset[str]) -> float:
    return _sum(point, sentence) / sum(point.values()) if point else 0.0


def _sum(point: Point, chosen: Iterable[str]) -> float:
    return sum(point[token] for token in chosen if token in point)


def _asked(cards: Iterable[QualityCard]) -> Iterator[Asked]:
    wholes: dict[int, list[QualityCard]] = defaultdict(list)
    for card in cards:
        if card.whole is not None:
            wholes[card.whole].append(card)
        yield _one(card)
    for together in wholes.values():
        if len(together) > 1:
            yield _together(together)


def _one(card: QualityCard) -> Asked:
    # What may be chosen is named in the question, and often above it; that tells nothing.
    visible = card.question.partition("\n")[2] if card.choice else card.question
    shown = tokens(visible if card.choice else f"{card.breadcrumb}\n{visible}")
    return Asked(card, lines_of([card]), shown, tokens(card.answer) - shown)


def _together(cards: Sequence[QualityCard]) -> Asked:
    hidden = frozenset().union(*(tokens(card.answer) for card in cards))
    # What some other card of the list hides is shown by this one.
    shown = frozenset().union(*(tokens(card.breadcrumb) for card in cards))
    visible = frozenset.intersection(*(tokens(card.question) for card in cards))
    shown |= visible - hidden
    return Asked(cards[0], lines_of(cards), shown, hidden - shown, together=True)


def lines_of(cards: Iterable[QualityCard]) -> frozenset[Line]:
    """Return the source lines that the cards stand on."""
    return frozenset(
        (span.path, line)
        for card in cards
        for span in card.spans
        for line in range(span.line, span.end_line + 1)
    )


def _point(
    fact: KnownFact, by_line: Mapping[tuple[str, int], Sequence[KnownFact]], folder: Folder
) -> dict[str, float]:
    """Return the tokens that make up the fact, with their weights."""
    written = tokens(
        "\n".join(
            folder.lines[path][line - 1]
            for path, line in sorted(fact.lines)
            if path in folder.lines and line <= len(folder.lines[path])
        )
    )
    neighbours = {it.id: it for line in fact.lines for it in by_line[line]}
    shared = Counter(
        token for it in neighbours.values() for token in tokens(f"{it.statement}\n{it.gloss}")
    )
    mine = tokens(f"{fact.statement}\n{fact.gloss}") & written
    # A table says 低 where the fact says 四层低.
    mine |= {token for token in written if len(token) == 1 and token in fact.statement}
    point = {token: _weight(token) / max(1, shared[token]) for token in sorted(mine)}
    if fact.kind == "list":
        head, _, items = fact.statement.partition("：")
        for token in point.keys() & (tokens(head) - tokens(items)):
            point[token] *= _HEAD_OF_LIST if items else 1
    return point


def _weight(token: str) -> float:
    return _LATIN if token.isascii() else 1.0


def _source(text: str) -> tuple[str, int, int]:
    path, _, lines = text.rpartition(":")
    first, _, last = lines.partition("-")
    return path, int(first), int(last or first)
