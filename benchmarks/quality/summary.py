"""Sum up judging sheets.

    python benchmarks/quality/summary.py SHEET.tsv...

Prints Markdown: good, acceptable and bad per rule, over all and per folder, with 95 %
confidence intervals (Wilson). Usable is good or acceptable. “Weighted by yield” is what a
learner meets: each rule counts for as many cards as it gives. When several judges have
judged the same cards, the middle verdict counts, the worse of two; and their agreement is
shown (share of equal verdicts, Cohen's kappa).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quality.shares import Share, kappa, weighted, wilson
from benchmarks.quality.sheet import (
    VERDICTS,
    BadSheetError,
    Row,
    Sheet,
    Verdict,
    read,
    verdicts,
)

Judged = Sequence[tuple[Row, Verdict]]


def settled(sheets: Iterable[Sheet]) -> list[tuple[Row, Verdict]]:
    """Return each judged card once, with the middle of its verdicts, the worse of two."""
    rows: dict[str, Row] = {}
    given: dict[str, list[Verdict]] = defaultdict(list)
    for sheet in sheets:
        for row, verdict in verdicts(sheet.rows):
            rows.setdefault(row.id, row)
            given[row.id].append(verdict)
    return [(row, _middle(given[name])) for name, row in rows.items()]


def summary(sheets: Sequence[Sheet], names: Sequence[str]) -> str:
    """Return the Markdown for `sheets`, one judge each under the given names."""
    judged = settled(sheets)
    cards: dict[tuple[str, str], int] = {}
    for sheet in sheets:
        cards |= sheet.cards
    by_rule: Counter[str] = Counter()
    for (rule, _), count in cards.items():
        by_rule[rule] += count
    rules = _groups(judged, lambda row: row.rule)
    lines = [
        "| rule | cards | judged | good | acceptable | bad | good % | usable % |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [_line(f"`{rule}`", by_rule[rule], rules[rule]) for rule in sorted(rules)]
    lines.append(_line("**all judged**", by_rule.total(), judged))
    if by_rule:
        lines.append(_weighted_line(rules, by_rule))
    folders = _groups(judged, lambda row: row.folder)
    if len(folders) > 1:
        lines += ["", lines[0].replace("rule", "folder"), lines[1]]
        for folder in sorted(folders):
            count = sum(it for (_, name), it in cards.items() if name == folder)
            lines.append(_line(folder, count, folders[folder]))
    lines += ["", *_agreement(sheets, names), *_missing(sheets, by_rule, rules)]
    return "\n".join(lines).rstrip() + "\n"


def _line(name: str, cards: int, judged: Judged) -> str:
    counts = Counter(verdict for _, verdict in judged)
    cells = [name, str(cards or "–"), str(len(judged)), *(str(counts[it]) for it in VERDICTS)]
    return f"| {' | '.join([*cells, str(_good(judged)), str(_usable(judged))])} |"


def _weighted_line(rules: Mapping[str, Judged], cards: Mapping[str, int]) -> str:
    good = weighted((cards.get(rule, 0), _good(judged)) for rule, judged in rules.items())
    usable = weighted((cards.get(rule, 0), _usable(judged)) for rule, judged in rules.items())
    return f"| **weighted by yield** |  |  |  |  |  | {good} | {usable} |"


def _good(judged: Judged) -> Share:
    return wilson(sum(verdict == "good" for _, verdict in judged), len(judged))


def _usable(judged: Judged) -> Share:
    return wilson(sum(verdict != "bad" for _, verdict in judged), len(judged))


def _agreement(sheets: Sequence[Sheet], names: Sequence[str]) -> Iterator[str]:
    for (one, first), (other, second) in combinations(zip(names, sheets, strict=True), 2):
        theirs = {row.id: verdict for row, verdict in verdicts(second.rows)}
        both = [
            (verdict, theirs[row.id]) for row, verdict in verdicts(first.rows) if row.id in theirs
        ]
        if both:
            same = wilson(sum(left == right for left, right in both), len(both))
            use = [(str(left != "bad"), str(right != "bad")) for left, right in both]
            yield (
                f"- {one} and {other}: {len(both)} cards, same verdict {same}, "
                f"kappa {kappa(both):.2f}; usable or not: kappa {kappa(use):.2f}"
            )


def _missing(
    sheets: Iterable[Sheet], cards: Mapping[str, int], rules: Mapping[str, Judged]
) -> Iterator[str]:
    unjudged = sum(len(sheet.rows) - len(list(verdicts(sheet.rows))) for sheet in sheets)
    if unjudged:
        yield f"- {unjudged} rows have no verdict yet."
    for rule in sorted(cards):
        if rule not in rules:
            yield f"- no card of `{rule}` ({cards[rule]}) has been judged."


def _groups(judged: Judged, key: Callable[[Row], str]) -> dict[str, list[tuple[Row, Verdict]]]:
    groups: dict[str, list[tuple[Row, Verdict]]] = defaultdict(list)
    for row, verdict in judged:
        groups[key(row)].append((row, verdict))
    return groups


def _middle(given: Sequence[Verdict]) -> Verdict:
    return sorted(given, key=VERDICTS.index)[len(given) // 2]


def main() -> int:
    """Print the summary of the sheets named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sheets", type=Path, nargs="+")
    paths: list[Path] = parser.parse_args().sheets
    try:
        sheets = [read(path) for path in paths]
    except (BadSheetError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    sys.stdout.write(summary(sheets, [path.stem for path in paths]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
