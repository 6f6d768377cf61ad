"""Stage 5: checks over the composed notes, one per file.

In come all Anki notes of the build, out come diagnostics. The order of `CHECKS` does not
matter: diagnostics are sorted by place.
"""

from __future__ import annotations

from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic
from cribdeck.lint import ambiguous_prompt, answer_in_prompt, answer_too_long
from cribdeck.lint.check import Check

CHECKS: tuple[Check, ...] = (
    answer_in_prompt.CHECK,
    answer_too_long.CHECK,
    ambiguous_prompt.CHECK,
)


def lint(notes: tuple[Note, ...]) -> list[Diagnostic]:
    """Return what all checks have to say about `notes`."""
    return [diagnostic for check in CHECKS for diagnostic in check.examine(notes)]
