"""Other names of the same thing, mined from the notes' own glosses.

Outlines go in, an `Aliases` comes out, which maps every bare name to the first of its
group. A gloss is a name with another in brackets behind it: `生产者（Producer）`,
`Producer(生产者)`; or an abbreviation that the notes spell out. Policy: glosses are
transitive; a name that is glossed in two languages by different names at once
(`订阅（push）`, `推（push）` …) says nothing sure, so a group that holds more than two names of
one script is dropped as a whole. Order of sources does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from cribdeck.extract.glosses import bracketed, is_name
from cribdeck.facts.model import Abbreviation, Callout, Grid, Outline, Passage, Prose
from cribdeck.facts.walk import passages
from cribdeck.inline import plain
from cribdeck.relate.normalise import bare

_MOST_NAMES: Final = 2
"""Of one script, in one group: a name and its short form; more are different things."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which names mean the same."""

    first: dict[str, str] = field(default_factory=dict)
    """Bare name to the name that stands for its group; names without others are not in it."""

    def of(self, name: str) -> str:
        """Return what stands for the bare `name`."""
        return self.first.get(name, name)


def aliases(outlines: Iterable[Outline]) -> Aliases:
    """Return the aliases that the notes themselves give."""
    leader: dict[str, str] = {}
    for one, other in sorted({pair for pair in _glosses(outlines) if all(map(is_name, pair))}):
        a, b = _root(leader, one), _root(leader, other)
        leader[max(a, b)] = min(a, b)
    groups: dict[str, list[str]] = {}
    for name in sorted(leader):
        groups.setdefault(_root(leader, name), []).append(name)
    return Aliases(
        {
            name: root
            for root, names in groups.items()
            if _is_consistent({root, *names})
            for name in sorted({root, *names})
        }
    )


def _glosses(outlines: Iterable[Outline]) -> Iterator[tuple[str, str]]:
    for outline in outlines:
        for passage in passages(outline):
            for text in _texts(passage):
                yield from ((bare(one), bare(other)) for one, other in bracketed(text))
            for fact in passage.facts:
                if isinstance(fact, Abbreviation) and fact.gloss:
                    yield bare(fact.short), bare(fact.gloss)


def _texts(passage: Passage) -> Iterator[str]:
    match passage.shown:
        case Prose(text=text):
            yield plain(text)
        case Grid(header=header, rows=rows):
            yield from (plain(cell) for row in (header, *rows) for cell in row)
        case Callout() | _:
            pass


def _root(leader: dict[str, str], name: str) -> str:
    while (above := leader.get(name, name)) != name:
        name = above
    return name


def _is_consistent(names: set[str]) -> bool:
    latin = sum(name.isascii() for name in names)
    return latin <= _MOST_NAMES and len(names) - latin <= _MOST_NAMES
