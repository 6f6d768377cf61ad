"""What there is to look at in a source: all subjects, each with its context.

A `Document` goes in; units, groups, topics and grids come out in reading order, with the
reason for each statement that must never make a card. Policy for contexts:

* a lead is a line ending in a colon, or a short line right above a list;
* an item is a parent of everything below it in the item, also of its own further lines;
* a short line that opens a paragraph and is a name, no sentence, is a parent of the other lines;
* a bold item alone right below a thematic break begins a new topic: no heading above counts;
* `<!-- cards: off -->` holds until `<!-- cards: on -->`, across headings and lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from cribdeck.compare.layout import laid_out
from cribdeck.extract import never, used_again
from cribdeck.extract.crumb import crumb_of, title_of, without_numbering
from cribdeck.extract.glossary import Glossary, glossary_of
from cribdeck.extract.layout import (
    begins_topic,
    is_lead,
    is_plain_text,
    line_groups,
    line_topics,
    title_of_unit,
    titled,
)
from cribdeck.extract.statement import picture, statements
from cribdeck.extract.unit import Context, Grid, Group, Snippet, Topic, Unit
from cribdeck.facts.model import TABLE_OF_CONTENTS
from cribdeck.inline import RichText, strip
from cribdeck.span import Span
from cribdeck.syntax.nodes import (
    Block,
    CodeBlock,
    Directive,
    Document,
    Heading,
    Item,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything in one source that rules may look at."""

    units: tuple[Unit, ...]
    """All statements, also those that never make cards."""
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    grids: tuple[Grid, ...]
    snippets: tuple[Snippet, ...]
    never: Mapping[Span, str]
    """Why a statement or table never makes cards."""


def survey(document: Document, title: str) -> Survey:
    """Return the subjects of `document`; `title` is its outermost crumb."""
    walk = _Walk(
        title,
        never.page_reason(document),
        glossary_of(document.text),
        plain_source=is_plain_text(document.text),
    )
    walk.blocks(document.blocks, None)
    return walk.survey()


@dataclass(frozen=True, slots=True)
class _Below:
    """Where nested blocks stand."""

    parents: tuple[str, ...] = ()
    depth: int = 0
    owner: Unit | None = None
    """The first statement of the item that holds them."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """A title whose body has begun: what was there before it."""

    units: int
    others: int
    """Number of blocks so far that are not prose."""


class _Walk:
    """One pass over the blocks, in reading order."""

    def __init__(
        self, title: str, page_reason: str, glossary: Glossary, *, plain_source: bool
    ) -> None:
        self.title = title
        self.glossary = glossary
        self.plain_source = plain_source
        self.page_reason = page_reason
        self.cards_on = True
        self.titles: list[tuple[int, str]] = []
        self.previous = ""
        self.others = 0
        self.units: list[Unit] = []
        self.groups: list[Group] = []
        self.below_headings: dict[Span, Span] = {}
        """Of each list right below a heading, that heading."""
        self.lists: Counter[Span] = Counter()
        """How many lists stand in the section of each heading."""
        self.topics: list[Topic] = []
        self.grids: list[Grid] = []
        self.snippets: list[Snippet] = []
        self.never: dict[Span, str] = {}
        self.heading: tuple[Heading, Context, _Opening] | None = None
        self.boxed: set[Span] = set()
        """Statements in callouts, which stand beside what is told, not in it."""

    def survey(self) -> Survey:
        self.close_heading(0)
        contents = never.tables_of_contents(self.units, self.never)
        self.never.update(dict.fromkeys(contents, TABLE_OF_CONTENTS))
        topics = [*self.topics, *line_topics(self.units, self.never)]
        groups = [*self.groups, *line_groups(self.units, self.never)]
        return Survey(
            units=tuple(used_again.marked(self.units)),
            groups=tuple(
                replace(group, only=self.lists[self.below_headings[group.span]] == 1)
                if group.span in self.below_headings
                else group
                for group in groups
                if self.usable(group.items) == group.items
            ),
            topics=tuple(
                used_again.marked(replace(topic, body=self.usable(topic.body)) for topic in topics)
            ),
            grids=tuple(grid for grid in self.grids if grid.span not in self.never),
            snippets=tuple(self.snippets),
            never=self.never,
        )

    def usable(self, found: tuple[Unit, ...]) -> tuple[Unit, ...]:
        return tuple(unit for unit in found if unit.span not in self.never)

    # ---------------------------------------------------------------- contexts

    def context(self, below: _Below, marker: str = "", anchor: str = "") -> Context:
        crumbs = [self.title, *(title for _, title in self.titles), *below.parents]
        # The only H1 is often the title of the file as well.
        breadcrumb = tuple(crumb for crumb, _ in groupby(filter(None, crumbs)))
        return Context(
            breadcrumb,
            below.parents,
            self.previous,
            below.depth,
            marker,
            self.plain_source,
            anchor,
            self.glossary,
        )

    def opening(self) -> _Opening:
        return _Opening(len(self.units), self.others)

    # ------------------------------------------------------------------ blocks

    def blocks(
        self, blocks: Sequence[Block], below: _Below | None, lead: Unit | None = None
    ) -> None:
        """Visit `blocks`; `below` is None at the top level, where headings make sections."""
        inner = below or _Below()
        for block in self.with_topics(blocks) if below is None else blocks:
            match block:
                case Heading():
                    lead = self.visit_heading(block, below)
                case Paragraph():
                    lead = self.lead(self.paragraph(block, inner), lead)
                case Quote():
                    lead = self.quote(block, inner)
                case List():
                    self.list(block, inner, lead)
                    lead = None
                case Table():
                    self.table(block, inner, lead)
                    lead = None
                case CodeBlock() | MathBlock():
                    self.verbatim(block, inner, lead)
                case Directive(name=name, value=value):
                    self.cards_on = value != "off" if name == "cards" else self.cards_on
                case Rule():
                    lead = None
                case _:
                    assert_never(block)

    def with_topics(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield `blocks`, forgetting the headings where a rule ends their topic."""
        before: Block | None = None
        for block in blocks:
            if isinstance(before, Rule) and begins_topic(block):
                self.titles.clear()
            yield block
            before = block

    def lead(self, found: tuple[Unit, ...], before: Unit | None) -> Unit | None:
        """Return the lead of a list below a paragraph; one of pictures alone changes nothing."""
        if not found:
            return before
        return found[-1] if is_lead(found[-1]) else None

    def visit_heading(self, block: Heading, below: _Below | None) -> Unit | None:
        """Open a section; below an item or quote a heading is a line that leads what follows."""
        if below is not None:
            unit = self.unit(block.span, block.content, self.context(below, anchor=block.anchor))
            self.never.setdefault(unit.span, "heading inside a list or quote")
            return unit
        self.close_heading(block.level)
        while self.titles and self.titles[-1][0] >= block.level:
            self.titles.pop()
        self.previous = ""
        self.heading = (block, self.context(_Below(), anchor=block.anchor), self.opening())
        self.titles.append((block.level, title_of(block.content)))
        return None

    def close_heading(self, next_level: int) -> None:
        if self.heading is None:
            return
        block, context, opening = self.heading
        self.heading = None
        below, mixed = self.since(opening)
        body = tuple(unit for unit in below if unit.span not in self.boxed) or below
        self.topics.append(
            Topic(
                _through(block.span, body),
                "heading",
                without_numbering(block.content),
                body,
                context,
                mixed=mixed,
                nested=next_level > block.level,
            )
        )

    def paragraph(self, block: Paragraph, below: _Below, marker: str = "") -> tuple[Unit, ...]:
        """Register the statements of a paragraph; an item's first one is parent of the others."""
        found: list[Unit] = []
        lines = statements(block.lines)
        titles = {} if marker or below.depth else titled(lines, plain_source=self.plain_source)
        by_order: dict[int, Unit] = {}
        for order, line in enumerate(lines):
            if picture(line):
                self.other(line.span, "picture")
                continue
            anchor = block.anchor if order == len(lines) - 1 else ""
            inner = _inside(below, found[0]) if marker and found else below
            if order in titles:
                inner = _inside(below, by_order[titles[order]])
            context = self.context(inner, "" if found else marker, anchor)
            found.append(self.unit(line.span, line.content, context))
            by_order[order] = found[-1]
        return tuple(found)

    def unit(self, span: Span, content: RichText, context: Context) -> Unit:
        unit = Unit(span, strip(content), context)
        self.units.append(unit)
        self.previous = unit.text
        reason = self.section_reason() or never.reason(unit)
        if reason:
            self.never[span] = reason
        return unit

    def other(self, span: Span, what: str) -> None:
        """Register a block that is shown but says nothing in words."""
        self.others += 1
        self.never[span] = what

    def section_reason(self) -> str:
        return self.page_reason or ("" if self.cards_on else never.CARDS_OFF)

    def quote(self, block: Quote, below: _Below) -> Unit | None:
        """Visit a quote; a short line that opens it also leads the list that follows it."""
        opening = self.opening()
        title = title_of(block.title)
        self.blocks(block.blocks, replace(below, parents=(*below.parents, title)))
        body, _ = self.since(opening)
        if block.callout:
            self.boxed.update(unit.span for unit in body)
        return next((unit for unit in body[:1] if is_lead(unit)), None)

    def list(self, block: List, below: _Below, lead: Unit | None) -> None:
        inner = _inside(below, lead) if lead else below
        inner = replace(inner, depth=below.depth + 1)
        heads = [self.item(item, inner) for item in block.items]
        items = tuple(head for head in heads if head)
        owner = lead or below.owner
        if self.heading and not below.depth:
            self.lists[self.heading[0].span] += 1
        if owner:
            lead_text, context, lead_span = owner.text, owner.context, owner.span
        elif self.heading:
            heading, context, _ = self.heading
            lead_text, lead_span = title_of(heading.content), None
            self.below_headings[block.span] = heading.span
        else:
            return
        if len(items) < len(heads):
            return
        self.groups.append(
            Group(
                block.span,
                lead_text.rstrip("：: "),
                items,
                replace(context, anchor=block.anchor or context.anchor),
                lead_span,
                colon=lead_text.endswith(("：", ":")),
                ordered=block.ordered,
            )
        )

    def item(self, item: Item, below: _Below) -> Unit | None:
        """Visit a list item; return its first statement, if it begins with one."""
        first, rest = item.blocks[:1], item.blocks[1:]
        if not (first and isinstance(first[0], Paragraph)):
            self.blocks(item.blocks, below)
            return None
        opening = self.opening()
        found = self.paragraph(first[0], below, item.marker)
        if not found:
            self.blocks(rest, below)
            return None
        head = found[0]
        lead = found[-1] if len(found) > 1 and is_lead(found[-1]) else None
        self.blocks(rest, _inside(below, head), lead)
        units, mixed = self.since(opening)
        self.topics.append(
            Topic(
                _through(head.span, units),
                "item",
                title_of_unit(head),
                units[1:],
                head.context,
                head.span,
                mixed=mixed,
            )
        )
        return head

    def verbatim(self, block: CodeBlock | MathBlock, below: _Below, lead: Unit | None) -> None:
        if isinstance(block, MathBlock):
            self.other(block.span, "formula")
            return
        self.other(block.span, "code")
        if self.section_reason():
            self.never[block.span] = self.section_reason()
            return
        context = self.context(_inside(below, lead) if lead else below, anchor=block.anchor)
        lines = tuple(block.text.splitlines())
        self.snippets.append(Snippet(block.span, block.language.casefold(), lines, context))

    def table(self, block: Table, below: _Below, lead: Unit | None) -> None:
        self.others += 1
        inner = _inside(below, lead) if lead else below
        context = self.context(inner, anchor=block.anchor)
        title = context.breadcrumb[-1] if context.breadcrumb else ""
        if self.section_reason():
            self.never[block.span] = self.section_reason()
        elif any(map(never.is_reference_title, context.breadcrumb)):
            self.never[block.span] = never.REFERENCES
        self.grids.append(Grid(laid_out(block), title, context, lead.span if lead else None))

    # --------------------------------------------------------------- afterwards

    def since(self, opening: _Opening) -> tuple[tuple[Unit, ...], bool]:
        """Return the statements since `opening`, and whether anything but prose came too."""
        return tuple(self.units[opening.units :]), self.others > opening.others


def _inside(below: _Below, head: Unit) -> _Below:
    return _Below((*below.parents, crumb_of(head.content)), below.depth, head)


def _through(span: Span, body: tuple[Unit, ...]) -> Span:
    return span.to(body[-1].span) if body else span
