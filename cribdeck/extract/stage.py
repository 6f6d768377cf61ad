"""Rules are tried on all subjects of a source, and what they find goes into the outline.

A `Document` and an ordered table of rules go in; `Extracted` comes out. Every passage ends
up covered by a fact or with a reason why not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from cribdeck.compare.classify import classify
from cribdeck.diagnostics import Diagnostic
from cribdeck.extract import outline, unused
from cribdeck.extract.guards import guarded
from cribdeck.extract.rule import Rule
from cribdeck.extract.survey import Survey, survey
from cribdeck.extract.unit import Grid, Group, Sentence, Subject, Topic, Unit
from cribdeck.facts.model import Abbreviation, Fact, Outline
from cribdeck.span import Span
from cribdeck.syntax.nodes import Document

AnyRule: TypeAlias = Rule[Unit] | Rule[Sentence] | Rule[Group] | Rule[Topic] | Rule[Grid]


@dataclass(frozen=True, slots=True)
class Extracted:
    """One source, extracted."""

    outline: Outline
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Found:
    """What has been found so far, in one source."""

    facts: dict[Span, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    covered: set[Span] = field(default_factory=set)
    claimed: set[tuple[Span, int]] = field(default_factory=set)
    """Sentences that have their main fact, by statement and order."""
    dropped: dict[Span, str] = field(default_factory=dict)
    """Why a fact found in a statement could not be used."""
    abbreviations: set[tuple[str, str]] = field(default_factory=set)


def extract(document: Document, rules: tuple[AnyRule, ...]) -> Extracted:
    """Return the outline of `document` with the facts that `rules` find."""
    title = outline.title(document)
    surveyed = survey(document, title)
    found = _Found()
    for rule in rules:
        for subject in _subjects(surveyed, rule.subject):
            _try(rule, subject, found)
    findings = outline.Findings(
        {span: tuple(facts) for span, facts in found.facts.items()},
        frozenset(found.covered),
        {**_reasons(surveyed), **found.dropped, **surveyed.never},
    )
    front = document.front_matter
    return Extracted(
        Outline(
            document.path,
            title,
            front.deck,
            front.tags,
            front.sheet,
            tuple(outline.completed(section, findings) for section in outline.sections(document)),
        ),
        surveyed.diagnostics,
    )


def _subjects(surveyed: Survey, kind: type[Subject]) -> Iterator[Subject]:
    usable = (unit for unit in surveyed.units if unit.span not in surveyed.never)
    if kind is Unit:
        yield from usable
    elif kind is Sentence:
        yield from (sentence for unit in usable for sentence in unit.sentences)
    else:
        others: tuple[Subject, ...] = (*surveyed.groups, *surveyed.topics, *surveyed.grids)
        yield from (subject for subject in others if isinstance(subject, kind))


def _try(rule: AnyRule, subject: Subject, found: _Found) -> None:
    claims = _claims(subject)
    if not rule.beside and claims & found.claimed:
        return
    for fact in rule.found(subject):
        safe = guarded(fact)
        if isinstance(safe, str):
            found.dropped[subject.covers[0]] = safe
            continue
        found.covered.update(subject.covers)
        if not rule.beside:
            found.claimed |= claims
        if isinstance(safe, Abbreviation):
            if (safe.short, safe.expansion) in found.abbreviations:
                continue  # spelled out once more: one card is enough
            found.abbreviations.add((safe.short, safe.expansion))
        found.facts[subject.covers[0]].append(safe)


def _claims(subject: Subject) -> set[tuple[Span, int]]:
    match subject:
        case Unit(span=span):
            return {(span, order) for order in range(len(subject.sentences))}
        case Sentence(order=order):
            return {(subject.span, order)}
        case Group(items=units) | Topic(body=units):
            return set().union(*map(_claims, units)) if units else set()
        case Grid():
            return {(subject.span, 0)}


def _reasons(surveyed: Survey) -> dict[Span, str]:
    reasons = {unit.span: unused.why(unit) for unit in surveyed.units}
    for grid in surveyed.grids:
        reasons[grid.span] = (
            classify(grid.table, grid.title).reason or "table without a usable cell"
        )
    return reasons
