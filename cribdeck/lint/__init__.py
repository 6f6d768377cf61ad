"""Stage 5: checks over outlines and composed notes, one per file.

In come all outlines and all Anki notes of the build, out come diagnostics. The order of the
tables does not matter: diagnostics are sorted by place.
"""

from __future__ import annotations

from collections.abc import Sequence

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Outline
from cribdeck.lint import (
    ambiguous_prompt,
    answer_in_prompt,
    answer_too_long,
    duplicate_heading,
    overlong_line,
)
from cribdeck.lint.check import NoteCheck, OutlineCheck

OUTLINE_CHECKS: tuple[OutlineCheck, ...] = (
    duplicate_heading.CHECK,
    overlong_line.CHECK,
)
NOTE_CHECKS: tuple[NoteCheck, ...] = (
    answer_in_prompt.CHECK,
    answer_too_long.CHECK,
    ambiguous_prompt.CHECK,
)


def lint(outlines: Sequence[Outline], notes: Sequence[Note]) -> list[Diagnostic]:
    """Return what all checks have to say."""
    found = [it for check in OUTLINE_CHECKS for it in check.examine(outlines)]
    return found + [it for check in NOTE_CHECKS for it in check.examine(notes)]
