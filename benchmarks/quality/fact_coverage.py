"""Coverage: which known facts the cards teach, which only the notes, and which are missing.

    python benchmarks/quality/fact_coverage.py --facts FACTS.yaml NOTES_DIR
        [--built BUILD.json] [--by-topic] [--only TOPIC,…] [--importance 3,2]
        [--list cards,notes,missing] [--sample N] [--verdicts FILE] [--comparisons] [--errata]

FACTS.yaml is as for `fact_yield.py`, which asks whether notes give cards for the facts in their
own lines. Here the notes may be written anew: facts are looked for by their content
(`content.py`), in all cards and then in all lines. `topics.yaml`, `errata.yaml` and
`comparisons.yaml` are read if they lie beside it. An estimate, and a careful one: what is said
to be on a card mostly is, what is said to be missing may be there in other words; `--list`
shows the nearest text for each, so that a reader can tell. What a reader has decided goes into a
file of verdicts, lines `ID cards|notes|missing remark`.

--comparisons says which known tables are tables in the notes, with how many of their cells;
--errata lists for each erratum the lines that speak of it, to be read by a person.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quality.built import built_folder
from benchmarks.quality.cards_of import BadFolderError, Folder, folder_of
from benchmarks.quality.content import Said, Texts, weighed
from benchmarks.quality.errata_lines import errata_report
from benchmarks.quality.known import Taught, read_taught
from benchmarks.quality.matching import KnownFact
from benchmarks.quality.pieces import units_of_cards, units_of_lines
from benchmarks.quality.table_coverage import read_tables, tables_report

Fate: TypeAlias = Literal["cards", "notes", "missing"]
_FATES: Final[tuple[Fate, ...]] = get_args(Fate)
_RANKS: Final = (3, 2, 1)
_WIDTH: Final = 160
"""Characters shown of a card or a line."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One fact, and where it is said."""

    fact: KnownFact
    fate: Fate
    said: tuple[Said, ...]
    """Cards or lines that say it; for a missing one, the card and the line that come nearest."""


def covered(
    taught: Taught, folder: Folder, verdicts: Mapping[str, Fate] = MappingProxyType({})
) -> list[Covered]:
    """Return what has become of each fact that is wanted; `verdicts` are those of a reader."""
    facts = [it for it in taught.facts if taught.wanted(it)]
    contents = {it.id: taught.content(it) for it in facts}
    tells = weighed(contents.values())
    cards = Texts(units_of_cards(folder.cards), tells, contents.values())
    lines = Texts(units_of_lines(folder.lines), tells, contents.values())
    found = []
    for fact in facts:
        content = contents[fact.id]
        on_cards = cards.said(content)
        in_notes = () if on_cards else lines.said(content)
        fate: Fate = "cards" if on_cards else "notes" if in_notes else "missing"
        nearest = (cards.nearest(content), lines.nearest(content))
        said = on_cards or in_notes or tuple(it for it in nearest if it)
        found.append(Covered(fact, verdicts.get(fact.id, fate), said))
    return found


def read_verdicts(path: Path | None) -> dict[str, Fate]:
    """Read what a reader has decided: the name of a fact, its fate, then a remark."""
    found: dict[str, Fate] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path else ():
        match line.split(maxsplit=2):
            case [name, ("cards" | "notes" | "missing") as fate, *_]:
                found[name] = fate
            case _:
                pass
    return found


def table(title: str, groups: Mapping[str, Sequence[Covered]]) -> Iterator[str]:
    """Yield the lines of a table: a row for each group, shares by importance."""
    yield f"| {title} | facts | on cards: 3 | 2 | 1 | only in notes | missing |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, entries in groups.items():
        ranks = [[it for it in entries if it.fact.importance == rank] for rank in _RANKS]
        cells = [str(len(entries)), *map(_share, ranks)]
        cells += [str(sum(it.fate == fate for it in entries)) for fate in ("notes", "missing")]
        yield f"| {name} | {' | '.join(cells)} |"


def described(entry: Covered) -> Iterator[str]:
    """Yield one fact and what says it."""
    fact = entry.fact
    yield f"{fact.id} [{fact.kind}, {fact.importance}] {fact.statement}"
    for said in entry.said:
        unit = said.unit
        kind = "card" if unit.answers else "line"
        near = "nearest " if entry.fate == "missing" else ""
        yield (
            f"    {near}{kind} {unit.place} (held {said.share:.2f}, gloss {said.gloss:.2f}, "
            f"asked {said.asked:.2f}) {unit.context} ‖ {_short(unit.text)}"
        )


def main() -> None:
    """Print the table, and what is asked for besides."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notes", type=Path)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--built", type=Path, metavar="BUILD.json", help="cards of this build")
    parser.add_argument("--by-topic", action="store_true", help="a row for each topic")
    parser.add_argument("--only", default="", metavar="TOPIC,…", help="topics by their ids")
    parser.add_argument("--importance", default="3,2,1", metavar="N,…")
    parser.add_argument("--list", default="", metavar="FATE,…", help=f"of {', '.join(_FATES)}")
    parser.add_argument("--sample", type=int, metavar="N", help="list no more, drawn by lot")
    parser.add_argument("--verdicts", type=Path, metavar="FILE", help="what a reader has decided")
    parser.add_argument("--comparisons", action="store_true", help="tables instead of facts")
    parser.add_argument("--errata", action="store_true", help="lines that speak of errata instead")
    arguments = parser.parse_args()
    if not {*_words(arguments.list)} <= {*_FATES}:
        parser.error(f"--list takes {', '.join(_FATES)}")
    try:
        folder = (
            built_folder(arguments.built, arguments.notes)
            if arguments.built
            else folder_of(arguments.notes)
        )
    except BadFolderError as problem:
        parser.error(str(problem))
    taught = read_taught(arguments.facts)
    if arguments.comparisons:
        known = read_tables(arguments.facts.with_name("comparisons.yaml"))
        print("\n".join(tables_report(known, folder.lines, everything=bool(arguments.list))))
        return
    if arguments.errata:
        print("\n".join(errata_report(taught, folder.lines)))
        return
    everything = covered(taught, folder, read_verdicts(arguments.verdicts))
    found = [it for it in everything if _chosen(it.fact, arguments)]
    for fate in _words(arguments.list):
        listed = [it for it in found if it.fate == fate]
        if arguments.sample and arguments.sample < len(listed):
            listed = random.Random(0).sample(listed, arguments.sample)  # noqa: S311  no secret
        print(f"## {fate}", *(line for it in listed for line in described(it)), "", sep="\n")
    print("\n".join(_tables(taught, found, by_topic=arguments.by_topic)))
    left_out = sum(not taught.wanted(it) for it in taught.facts)
    print(f"\n{left_out} facts are not asked for, as their errata say.")


def _tables(taught: Taught, found: Sequence[Covered], *, by_topic: bool) -> Iterator[str]:
    groups: dict[str, list[Covered]] = {}
    for it in found:
        groups.setdefault(taught.group(it.fact), []).append(it)
        if by_topic:
            topic = taught.topics.get(it.fact.topic)
            name = f"— {topic.name if topic else ''} ({it.fact.topic})"
            groups.setdefault(name, []).append(it)
    yield from table("group", {**groups, "all": list(found)})


def _chosen(fact: KnownFact, arguments: argparse.Namespace) -> bool:
    topics = _words(arguments.only)
    ranks = {int(it) for it in _words(arguments.importance)}
    return fact.importance in ranks and (not topics or fact.topic in topics)


def _words(text: str) -> list[str]:
    return [it for it in text.split(",") if it]


def _share(entries: Iterable[Covered]) -> str:
    known = list(entries)
    if not known:
        return "–"
    count = sum(it.fate == "cards" for it in known)
    return f"{count}/{len(known)} {count / len(known):.0%}"


def _short(text: str) -> str:
    flat = " ⏎ ".join(text.split("\n"))
    return flat if len(flat) <= _WIDTH else f"{flat[:_WIDTH]}…"


if __name__ == "__main__":
    main()
