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
from itertools import pairwise
from typing import assert_never

from cribdeck.extract.splitting import without_brackets
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

VISIBLE = "the answer can be read in the question"
_SHORTEST_ANSWER = 2
"""Characters; a shorter answer occurs anywhere by chance."""
_SHORTEST_PARTLY, _LONGEST_PARTLY = 4, 20
"""Characters of a term of which a part may give the whole away."""
_SHARE_OF_PAIRS = 0.6
"""Of cards above this share only 23 % were judged good."""
_CANDIDATES = re.compile(r"、|和|与|/|,|，|区别|比较|对比|\b(?:vs|and)\b", re.IGNORECASE)


def guarded(fact: Fact) -> Fact | str:
    """Return `fact` with nothing given away, or the reason why it had to be dropped."""
    match fact:
        case Definition():
            return _guarded_definition(fact)
        case Comparison():
            return _guarded_comparison(fact)
        case Question() | Abbreviation() | Listing() | Steps() | Statement() | Contrast():
            return VISIBLE if any(leaks(fact)) else fact
        case _:
            assert_never(fact)


def leaks(fact: Fact) -> Iterator[str]:
    """Yield the answers of `fact` that its own question or breadcrumb gives away."""
    for answer, prompt in _questions(fact):
        if _given_away(fact, answer, prompt):
            yield answer


def in_breadcrumb(breadcrumb: tuple[str, ...], answer: str) -> bool:
    """Return whether a title above names `answer`, and no other candidate beside it."""
    return any(shows(title, answer) and not _CANDIDATES.search(fold(title)) for title in breadcrumb)


def shows(prompt: str, answer: str) -> bool:
    """Return whether the core of `answer` (no brackets, no spaces) can be read in `prompt`.

    A Latin word counts with or without its plural s, and only as a whole word: `topic` is
    not in `topical`.
    """
    words = without_brackets(answer).casefold().split()
    core = "".join(words)
    if len(core) < _SHORTEST_ANSWER:
        return False
    if core.isascii():
        loose = r"\s?".join(f"{re.escape(word.removesuffix('s'))}s?" for word in words)
        return re.search(rf"(?<![a-z0-9]){loose}(?![a-z0-9])", prompt.casefold()) is not None
    return core in "".join(prompt.casefold().split())


def mostly_shows(meaning: str, term: str) -> bool:
    """Return whether most pairs of characters of a term can be read in its meaning.

    一致性哈希算法 is hardly an answer where 哈希的算法满足一致性 is shown.
    """
    core = "".join(without_brackets(term).casefold().split())
    if core.isascii() or not _SHORTEST_PARTLY <= len(core) <= _LONGEST_PARTLY:
        return False
    pairs = {first + second for first, second in pairwise(core)}
    return sum(pair in meaning.casefold() for pair in pairs) >= _SHARE_OF_PAIRS * len(pairs)


def _given_away(fact: Fact, answer: str, prompt: str) -> bool:
    if isinstance(fact, Comparison | Contrast | Steps):
        # A cell is asked by its row and column, a step by those before it: words they share with
        # a title far above are chance. The options of a contrast are shown anyway.
        return shows(prompt, answer)
    return shows(prompt, answer) or in_breadcrumb(fact.origin.breadcrumb, answer)


def _guarded_definition(fact: Definition) -> Definition | str:
    term, meaning = plain(fact.term), plain(fact.meaning)
    asks_term = not (
        fact.asks == "meaning" or _given_away(fact, term, meaning) or mostly_shows(meaning, term)
    )
    asks_meaning = fact.asks != "term" and not _given_away(fact, meaning, term)
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
        return None if cell is None or _given_away(fact, plain(cell), prompt) else cell

    cells = tuple(
        tuple(
            kept(cell, f"{plain(entity)} {plain(aspect)}")
            for cell, entity in zip(row, fact.entities, strict=True)
        )
        for row, aspect in zip(fact.cells, fact.aspects, strict=True)
    )
    if all(cell is None for row in cells for cell in row):
        return VISIBLE
    return replace(fact, cells=cells)


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
