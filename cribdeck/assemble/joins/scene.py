"""What join shapes look at: a section as a tree of lines, so that "below" means something.

An outline goes in, its `Part`s come out. An outline lists passages one after the other; here
the lines of an item stand below it, and a list below the line that leads it. Tables, code and
boxes are no lines: they only part what stands before them from what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from cribdeck.extract.crumb import title_of
from cribdeck.facts.model import LINK_ONLY, Outline, Passage, Prose, Section
from cribdeck.inline import RichText, plain
from cribdeck.units import units

_COLONS: Final = ("：", ":")
_LONGEST_LEAD: Final = 22
"""Units of a line that leads the list below it without a colon."""


@dataclass(slots=True, eq=False)
class Line:
    """One line of prose and what stands below it."""

    passage: Passage
    text: RichText
    is_item: bool
    after_gap: bool
    """Whether a blank line, or something that is no prose, stands before it."""
    below: list[Line] = field(default_factory=list)

    @property
    def flat(self) -> str:
        """The line as plain text."""
        return plain(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A section: its own lines, and the sections inside it."""

    section: Section
    titles: tuple[str, ...]
    """Those that lead to it and its own, outermost first."""
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]

    @property
    def is_file(self) -> bool:
        """Whether this is a source as a whole: what stands in it need not belong together."""
        return self.section.level <= 1

    @property
    def title(self) -> str:
        """The heading, without numbering."""
        return title_of(self.section.title)


def scene(outline: Outline) -> tuple[Part, ...]:
    """Return the outermost sections of `outline`."""
    return tuple(_part(section, (outline.title,)) for section in outline.sections)


def every(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield each of `parts`, and after it those inside."""
    for part in parts:
        yield part
        yield from every(part.parts)


def families(part: Part) -> Iterator[tuple[Line | None, tuple[Line, ...]]]:
    """Yield the lines that stand side by side, with the line above them if there is one."""
    yield None, part.lines
    yield from _families(part.lines)


def _families(lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    for line in lines:
        if line.below:
            yield line, tuple(line.below)
            yield from _families(line.below)


def _part(section: Section, above: tuple[str, ...]) -> Part:
    crumbs = (*above, title_of(section.title))
    titles = tuple(crumb for crumb, _ in groupby(filter(None, crumbs)))
    return Part(
        section,
        titles,
        _lines(section.passages),
        tuple(_part(child, titles) for child in section.children),
    )


def _lines(passages: Sequence[Passage]) -> tuple[Line, ...]:
    roots: list[Line] = []
    above: list[tuple[int, Line]] = []
    last_line = None
    for order, passage in enumerate(passages):
        shown = passage.shown
        if not isinstance(shown, Prose) or passage.unused == LINK_ONLY:
            last_line, above = None, []
            continue
        gap = last_line is None or shown.span.line > last_line + 1
        line = Line(passage, shown.text, bool(shown.marker), gap)
        rank = 0 if _goes_back(shown, roots) else _rank(shown)
        while above and above[-1][0] >= rank:
            above.pop()
        (above[-1][1].below if above else roots).append(line)
        if rank or _leads(shown, passages[order + 1 :][:1]):
            above.append((rank, line))
        last_line = shown.span.end_line
    return tuple(roots)


def _rank(shown: Prose) -> int:
    """Return how deep a line stands; further lines of an item stand below its first."""
    return 2 * shown.depth + (shown.depth > 0 and not shown.marker)


def _goes_back(shown: Prose, roots: Sequence[Line]) -> bool:
    """Return whether a line that Markdown gives to the item above leads a list like the root."""
    flat, lead = plain(shown.text).rstrip(), roots[-1].flat.rstrip() if roots else ""
    lazy = shown.depth > 0 and not shown.marker and shown.span.column == 1
    return lazy and flat.endswith(_COLONS) and lead.endswith(_COLONS)


def _leads(shown: Prose, following: Sequence[Passage]) -> bool:
    """Return whether a paragraph line belongs to the list right after it."""
    if not following or not isinstance(following[0].shown, Prose) or not following[0].shown.depth:
        return False
    flat = plain(shown.text).rstrip()
    return flat.endswith(_COLONS) or (
        units(flat) <= _LONGEST_LEAD and not flat.endswith(("。", ".", "；", ";"))
    )
