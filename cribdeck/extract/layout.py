"""How authors lay out notes: lines that lead lists, titles in disguise, plain text.

Statements and blocks go in; yes or no, or the topics found, come out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from cribdeck.extract import never
from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.unit import Topic, Unit
from cribdeck.inline import RichText, Strong, strip
from cribdeck.span import Span
from cribdeck.syntax.nodes import Block, List, Paragraph
from cribdeck.units import units

_LONGEST_COLON_LEAD = 60
"""Characters."""
_LONGEST_LEAD = 14
"""Units of a line above a list that leads it without a colon."""
_LONGEST_LINE_TITLE = 12
"""Units of a line that can be the title of the next."""
_RIGHT_BELOW = (1, 2)
"""Lines between a title and its statement: none, or one blank line."""
_ENDS_SENTENCE = re.compile(r"[。！!;；,，.]\s*$")
_MARKDOWN_LINE = re.compile(r"\s{0,8}(?:#{1,6}\s|[-*+]\s|>|```|~~~|\||\*\*)")
_PLAIN_SHARE = 0.03
"""Share of lines with Markdown in them, below which a source counts as plain text."""


def is_lead(unit: Unit) -> bool:
    """Return whether a line leads the list below it: a colon at its end, or few words."""
    text = unit.text
    if text.endswith(("：", ":")):
        return len(text) <= _LONGEST_COLON_LEAD
    short = units(text) <= _LONGEST_LEAD and not _ENDS_SENTENCE.search(text)
    return short and not never.is_link_only(unit.content)


def begins_topic(block: Block) -> bool:
    """Return whether a list opens with an item of bold text only: a heading in disguise."""
    if not isinstance(block, List):
        return False
    first = block.items[0].blocks[:1] if block.items else ()
    lines = first[0].lines[:1] if first and isinstance(first[0], Paragraph) else ()
    return bool(lines) and all(isinstance(node, Strong) for node in strip(lines[0].content))


def is_plain_text(text: str) -> bool:
    """Return whether a source holds hardly any Markdown."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(map(bool, map(_MARKDOWN_LINE.match, lines))) <= _PLAIN_SHARE * len(lines)


def line_topics(found: Sequence[Unit], excluded: Container[Span]) -> Iterator[Topic]:
    """Yield each short line outside lists with the statement right below it."""
    for first, second in pairwise(found):
        if (
            first.context.depth == second.context.depth == 0
            and first.context.breadcrumb == second.context.breadcrumb
            and second.span.line - first.span.end_line in _RIGHT_BELOW
            and units(first.text) <= _LONGEST_LINE_TITLE
            and first.span not in excluded
        ):
            span = first.span.to(second.span)
            yield Topic(span, "line", title_of_unit(first), (second,), first.context, first.span)


def title_of_unit(head: Unit) -> RichText:
    """Return a statement as a title: no numbering, no colon."""
    return strip(without_numbering(head.content), " ：:")
