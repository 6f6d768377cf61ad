"""Reports as text for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cribdeck.explain.report import (
    BlockReport,
    LineReport,
    NoteReport,
    Reason,
    RemarkReport,
    RuleReport,
    SourceReport,
)
from cribdeck.explain.terminal import COLUMNS, clipped, wrapped

_LABEL = 11
"""Columns of the names at the left."""
_NUMBER = 6
"""Columns of a line number."""
_FATE = {"asked": "card", "sheet only": "sheet", "unused": "unused", "heading": ""}


def source_text(report: SourceReport) -> str:
    """Return what was made of a source."""
    language = f"language {report.language}"
    lines = [
        *_field("Source", " · ".join(filter(None, (report.path, report.title, language)))),
        *_field("Deck", report.deck),
        *_field("Passages", _totals(report)),
        *_field("Notes", f"{report.notes} with {report.cards} cards"),
        *_counted("Rules", report.rules),
        *_counted("Sheet only", report.sheet_only),
        *_counted("Unused", report.unused),
        *_remarks(report.remarks),
        *(line for block in report.blocks for line in _listed(block)),
    ]
    return "\n".join(lines) + "\n"


def line_text(report: LineReport, *, every_rule: bool = False) -> str:
    """Return what was made of a line; `every_rule` lists rules whose pattern is not there, too."""
    lines = [
        *_field("Line", f"{report.path}:{report.line}"),
        *_field("Written", report.text),
        *_repairs(report),
        *_seen(report),
        *(_field("Below", " › ".join(report.breadcrumb)) if report.breadcrumb else ()),
        *_rules(report, every_rule=every_rule),
        *_cards(report),
        *(_field("Sheet", report.on_sheet) if report.on_sheet else ()),
        *_remarks(report.remarks),
    ]
    return "\n".join(lines) + "\n"


def _totals(report: SourceReport) -> str:
    sheet_only = sum(it.count for it in report.sheet_only)
    unused = sum(it.count for it in report.unused)
    share = f" ({report.asked / report.passages:.0%})" if report.passages else ""
    return (
        f"{report.passages}: {report.asked} asked by cards{share}, "
        f"{sheet_only} on the sheet only, {unused} unused"
    )


def _listed(block: BlockReport) -> Iterator[str]:
    if block.fate == "heading":
        level = int(block.kind.rpartition(" ")[2])
        yield from ("", f"{block.line:>{_NUMBER}}  {clipped('#' * level + ' ' + block.text, 70)}")
        return
    left = f"{block.line:>{_NUMBER}}  {_FATE[block.fate]:<6}  "
    text = (
        block.text if block.kind in ("paragraph", "list item") else f"({block.kind}) {block.text}"
    )
    yield left + clipped(text, COLUMNS - len(left))
    for line in wrapped(block.why, COLUMNS - len(left) - 2) if block.why else ():
        yield " " * (len(left) + 2) + line


def _repairs(report: LineReport) -> Iterator[str]:
    for repair in report.repairs:
        where = "" if repair.line == report.line else f"line {repair.line}: "
        yield from _field("Read as", f"{where}{repair.read}")
        yield from _field("", f"repaired by {', '.join(repair.by)}")


def _seen(report: LineReport) -> Iterator[str]:
    if report.nothing:
        yield from _field("Block", report.nothing)
    for block in report.blocks:
        lines = "" if block.line == block.end_line else f", lines {block.line} to {block.end_line}"
        yield from _field("Block", f"{block.kind}{lines}: {clipped(block.text, 300)}")


def _rules(report: LineReport, *, every_rule: bool) -> Iterator[str]:
    if report.never:
        yield from _field("Rules", f"not asked, this never makes cards: {report.never}")
    others = [it for it in report.rules if it.verdict == "not its pattern"]
    told = [it for it in report.rules if it.verdict in ("fired", "declined")]
    if report.rules:
        yield ""
    for (verdict, looked_at, said), same in groupby(told, _verdict):
        names = ", ".join(it.name for it in same)
        yield from _field(verdict.capitalize(), f"{names} ({looked_at})")
        yield from _field("", said)
    if every_rule:
        for order, rule in enumerate(others):
            said = f" ({rule.said})" if rule.said else ""
            yield from _field("" if order else "No pattern", f"{rule.name}{said}")
    elif looked := [it.name for it in others if not it.said]:
        yield from _field("No pattern", ", ".join(looked))
    off = [it.name for it in report.rules if it.verdict == "off"]
    if off:
        yield from _field("Off", ", ".join(off))


def _verdict(rule: RuleReport) -> tuple[str, str, str]:
    return rule.verdict, rule.looked_at, rule.said


def _cards(report: LineReport) -> Iterator[str]:
    yield ""
    if not report.notes:
        none = "none" if not report.why_none else f"none: {report.why_none}"
        yield from _field("Cards", none)
    for note in report.notes:
        yield from _note(note, report)


def _note(note: NoteReport, report: LineReport) -> Iterator[str]:
    lines = f"{note.line}" if note.line == note.end_line else f"{note.line}–{note.end_line}"
    place = f" · {note.path}" if note.path != report.path else ""
    yield from _field("Note", f"{note.guid} · {note.rule} · {note.state}{place} · line {lines}")
    yield from _field("", f"deck {note.deck}")
    for card in note.cards:
        crumbs = " › ".join(note.crumbs)
        yield from _field(f"  card {card.number}", crumbs or card.question)
        yield from _field("", card.question) if crumbs else ()
        yield from _field("  answer", card.answer)
    yield from _field("  back", "\n".join(note.back)) if note.back else ()


def _remarks(remarks: Iterable[RemarkReport]) -> Iterator[str]:
    for order, it in enumerate(remarks):
        if order == 0:
            yield ""
        hint = f" ({it.hint})" if it.hint else ""
        said = f"{it.line}:{it.column}: {it.severity} {it.code} {it.message}{hint}"
        yield from _field("" if order else "Remarks", said)


def _counted(label: str, reasons: Iterable[Reason]) -> Iterator[str]:
    for order, it in enumerate(reasons):
        name = "" if order else label
        yield from _field(f"{name:<{_LABEL}}{it.count:>4}  ", it.why, _LABEL + 6)


def _field(label: str, text: str, left: int = _LABEL) -> Iterator[str]:
    """Yield `text` in lines beside `label`, `left` columns from the edge."""
    for order, line in enumerate(wrapped(text, COLUMNS - left)):
        name = "" if order else label
        yield f"{name:<{left}}{line}".rstrip()
