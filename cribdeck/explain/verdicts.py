"""What each rule said to what stands on a line, from the attempts of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from cribdeck.explain.evidence import Evidence
from cribdeck.explain.report import RuleReport
from cribdeck.extract.stage import AnyRule, Attempt
from cribdeck.extract.unit import Grid, Group, Sentence, Snippet, Subject, Topic, Unit
from cribdeck.facts.printer import printed
from cribdeck.span import Span

_LONGEST_QUOTE = 16
"""Characters of a sentence or title by which it is recognised."""

_LOOKS_AT: dict[type[Subject], str] = {
    Unit: "statements",
    Sentence: "sentences",
    Group: "lists",
    Topic: "titles with what stands below",
    Grid: "tables",
    Snippet: "code",
}


def attempts_on(evidence: Evidence, spans: frozenset[Span], line: int) -> list[Attempt]:
    """Return the attempts at the passages at `spans`, or at the heading on `line`."""
    return [it for it in evidence.attempts if _concerns(it.subject, spans, line)]


def verdicts(rules: Iterable[AnyRule], attempts: Sequence[Attempt]) -> Iterator[RuleReport]:
    """Yield what each of `rules` said, in their order."""
    for rule in rules:
        if rule.on:
            yield from _of_rule(rule, [it for it in attempts if it.rule == rule.name])
        else:
            said = f"switch it on with `{rule.name} = true` below [rules] in cribdeck.toml"
            yield RuleReport(rule.name, "off", "", said)


def _concerns(subject: Subject, spans: frozenset[Span], line: int) -> bool:
    if isinstance(subject, Topic) and subject.form == "heading" and subject.span.line == line:
        return True
    return not spans.isdisjoint(subject.covers)


def _of_rule(rule: AnyRule, attempts: Sequence[Attempt]) -> Iterator[RuleReport]:
    told = dict.fromkeys(it for it in map(_told, attempts) if it is not None)
    yield from told
    if not told:
        said = "" if attempts else f"looks at {_LOOKS_AT[rule.subject]} only"
        yield RuleReport(rule.name, "not its pattern", "", said)


def _told(attempt: Attempt) -> RuleReport | None:
    looked_at = _described(attempt.subject)
    match attempt.outcome:
        case None:
            return None
        case str() as why:
            return RuleReport(attempt.rule, "declined", looked_at, why)
        case fact:
            return RuleReport(attempt.rule, "fired", looked_at, printed(fact))


def _described(subject: Subject) -> str:
    match subject:
        case Unit():
            return "statement"
        case Sentence(unit=unit):
            return f"sentence {_quoted(subject.text)}" if len(unit.sentences) > 1 else "sentence"
        case Group(lead=lead):
            return f"list below {_quoted(lead)}"
        case Topic():
            return f"{_quoted(subject.name)} and what stands below"
        case Grid():
            return "table"
        case Snippet():
            return "code"
        case _:
            assert_never(subject)


def _quoted(text: str) -> str:
    return f"“{text[: _LONGEST_QUOTE - 1]}…”" if len(text) > _LONGEST_QUOTE else f"“{text}”"
