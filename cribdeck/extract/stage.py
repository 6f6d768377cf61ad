"""Rules are tried on all subjects of a source, and what they find goes into the outline.

A `Document` and an ordered table of rules go in; `Extracted` comes out. Every passage ends
up covered by a fact or with a reason why not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cribdeck.compare.classify import classify
from cribdeck.compare.skeleton import asks
from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.extract import outline, unused
from cribdeck.extract.asides import with_asides
from cribdeck.extract.guards import guarded
from cribdeck.extract.long_answers import in_pieces, leaves_open
from cribdeck.extract.rule import Declined, Rule
from cribdeck.extract.sheet_marks import sheet_marks
from cribdeck.extract.silences import silences
from cribdeck.extract.survey import Survey, survey
from cribdeck.extract.unit import Grid, Group, Sentence, Snippet, Subject, Topic, Unit
from cribdeck.facts.holes import holes
from cribdeck.facts.model import (
    Abbreviation,
    Definition,
    Fact,
    Listing,
    Outline,
    Question,
    Steps,
)
from cribdeck.facts.walk import running_text
from cribdeck.inline import plain
from cribdeck.language import language_of
from cribdeck.span import Span
from cribdeck.syntax.nodes import Document
from cribdeck.units import units
from cribdeck.wording import is_term

AnyRule: TypeAlias = (
    Rule[Unit] | Rule[Sentence] | Rule[Group] | Rule[Topic] | Rule[Grid] | Rule[Snippet]
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """One source, extracted."""

    outline: Outline
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One rule at one subject, and what came of it."""

    rule: str
    subject: Subject
    outcome: Fact | str | None
    """The fact, why there is none although the trigger was met, or None: not its pattern."""


Witness: TypeAlias = Callable[[Attempt], None]
"""Is told of every attempt; `explain` is one."""


def nobody(attempt: Attempt) -> None:
    """Take no notice."""


TAKEN = "an earlier rule has taken this statement"
SETTLED = "what the author has made bold is asked for"
_FEWEST_LEFT = 8
"""Units behind a meaning in which another fact may be."""
_END_MARKS = " 。；;，,"


@dataclass(slots=True)
class _Found:
    """What has been found so far, in one source."""

    witness: Witness
    units: dict[Span, Unit]
    facts: dict[Span, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    covered: set[Span] = field(default_factory=set)
    claimed: set[Span] = field(default_factory=set)
    """Statements and tables that have their main fact as a whole."""
    claimed_sentences: dict[Span, set[int]] = field(default_factory=lambda: defaultdict(set))
    """The sentences of a statement that have their main fact; its others are still free."""
    open: set[tuple[Span, int]] = field(default_factory=set)
    """Sentences whose main fact hides too little or too much: rules that share may still look."""
    shared: dict[tuple[Span, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    """What has been hidden in a sentence by rules that leave the rest of it to others."""
    settled: set[tuple[Span, int]] = field(default_factory=set)
    """Sentences of which the author's emphasis has said what to ask."""
    dropped: dict[Span, str] = field(default_factory=dict)
    """Why a fact found in a statement could not be used."""
    declined: dict[Span, list[tuple[Subject, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Which rules declined a statement, at which subject it belongs to, and why."""
    abbreviations: set[tuple[str, str]] = field(default_factory=set)


def extract(document: Document, rules: tuple[AnyRule, ...], witness: Witness = nobody) -> Extracted:
    """Return the outline of `document` with the facts that `rules` find."""
    title = outline.title(document)
    surveyed = survey(document, title)
    found = _Found(witness, {unit.span: unit for unit in surveyed.units})
    subjects = _subjects(surveyed)
    for rule in rules:
        for subject in subjects[rule.subject]:
            _try(rule, subject, found)
    findings = outline.Findings(
        {span: in_pieces(facts) for span, facts in found.facts.items()},
        frozenset(found.covered),
        {**_reasons(surveyed, found), **found.dropped, **surveyed.never},
    )
    front = document.front_matter
    marks = sheet_marks(document)
    sections = tuple(
        with_asides(marks.marked(outline.completed(section, findings)))
        for section in outline.sections(document)
    )
    return Extracted(
        Outline(
            path=document.path,
            title=title,
            deck=front.deck,
            tags=front.tags,
            sheet=front.sheet,
            sections=sections,
            silences=silences(document),
            language=front.language or language_of("\n".join(running_text(sections))),
        ),
        tuple(_unfilled(surveyed)),
    )


def _subjects(surveyed: Survey) -> Mapping[type[Subject], tuple[Subject, ...]]:
    """Return what rules may look at, by kind, in reading order."""
    usable = tuple(unit for unit in surveyed.units if unit.span not in surveyed.never)
    return {
        Unit: usable,
        Sentence: tuple(sentence for unit in usable for sentence in unit.sentences),
        Group: surveyed.groups,
        Topic: surveyed.topics,
        Grid: surveyed.grids,
        Snippet: surveyed.snippets,
    }


def _try(rule: AnyRule, subject: Subject, found: _Found) -> None:
    tried = False
    won: list[tuple[Fact, tuple[Span, ...]]] = []
    for outcome in rule.found(subject):
        tried = True
        result = (
            outcome.why if isinstance(outcome, Declined) else _kept(rule, subject, outcome, found)
        )
        found.witness(Attempt(rule.name, subject, result))
        if isinstance(outcome, Declined):
            for span in subject.covers:
                found.declined[span].append((subject, f"{rule.name}: {outcome.why}"))
        if isinstance(result, str):
            continue
        spans = _tested(subject, result)
        won.append((result, spans))
        found.facts[spans[0]].append(result)
    if not tried:
        found.witness(Attempt(rule.name, subject, None))
    if won and rule.settles and isinstance(subject, Sentence):
        found.settled.add((subject.span, subject.order))
    for fact, spans in won:
        found.covered.update(spans)
        if rule.shares or rule.beside:
            _share(subject, fact, found)
        else:
            _claim(subject, fact, spans, found)


def _kept(rule: AnyRule, subject: Subject, fact: Fact, found: _Found) -> Fact | str:
    """Return what may stand of `fact`, or why it has to go."""
    spans = _tested(subject, fact)
    if not rule.beside and _is_claimed(rule, subject, fact, spans, found):
        return TAKEN
    if not (rule.beside or rule.settles) and _is_settled(subject, found):
        return SETTLED
    if rule.shares and _is_shared(subject, fact, found):
        return "an earlier rule asks for this piece"
    safe = fact if rule.by_author else guarded(fact, subject.context.glossary)
    if isinstance(safe, str):
        found.dropped[spans[0]] = safe
    elif isinstance(safe, Abbreviation):
        known = (safe.short, safe.expansion)
        if known in found.abbreviations:
            found.covered.update(spans)
            return "spelled out once before: one card is enough"
        found.abbreviations.add(known)
    return safe


def _claim(subject: Subject, fact: Fact, spans: tuple[Span, ...], found: _Found) -> None:
    if isinstance(subject, Sentence):
        found.claimed_sentences[subject.span].add(subject.order)
        return
    for span in spans:
        unit = found.units.get(span)
        told = _told(unit, fact)
        if told is None or unit is None:
            found.claimed.add(span)
            continue
        if leaves_open(fact):
            found.open.update((span, order) for order in told)
        elif isinstance(fact, Definition):
            _open_rest(unit, fact, told, found)
        found.claimed_sentences[span] |= told


def _open_rest(unit: Unit, fact: Definition, told: set[int], found: _Found) -> None:
    """Leave to other rules what a sentence says behind the meaning shown of it, after a space."""
    meaning = plain(fact.meaning).strip(_END_MARKS)
    for sentence in unit.sentences:
        before, _, rest = sentence.text.partition(f"{meaning} ")
        if sentence.order in told and units(rest) >= _FEWEST_LEFT:
            found.open.add((sentence.span, sentence.order))
            found.shared[sentence.span, sentence.order].append(before + meaning)


def _share(subject: Subject, fact: Fact, found: _Found) -> None:
    """Note what `fact` hides in which sentence: no other rule shall ask for it once more."""
    match subject:
        case Sentence():
            sentences: tuple[Sentence, ...] = (subject,)
        case Unit():
            sentences = subject.sentences
        case _:
            return
    for hole in holes(fact):
        for sentence in sentences:
            if hole.answer in sentence.text:
                found.shared[sentence.span, sentence.order].append(hole.answer)


def _is_shared(subject: Subject, fact: Fact, found: _Found) -> bool:
    if not isinstance(subject, Sentence):
        return False
    asked = found.shared[subject.span, subject.order]
    return any(
        hole.answer in answer or answer in hole.answer for hole in holes(fact) for answer in asked
    )


def _is_settled(subject: Subject, found: _Found) -> bool:
    return isinstance(subject, Sentence) and (subject.span, subject.order) in found.settled


def _told(unit: Unit | None, fact: Fact) -> set[int] | None:
    """Return the sentences of `unit` that `fact` shows; None for facts that are about all of it.

    Of a long explanation a card shows the first sentences; the others are still free.
    """
    match fact:
        case Definition(meaning=meaning):
            shown = [plain(meaning)]
        case Question(answer=answer):
            shown = [plain(line) for line in answer]
        case Listing(items=items) | Steps(items=items):
            shown = [plain(item) for item in items]
        case _:
            return None
    if unit is None:
        return None
    return {
        sentence.order
        for sentence in unit.sentences
        if sentence.order == 0 or any(sentence.text.strip(_END_MARKS) in text for text in shown)
    }


def _is_claimed(
    rule: AnyRule, subject: Subject, fact: Fact, spans: tuple[Span, ...], found: _Found
) -> bool:
    if isinstance(subject, Sentence):
        orders = found.claimed_sentences.get(subject.span, set())
        if rule.shares and (subject.span, subject.order) in found.open:
            return False
        return subject.span in found.claimed or subject.order in orders
    return any(span in found.claimed or _overlaps(span, fact, found) for span in spans)


def _overlaps(span: Span, fact: Fact, found: _Found) -> bool:
    """Return whether `fact` shows a sentence that has its main fact already."""
    claimed = found.claimed_sentences.get(span, set())
    told = _told(found.units.get(span), fact)
    return bool(claimed) if told is None else bool(claimed & told)


def _tested(subject: Subject, fact: Fact) -> tuple[Span, ...]:
    """Return the statements that `fact` tests.

    A definition below a title tests the first one only, an answer its paragraph.
    """
    match subject, fact:
        case Topic(), Definition():
            return subject.covers[:2]
        case Topic(), Question(answer=answer) if len(answer) <= len(subject.paragraph):
            below = len(subject.body) - len(subject.paragraph)
            return subject.covers[: len(subject.covers) - below]
        case _:
            return subject.covers


def _unfilled(surveyed: Survey) -> Iterator[Diagnostic]:
    for grid in surveyed.grids:
        if asks(grid.table) and classify(grid.table, grid.about).shape == "never":
            yield warning(
                "unfilled_cell",
                grid.span,
                "the cells with ? cannot be filled: the table has no names for them",
                "give it a header row and a first column with names",
            )


def _reasons(surveyed: Survey, found: _Found) -> dict[Span, str]:
    reasons = {
        unit.span: unused.why(unit, _nearest(found.declined[unit.span])) for unit in surveyed.units
    }
    for topic in surveyed.topics:
        if topic.form == "item" and topic.title_span and topic.body and is_term(topic.name):
            reasons[topic.title_span] = unused.TITLE
    for grid in surveyed.grids:
        reasons[grid.span] = (
            classify(grid.table, grid.about).reason or "table without a usable cell"
        )
    return reasons


def _nearest(declined: list[tuple[Subject, str]]) -> str:
    """Return the first reason of a rule that looked at little more than one statement."""
    return min(declined, key=lambda it: len(it[0].covers), default=(None, ""))[1]
