"""What an explanation says, as plain values: texts and numbers only, ready for JSON.

Lines are 1-based, of the file as the author wrote it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from cribdeck.coverage import Fate

BlockFate: TypeAlias = Fate | Literal["heading"]
Verdict: TypeAlias = Literal["fired", "declined", "not its pattern", "off"]


@dataclass(frozen=True, slots=True)
class BlockReport:
    """A heading or a passage."""

    line: int
    end_line: int
    kind: str
    """`paragraph`, `list item`, `code`, …"""
    text: str
    fate: BlockFate
    why: str
    """Why no card asks for it; empty if one does, and for headings."""


@dataclass(frozen=True, slots=True)
class CardReport:
    """A card as the learner sees it."""

    number: int
    """Of the cloze."""
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteReport:
    """An Anki note."""

    guid: str
    kind: str
    rule: str
    deck: str
    state: str
    """`new`, `edited`, `moved` or `unchanged`, against the ledger."""
    path: str
    line: int
    end_line: int
    crumbs: tuple[str, ...]
    """Above the question."""
    cards: tuple[CardReport, ...]
    back: tuple[str, ...]
    """Shown with the answer only, line by line."""


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What one rule said to what stands on a line."""

    name: str
    verdict: Verdict
    looked_at: str
    """`statement`, `sentence “…”`, `list in lines 3 to 7`, …"""
    said: str
    """The fact, or why there is none."""


@dataclass(frozen=True, slots=True)
class RepairReport:
    """A line that was repaired before it was read."""

    line: int
    written: str
    read: str
    by: tuple[str, ...]
    """Names of the repairs."""


@dataclass(frozen=True, slots=True)
class RemarkReport:
    """A diagnostic."""

    severity: str
    code: str
    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why passages are not asked for, and how many."""

    why: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was made of a source."""

    path: str
    title: str
    language: str
    deck: str
    passages: int
    asked: int
    sheet_only: tuple[Reason, ...]
    unused: tuple[Reason, ...]
    notes: int
    cards: int
    rules: tuple[Reason, ...]
    """How many notes each rule gave."""
    blocks: tuple[BlockReport, ...]
    remarks: tuple[RemarkReport, ...]


@dataclass(frozen=True, slots=True)
class LineReport:
    """What was made of a line."""

    path: str
    line: int
    text: str
    repairs: tuple[RepairReport, ...]
    blocks: tuple[BlockReport, ...]
    """What stands on the line; empty if nothing is shown of it."""
    nothing: str
    """What the line is, if nothing is shown of it."""
    breadcrumb: tuple[str, ...]
    rules: tuple[RuleReport, ...]
    never: str
    """Why no rule was asked; empty if rules were."""
    notes: tuple[NoteReport, ...]
    why_none: str
    """Why there is no card; empty if there is one."""
    on_sheet: str
    """How important the line is on its sheet, or why it is on none; empty if nothing is shown."""
    remarks: tuple[RemarkReport, ...]


def json_text(report: SourceReport | LineReport) -> str:
    """Return a report as JSON."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"
