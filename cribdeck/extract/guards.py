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
from cribdeck.units import HAN

VISIBLE = "the answer can be read in the question"
_SHORTEST_ANSWER = 2
"""Characters; a shorter answer occurs anywhere by chance."""
_SHARE_OF_TERM = 0.5
"""Of cards that showed three fifths of the term's pairs 23 % were judged good."""
_LATIN_WEIGHT = 2
"""A Latin word says as much as two pairs of characters."""
_LATIN = re.compile(r"[a-z][a-z0-9]+")
_HAN_RUN = re.compile(f"[{HAN}]+")
_OTHER_NAME = re.compile(r"[（(]([^（()）]{2,20})[)）]")
_SUFFIX = re.compile(r"(?<=..)(?:[性法化端器式层级]|架构|模式|机制|方式|策略|算法|协议)$")
_TASK = re.compile(
    r"(?:防止?|实现|避免|提高|提升|使用|保证|解决|增加|减少|降低|检查|过滤|设置|选择|处理|如何|关于)[^\W\d_]{2}"
)
"""Labels that name something to do: worth being explained, not worth being asked for."""
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
    """Return whether half of a term, or more, can be read in its meaning.

    一致性哈希算法 is hardly an answer where 哈希的算法满足一致性 is shown, nor 隔离性 where
    things are 隔离, nor RDB 持久化 where there is an RDB file.
    """
    core = _SUFFIX.sub("", without_brackets(fold(term)).casefold())
    text = fold(meaning).casefold()
    if any(shows(text, name) for name in _OTHER_NAME.findall(fold(term))):
        return True
    words = _LATIN.findall(core)
    pairs = [a + b for run in _HAN_RUN.findall(core) for a, b in pairwise(run)]
    whole = _LATIN_WEIGHT * len(words) + len(pairs)
    found = _LATIN_WEIGHT * sum(shows(text, word) for word in words)
    found += sum(pair in text for pair in pairs)
    return whole > 0 and found >= _SHARE_OF_TERM * whole


def _given_away(fact: Fact, answer: str, prompt: str) -> bool:
    if isinstance(fact, Comparison | Contrast | Steps):
        # A cell is asked by its row and column, a step by those before it: words they share with
        # a title far above are chance. The options of a contrast are shown anyway.
        return shows(prompt, answer)
    return shows(prompt, answer) or in_breadcrumb(fact.origin.breadcrumb, answer)


def _guarded_definition(fact: Definition) -> Definition | str:
    term, meaning = plain(fact.term), plain(fact.meaning)
    asks_term = not (
        fact.asks == "meaning"
        or _TASK.match(fold(term))
        or _given_away(fact, term, meaning)
        or mostly_shows(meaning, term)
    )
    asks_meaning = (
        fact.asks != "term"
        and not _given_away(fact, meaning, term)
        and not mostly_shows(term, meaning)
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
