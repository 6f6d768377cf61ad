"""Which card or line says which fact, by content alone: for notes written anew.

Known facts and units of text go in, the best saying of each fact comes out. Where a fact was
once taken from does not matter, and no sentence need be the same, so what counts is how much
of what a fact tells (its terms, the rare ones more) a unit tells, too:

* a unit is one note of Anki with all its cards, or a line of the notes with its headings; of lists
  and tables it is one item or cell. A whole list or row says many things, so it has to hold more
  of a fact; a whole table or block of lines is looked at only for facts that are lists,
  comparisons or procedures themselves;
* it has to hold enough of the statement, or somewhat less of it and of its English gloss
  (`_ENOUGH`); more, where it does not name the system that the fact is about;
* its Latin names and numbers, which nobody rewords, count once more by themselves;
* cards have to hide something of the fact: what only stands around a blank is not asked. A short
  answer of which most belongs to the fact, such as a number, is enough;
* less is enough where fact and unit are each other's nearest, of all facts and all units;
* a fact of several clauses may be said clause by clause, all in one file.

A fact that the first notes had wrong is taken as it is right (`Fact.wordings`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.quality.closest import closest
from benchmarks.quality.coded import is_code, terms, weights
from benchmarks.quality.pieces import Size, Unit

_ENOUGH: Final = ((0.68, 0.0, 0.12), (0.55, 0.0, 0.25), (0.53, 0.0, 0.4), (0.42, 0.5, 0.15))
"""Shares of the statement and of its gloss that a unit must hold, and share of the statement
that its cards must hide: whoever says nearly all of it may ask for little of it."""
_ASKED_TO_THE_POINT: Final = 0.04
_TO_THE_POINT: Final = 0.6
"""Share of the statement that may be hidden instead, where so much of an answer belongs to it."""
_MUTUAL: Final = ((0.42, 0.4), (0.33, 0.45))
"""Likeness of two that are each other's nearest, and share of the statement."""
_STRANGER: Final = 0.12
"""What a unit must hold more if it does not name the system."""
_MORE: Final[Mapping[Size, float]] = {"one": 0.0, "list": 0.08, "whole": 0.25}
"""What a unit of that size must hold more: it holds much."""
_FEW: Final = 5
_OF_FEW: Final = 0.12
"""A fact of so few terms must be held so much more: one that is missing may be the point."""
_NAMES: Final = 0.5
"""Share of the Latin names and numbers of a fact."""
_ALL_NUMBERS: Final = 2
"""As many numbers have to be there all; of more, some will be examples."""
_OF_CLAUSE: Final = 0.25
"""Share of each clause that must be there: a fact half of which is missing is not said."""
_RAREST: Final = 3
_OF_RAREST: Final = 2
"""Of the three terms that tell most, two must be there."""
_OF_SEVERAL: Final = frozenset({"list", "comparison", "procedure"})
_LEAST_CLAUSE: Final = 3
"""Terms below which a clause says nothing of its own."""
_UNKNOWN: Final = 7.0
"""Weight of a term in no statement but this one's own gloss or correction."""

_CLAIM: Final = re.compile(r"（[^（）]*笔记[^（）]*）|笔记[^；。]*[；。]")
"""What a statement says of the first notes rather than of the world."""
_CLAUSE_END: Final = re.compile("[；;。]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A way of saying a fact."""

    statement: str
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What should be told."""

    wordings: tuple[Wording, ...]
    kind: str
    system: tuple[str, ...] = ()
    """Names of what it is about, if it is one product."""
    right_terms: tuple[str, ...] = ()
    """Answers by which a corrected fact is known."""

    @property
    def terms(self) -> frozenset[str]:
        """All that it tells, in either language."""
        return frozenset().union(*(terms(it.statement) | terms(it.gloss) for it in self.wordings))


@dataclass(frozen=True, slots=True)
class Said:
    """That a unit says a fact, or a clause of it."""

    unit: Unit
    share: float
    """Of the statement, by weight."""
    gloss: float
    asked: float
    focused: float
    """Share of the answer that belongs most to the statement."""

    @property
    def score(self) -> float:
        """What of two to show."""
        return self.share + 0.3 * self.gloss + 0.2 * self.asked - _MORE[self.unit.size]


class Texts:
    """Units in which facts are looked for."""

    def __init__(
        self, units: Iterable[Unit], weighed: Mapping[str, float], facts: Iterable[Fact]
    ) -> None:
        """Take the units and all facts; `weighed` says what each term tells."""
        self._units: Final = tuple(units)
        self._weighed: Final = weighed
        holders: dict[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(self._units):
            for term in unit.terms:
                holders[term].append(number)
        self._holders: Final[Mapping[str, Sequence[int]]] = holders
        alone = [it for it in self._units if it.size != "whole"]
        by_terms = {it: it.terms for it in facts}
        self._nearest: Final = closest(by_terms, [(it, it.terms) for it in alone], self._weigh)

    def said(self, fact: Fact) -> tuple[Said, ...]:
        """Return what says `fact`: one unit, or one for each clause; nothing if it is not said."""
        for wording in fact.wordings:
            whole = self._best(fact, wording)
            if whole:
                return (whole,)
        known = self._known_answer(fact)
        if known:
            return (known,)
        mutual = self._mutual(fact)
        if mutual:
            return (mutual,)
        for wording in fact.wordings:
            clauses = _clauses(wording.statement)
            if len(clauses) < 2:  # noqa: PLR2004
                continue
            for path in sorted({it.path for it in self._units}):
                found = [self._best(fact, Wording(it), path) for it in clauses]
                if all(found):
                    return tuple(it for it in found if it)
        return ()

    def nearest(self, fact: Fact) -> Said | None:
        """Return what comes nearest to saying `fact`, for a reader to judge."""
        measured = [it for wording in fact.wordings for it in self._measured(fact, wording)]
        return max(measured, key=lambda it: (it.score, it.unit.place), default=None)

    def _best(self, fact: Fact, wording: Wording, path: str = "") -> Said | None:
        good = [
            it
            for it in self._measured(fact, wording)
            if path in {"", it.unit.path} and self._is_enough(fact, wording, it)
        ]
        return max(good, key=lambda it: (it.score, it.unit.place), default=None)

    def _measured(self, fact: Fact, wording: Wording) -> Iterator[Said]:
        """Yield the units that hold something of the statement, and are of a fitting size."""
        statement, gloss = terms(wording.statement), terms(wording.gloss)
        whole, whole_gloss = self._weight(statement), self._weight(gloss)
        held: dict[int, float] = defaultdict(float)
        for term in sorted(statement):
            for number in self._holders.get(term, ()):
                held[number] += self._weigh(term)
        least = min(share for share, _, _ in _ENOUGH) / 2
        for number, weight in held.items():
            unit = self._units[number]
            fits = fact.kind in _OF_SEVERAL or unit.size != "whole"
            if fits and weight >= least * whole:
                told = self._weight(gloss & unit.terms) / whole_gloss if gloss else 0.0
                asked = self._weight(statement & unit.asked) / whole
                focused = max((self._focused(statement, it) for it in unit.answers), default=0.0)
                yield Said(unit, weight / whole, told, asked, focused)

    def _is_enough(self, fact: Fact, wording: Wording, found: Said) -> bool:
        unit, statement = found.unit, terms(wording.statement)
        more = _MORE[unit.size] + _OF_FEW * (len(statement) <= _FEW)
        if fact.system and not any(terms(it) <= unit.terms for it in fact.system):
            more += _STRANGER
        is_to_the_point = found.focused >= _TO_THE_POINT and found.asked >= _ASKED_TO_THE_POINT
        if not any(
            found.share >= share + more
            and found.gloss >= gloss
            and (found.asked >= asked or is_to_the_point)
            for share, gloss, asked in _ENOUGH
        ):
            return False
        if not self._leaves_nothing_out(wording, unit):
            return False
        rarest = sorted(statement, key=lambda it: (-self._weigh(it), it))[:_RAREST]
        return len(unit.terms & {*rarest}) >= min(_OF_RAREST, len(rarest))

    def _leaves_nothing_out(self, wording: Wording, unit: Unit) -> bool:
        """Return whether numbers, Latin names and something of every clause are there."""
        statement = terms(wording.statement)
        numbers = frozenset(it for it in statement if it[0].isdecimal())
        if len(numbers) <= _ALL_NUMBERS and not numbers <= unit.terms:
            return False
        names = frozenset(it for it in statement if it.isascii() and not is_code(it))
        if self._weight(names & unit.terms) < _NAMES * self._weight(names):
            return False
        clauses = map(terms, _clauses(wording.statement))
        return all(self._weight(it & unit.terms) >= _OF_CLAUSE * self._weight(it) for it in clauses)

    def _known_answer(self, fact: Fact) -> Said | None:
        """Return a unit that asks for one of the right answers where the fact is spoken of."""
        for answer in fact.right_terms:
            wanted = terms(answer)
            if not wanted:
                continue
            for wording in fact.wordings:
                good = [
                    it
                    for it in self._measured(fact, wording)
                    if wanted <= it.unit.asked
                    and it.share >= _ENOUGH[-1][0]
                    and it.unit.size != "whole"
                ]
                if good:
                    return max(good, key=lambda it: (it.score, it.unit.place))
        return None

    def _mutual(self, fact: Fact) -> Said | None:
        """Return the unit that is nearest to the fact, and to no other fact."""
        if fact not in self._nearest:
            return None
        unit, likeness = self._nearest[fact]
        for wording in fact.wordings:
            for it in self._measured(fact, wording):
                if (
                    it.unit is unit
                    and any(likeness >= a and it.share >= b for a, b in _MUTUAL)
                    and it.asked >= _ASKED_TO_THE_POINT
                    and self._leaves_nothing_out(wording, unit)
                ):
                    return it
        return None

    def _focused(self, statement: frozenset[str], answer: str) -> float:
        hidden = terms(answer)
        return self._weight(hidden & statement) / self._weight(hidden) if hidden else 0.0

    def _weigh(self, term: str) -> float:
        return self._weighed.get(term, _UNKNOWN)

    def _weight(self, chosen: Iterable[str]) -> float:
        return sum(map(self._weigh, sorted(chosen)))


def weighed(facts: Iterable[Fact]) -> Mapping[str, float]:
    """Return what each term tells, from how many facts have it."""
    return weights("\n".join(it.statement for it in fact.wordings) for fact in facts)


def plain_statement(statement: str) -> str:
    """Return a statement without what it says of the first notes.

    >>> plain_statement("笔记称浮点转整数是向下取整；实际是向零截断")
    '实际是向零截断'
    """
    return _CLAIM.sub("", statement) or statement


def _clauses(statement: str) -> list[str]:
    """Return the clauses that say something of their own."""
    return [it for it in _CLAUSE_END.split(statement) if len(terms(it)) >= _LEAST_CLAUSE]
