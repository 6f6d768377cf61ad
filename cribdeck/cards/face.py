"""The face of a note: an identified draft goes in, what the cards show and hide comes out.

A face names the fragment below `templates/cards/` that lays it out and the rich text the
fragment is filled with, in which `Cloze` nodes with a number are the holes. `spoken` is the
same in one line of reading, for the manifest and for checks. All other markup stays with
the templates.

Which of the other holes a question shows is said by `others`:

* `shown`: all; what Anki does anyway;
* `earlier`: those before the blank; a sequence is learnt by asking for the next step;
* `hidden`: none; for comparison rows, when the settings ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

from cribdeck.cards.clozes import bare, hidden, renumbered
from cribdeck.cards.words import WORDS, Words
from cribdeck.facts.holes import clozes, options
from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Listing,
    Question,
    Statement,
    Steps,
)
from cribdeck.identity.identify import Identified
from cribdeck.inline import Break, RichText, Text

Others: TypeAlias = Literal["shown", "earlier", "hidden"]
_Numbers: TypeAlias = Sequence[int | None]
_Cell: TypeAlias = tuple[RichText, RichText | None]

_COLONS: Final = frozenset("：:")
_WIDEST: Final = 2
"""Entities that fit side by side on a phone; more stand one below the other."""


@dataclass(frozen=True, slots=True)
class Face:
    """What the cards of one note show."""

    fragment: str
    """Name of the template, without folder and suffix."""
    values: Mapping[str, object]
    """What the template is filled with: rich text, or lists of it."""
    spoken: RichText
    others: Others = "shown"
    extra: RichText = ()
    """Shown with the answer only."""
    lead: RichText = ()
    """What the face says first; a breadcrumb that ends with it need not say it again."""
    title: RichText = ()
    """What the breadcrumb must end with."""


def face(  # noqa: PLR0911  one for each kind
    note: Identified, other_cells: Literal["shown", "hidden"]
) -> Face:
    """Return the face of `note`.

    Args:
        note: the draft with its cloze numbers.
        other_cells: whether a comparison card shows the cells beside the one it asks for.
    """
    numbers, words = note.numbers, WORDS[note.draft.language]
    match note.draft.fact:
        case Definition() as definition:
            roles = [hole.role for hole in note.draft.holes]
            return _definition(definition, dict(zip(roles, numbers, strict=True)), words)
        case Question() as question:
            return _question(question, numbers[0])
        case Listing(lead=lead, items=items):
            return _list("listing", (lead, _all_hidden(items, numbers)), "shown", words)
        case Steps(lead=lead, items=items):
            return _list("steps", (lead, _all_hidden(items, numbers)), "earlier", words)
        case Comparison(genre="comparison") as table:
            return _aspect(table, note, other_cells, words)
        case Comparison() as table:
            return _entity(table, note, words)
        case Abbreviation() as abbreviation:
            return _abbreviation(abbreviation, numbers[0])
        case Statement() as statement:
            return _statement(statement, numbers)
        case Contrast() as contrast:
            return _contrast(contrast, numbers[0], words)
        case _ as never:
            assert_never(never)


def _definition(fact: Definition, numbers: Mapping[str, int | None], words: Words) -> Face:
    link = words.colon if fact.link.strip() in _COLONS else fact.link
    values = {
        "term": hidden(fact.term, numbers.get("term")),
        "link": _text(link),
        "meaning": hidden(fact.meaning, numbers.get("meaning")),
    }
    return Face("definition", values, (*values["term"], *values["link"], *values["meaning"]))


def _question(fact: Question, number: int | None) -> Face:
    values = {"prompt": bare(fact.prompt), "answer": hidden(_lines(fact.answer), number)}
    return Face("question", values, _lines(values.values()), lead=fact.prompt)


def _list(
    fragment: str, listed: tuple[RichText, Sequence[RichText]], others: Others, words: Words
) -> Face:
    lead, items = listed
    counted = (*bare(lead), Text(words.count.format(len(items))))
    values = {"lead": counted, "items": items}
    return Face(fragment, values, _lines([counted, *items]), others, lead=lead)


def _aspect(
    table: Comparison, note: Identified, others: Literal["shown", "hidden"], words: Words
) -> Face:
    row = note.draft.row
    aspect = bare(table.aspects[row])
    cells = _cells(table.entities, table.cells[row], note.numbers)
    values = {"aspect": aspect, "cells": cells, "stacked": len(cells) > _WIDEST}
    return Face("comparison", values, _spoken_row(aspect, cells, words), others, title=table.title)


def _entity(table: Comparison, note: Identified, words: Words) -> Face:
    row = note.draft.row
    entity = bare(table.entities[row])
    cells = _cells(table.aspects, [aspect[row] for aspect in table.cells], note.numbers)
    values = {"entity": entity, "cells": cells}
    return Face("entity", values, _spoken_row(entity, cells, words), title=table.title)


def _spoken_row(name: RichText, cells: Iterable[_Cell], words: Words) -> RichText:
    labelled = [
        ((*label, Text(words.colon)) if label else ()) + (cell or _text("—"))
        for label, cell in cells
    ]
    return _lines([name, *labelled] if name else labelled)


def _abbreviation(fact: Abbreviation, number: int | None) -> Face:
    values = {"short": _text(fact.short), "expansion": hidden(_text(fact.expansion), number)}
    spoken = (*values["short"], Text(" = "), *values["expansion"])
    return Face("abbreviation", values, spoken, extra=_text(fact.gloss))


def _statement(fact: Statement, numbers: _Numbers) -> Face:
    # As in `facts.holes`: clozes that the author gave one number are one hole.
    keys = [cloze.number or -order for order, cloze in enumerate(clozes(fact.text))]
    by_key = dict(zip(dict.fromkeys(keys), numbers, strict=True))
    in_order = iter([by_key[key] for key in keys])
    values = {
        "lead_in": bare(fact.lead_in),
        "text": renumbered(fact.text, lambda _: next(in_order)),
    }
    return Face("statement", values, _lines(part for part in values.values() if part))


def _contrast(fact: Contrast, number: int | None, words: Words) -> Face:
    claims = [renumbered(claim, lambda _: number) for claim in fact.claims]
    choices = list(map(bare, options(fact)))
    values = {"asks": _text(words.which), "choices": choices, "claims": claims}
    first, *rest = choices
    others = (node for it in rest for node in (Text(" / "), *it))
    offered = (Text(f"{words.which} "), *first, *others)
    return Face("contrast", values, _lines([offered, *claims]))


def _all_hidden(items: Iterable[RichText], numbers: _Numbers) -> list[RichText]:
    return [hidden(item, number) for item, number in zip(items, numbers, strict=True)]


def _cells(
    names: Iterable[RichText], cells: Iterable[RichText | None], numbers: _Numbers
) -> list[_Cell]:
    """Return each cell under its name; what is never asked has no number to take."""
    rest = iter(numbers)
    return [
        (bare(name), None if cell is None else hidden(cell, next(rest)))
        for name, cell in zip(names, cells, strict=True)
    ]


def _lines(lines: Iterable[RichText]) -> RichText:
    first, *rest = lines
    return first + tuple(node for line in rest for node in (Break(), *line))


def _text(characters: str) -> RichText:
    return (Text(characters),) if characters else ()
