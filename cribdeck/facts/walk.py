"""Ways through an outline: all passages in reading order, those inside callouts too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cribdeck.facts.model import Callout, Grid, Outline, Passage, Prose, Section
from cribdeck.inline import Math, RichText, plain


def passages(outline: Outline) -> Iterator[Passage]:
    """Yield the passages of `outline` that hold text themselves."""
    for section in sections(outline.sections):
        yield from _flattened(section.passages)


def sections(outer: Iterable[Section]) -> Iterator[Section]:
    """Yield each of `outer`, and after it those below it."""
    for section in outer:
        yield section
        yield from sections(section.children)


def running_text(outer: Iterable[Section]) -> Iterator[str]:
    """Yield what is written in words: titles, prose and cells, but no code and no formulas."""
    for section in sections(outer):
        yield _words(section.title)
        for passage in _flattened(section.passages):
            match passage.shown:
                case Prose(text=text):
                    yield _words(text)
                case Grid(header=header, rows=rows):
                    yield from (_words(cell) for row in (header, *rows) for cell in row)
                case _:
                    pass


def _words(text: RichText) -> str:
    return plain(it for it in text if not isinstance(it, Math))


def _flattened(outer: Iterable[Passage]) -> Iterator[Passage]:
    for passage in outer:
        if isinstance(passage.shown, Callout):
            yield from _flattened(passage.shown.body)
        else:
            yield passage
