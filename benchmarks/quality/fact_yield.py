"""Yield: the share of known facts that some card tests.

    python benchmarks/quality/fact_yield.py --facts FACTS.yaml NOTES_DIR
        [--untested IMPORTANCE] [--tested IMPORTANCE] [--by-kind] [--show ID]

FACTS.yaml lists under `facts` what the notes teach, in words of its own: id, statement, en
(an English gloss), kind, importance (3 core, 2 normal, 1 detail) and sources (`file:line` or
`file:first-last`). What it means that a card tests a fact: see `matching.py`.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quality.cards_of import BadFolderError, Folder, folder_of
from benchmarks.quality.matching import KnownFact, Match, lines_of, matches, read_facts


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
    facts = read_facts(arguments.facts)
    try:
        folder = folder_of(arguments.notes)
    except BadFolderError as problem:
        parser.error(str(problem))
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
        if lines_of([card]) & fact.lines:
            print(f"    {card.rule}: {card.breadcrumb} ‖ {card.question!r} → {card.answer!r}")


if __name__ == "__main__":
    main()
