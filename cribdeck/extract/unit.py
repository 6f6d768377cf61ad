"""Statements and what surrounds them: the only things a rule may look at.

A rule gets one *subject*: a `Unit` (one statement), a `Sentence` of a unit, a `Group`
(siblings under a lead), a `Topic` (a heading, list item or line with what stands below),
a `Grid` (a table) or a `Snippet` (a code block). Each is frozen and small; no rule sees the
whole document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import Literal, TypeAlias

from cribdeck.extract.crumb import LONGEST, announces, crumb_of
from cribdeck.extract.glossary import TECHNICAL, Glossary
from cribdeck.extract.splitting import clauses, labelled, sentences
from cribdeck.facts.model import Origin
from cribdeck.inline import RichText, plain
from cribdeck.span import Span
from cribdeck.syntax.nodes import Table
from cribdeck.wording import is_stop_term

LabelUse: TypeAlias = Literal["once", "elsewhere", "in versions", "here again"]


_COMPARISON = re.compile(
    r".{0,4}(?:对比|比较|区别|差异|异同|不同(?:点|之处)?)|comparison|differences?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a subject stands."""

    breadcrumb: tuple[str, ...] = ()
    """Titles that lead to it, outermost first: file, headings, parent items, lead line."""
    parents: tuple[str, ...] = ()
    """The last part of the breadcrumb: parent items and the lead line, without headings."""
    previous: str = ""
    """Plain text of the statement before, in the same section."""
    depth: int = 0
    """0 outside lists, 1 for an item, 2 for an item below an item."""
    marker: str = ""
    """Bullet or number of the item that this statement opens; empty if it opens none."""
    plain_source: bool = False
    """Whether the source is plain text, with hardly any Markdown in it."""
    anchor: str = ""
    glossary: Glossary = TECHNICAL
    """What else the note calls things."""
    label: LabelUse = "once"
    """How often the note uses the label, if any, that the statement opens with."""


@dataclass(frozen=True)  # not slotted: what all rules ask for is kept once it is known
class Unit:
    """One statement: a line, or the lines of a paragraph that belong together."""

    span: Span
    content: RichText
    context: Context

    @cached_property
    def text(self) -> str:
        """The statement as plain text."""
        return plain(self.content)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the statement."""
        found = sentences(self.content)
        later = _below_label(self) if len(found) > 1 else self.context
        return tuple(
            Sentence(
                self,
                order,
                content,
                later if order else self.context,
                found[order - 1] if order else (),
            )
            for order, content in enumerate(found)
        )

    @property
    def covers(self) -> tuple[Span, ...]:
        """The statements a fact about this subject tests."""
        return (self.span,)


@dataclass(frozen=True)  # not slotted, as Unit
class Sentence:
    """One sentence of a unit."""

    unit: Unit
    order: int
    """0 for the first sentence."""
    content: RichText
    context: Context
    """Where it stands: below the label, too, when the first sentence opens with one."""
    before: RichText
    """The sentence before, in the same unit."""

    @cached_property
    def text(self) -> str:
        """The sentence as plain text."""
        return plain(self.content)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Where its clauses start and end in `text`, the marks that end them included."""
        return clauses(self.content)

    def clause_end(self, offset: int) -> int:
        """Return where the clause ends, mark included, that the character at `offset` is in."""
        return next((end for _, end in self.clauses if offset < end), len(self.text))

    @property
    def span(self) -> Span:
        """The span of the unit: sentences have no position of their own."""
        return self.unit.span

    @property
    def covers(self) -> tuple[Span, ...]:
        """The statements a fact about this subject tests."""
        return self.unit.covers


@dataclass(frozen=True, slots=True)
class Group:
    """Sibling list items, each by its first statement, with what they are listed under."""

    span: Span
    lead: str
    """The lead line, parent item or heading, without its colon."""
    items: tuple[Unit, ...]
    context: Context
    """Where the lead stands: its breadcrumb does not hold the lead itself."""
    lead_span: Span | None = None
    """The statement that is the lead, unless a heading is."""
    colon: bool = False
    """Whether the lead ends with a colon."""
    ordered: bool = False
    only: bool = True
    """Whether no other list stands in the section of the heading that is its lead."""

    @property
    def covers(self) -> tuple[Span, ...]:
        """The statements a fact about this subject tests."""
        lead = () if self.lead_span is None else (self.lead_span,)
        return (*lead, *(item.span for item in self.items))


@dataclass(frozen=True, slots=True)
class Topic:
    """A title and what stands below it, up to the next title."""

    span: Span
    form: Literal["heading", "item", "line"]
    title: RichText
    """Without numbering."""
    body: tuple[Unit, ...]
    """Statements below, without those that never make cards."""
    context: Context
    """Where the title stands: its breadcrumb does not hold the title itself."""
    title_span: Span | None = None
    """The statement that is the title, unless a heading is."""
    mixed: bool = False
    """Whether tables, code or pictures stand below too."""
    nested: bool = False
    """Whether sub-headings stand below too."""

    @property
    def name(self) -> str:
        """The title as plain text."""
        return plain(self.title)

    @property
    def paragraph(self) -> tuple[Unit, ...]:
        """The statements below, up to the first list; all, if they begin with one."""
        depth = self.body[0].context.depth if self.body else 0
        if not self.body or self.body[0].context.marker:
            return self.body
        return tuple(takewhile(lambda unit: unit.context.depth == depth, self.body))

    @property
    def covers(self) -> tuple[Span, ...]:
        """The statements a fact about this subject tests."""
        title = () if self.title_span is None else (self.title_span,)
        return (*title, *(unit.span for unit in self.body))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under its title."""

    table: Table
    title: str
    """The lead line or heading above."""
    context: Context
    """Its breadcrumb ends with the title."""
    lead_span: Span | None = None
    """The statement that is the title, unless a heading or item is."""

    @property
    def about(self) -> str:
        """The title, after the one above it where it only says that things are compared."""
        above = self.context.breadcrumb[-2:-1]
        return (
            f"{above[0]} {self.title}"
            if above and _COMPARISON.fullmatch(self.title)
            else self.title
        )

    @property
    def span(self) -> Span:
        """Where the table stands."""
        return self.table.span

    @property
    def covers(self) -> tuple[Span, ...]:
        """The statements a fact about this subject tests."""
        lead = () if self.lead_span is None else (self.lead_span,)
        return (self.table.span, *lead)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A code block."""

    span: Span
    language: str
    """As written after the fence, in small letters; empty if there is none."""
    lines: tuple[str, ...]
    context: Context

    @property
    def covers(self) -> tuple[Span, ...]:
        """The blocks a fact about this subject tests."""
        return (self.span,)

    def line_span(self, order: int) -> Span:
        """Return where line `order`, counted from 0, stands."""
        height = self.span.end_line - self.span.line + 1
        fence = 1 if height > len(self.lines) else 0
        line = self.span.line + fence + order
        return Span(self.span.path, line, 1, line, len(self.lines[order]) + 1)


Subject: TypeAlias = Unit | Sentence | Group | Topic | Grid | Snippet


def origin(subject: Subject) -> Origin:
    """Return where a fact found in `subject` comes from; `Rule.found` puts in its own name."""
    context = subject.context
    return Origin(subject.span, "", context.breadcrumb, context.anchor)


def _below_label(unit: Unit) -> Context:
    """Return the context of what follows the first sentence of `unit`; talk is no title."""
    label = labelled(unit.content)
    if (
        label is None
        or len(label.name) > LONGEST
        or is_stop_term(label.name)
        or announces(label.name)
    ):
        return unit.context
    breadcrumb = (*unit.context.breadcrumb, crumb_of(label.term))
    return replace(unit.context, breadcrumb=breadcrumb)
