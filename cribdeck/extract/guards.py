"""No card may show its own answer: in its prompt, or in the titles above it.

A fact goes in; out comes the same fact, one that hides less or asks the other way
round, or the reason why nothing is left. An answer counts as visible when it stands
elsewhere in the prompt, brackets and spaces aside. A title that names several candidates
(`A 和 B`, `A vs B`) gives nothing away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from cribdeck.extract.glossary import TECHNICAL, Glossary
from cribdeck.extract.leak import VISIBLE, Asked, Shown, leak
from cribdeck.extract.leak.names import says_it_all
from cribdeck.facts.holes import contrast_prompts, holes, options, statement_prompts
from cribdeck.facts.model import (
    Abbreviation,
    Comparison,
    Contrast,
    Definition,
    Fact,
    Listing,
    Question,
    Statement,
    Steps,
)
from cribdeck.folding import fold
from cribdeck.inline import RichText, plain

_TASK = re.compile(
    r"(?:防止?|实现|避免|提高|提升|使用|保证|解决|增加|减少|降低|检查|过滤|设置|选择|处理|如何|关于)[^\W\d_]{2}"
)
"""Labels that name something to do: worth being explained, not worth being asked for."""


def guarded(fact: Fact, glossary: Glossary = TECHNICAL) -> Fact | str:
    """Return `fact` with nothing given away, or the reason why it had to be dropped.

    `glossary` knows what else things are called.
    """
    match fact:
        case Definition():
            return _guarded_definition(fact, glossary)
        case Comparison():
            return _guarded_comparison(fact)
        case Question() | Abbreviation() | Listing() | Steps() | Statement() | Contrast():
            return next((why for _, why in _leaks(fact, glossary)), fact)
        case _:
            assert_never(fact)


def leaks(fact: Fact) -> Iterator[str]:
    """Yield the answers of `fact` that its own question or breadcrumb gives away."""
    for answer, _ in _leaks(fact, TECHNICAL):
        yield answer


def _leaks(fact: Fact, glossary: Glossary) -> Iterator[tuple[str, str]]:
    for answer, prompt in _questions(fact):
        # A piece of a sentence is weighed where it is chosen, in `prose`.
        asked: Asked = "name" if isinstance(fact, Definition) else "item"
        against = leak(_shown(fact, prompt), answer, asked, glossary)
        if against:
            yield answer, against.why


def _shown(fact: Fact, prompt: str) -> Shown:
    if isinstance(fact, Comparison | Contrast | Steps):
        # A cell is asked by its row and column, a step by those before it: words they share with
        # a title far above are chance. The options of a contrast are shown anyway.
        return Shown(prompt)
    return Shown(prompt, fact.origin.breadcrumb)


def _guarded_definition(fact: Definition, glossary: Glossary) -> Definition | str:
    term, meaning = plain(fact.term), plain(fact.meaning)
    asks_term = not (
        fact.asks == "meaning"
        or _TASK.match(fold(term))
        or leak(_shown(fact, meaning), term, "name", glossary)
    )
    asks_meaning = fact.asks != "term" and not (
        leak(_shown(fact, term), meaning, "name", glossary) or says_it_all(term, meaning, glossary)
    )
    match (asks_term, asks_meaning):
        case (True, True):
            return fact
        case (True, False):
            return replace(fact, asks="term")
        case (False, True):
            return replace(fact, asks="meaning")
        case _:
            return VISIBLE


def _guarded_comparison(fact: Comparison) -> Comparison | str:
    def kept(cell: RichText | None, prompt: str) -> RichText | None:
        return None if cell is None or leak(Shown(prompt), plain(cell), "item") else cell

    cells = tuple(
        tuple(
            kept(cell, f"{plain(entity)} {plain(aspect)}")
            for cell, entity in zip(row, fact.entities, strict=True)
        )
        for row, aspect in zip(fact.cells, fact.aspects, strict=True)
    )
    if fact.skeleton is None and all(cell is None for row in cells for cell in row):
        return VISIBLE
    if cells == fact.cells:
        return fact
    return replace(fact, cells=cells, written=fact.shown)


def _questions(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield each answer with the text that its card shows around it."""
    match fact:
        case Definition(term=term, meaning=meaning, asks=asks):
            sides = {"term": (term, meaning), "meaning": (meaning, term)}
            for side in ("term", "meaning") if asks == "both" else (asks,):
                yield plain(sides[side][0]), plain(sides[side][1])
        case Question(prompt=prompt) | Listing(lead=prompt) | Steps(lead=prompt):
            yield from ((hole.answer, plain(prompt)) for hole in holes(fact))
        case Abbreviation(short=short):
            yield fact.expansion, short
        case Statement():
            yield from _statement_questions(fact)
        case Contrast():
            claims = contrast_prompts(fact)
            yield from ((plain(it), claim) for it in options(fact) for claim in claims)
        case Comparison():
            yield from _comparison_questions(fact)
        case _:
            assert_never(fact)


def _statement_questions(fact: Statement) -> Iterator[tuple[str, str]]:
    for hole, visible in statement_prompts(fact.text):
        for piece in hole.answer.split(" / "):
            yield piece, f"{plain(fact.lead_in)} {visible}"


def _comparison_questions(fact: Comparison) -> Iterator[tuple[str, str]]:
    for aspect, row in zip(fact.aspects, fact.cells, strict=True):
        for entity, cell in zip(fact.entities, row, strict=True):
            if cell is not None:
                yield plain(cell), f"{plain(entity)} {plain(aspect)}"
