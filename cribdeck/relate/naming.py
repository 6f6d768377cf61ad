"""Which rows of glossaries and records can be named from what they say.

All outlines go in; out come, for each table, the entities that the rest of their row tells
beyond doubt in the whole deck: 404 from 资源不存在. Policy: precision before number. What the row
says is neither said of another name in any table or definition of the notes, nor said by, or
part of, another row of the same table; it shows no part of the name, no title above does, and the
name is a short one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cribdeck.extract.leak import Shown, leak
from cribdeck.facts.model import Comparison, Definition, Outline
from cribdeck.facts.walk import passages
from cribdeck.inline import RichText, plain
from cribdeck.relate.normalise import bare, bigrams
from cribdeck.units import has_han, units
from cribdeck.wording import is_example, mentions_person

_LONGEST_NAME: Final = 8
_SHORTEST_TOLD, _SHORTEST_LATIN, _LONGEST_TOLD = 4, 2, 45
"""Units."""
_EXAMPLES: Final = re.compile(r"[示举]例|例子|样例|example|sample", re.IGNORECASE)
"""Examples are chosen: another might have been."""
_ALIKE: Final = 0.5
"""Share of the pairs of characters of the shorter text that stand in the longer one, too."""


def reversible(outlines: Sequence[Outline]) -> Iterator[tuple[Comparison, frozenset[int]]]:
    """Yield each table with the entities that can be named, if there are any."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for told, name in _claims(outlines):
        names[told].add(name)
    for table in _tables(outlines):
        texts = [_told(table, entity) for entity in range(len(table.entities))]
        good = frozenset(
            entity
            for entity in range(len(texts))
            if _can_be_named(table, entity)
            and len(names[texts[entity]]) == 1
            and not _is_like_another(entity, texts)
        )
        if good:
            yield table, good


def _tables(outlines: Iterable[Outline]) -> Iterator[Comparison]:
    for outline in outlines:
        for passage in passages(outline):
            for fact in passage.facts:
                if isinstance(fact, Comparison) and fact.genre != "comparison":
                    yield fact


def _claims(outlines: Iterable[Outline]) -> Iterator[tuple[str, str]]:
    """Yield what is told of each name, both bare."""
    for outline in outlines:
        for passage in passages(outline):
            for fact in passage.facts:
                if isinstance(fact, Definition):
                    yield bare(plain(fact.meaning)), bare(plain(fact.term))
                elif isinstance(fact, Comparison) and fact.genre != "comparison":
                    for entity, name in enumerate(fact.entities):
                        yield _told(fact, entity), bare(plain(name))


def _told(table: Comparison, entity: int) -> str:
    return bare("；".join(_cells(table, entity)))


def _cells(table: Comparison, entity: int) -> list[str]:
    cells: Iterable[RichText | None] = (aspect[entity] for aspect in table.shown)
    return [plain(cell) for cell in cells if cell is not None]


def _can_be_named(table: Comparison, entity: int) -> bool:
    name = plain(table.entities[entity]).strip()
    cells = _cells(table, entity)
    told = "；".join(cells)
    return (
        0 < units(name) <= _LONGEST_NAME
        and any(character.isalnum() for character in name)
        and (_SHORTEST_TOLD if has_han(told) else _SHORTEST_LATIN) <= units(told) <= _LONGEST_TOLD
        and not leak(Shown(told, table.origin.breadcrumb), name, "name")
        and not mentions_person(told)
        and not is_example(told)
        and not any(map(_EXAMPLES.search, table.origin.breadcrumb[-1:]))
    )


def _is_like_another(entity: int, told: Sequence[str]) -> bool:
    """Return whether what is told of an entity might be told of another one of the table."""
    mine = bigrams(told[entity])
    for other, text in enumerate(told):
        theirs = bigrams(text)
        if other != entity and len(mine & theirs) >= _ALIKE * max(1, min(len(mine), len(theirs))):
            return True
    return False
