"""How authors lay out notes: lines that lead lists, titles in disguise, plain text.

Statements and blocks go in; yes or no, or the topics found, come out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from cribdeck.extract import never
from cribdeck.extract.crumb import crumb_of, without_numbering
from cribdeck.extract.enumeration import count_in
from cribdeck.extract.unit import Group, Topic, Unit
from cribdeck.folding import fold
from cribdeck.inline import RichText, Strong, plain, strip
from cribdeck.span import Span
from cribdeck.syntax.nodes import Block, Line, List, Paragraph
from cribdeck.units import HAN, units
from cribdeck.wording import (
    has_clause,
    has_list_cue,
    is_dangling,
    is_stop_term,
    looks_like_code,
    mentions_person,
)

_LONGEST_COLON_LEAD = 60
"""Characters."""
_LONGEST_LEAD = 14
"""Units of a line above a list that leads it without a colon."""
_LONGEST_LEAD_OF_SEVERAL = 20
"""Units, if it says that there are several things."""
_SEVERAL = re.compile(r"[几两三四五六七2-7]\s?(?:种|个|类|大|点)|有哪些")
_LONGEST_LINE_TITLE = 12
"""Units of a line that can be the title of the next."""
_LONGEST_RUN = 9
_RIGHT_BELOW = (1, 2)
"""Lines between a title and its statement: none, or one blank line."""
_SHORTEST_TITLED = 8
"""Units of a line that may have a line of its own as its title."""
_LONGER_BY = 3
_LONGEST_TITLED = 12
"""Lines of a paragraph whose first line is the title of them all."""
_NAME = re.compile(rf"(?=[^\d\W])[\w{HAN} +#.&/*-]{{2,40}}(?:[（(][^（）()，。；,;]{{1,24}}[)）])?")
_UNTITLED = re.compile(r"[-*+>|#$]|https?:")
_ENDS_STATEMENT = re.compile(r"[。！？!?；;.：:）)」\"”]\s*$")
_ENDS_SENTENCE = re.compile(r"[。！!;；,，.]\s*$")
_MARKDOWN_LINE = re.compile(r"\s{0,8}(?:#{1,6}\s|[-*+]\s|>|```|~~~|\*\*)")
_PLAIN_SHARE = 0.03
"""Share of lines with Markdown in them, below which a source counts as plain text."""


def is_lead(unit: Unit) -> bool:
    """Return whether a line leads the list below it: a colon at its end, or few words."""
    text = unit.text
    if text.endswith(("：", ":")):
        return len(text) <= _LONGEST_COLON_LEAD
    longest = _LONGEST_LEAD_OF_SEVERAL if _SEVERAL.search(fold(text)) else _LONGEST_LEAD
    short = units(text) <= longest and not _ENDS_SENTENCE.search(text)
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
            and first.context.breadcrumb == _above_title(first, second)
            and second.span.line - first.span.end_line in _RIGHT_BELOW
            and units(first.text) <= _LONGEST_LINE_TITLE
            and first.span not in excluded
        ):
            span = first.span.to(second.span)
            yield Topic(span, "line", title_of_unit(first), (second,), first.context, first.span)


def line_groups(found: Sequence[Unit], excluded: Container[Span]) -> Iterator[Group]:
    """Yield each line outside lists that announces several things, with the lines right below.

    These are as many as it announces, else all up to a blank line.
    """
    for order, lead in enumerate(found):
        if lead.context.depth or not lead.text.endswith(("：", ":")) or not is_lead(lead):
            continue
        count = count_in(lead.text)
        if count is None and not has_list_cue(lead.text):
            continue
        items = tuple(_run_below(found[order + 1 :], lead))[:count]
        if len(items) > 1 and not any(it.span in excluded for it in (lead, *items)):
            yield Group(
                lead.span.to(items[-1].span),
                lead.text.rstrip("：: "),
                items,
                lead.context,
                lead.span,
                colon=True,
            )


def _run_below(found: Sequence[Unit], lead: Unit) -> Iterator[Unit]:
    before = lead
    for unit in found[:_LONGEST_RUN]:
        apart = unit.span.line != before.span.end_line + 1 or unit.context.depth
        if apart or unit.context.breadcrumb != lead.context.breadcrumb or is_lead_in(unit):
            return
        yield unit
        before = unit


def is_lead_in(unit: Unit) -> bool:
    """Return whether a line ends with a colon."""
    return unit.text.endswith(("：", ":"))


def titled(lines: Sequence[Line], *, plain_source: bool) -> Mapping[int, int]:
    """Return by index which lines of a paragraph stand below which other one, its title.

    A title that opens a paragraph is that of the whole paragraph, if that is not long; one
    in the middle of a plain text only that of the line right below it.
    """
    texts = [plain(line.content).strip() for line in lines]
    starts = [
        index
        for index in range(len(texts) - 1)
        if is_title_line(texts[index], texts[index + 1])
        and not never.is_link_only(lines[index].content)
        and (index == 0 or (plain_source and _ENDS_STATEMENT.search(texts[index - 1])))
    ]
    found: dict[int, int] = {}
    for start, end in pairwise([*starts, len(texts)]):
        is_whole = start == 0 and len(texts) <= _LONGEST_TITLED
        below = range(start + 1, end if is_whole else start + 2)
        found.update(dict.fromkeys(below, start))
    return found


def is_title_line(text: str, below: str) -> bool:
    """Return whether a line without markup is the title of what the next line says.

    It is short and a name, no sentence; the next one is a sentence or a label with its
    meaning, and clearly longer.
    """
    if not 1 <= units(text) <= _LONGEST_LINE_TITLE or not _NAME.fullmatch(text):
        return False
    if has_clause(text) or is_dangling(text) or is_stop_term(text) or mentions_person(text):
        return False
    longer = units(below) >= max(_SHORTEST_TITLED, units(text) + _LONGER_BY)
    return longer and not _UNTITLED.match(below) and not looks_like_code(below)


def _above_title(first: Unit, second: Unit) -> tuple[str, ...]:
    """Return the breadcrumb of `second`, without `first` if that is its title."""
    crumbs = second.context.breadcrumb
    return crumbs[:-1] if crumbs and crumbs[-1] == crumb_of(first.content) else crumbs


def title_of_unit(head: Unit) -> RichText:
    """Return a statement as a title: no numbering, no colon."""
    return strip(without_numbering(head.content), " ：:")
