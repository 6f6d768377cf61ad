"""A join shape: a named way in which notes compare things without a table.

One shape per file; its documentation, the tests and the order of precedence come from this
record. A shape looks at one section and yields the tables that it finds there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cribdeck.assemble.joins.cell import Cell
from cribdeck.assemble.joins.scene import Line, Part
from cribdeck.reference_page import reference_page


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """A table that stands nowhere, with the place where it belongs."""

    part: Part
    title: str
    things: tuple[str, ...]
    aspects: tuple[str, ...]
    cells: Mapping[tuple[int, int], Cell]
    """By the order of aspect and thing; what is not said is not in it."""
    crumbs: tuple[str, ...] = ()
    """What leads from the section to the table: a lead line, an item."""
    heads: tuple[Line | Part, ...] = ()
    """Lines that only name one of the things, and sections that are about one."""
    after: Line | None = None
    """The line that announces the comparison; what it leads stands before the table."""


@dataclass(frozen=True, slots=True)
class Example:
    """A note, and what the shape alone makes of it."""

    source: str
    """Markdown, as an author would write it."""
    tables: tuple[str, ...]
    """Comparisons as `facts.printer.printed` shows them, in order."""


@dataclass(frozen=True, slots=True)
class Join:
    """A shape."""

    name: str
    doc: str
    """What triggers it, what it gives, what it leaves alone."""
    find: Callable[[Part], Iterator[Joined]]
    matches: tuple[Example, ...]
    ignores: tuple[str, ...]
    """Notes in which it must find nothing."""
    on: bool = True
    """Whether it runs on notes that do not ask for it."""

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.partition("\n")[0]

    @property
    def page(self) -> str:
        """The reference page, as Markdown: documentation, examples, counterexamples."""
        matches = ((example.source, example.tables) for example in self.matches)
        return reference_page(self.name, self.doc, matches, self.ignores)
