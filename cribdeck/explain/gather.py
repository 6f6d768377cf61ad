"""Evidence becomes reports: of a whole source, or of one line of it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cribdeck.cards.note import Note
from cribdeck.cards.notetype import FIELDS
from cribdeck.diagnostics import Diagnostic
from cribdeck.explain.blocks import blocks, heading_on, nothing_shown, uses_on
from cribdeck.explain.cell import about_cell, about_row, row_on
from cribdeck.explain.evidence import Evidence, on_lines
from cribdeck.explain.report import (
    CardReport,
    LineReport,
    NoteReport,
    Reason,
    RemarkReport,
    RepairReport,
    SourceReport,
)
from cribdeck.explain.verdicts import attempts_on, verdicts
from cribdeck.extract.crumb import title_of
from cribdeck.extract.stage import Attempt
from cribdeck.extract.unit import Group, Sentence, Topic, Unit
from cribdeck.facts.model import Outline
from cribdeck.facts.walk import sections
from cribdeck.span import Span

_FIELD = {name: place for place, (name, _) in enumerate(FIELDS)}
_TAG = re.compile(r"<[^<>]{0,200}>")
_LINE_END = re.compile(r"<br>|</(?:div|li|tr|p)>")
ELSEWHERE = "another note asks for the same"
TITLE = "a heading: it stands above the questions of what is below"


def source_report(evidence: Evidence) -> SourceReport:
    """Return what was made of a source."""
    coverage, outline = evidence.coverage, evidence.outline
    own = [note for note in evidence.notes if note.span.path == outline.path]
    return SourceReport(
        path=outline.path,
        title=outline.title,
        language=outline.language,
        deck=evidence.deck,
        passages=len(coverage.uses),
        asked=coverage.count("asked"),
        sheet_only=_reasons(coverage.reasons("sheet only")),
        unused=_reasons(coverage.reasons("unused")),
        notes=len(own),
        cards=sum(len(note.cards) for note in own),
        rules=_reasons(Counter(note.rule for note in own).most_common()),
        blocks=tuple(blocks(evidence)),
        remarks=tuple(map(_remark, evidence.diagnostics)),
    )


def line_report(evidence: Evidence, line: int, column: int | None = None) -> LineReport:
    """Return what was made of a line, which must be one of the source.

    In the row of a table, `column` asks for the cards of one cell; elsewhere it is left aside.
    """
    uses, heading = uses_on(evidence, line), heading_on(evidence, line)
    spans = frozenset(use.passage.shown.span for use in uses)
    if heading is not None:
        spans |= {heading.span}
    first = min([line, *(span.line for span in spans)])
    last = max([line, *(span.end_line for span in spans)])
    attempts = attempts_on(evidence, spans, line)
    if uses and not any(map(_looked_inside, attempts)):
        # A title or list may still span what makes no cards itself.
        attempts = [it for it in attempts if it.outcome is not None]
    on_line = list(evidence.notes_on(line, line)) or list(_led(evidence, attempts))
    row = row_on(evidence.document.blocks, line)
    if row is not None:
        on_line = list(about_row(on_line, row))
        on_line = on_line if column is None else list(about_cell(on_line, row, column))
    notes = tuple(map(_note, on_line))
    reasons = list(dict.fromkeys(use.why for use in uses if use.why))
    reasons += [TITLE] if heading is not None else []
    covered = any(use.fate == "asked" for use in uses)
    return LineReport(
        path=evidence.outline.path,
        line=line,
        text=evidence.lines[line - 1],
        repairs=tuple(_repairs(evidence, first, last)),
        blocks=tuple(it for it in blocks(evidence) if it.line <= line <= it.end_line),
        nothing="" if spans else nothing_shown(evidence, line),
        breadcrumb=_breadcrumb(evidence, spans, line),
        rules=tuple(verdicts(evidence.rules, attempts)) if attempts else (),
        never="" if attempts or heading is not None else "; ".join(reasons),
        notes=notes,
        why_none="" if notes else _elsewhere(evidence, line) if covered else "; ".join(reasons),
        on_sheet="; ".join(dict.fromkeys(_on_sheet(evidence, spans))),
        remarks=tuple(_remark(it) for it in evidence.diagnostics if on_lines(it.span, line, line)),
    )


def _elsewhere(evidence: Evidence, line: int) -> str:
    """Return where what the line says is asked, if it is known."""
    for it in evidence.diagnostics:
        if it.code == "said_twice" and on_lines(it.span, line, line):
            return f"said twice: it {it.message}"
    return ELSEWHERE


def _on_sheet(evidence: Evidence, spans: Iterable[Span]) -> Iterator[str]:
    for line in sorted({span.line for span in spans}):
        if line in evidence.on_sheets:
            yield evidence.on_sheets[line]


def _led(evidence: Evidence, attempts: Iterable[Attempt]) -> Iterator[Note]:
    """Yield the notes of facts that begin below the line: a lead is not part of its list."""
    for attempt in attempts:
        if attempt.outcome is None or isinstance(attempt.outcome, str):
            continue
        whole = attempt.outcome.origin.span
        for note in evidence.notes_on(whole.line, whole.end_line):
            if note.rule == attempt.rule:
                yield note


def _looked_inside(attempt: Attempt) -> bool:
    return not isinstance(attempt.subject, Topic | Group)


def _reasons(counted: Iterable[tuple[str, int]]) -> tuple[Reason, ...]:
    return tuple(Reason(why, count) for why, count in counted)


def _repairs(evidence: Evidence, first: int, last: int) -> Iterable[RepairReport]:
    for number in range(first, last + 1):
        repaired = evidence.document.repaired.get(number)
        if repaired is not None:
            written = evidence.lines[number - 1]
            yield RepairReport(number, written, repaired.text, repaired.by)


def _breadcrumb(evidence: Evidence, spans: frozenset[Span], line: int) -> tuple[str, ...]:
    """Return the crumbs that the rules saw; where they saw nothing, the titles above."""
    for attempt in evidence.attempts:
        if isinstance(attempt.subject, Unit | Sentence) and attempt.subject.span in spans:
            return attempt.subject.context.breadcrumb
    return _titles(evidence.outline, line)


def _titles(outline: Outline, line: int) -> tuple[str, ...]:
    above = (
        title_of(section.title)
        for section in sections(outline.sections)
        if section.title and section.span.line < line and on_lines(section.span, line, line)
    )
    return tuple(dict.fromkeys(filter(None, (outline.title, *above))))


def _note(note: Note) -> NoteReport:
    last = note.span.end_line - (note.span.end_column == 1 and note.span.end_line > note.span.line)
    return NoteReport(
        guid=note.guid,
        kind=note.kind,
        rule=note.rule,
        deck=note.deck,
        state=note.state,
        path=note.span.path,
        line=note.span.line,
        end_line=last,
        crumbs=note.crumbs,
        cards=tuple(CardReport(it.ordinal + 1, it.question, it.answer) for it in note.cards),
        back=tuple(line for name in ("Extra", "Source") for line in _visible(note, name)),
    )


def _visible(note: Note, name: str) -> list[str]:
    """Return the lines that a learner reads in a field."""
    lines = _LINE_END.sub("\n", note.fields[_FIELD[name]]).split("\n")
    shown = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in lines)
    return [line for line in shown if line]


def _remark(it: Diagnostic) -> RemarkReport:
    return RemarkReport(
        it.severity.value, it.code, it.span.line, it.span.column, it.message, it.hint
    )
