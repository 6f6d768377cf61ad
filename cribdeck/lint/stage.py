"""Checks are run over all there is, and what they find becomes diagnostics and cards held back.

Policy: one remark for each check and note, whatever the number of its cards; `keep out` is
only ever a warning about a card that the author has asked for; within lines that the author
has silenced nothing is said and nothing held back. A remark about a source as a whole is
silenced by a comment that names its check, wherever it stands. What earlier stages remark
passes the same gate, if there is a check of that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final, assert_never

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic, Level, Severity, warning
from cribdeck.facts.model import Outline, Silence
from cribdeck.lint.check import (
    Asked,
    CardCheck,
    Check,
    DeckCheck,
    Finding,
    OutlineCheck,
    RemarkCheck,
    SourcesCheck,
)
from cribdeck.span import Span, whole_file

_KEPT_OUT: Final = "kept out of the deck: "


@dataclass(frozen=True, slots=True)
class Linted:
    """What the checks have to say."""

    diagnostics: tuple[Diagnostic, ...]
    held: Mapping[str, Mapping[int, str]]
    """Cards to be kept out of the deck: by GUID and ordinal the name of the first check."""


def configured(
    checks: Iterable[Check], levels: Mapping[str, Level], thresholds: Mapping[str, int]
) -> tuple[Check, ...]:
    """Return `checks` with the levels and thresholds of the settings, by name."""
    return tuple(
        replace(
            check,
            level=levels.get(check.name, check.level),
            threshold=thresholds.get(check.name, check.threshold),
        )
        for check in checks
    )


def lint(
    outlines: Sequence[Outline],
    notes: Sequence[Note],
    checks: Sequence[Check],
    by_author: Collection[str] = (),
) -> Linted:
    """Return what `checks` say about the notes of a build and the outlines they come from.

    Args:
        outlines: all sources.
        notes: all notes composed from them.
        checks: with level and threshold as wanted.
        by_author: names of the rules whose cards the author has asked for.
    """
    silent = _silent_lines(outlines)
    asked = [Asked(note, card) for note in notes for card in note.cards]
    diagnostics: list[Diagnostic] = list(_unknown_names(outlines, [it.name for it in checks]))
    held: dict[str, dict[int, str]] = defaultdict(dict)
    for check in checks:
        if check.level == "off":
            continue
        found: dict[object, list[Finding]] = defaultdict(list)
        for finding in _findings(check, outlines, notes, asked):
            if not _is_silent(finding.span, check.name, silent):
                about = finding.span if finding.note is None else finding.note.guid
                found[about].append(finding)
        for findings in found.values():
            note = findings[0].note
            out = check.level == "keep out" and note is not None and note.rule not in by_author
            diagnostics.append(_diagnostic(check, findings, out=out))
            if note is not None and out:
                for ordinal in _ordinals(note, findings):
                    held[note.guid].setdefault(ordinal, check.name)
    return Linted(tuple(diagnostics), held)


def judged(
    remarks: Iterable[Diagnostic], outlines: Sequence[Outline], checks: Iterable[Check]
) -> Iterator[Diagnostic]:
    """Yield the remarks of earlier stages, those with a check at its level and with its hint."""
    by_name = {check.name: check for check in checks if isinstance(check, RemarkCheck)}
    silent = _silent_lines(outlines)
    for remark in remarks:
        check = by_name.get(remark.code)
        if check is None:
            yield remark
        elif check.level != "off" and not _is_silent(remark.span, check.name, silent):
            yield replace(remark, severity=_severity(check.level), hint=check.hint)


def _findings(
    check: Check, outlines: Sequence[Outline], notes: Sequence[Note], asked: Sequence[Asked]
) -> Iterator[Finding]:
    limit = check.threshold or 0
    match check:
        case CardCheck(examine=examine):
            for it in asked:
                if message := examine(it, limit):
                    yield Finding(it.note.span, message, it.note, it.card.ordinal)
        case DeckCheck(examine=examine_all):
            yield from examine_all(notes, limit)
        case OutlineCheck(examine=examine_one):
            for outline in outlines:
                yield from examine_one(outline, limit)
        case SourcesCheck(examine=examine_sources):
            yield from examine_sources(outlines, limit)
        case RemarkCheck():
            return  # see `judged`
        case _:
            assert_never(check)


def _diagnostic(check: Check, findings: Sequence[Finding], *, out: bool) -> Diagnostic:
    first, *others = findings
    message = f"{_KEPT_OUT if out else ''}{first.message}"
    if others:
        message += f" (and so for {len(others)} more of its cards)"
    return Diagnostic(_severity(check.level), check.name, first.span, message, check.hint)


def _severity(level: Level) -> Severity:
    match level:
        case "error":
            return Severity.ERROR
        case "info" | "off":
            return Severity.INFO
        case "warning" | "keep out":
            return Severity.WARNING
        case _:
            assert_never(level)


def _ordinals(note: Note, findings: Sequence[Finding]) -> Iterator[int]:
    for finding in findings:
        if finding.ordinal is None:
            yield from (card.ordinal for card in note.cards)
        else:
            yield finding.ordinal


# ------------------------------------------------------------------- what the author silenced


def _silent_lines(outlines: Iterable[Outline]) -> Mapping[str, Sequence[Silence]]:
    return {outline.path: outline.silences for outline in outlines if outline.silences}


def _is_silent(span: Span, name: str, silent: Mapping[str, Sequence[Silence]]) -> bool:
    is_whole = span == whole_file(span.path)
    for it in silent.get(span.path, ()):
        last_line = span.line if it.last_line is None else it.last_line
        is_within = it.span.line <= span.line <= last_line
        if name in it.checks and (is_within or is_whole):
            return True
        if not it.checks and is_within:
            return True
    return False


def _unknown_names(outlines: Iterable[Outline], names: Collection[str]) -> Iterator[Diagnostic]:
    for outline in outlines:
        for silence in outline.silences:
            for name in silence.checks:
                if name not in names:
                    close = get_close_matches(name, names, 1)
                    hint = f"did you mean `{close[0]}`?" if close else "`build.py checks` lists all"
                    message = f"there is no check `{name}` to silence"
                    yield warning("unknown_check", silence.span, message, hint)
