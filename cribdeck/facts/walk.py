"""Ways through an outline: all passages in reading order, those inside callouts too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cribdeck.facts.model import Callout, Outline, Passage, Section


def passages(outline: Outline) -> Iterator[Passage]:
    """Yield the passages of `outline` that hold text themselves."""
    for section in outline.sections:
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[Passage]:
    yield from _flattened(section.passages)
    for child in section.children:
        yield from _of_section(child)


def _flattened(outer: Iterable[Passage]) -> Iterator[Passage]:
    for passage in outer:
        if isinstance(passage.shown, Callout):
            yield from _flattened(passage.shown.body)
        else:
            yield passage
