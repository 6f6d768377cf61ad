"""How important a passage is on its sheet: outlines go in, a rank for each passage comes out.

The author's word comes first (`Passage.importance`, 1 to 3). Where nothing is said, the first
row of `KINDS` that a passage fits decides. So what a learner looks up (what the author has
marked, tables that compare, pitfalls, steps, definitions) stays longest when a sheet is short of
room, and prose in which there was nothing to ask goes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cribdeck.facts.model import (
    Abbreviation,
    Callout,
    Code,
    Comparison,
    Definition,
    Fact,
    Formula,
    Grid,
    Listing,
    Outline,
    Passage,
    Picture,
    Prose,
    Question,
    Steps,
)
from cribdeck.facts.walk import sections
from cribdeck.inline import Cloze, Highlight, RichText, Strong, Styled, plain
from cribdeck.sheets.model import Rank
from cribdeck.sheets.remark_kinds import remark_kind
from cribdeck.sheets.remark_lines import remark_label
from cribdeck.wording import is_example

KEY_CODE: Final = 8
"""Lines; code up to this length is a command or a call to look up, longer code an example."""
_START: Final = 8
"""Characters of a line in which `例如` makes it an example; further on it only holds one."""

_Fits: TypeAlias = Callable[["_Seen"], bool]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A passage, and what there is to know about it."""

    passage: Passage
    facts: tuple[Fact, ...]
    """Its own, and those inside it."""
    is_doubled: bool
    """Whether all it says is said at another place of the sheet, too."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table."""

    name: str
    """As reports say it."""
    importance: int
    fits: _Fits


def _has(*kinds: type) -> _Fits:
    return lambda it: any(isinstance(fact, kinds) for fact in it.facts)


def _is(*kinds: type) -> _Fits:
    return lambda it: isinstance(it.passage.shown, kinds)


def _styled(*kinds: type) -> _Fits:
    return lambda it: any(_holds(text, kinds) for text in _texts(it.passage))


KINDS: Final[tuple[Kind, ...]] = (
    Kind("said at another place of the sheet, too", 1, lambda it: it.is_doubled),
    Kind("marked by the author", 3, _styled(Highlight, Cloze)),
    Kind("comparison table", 3, lambda it: any(map(_compares, it.facts))),
    Kind("pitfall", 3, lambda it: _remark_kind(it.passage) == "warning"),
    Kind("steps", 3, _has(Steps)),
    Kind("definition", 3, _has(Definition, Abbreviation)),
    Kind("example", 1, lambda it: _is_example(it.passage)),
    Kind("bold", 3, _styled(Strong)),
    Kind("table", 2, _is(Grid)),
    Kind("fact", 2, lambda it: bool(it.facts) or it.passage.covered),
    Kind("formula", 2, _is(Formula)),
    Kind("short code", 2, lambda it: _is(Code)(it) and _lines(it.passage) <= KEY_CODE),
    Kind("picture", 2, _is(Picture)),
    Kind("list item", 2, lambda it: _is_item(it.passage)),
    Kind("quote", 1, lambda it: _remark_kind(it.passage) == "quote"),
    Kind("remark", 2, _is(Callout)),
    Kind("long code", 1, _is(Code)),
    Kind("prose without a fact", 1, lambda _: True),
)
"""What a passage may be, in the order in which it is looked for."""


def ranks_of(outlines: Sequence[Outline]) -> tuple[Rank, ...]:
    """Return the rank of each passage of a sheet, in reading order."""
    every = [
        passage
        for outline in outlines
        for section in sections(outline.sections)
        for passage in section.passages
    ]
    doubled = {
        (it.origin.span.path, it.origin.span.line)
        for passage in every
        for fact in _facts(passage)
        for it in fact.origin.also
    }
    return tuple(_rank(passage, doubled) for passage in every)


def _rank(passage: Passage, doubled: set[tuple[str, int]]) -> Rank:
    facts = tuple(_facts(passage))
    span = passage.shown.span
    is_doubled = passage.covered and not facts and (span.path, span.line) in doubled
    seen = _Seen(passage, facts, is_doubled)
    kind = next(it for it in KINDS if it.fits(seen))
    return Rank(
        span=span,
        importance=passage.importance or kind.importance,
        kind=kind.name,
        is_one=any(isinstance(fact, Listing | Question | Steps) for fact in facts),
        lines=tuple(sorted({*_own_lines(passage), *_cell_lines(passage)})),
    )


def _own_lines(passage: Passage) -> Iterator[tuple[str, int]]:
    """Yield where the passage stands, or where those inside it do; a joined table nowhere."""
    if not passage.is_joined:
        yield passage.shown.span.path, passage.shown.span.line
    if isinstance(passage.shown, Callout):
        for inner in passage.shown.body:
            yield from _own_lines(inner)


def _cell_lines(passage: Passage) -> Iterator[tuple[str, int]]:
    """Yield the lines that only a joined table shows."""
    for fact in passage.facts if passage.is_joined else ():
        if isinstance(fact, Comparison):
            yield from ((it.path, it.line) for row in fact.cell_spans for it in row)


def _facts(passage: Passage) -> Iterator[Fact]:
    yield from passage.facts
    if isinstance(passage.shown, Callout):
        for inner in passage.shown.body:
            yield from _facts(inner)


def _texts(passage: Passage) -> Iterator[RichText]:
    match passage.shown:
        case Prose(text=text):
            yield text
        case Grid(rows=rows):
            # The first column and the header are bold as a rule, and mark nothing.
            yield from (cell for row in rows for cell in row[1:])
        case Callout(body=body):
            for inner in body:
                yield from _texts(inner)
        case _:
            pass


def _holds(text: Iterable[object], kinds: tuple[type, ...]) -> bool:
    return any(
        isinstance(it, kinds) or (isinstance(it, Styled) and _holds(it.children, kinds))
        for it in text
    )


def _compares(fact: Fact) -> bool:
    return isinstance(fact, Comparison) and fact.genre == "comparison"


def _remark_kind(passage: Passage) -> str:
    match passage.shown:
        case Callout(kind=kind):
            return remark_kind(kind)
        case Prose(text=text):
            kind, _ = remark_label(text) or ("", 0)
            return kind
        case _:
            return ""


def _is_example(passage: Passage) -> bool:
    shown = passage.shown
    return isinstance(shown, Prose) and is_example(plain(shown.text), within=_START)


def _is_item(passage: Passage) -> bool:
    return isinstance(passage.shown, Prose) and passage.shown.depth > 0


def _lines(passage: Passage) -> int:
    return passage.shown.text.count("\n") + 1 if isinstance(passage.shown, Code) else 0
