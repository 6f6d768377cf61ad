"""What is to be taught: facts, with their topics and what was wrong with them at first.

A list of facts goes in, as for `fact_yield.py`, with `topics.yaml`, `errata.yaml` and
`comparisons.yaml` beside it as far as they are there. Out come facts as they should be taught.
Policy: where a fact was wrong, outdated or disputed, what its erratum says is right is another
wording of it, and the only one if the statement tells only what the first notes claim; what an
erratum wants left out, or can only report as a gap, is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.quality.content import Fact, Wording, plain_statement
from benchmarks.quality.matching import KnownFact, read_facts

_NOT_WANTED: Final = frozenset({"skip", "gap"})
_SAYS_ANOTHER: Final = frozenset({"correct", "ask-user"})
"""Treatments whose `right` takes the place of the statement; otherwise it is said besides."""
_CLAIMED: Final = "笔记"


@dataclass(frozen=True, slots=True)
class Erratum:
    """One statement that must not be taught as it first stood."""

    id: str
    said: str
    right: str
    gloss: str
    treatment: str
    right_terms: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the group it belongs to."""

    name: str
    group: str
    system: tuple[str, ...]
    """Names of the product that the group is about, if it is one."""


@dataclass(frozen=True, slots=True)
class Taught:
    """All that is to be taught."""

    facts: tuple[KnownFact, ...]
    topics: Mapping[str, Topic]
    errata: tuple[Erratum, ...]

    def group(self, fact: KnownFact) -> str:
        """Return the group of a fact; its topic, where no list of topics is given."""
        topic = self.topics.get(fact.topic)
        return topic.group if topic else fact.topic

    def wanted(self, fact: KnownFact) -> bool:
        """Return whether a fact should be taught at all."""
        return not any(it.treatment in _NOT_WANTED for it in self._errata_of(fact))

    def content(self, fact: KnownFact) -> Fact:
        """Return a fact as it should be taught."""
        errata = self._errata_of(fact)
        wordings = [Wording(it.right, it.gloss) for it in errata if it.treatment in _SAYS_ANOTHER]
        statement = plain_statement(fact.statement)
        if _CLAIMED not in statement or not wordings:
            wordings.insert(0, Wording(statement.replace(_CLAIMED, ""), fact.gloss))
        topic = self.topics.get(fact.topic)
        answers = (it.right_terms for it in errata if it.treatment in _SAYS_ANOTHER)
        return Fact(
            tuple(wordings), fact.kind, topic.system if topic else (), tuple(chain(*answers))
        )

    def _errata_of(self, fact: KnownFact) -> Sequence[Erratum]:
        return [it for it in self.errata if it.id in fact.errata]


def read_taught(facts: Path) -> Taught:
    """Read a list of facts and what lies beside it."""
    return Taught(
        tuple(read_facts(facts)),
        {name: topic for tree in _read(facts, "topics") for name, topic in _topics(tree)},
        tuple(map(_erratum, _read(facts, "errata"))),
    )


def _read(facts: Path, what: str) -> Sequence[Mapping[str, Any]]:
    path = facts.with_name(f"{what}.yaml")
    if not path.exists():
        return []
    entries: Sequence[Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))[what]
    return entries


def _topics(tree: Mapping[str, Any]) -> Iterator[tuple[str, Topic]]:
    names = tuple(it for it in tree["zh"].split("/") if it.isascii())
    yield tree["id"], Topic(tree["zh"], tree["zh"], names)
    for child in tree.get("children", ()):
        yield child["id"], Topic(child["zh"], tree["zh"], names)


def _erratum(entry: Mapping[str, Any]) -> Erratum:
    return Erratum(
        entry["id"],
        entry["said"],
        entry["right"],
        entry.get("right_en", ""),
        entry["treatment"],
        tuple(map(str, entry.get("right_terms", ()))),
        tuple(entry["facts"]),
    )
