"""The notes that pass the checks: identified drafts go in, the deck's notes come out.

All notes are composed and checked as the learner would see them; those with a card to be
kept out are composed again without it, or left out. What that leaves uncovered goes into
the outlines, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cribdeck.cards.note import Note
from cribdeck.cards.withheld import without_cards
from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Outline
from cribdeck.identity.identify import Identified
from cribdeck.lint.check import Check
from cribdeck.lint.coverage import without_coverage
from cribdeck.lint.stage import lint

Compose: TypeAlias = Callable[[Iterable[Identified]], tuple[list[Note], list[Diagnostic]]]


@dataclass(frozen=True, slots=True)
class Passed:
    """What goes into the deck."""

    notes: list[Note]
    outlines: list[Outline]
    """With what the cards kept out leave uncovered."""
    diagnostics: list[Diagnostic]


def passing(
    identified: Sequence[Identified],
    outlines: Sequence[Outline],
    checks: Sequence[Check],
    by_author: Collection[str],
    compose: Compose,
) -> Passed:
    """Return the notes without the cards that `checks` keep out, in the order of the drafts.

    Args:
        identified: all drafts of a build.
        outlines: all sources.
        checks: with level and threshold as wanted.
        by_author: names of the rules whose cards the author has asked for.
        compose: makes notes of drafts.
    """
    composed, remarks = compose(identified)
    linted = lint(outlines, composed, checks, by_author)
    held = linted.held
    again, _ = compose(without_cards((it for it in identified if it.guid in held), held))
    changed = {note.guid: note for note in again}
    lost = held.keys() - changed
    notes = [changed.get(it.guid, it) for it in composed if it.guid not in lost]
    gone = [(it, next(iter(held[it.guid].values()))) for it in composed if it.guid in lost]
    return Passed(notes, without_coverage(outlines, gone, notes), [*remarks, *linted.diagnostics])
