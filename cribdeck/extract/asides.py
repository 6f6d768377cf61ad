"""What stands directly below a fact and belongs to it: sections go in, the same come out.

Cards show it with the answer (`Origin.asides`): a block of code or a formula below a line is its
example, a box its reservation (an erratum, what holds from some version on; which boxes, is up to
`cards`). Directly means that nothing but other asides stands between, in the same section. What is
below a list belongs to the whole of it, so to a fact about all items; what is below a table, to
no single row. What is long stays on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final

from cribdeck.facts.model import (
    Aside,
    Callout,
    Code,
    Fact,
    Formula,
    Grid,
    Passage,
    Picture,
    Prose,
    Section,
    Shown,
)
from cribdeck.inline import Code as CodeSpan
from cribdeck.inline import Math, RichText
from cribdeck.span import Span

_LONGEST: Final = 24
"""Lines of code or of a box: more than a screen of a phone."""
_QUOTE: Final = "quote"


def with_asides(section: Section) -> Section:
    """Return `section` with the asides of its facts, and of those below it."""
    return replace(
        section,
        passages=tuple(_passages(section.passages)),
        children=tuple(map(with_asides, section.children)),
    )


@dataclass(slots=True)
class _Group:
    """Asides, and what stands directly above them: a line, or a whole list."""

    first: Passage
    last: Passage
    asides: list[Aside] = field(default_factory=list)

    def holds(self, passage: Passage, fact: Fact) -> bool:
        """Return whether `fact`, found in `passage`, is about all that stands above."""
        if self.first is self.last is passage:
            return True
        return _covers(fact, self.first.shown.span) and _covers(fact, self.last.shown.span)


def _passages(passages: Sequence[Passage]) -> Iterator[Passage]:
    groups: list[_Group] = []
    above: list[Passage] = []
    for passage in passages:
        aside = None if passage.facts else _aside(passage.shown)
        if aside is not None:
            if group := _group(above, _depth(passage)):
                if not groups or groups[-1].last is not group.last:
                    groups.append(group)
                groups[-1].asides.append(aside)
        elif not isinstance(passage.shown, Picture):
            above.append(passage)
    for it in passages:
        facts = tuple(_with(fact, it, groups) for fact in it.facts)
        yield replace(it, facts=facts) if facts != it.facts else it


def _group(above: Sequence[Passage], depth: int) -> _Group | None:
    """Return what an aside at `depth` stands below: what is below a list belongs to no one item."""
    if not above or isinstance(above[-1].shown, Grid | Callout):
        return None
    in_list = takewhile(lambda it: _depth(it) > depth, reversed(above))
    return _Group([above[-1], *in_list][-1], above[-1])


def _aside(shown: Shown) -> Aside | None:
    match shown:
        case Code(language=language, text=text) if text.count("\n") <= _LONGEST:
            # The line end makes it a block, even if it is one line.
            code = text.rstrip("\n") + "\n"
            return Aside("code", (), ((CodeSpan(code, language),),))
        case Formula(tex=tex):
            return Aside("formula", (), ((Math(tex, display=True),),))
        case Callout(kind=kind, title=title, body=body) if kind != _QUOTE:
            lines = tuple(_lines(body))
            return Aside(kind, title, lines) if 0 < len(lines) <= _LONGEST else None
        case _:
            return None


def _lines(body: Sequence[Passage]) -> Iterator[RichText]:
    for passage in body:
        match passage.shown:
            case Prose(text=text):
                yield text
            case shown:
                aside = _aside(shown)
                yield from aside.lines if aside else ()


def _depth(passage: Passage) -> int:
    return 0 if isinstance(passage.shown, Callout) else passage.shown.depth


def _covers(fact: Fact, inner: Span) -> bool:
    outer = fact.origin.span
    return (outer.line, outer.column) <= (inner.line, inner.column) and (
        inner.end_line,
        inner.end_column,
    ) <= (outer.end_line, outer.end_column)


def _with(fact: Fact, passage: Passage, groups: Sequence[_Group]) -> Fact:
    found = tuple(it for group in groups if group.holds(passage, fact) for it in group.asides)
    return replace(fact, origin=replace(fact.origin, asides=found)) if found else fact
