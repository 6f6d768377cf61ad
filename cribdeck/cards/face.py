"""The face of a note: an identified draft goes in, what the cards show and hide comes out.

A face names the fragment below `templates/cards/` that lays it out and the rich text the
fragment is filled with, in which `Cloze` nodes with a number are the holes. `spoken` is the
same in one line of reading, for the manifest and for checks. All other markup stays with
the templates.

Which of the other holes a question shows is said by `others`:

* `shown`: all; what Anki does anyway;
* `earlier`: those before the blank, or one later step as a cue for the first; a sequence is
  learnt by asking for the next step;
* `hidden`: none; for comparison rows of which one cell tells another, and for all when the
  settings ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, assert_never

from cribdeck.cards.clozes import bare, hidden, renumbered
from cribdeck.cards.cue import cue
from cribdeck.cards.telling import tell_each_other
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
from cribdeck.inline import Break, Cloze, RichText, Text, plain

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
    cue: int | None = None
    """Number of the cloze that is shown while the first of a sequence is asked for."""


def face(  # noqa: C901, PLR0911  one for each kind
    note: Identified, other_cells: Literal["shown", "hidden"]
) -> Face:
    """Return the face of `note`.

    Args:
        note: the draft with its cloze numbers.
        other_cells: whether a comparison card shows the cells beside the one it asks for; those
            that tell it are hidden in any case.
    """
    numbers, words = note.numbers, WORDS[note.draft.language]
    match note.draft.fact:
        case Definition() as definition:
            roles = [hole.role for hole in note.draft.holes]
            return _definition(definition, dict(zip(roles, numbers, strict=True)), words)
        case Question() as question:
            return _question(question, numbers[0])
        case Listing(among=among) as listing if among:
            return _which(listing, numbers[0], words)
        case Listing(lead=lead, items=items):
            return _listing(lead, _all_hidden(items, numbers), words)
        case Steps() as steps:
            return _steps(steps, numbers, words)
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


def _listing(lead: RichText, items: Sequence[RichText], words: Words) -> Face:
    counted = (*bare(lead), Text(words.count.format(len(items))))
    values = {"lead": counted, "items": items}
    return Face("listing", values, _lines([counted, *items]), lead=lead)


def _steps(fact: Steps, numbers: _Numbers, words: Words) -> Face:
    listing = _listing(fact.lead, _all_hidden(fact.items, numbers), words)
    place = None if numbers[0] is None else cue(fact.items)
    items = list(map(bare, fact.items))
    return replace(
        listing,
        fragment="steps",
        values={**listing.values, "items": items, "numbers": numbers, "cue": place},
        others="earlier",
        cue=None if place is None else numbers[place],
    )


def _aspect(
    table: Comparison, note: Identified, others: Literal["shown", "hidden"], words: Words
) -> Face:
    row = note.draft.row
    aspect = bare(table.aspects[row])
    numbers, whole = _numbers(note, table.cells[row])
    asked, said = table.cells[row], table.shown[row]
    beside = [cell is None and it is not None for cell, it in zip(asked, said, strict=True)]
    if tell_each_other([plain(it) for it in said if it is not None]):
        others = "hidden"
    cells = [
        (name, (Cloze(cell, whole),) if whole and cell is not None and not is_beside else cell)
        for (name, cell), is_beside in zip(
            _cells(table.entities, asked, said, numbers), beside, strict=True
        )
    ]
    read = [
        (name, _text("…") if is_beside and others == "hidden" else cell)
        for (name, cell), is_beside in zip(cells, beside, strict=True)
    ]
    values = {
        "aspect": aspect,
        "cells": cells,
        "beside": beside,
        "stacked": len(cells) > _WIDEST,
        "whole": whole is not None,
    }
    return Face("comparison", values, _spoken_row(aspect, read, words), others, title=table.title)


def _entity(table: Comparison, note: Identified, words: Words) -> Face:
    row = note.draft.row
    column = [aspect[row] for aspect in table.cells]
    numbers, name = _numbers(note, column)
    entity = hidden(table.entities[row], name)
    said = [aspect[row] for aspect in table.shown]
    # A blank, or a dash for want of a value, says nothing here.
    cells = [
        it
        for it, asked in zip(_cells(table.aspects, column, said, numbers), column, strict=True)
        if asked is not None or any(map(str.isalnum, plain(it[1] or ())))
    ]
    values = {"entity": entity, "cells": cells}
    return Face("entity", values, _spoken_row(entity, cells, words), title=table.title)


def _numbers(note: Identified, cells: Iterable[RichText | None]) -> tuple[_Numbers, int | None]:
    """Return the numbers of the cells, and that of what the row asks for beside them."""
    asked = sum(cell is not None for cell in cells)
    return note.numbers[:asked], next(iter(note.numbers[asked:]), None)


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
    offered = (Text(f"{words.which} "), *_beside(choices, Text(" / ")))
    return Face("contrast", values, _lines([offered, *claims]))


def _which(fact: Listing, number: int | None, words: Words) -> Face:
    choices = list(map(bare, fact.among))
    named = hidden(_beside(fact.items, Text(words.comma)), number)
    values = {
        "lead": bare(fact.lead),
        "asks": _text(words.which_ones),
        "choices": choices,
        "named": named,
    }
    offered = (Text(f"{words.which_ones} "), *_beside(choices, Text(" / ")))
    return Face("which", values, _lines([bare(fact.lead), offered, named]), lead=fact.lead)


def _beside(parts: Sequence[RichText], between: Text) -> RichText:
    first, *rest = parts
    return (*first, *(node for it in rest for node in (between, *it)))


def _all_hidden(items: Iterable[RichText], numbers: _Numbers) -> list[RichText]:
    return [hidden(item, number) for item, number in zip(items, numbers, strict=True)]


def _cells(
    names: Iterable[RichText],
    asked: Iterable[RichText | None],
    said: Iterable[RichText | None],
    numbers: _Numbers,
) -> list[_Cell]:
    """Return each cell under its name: hidden where it is asked for, else as it is said."""
    rest = iter(numbers)
    return [
        (bare(name), hidden(cell, next(rest)) if cell is not None else it and bare(it))
        for name, cell, it in zip(names, asked, said, strict=True)
    ]


def _lines(lines: Iterable[RichText]) -> RichText:
    first, *rest = lines
    return first + tuple(node for line in rest for node in (Break(), *line))


def _text(characters: str) -> RichText:
    return (Text(characters),) if characters else ()
