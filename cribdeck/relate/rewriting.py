"""Outlines with facts exchanged: what was found goes in, new outlines come out.

Facts are known by being the very object that was found; nothing else of an outline changes.
A passage that loses its fact stays covered: another card asks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cribdeck.facts.model import Callout, Fact, Outline, Passage, Section


@dataclass(slots=True)
class Changes:
    """What becomes of facts, by `id`; the facts must be alive while this is."""

    instead: dict[int, Fact | None] = field(default_factory=dict)
    """The fact that takes the place of another; None takes it away."""
    beside: dict[int, list[Fact]] = field(default_factory=dict)
    """Facts that come after another."""


def rewritten(outline: Outline, changes: Changes) -> Outline:
    """Return `outline` with `changes` made."""
    return replace(outline, sections=tuple(_section(it, changes) for it in outline.sections))


def _section(section: Section, changes: Changes) -> Section:
    return replace(
        section,
        passages=tuple(_passage(it, changes) for it in section.passages),
        children=tuple(_section(it, changes) for it in section.children),
    )


def _passage(passage: Passage, changes: Changes) -> Passage:
    shown = passage.shown
    if isinstance(shown, Callout):
        shown = replace(shown, body=tuple(_passage(it, changes) for it in shown.body))
    facts = tuple(_facts(passage.facts, changes.instead, changes.beside))
    return replace(passage, shown=shown, facts=facts)


def _facts(
    facts: Sequence[Fact], instead: Mapping[int, Fact | None], beside: Mapping[int, list[Fact]]
) -> Iterator[Fact]:
    for fact in facts:
        now = instead.get(id(fact), fact)
        if now is not None:
            yield now
        yield from beside.get(id(fact), ())
