"""Errata: the lines of the notes that speak of each, for a reader who checks that all is right.

Nothing is judged here. A line is listed if it holds one of the right answers, or enough of what
was said wrongly or of what is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from benchmarks.quality.coded import terms, weights
from benchmarks.quality.known import Erratum, Taught
from benchmarks.quality.pieces import Unit, units_of_lines

_ENOUGH: Final = 0.35
_TERMS: Final = 3
"""Share of the wrong or of the right statement, by weight, and number of terms."""
_ENOUGH_WITH_ANSWER: Final = 0.2
_MOST: Final = 6
"""Lines listed for one erratum."""


def errata_report(taught: Taught, lines: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield each erratum, how to treat it, and the lines that speak of it, the nearest first."""
    units = [it for it in units_of_lines(lines) if it.size == "one"]
    tells = weights(f"{it.said}\n{it.right}" for it in taught.errata)
    silent = 0
    for erratum in taught.errata:
        found = _speaking(erratum, units, tells)
        silent += not found
        yield f"{erratum.id} [{erratum.treatment}]"
        yield f"    wrong: {erratum.said}"
        yield f"    right: {erratum.right}"
        yield from (
            f"    {share:.2f} {unit.place}: {' / '.join(unit.text.splitlines())}"
            for share, unit in found
        )
        if not found:
            yield "    no line speaks of it"
    yield f"\n{len(taught.errata)} errata, {silent} of which no line speaks."


def _speaking(
    erratum: Erratum, units: Sequence[Unit], tells: Mapping[str, float]
) -> list[tuple[float, Unit]]:
    answers = [terms(it) for it in erratum.right_terms]
    found = []
    for unit in units:
        share = max(_held(it, unit, tells) for it in (erratum.said, erratum.right))
        has_answer = any(it and it <= unit.terms for it in answers)
        if share >= (_ENOUGH_WITH_ANSWER if has_answer else _ENOUGH):
            found.append((share, unit))
    return sorted(found, key=lambda it: (-it[0], it[1].place))[:_MOST]


def _held(statement: str, unit: Unit, tells: Mapping[str, float]) -> float:
    wanted = sorted(terms(statement))
    if len(unit.terms & {*wanted}) < _TERMS:
        return 0.0
    whole = sum(tells.get(it, 0.0) for it in wanted)
    return sum(tells.get(it, 0.0) for it in wanted if it in unit.terms) / whole if whole else 0.0
