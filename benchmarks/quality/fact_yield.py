"""Yield: the share of known facts that some card tests.

    python benchmarks/quality/fact_yield.py --facts FACTS.yaml NOTES_DIR
        [--untested IMPORTANCE] [--tested IMPORTANCE] [--by-kind] [--show ID]

FACTS.yaml lists under `facts` what the notes teach, in words of its own: id, statement, en
(an English gloss), kind, importance (3 core, 2 normal, 1 detail) and sources (`file:line` or
`file:first-last`). A card tests a fact when it stands on a source line of the fact and its
hidden words carry the fact's point. That is decided like this:

* only tokens of the fact count that its source lines hold too: the rest is rewording;
* a token weighs less the more facts of the same lines share it, and more if it is Latin;
* what the card shows anyway, in its question or above it, is not the point;
* the hidden tokens must hold enough of what remains, and the fact enough of the hidden
  tokens (`_ENOUGH`);
* each hidden token counts for one fact only, the best matching one first: a card is not
  credited with four facts because their line has one subject.

All cards of one listing, sequence or table together are tried as one card too.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quality.cards_of import Folder, QualityCard, folder_of
from benchmarks.quality.tokens import tokens

_ENOUGH: Final = ((0.6, 0.0), (0.34, 0.3), (0.26, 0.6))
"""Share of the open part of the fact that the hidden words hold, and share of the hidden words
that belong to the fact: a long answer must hold most of the fact, a short one of which every
word belongs to it may leave some out. (A fact has been put into other words.)"""
_LEAST: Final = 0.12
"""Share of the whole fact that the hidden words must hold: stray words test nothing."""
_TOLD: Final = 0.5
"""Share of the whole fact that question and answer together must hold: naming the subject of a
fact does not test it."""
_OF_SEVERAL: Final = frozenset({"list", "comparison", "procedure"})
"""Kinds of facts that all cards of a list together may test …"""
_LEAST_OF_SEVERAL: Final = 0.25
"""… and one item hidden among the others does not: the least share of such a fact."""
_LATIN: Final = 2.0
"""A Latin word says as much as two pairs of characters."""


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

    @property
    def lines(self) -> frozenset[tuple[str, int]]:
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
            tuple(map(_source, entry["sources"])),
        )
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["facts"]
    ]


def matches(facts: Sequence[KnownFact], folder: Folder) -> list[Match]:
    """Return which card tests which fact."""
    by_line: dict[tuple[str, int], list[KnownFact]] = defaultdict(list)
    for fact in facts:
        for line in fact.lines:
            by_line[line].append(fact)
    points = {fact.id: _point(fact, by_line, folder) for fact in facts}
    found: list[Match] = []
    for asked in _asked(folder.cards):
        candidates = {
            it.id: it
            for line in sorted(asked.lines)
            for it in by_line.get(line, ())
            if not asked.together or it.kind in _OF_SEVERAL
        }
        found += _credited(asked, list(candidates.values()), points)
    return found


def _credited(
    asked: Asked, candidates: Sequence[KnownFact], points: Mapping[str, Mapping[str, float]]
) -> Iterator[Match]:
    """Yield the facts that `asked` tests, each hidden token being used up by the first."""
    free = asked.hidden
    left = list(candidates)
    while left and free:
        scored = [(_measured(asked, free, fact, points[fact.id]), fact) for fact in left]
        good = [(held, focused, fact) for (held, focused), fact in scored if held]
        if not good:
            return
        held, focused, best = max(good, key=lambda it: (it[0] * it[1], it[2].id))
        yield Match(best, asked.card, held, focused)
        left.remove(best)
        free -= points[best.id].keys()


def _measured(
    asked: Asked, free: frozenset[str], fact: KnownFact, point: Mapping[str, float]
) -> tuple[float, float]:
    """Return which share of the point is hidden, and of what is hidden in the point; else zeros."""
    open_part = sum(weight for token, weight in point.items() if token not in asked.shown)
    carried = sum(point[token] for token in free & point.keys())
    everything = sum(point.values())
    if not carried or not open_part:
        return 0.0, 0.0
    held = carried / open_part
    hidden = sum(_weight(token) for token in asked.hidden)
    focused = sum(_weight(token) for token in free & point.keys()) / hidden
    enough = any(held >= least and focused >= part for least, part in _ENOUGH)
    told = carried + sum(weight for token, weight in point.items() if token in asked.shown)
    least = _LEAST_OF_SEVERAL if fact.kind in _OF_SEVERAL else _LEAST
    if enough and carried >= least * everything and told >= _TOLD * everything:
        return held, focused
    return 0.0, 0.0


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
    shown = tokens(f"{card.breadcrumb}\n{card.question}")
    return Asked(card, _lines([card]), shown, tokens(card.answer) - shown)


def _together(cards: Sequence[QualityCard]) -> Asked:
    hidden = frozenset().union(*(tokens(card.answer) for card in cards))
    # What some other card of the list hides is shown by this one.
    shown = frozenset().union(*(tokens(card.breadcrumb) for card in cards))
    visible = frozenset.intersection(*(tokens(card.question) for card in cards))
    shown |= visible - hidden
    return Asked(cards[0], _lines(cards), shown, hidden - shown, together=True)


def _lines(cards: Iterable[QualityCard]) -> frozenset[tuple[str, int]]:
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
    return {token: _weight(token) / max(1, shared[token]) for token in sorted(mine)}


def _weight(token: str) -> float:
    return _LATIN if token.isascii() else 1.0


def _source(text: str) -> tuple[str, int, int]:
    path, _, lines = text.rpartition(":")
    first, _, last = lines.partition("-")
    return path, int(first), int(last or first)


def _table(
    title: str, groups: Mapping[str, Iterable[KnownFact]], tested: frozenset[str]
) -> Iterator[str]:
    yield f"| {title} | 3: core | 2: normal | 1: detail | all |"
    yield "|---|--:|--:|--:|--:|"
    for name, facts in groups.items():
        known = list(facts)
        cells = [[it for it in known if it.importance == rank] for rank in (3, 2, 1)]
        yield f"| {name} | " + " | ".join(_share(cell, tested) for cell in [*cells, known]) + " |"


def _share(facts: Sequence[KnownFact], tested: frozenset[str]) -> str:
    if not facts:
        return "–"
    count = sum(it.id in tested for it in facts)
    return f"{count}/{len(facts)} {count / len(facts):.0%}"


def _grouped(facts: Iterable[KnownFact], key: str) -> dict[str, list[KnownFact]]:
    groups: dict[str, list[KnownFact]] = defaultdict(list)
    for fact in facts:
        names = [fact.kind] if key == "kind" else sorted({path for path, _, _ in fact.sources})
        for name in names:
            groups[name].append(fact)
    return dict(sorted(groups.items()))


def _described(fact: KnownFact, folder: Folder) -> Iterator[str]:
    yield f"{fact.id} [{fact.kind}, importance {fact.importance}] {fact.statement}"
    for path, first, last in fact.sources:
        for line in range(first, last + 1):
            text = folder.lines.get(path, ())[line - 1 : line]
            if not text:
                yield f"    {path}:{line}: no such line"
                continue
            reason = folder.unused.get((path, line), "some card stands on this line")
            yield f"    {path}:{line}: {text[0].strip()}"
            yield f"        ({reason})"


def _shown_match(match: Match) -> str:
    card = match.card
    question = " ⏎ ".join(card.question.split("\n"))
    answer = " ⏎ ".join(card.answer.split("\n"))
    return (
        f"    {card.place} {card.rule} held {match.held:.2f} focused {match.focused:.2f}"
        f"{' (list as a whole)' if card.whole is not None else ''}\n"
        f"        Q {card.breadcrumb} ‖ {question}\n        A {answer}"
    )


def main() -> None:
    """Print the tables, and what is asked for besides."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notes", type=Path)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--untested", type=int, metavar="N", help="list these, with their lines")
    parser.add_argument("--tested", type=int, metavar="N", help="list these, with the cards")
    parser.add_argument("--by-kind", action="store_true")
    parser.add_argument("--show", metavar="ID", help="one fact, its lines, the cards on them")
    arguments = parser.parse_args()
    facts, folder = read_facts(arguments.facts), folder_of(arguments.notes)
    found = matches(facts, folder)
    tested = frozenset(match.fact.id for match in found)
    if arguments.show:
        for fact in facts:
            if fact.id == arguments.show:
                _show(fact, folder, found)
        return
    for rank, wanted in ((arguments.untested, False), (arguments.tested, True)):
        for fact in facts:
            if fact.importance == rank and (fact.id in tested) is wanted:
                cards = (_shown_match(it) for it in found if it.fact is fact)
                print("\n".join([*_described(fact, folder), *cards]))
    if arguments.by_kind:
        print("\n".join(_table("kind", _grouped(facts, "kind"), tested)), end="\n\n")
    print("\n".join(_table("file", _grouped(facts, "file") | {"all": facts}, tested)))


def _show(fact: KnownFact, folder: Folder, found: Iterable[Match]) -> None:
    print("\n".join(_described(fact, folder)))
    print("tested by")
    print("\n".join(_shown_match(it) for it in found if it.fact is fact) or "    no card")
    print("cards on its lines")
    for card in folder.cards:
        if _lines([card]) & fact.lines:
            print(f"    {card.rule}: {card.breadcrumb} ‖ {card.question!r} → {card.answer!r}")


if __name__ == "__main__":
    main()
