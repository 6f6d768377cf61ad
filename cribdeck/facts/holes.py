"""What each card of a fact hides: a fact goes in, its holes come out in reading order.

A hole's role says what the piece is *for the fact*, never where it stands, so that a
reworded answer, a moved item or a new row keeps the review history of its card:

* definition: `term`, `meaning`; question: `answer`; abbreviation: `expansion`;
* listing, steps: the item's own text; a listing among others: `which`;
* statement: the hidden text;
* contrast: `which`, all subjects as one hole;
* comparison: `<aspect>␟<entity>` for the table as a whole. One Anki note holds one row, so
  `row_holes` (one aspect, all entities) names its holes by entity, and `entity_holes`
  (one entity, all aspects; glossaries and records) names them by aspect.

* of a comparison's row, if asked for, the whole row (`␟row`); of a glossary's or record's, the
  name of its entity (`␟name`).

Roles are unique within the list returned: a second hole of the same role gets ` #2`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from typing import assert_never

from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Hole,
    Listing,
    Question,
    Statement,
    Steps,
)
from cribdeck.inline import (
    Break,
    Cloze,
    Code,
    Image,
    Math,
    RichText,
    Styled,
    Text,
    plain,
)

SEPARATOR = "\u241f"
"""Stands between aspect and entity in a role; no note contains it (SYMBOL FOR UNIT SEPARATOR)."""
WHOLE_ROW = f"{SEPARATOR}row"
NAME = f"{SEPARATOR}name"
"""Roles of what is asked of a row beside its cells; after these, so that they move no number."""
_FEWEST_AT_ONCE, _MOST_AT_ONCE = 2, 4
"""Working memory holds three to five things (Cowan 2001)."""


def holes(fact: Fact) -> tuple[Hole, ...]:
    """Return what the cards of `fact` hide; of a comparison, every cell that is asked."""
    return _with_unique_roles(_holes(fact))


def row_holes(comparison: Comparison, aspect: int) -> tuple[Hole, ...]:
    """Return the cells of one aspect (an index into `aspects`), each in the role of its entity."""
    row = zip(comparison.entities, comparison.cells[aspect], strict=True)
    return _with_unique_roles(
        Hole(_flat(entity), _flat(cell)) for entity, cell in row if cell is not None
    )


def whole_row(comparison: Comparison, aspect: int) -> tuple[Hole, ...]:
    """Return the cells of one aspect as one hole; nothing if there are not two to four of them."""
    answers = [hole.answer for hole in row_holes(comparison, aspect)]
    if not _FEWEST_AT_ONCE <= len(answers) <= _MOST_AT_ONCE:
        return ()
    return (Hole(WHOLE_ROW, " / ".join(answers)),)


def name_of(comparison: Comparison, entity: int) -> tuple[Hole, ...]:
    """Return the name of an entity as a hole; nothing if its row does not tell it."""
    if entity not in comparison.reversible:
        return ()
    return (Hole(NAME, _flat(comparison.entities[entity])),)


def entity_holes(comparison: Comparison, entity: int) -> tuple[Hole, ...]:
    """Return the cells of one entity (an index into `entities`), each in the role of its aspect."""
    column = zip(comparison.aspects, (row[entity] for row in comparison.cells), strict=True)
    return _with_unique_roles(
        Hole(_flat(aspect), _flat(cell)) for aspect, cell in column if cell is not None
    )


def clozes(text: RichText) -> Iterator[Cloze]:
    """Yield the cloze nodes of `text` in reading order, an outer one before those inside it."""
    for node in text:
        match node:
            case Cloze(children):
                yield node
                yield from clozes(children)
            case Styled(children):
                yield from clozes(children)
            case Text() | Code() | Math() | Image() | Break():
                pass
            case _:
                assert_never(node)


def options(contrast: Contrast) -> tuple[RichText, ...]:
    """Return what may stand in the blanks of `contrast`, in an order that gives nothing away."""
    by_name = {_flat(cloze.children): cloze.children for cloze in _subjects(contrast)}
    return tuple(by_name[name] for name in sorted(by_name, key=lambda it: (it.casefold(), it)))


def contrast_prompts(contrast: Contrast) -> tuple[str, ...]:
    """Return what the card of `contrast` shows of each claim: all but its subject."""
    return tuple("".join(_visible(claim, frozenset({0}), count())) for claim in contrast.claims)


def statement_prompts(text: RichText) -> Iterator[tuple[Hole, str]]:
    """Yield each hole of a statement's text with what its card shows: all but the hidden pieces.

    Pieces that the author gave the same number are hidden by one card; the others stand alone.
    """
    groups: dict[int, list[int]] = {}
    pieces = tuple(clozes(text))
    for order, cloze in enumerate(pieces):
        # Unnumbered clozes get a key out of the author's range (1 and up).
        groups.setdefault(cloze.number or -order, []).append(order)
    for number, orders in groups.items():
        answer = " / ".join(_flat(pieces[order].children) for order in orders)
        visible = "".join(_visible(text, frozenset(orders), count()))
        yield Hole(answer, answer, number if number > 0 else None), visible


def _visible(text: RichText, hidden: frozenset[int], orders: Iterator[int]) -> Iterator[str]:
    for node in text:
        match node:
            case Cloze(children):
                order = next(orders)
                inner = "".join(_visible(children, hidden, orders))
                yield " " if order in hidden else inner
            case Styled(children):
                yield from _visible(children, hidden, orders)
            case Text() | Code() | Math() | Image() | Break():
                yield plain((node,))
            case _:
                assert_never(node)


def _holes(fact: Fact) -> Iterator[Hole]:  # noqa: C901  one case for each kind
    match fact:
        case Definition(term=term, meaning=meaning, asks=asks):
            if asks in ("term", "both"):
                yield Hole("term", _flat(term))
            if asks in ("meaning", "both"):
                yield Hole("meaning", _flat(meaning))
        case Question(answer=answer):
            yield Hole("answer", "\n".join(map(_flat, answer)))
        case Listing(items=items, among=among) if among:
            yield Hole("which", " / ".join(map(_flat, items)))
        case Listing(items=items) | Steps(items=items):
            yield from (Hole(_flat(item), _flat(item)) for item in items)
        case Comparison():
            yield from _comparison_holes(fact)
        case Abbreviation(expansion=expansion):
            yield Hole("expansion", expansion)
        case Statement(text=text):
            yield from (hole for hole, _ in statement_prompts(text))
        case Contrast():
            yield Hole("which", " / ".join(_flat(it.children) for it in _subjects(fact)))
        case _:
            assert_never(fact)


def _subjects(contrast: Contrast) -> Iterator[Cloze]:
    return (next(clozes(claim)) for claim in contrast.claims)


def _comparison_holes(comparison: Comparison) -> Iterator[Hole]:
    for aspect, name in enumerate(comparison.aspects):
        for hole in row_holes(comparison, aspect):
            yield Hole(f"{_flat(name)}{SEPARATOR}{hole.role}", hole.answer)


def _with_unique_roles(found: Iterable[Hole]) -> tuple[Hole, ...]:
    seen: Counter[str] = Counter()
    unique: list[Hole] = []
    for hole in found:
        seen[hole.role] += 1
        repeat = seen[hole.role]
        role = hole.role if repeat == 1 else f"{hole.role} #{repeat}"
        unique.append(Hole(role, hole.answer, hole.number))
    return tuple(unique)


def _flat(text: RichText) -> str:
    return " ".join(plain(text).split())
