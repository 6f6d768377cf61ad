"""What the author says about passages on sheets: how important they are, and which to leave off.

A `Document` goes in; out comes for any line what is said of it. `importance: 3` in the front
matter speaks of the whole source. `<!-- importance: 3 -->` speaks of what follows in its section,
sections inside it included; directly below a heading that is all of the section. The innermost
and latest word counts. `<!-- sheet: off -->` leaves off everything up to `<!-- sheet: on -->`,
or to the end of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cribdeck.facts.model import Callout, Passage, Section
from cribdeck.syntax.nodes import Block, Directive, Document, Heading, List, Quote


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What is said of lines, outer words before inner ones."""

    importance: int | None
    """Of what nothing more is said of."""
    said: tuple[tuple[range, int], ...]
    off: tuple[range, ...]

    def marked(self, section: Section) -> Section:
        """Return `section` with what is said put into its passages."""
        if self.importance is None and not self.said and not self.off:
            return section
        return replace(
            section,
            passages=tuple(map(self._marked, section.passages)),
            children=tuple(map(self.marked, section.children)),
        )

    def _marked(self, passage: Passage) -> Passage:
        shown, line = passage.shown, passage.shown.span.line
        if isinstance(shown, Callout):
            shown = replace(shown, body=tuple(map(self._marked, shown.body)))
        levels = [level for lines, level in self.said if line in lines]
        return replace(
            passage,
            shown=shown,
            importance=levels[-1] if levels else self.importance,
            is_off_sheet=any(line in lines for lines in self.off),
        )


def sheet_marks(document: Document) -> SheetMarks:
    """Return what the author of `document` says about sheets."""
    last = document.text.count("\n") + 2
    said: list[tuple[range, int]] = []
    off: list[range] = []
    ends = _section_ends(document.blocks, last)
    going_off: int | None = None
    for mark in _comments(document.blocks):
        line = mark.span.line
        match mark.name, mark.value:
            case "importance", level:
                end = next((stop for start, stop in reversed(ends) if start <= line < stop), last)
                said.append((range(line, end), int(level)))
            case "sheet", "off" if going_off is None:
                going_off = line
            case "sheet", "on" if going_off is not None:
                off.append(range(going_off, line))
                going_off = None
            case _:
                pass
    if going_off is not None:
        off.append(range(going_off, last))
    return SheetMarks(document.front_matter.importance, tuple(said), tuple(off))


def _section_ends(blocks: Iterable[Block], last: int) -> list[tuple[int, int]]:
    """Return the first line of each section and the one behind it, inner ones after outer ones."""
    heads = [it for it in blocks if isinstance(it, Heading)]
    # What stands before any heading is a section that ends with the first.
    found = [(0, heads[0].span.line if heads else last)]
    for number, head in enumerate(heads):
        after = (it.span.line for it in heads[number + 1 :] if it.level <= head.level)
        found.append((head.span.line, next(after, last)))
    return found


def _comments(blocks: Iterable[Block]) -> Iterator[Directive]:
    for block in blocks:
        match block:
            case Directive(name="importance" | "sheet"):
                yield block
            case List(items=items):
                for item in items:
                    yield from _comments(item.blocks)
            case Quote(blocks=inner):
                yield from _comments(inner)
            case _:
                pass
