"""Notes of a build: identified drafts go in, composed notes come out, source by source.

The notes of a source whose drafts, numbers and card templates are what they were are not
composed again: the cache has them. What a note is called in this build (new, edited, …) is
no part of it, or every note would be composed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from cribdeck.cards.compose import Render, compose
from cribdeck.cards.note import Note
from cribdeck.diagnostics import Diagnostic
from cribdeck.identity.identify import Identified
from cribdeck.incremental.kept import ComposedSource
from cribdeck.incremental.store import Cache
from cribdeck.lint.passing import Compose
from cribdeck.media.model import OnCards
from cribdeck.media.shown import shown


def composing(
    render: Render, other_cells: Literal["shown", "hidden"], cache: Cache, files: OnCards
) -> Compose:
    """Return `cards.compose` with all but its notes given, and with a memory.

    Args:
        render: knows the same `files`.
        other_cells: as for `cards.compose`.
        cache: the memory.
        files: what cards may refer to.
    """

    def composed(identified: Iterable[Identified]) -> tuple[list[Note], list[Diagnostic]]:
        notes: list[Note] = []
        diagnostics: list[Diagnostic] = []
        for _, group in groupby(identified, key=lambda it: it.draft.span.path):
            of_source = list(group)
            made = _composed(of_source, render, other_cells, cache, files)
            states = {it.guid: it.state for it in of_source}
            notes += [
                it if it.state == states[it.guid] else replace(it, state=states[it.guid])
                for it in made.notes
            ]
            diagnostics += made.diagnostics
        return notes, diagnostics

    return composed


def _composed(
    identified: Sequence[Identified],
    render: Render,
    other_cells: Literal["shown", "hidden"],
    cache: Cache,
    files: OnCards,
) -> ComposedSource:
    stateless = [replace(it, state="unchanged") for it in identified]
    key = cache.key("cards", stateless, other_cells, _referred(stateless, files))

    def make() -> ComposedSource:
        notes, diagnostics = compose(stateless, render, other_cells)
        return ComposedSource(tuple(notes), tuple(diagnostics))

    return cache.remembered(key, ComposedSource, make)


def _referred(identified: Sequence[Identified], files: OnCards) -> list[tuple[str, int, int]]:
    """Return name and size of the files that drafts show, in reading order."""
    if not files:
        return []
    found = (files.get(it.target) for it in shown([it.draft.fact for it in identified]))
    return [(it.name, it.content.width, it.content.height) for it in found if it]
