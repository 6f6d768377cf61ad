"""Stage 2c: facts of all notes are related to each other: doubled, alike, at odds.

The outlines of all sources go in; the same outlines, with fewer and some new facts, and
diagnostics come out. Of facts that say the same one is asked and carries the others in
`origin.also`; facts that contradict each other carry each other in `origin.disputed`;
look-alikes of one section give a `Contrast` more; cells of a table that the card of their
own line asks for are no longer asked; rows of a table that can be named from what they say
are marked. Nothing is lost: every fact either stands where it stood or is carried by another.

**Which of several is asked** depends on what they say, and on where only if they say it in the
very same words: the one with 8 to 45 units, then the shortest (of sentences the longest),
then the first in the alphabet. So no edit elsewhere exchanges one for the other. An edit or
a new note may bring a better wording; but this choice is for facts that were never asked:
`identity` goes on with a wording that is in the ledger for as long as it is in the notes, and
shows the better one on the back. Only when the wording that was asked has gone does the
next one take its place, as a new card: its words are another answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.diagnostics import Diagnostic, info, warning
from cribdeck.facts.model import Contrast, Fact, Outline
from cribdeck.facts.printer import printed
from cribdeck.inline import plain
from cribdeck.relate.aliases import aliases
from cribdeck.relate.answered import Answered, answered
from cribdeck.relate.claims import opposed
from cribdeck.relate.contrasts import contrasts
from cribdeck.relate.disputes import disputes
from cribdeck.relate.disputing import disputing
from cribdeck.relate.duplicates import duplicates
from cribdeck.relate.naming import reversible
from cribdeck.relate.overlap import overlapping
from cribdeck.relate.placed import Placed, placed
from cribdeck.relate.rewriting import Changes, rewritten
from cribdeck.relate.sentences import Sentence, sentences
from cribdeck.span import Span

_CORRECT: Final = "correct one of the two, or say under which condition each holds"
_QUOTED: Final = 80
"""Characters of a sentence that a remark quotes."""


def relate(outlines: Sequence[Outline]) -> tuple[list[Outline], list[Diagnostic]]:
    """Return `outlines` with their facts related, in the same order, and what was found."""
    known = aliases(outlines)
    facts = placed(outlines, known)
    near = list(overlapping(facts))
    groups = duplicates(facts, near)
    at_odds = list(disputes(facts, near))
    said_otherwise = opposed(sentences(outlines), known)
    changes = Changes()
    carried = _carried(groups)
    against = _against(at_odds, groups)
    head = {fact: group[0] for group in groups for fact in group}
    for fact, claim in disputing(facts, said_otherwise):
        against.setdefault(head.get(fact, fact), []).append(claim)
    for fact in facts:
        also, disputed = carried.get(fact, []), against.get(fact, [])
        if also or disputed:
            changes.instead[id(fact.fact)] = _related(fact.fact, also, disputed)
    doubled = {it for _, *others in groups for it in others}
    changes.instead |= {id(it.fact): None for it in doubled}
    there = {it.fact for it in facts}
    alike = list(contrasts([it for it in facts if it not in doubled]))
    for beside, contrast in alike:
        if contrast not in there:
            changes.beside.setdefault(id(beside.fact), []).append(contrast)
    tables = answered(outlines, facts)
    told_apart = [contrast for _, contrast in alike]
    told_apart += [it.fact for it in facts if isinstance(it.fact, Contrast)]
    for it in tables:
        changes.instead[id(it.table)] = it.rest
        changes.beside[id(it.table)] = list(it.apart(told_apart))
    for table, entities in reversible(outlines):
        changes.instead[id(table)] = replace(table, reversible=entities)
    related = [rewritten(outline, changes) for outline in outlines]
    return related, [
        *_merged(groups),
        *_shown_only(tables),
        *_contradictions(at_odds),
        *_opposed(said_otherwise),
    ]


def _carried(groups: Sequence[Sequence[Placed]]) -> dict[Placed, list[Fact]]:
    """Return the facts that each first of a group stands for, and what those stood for."""
    return {
        first: [fact for it in others for fact in (it.fact, *it.fact.origin.also)]
        for first, *others in groups
    }


def _against(
    pairs: Sequence[tuple[Placed, Placed]], groups: Sequence[Sequence[Placed]]
) -> dict[Placed, list[Fact]]:
    """Return what contradicts each fact, or one that it stands for."""
    head = {fact: group[0] for group in groups for fact in group}
    found: defaultdict[Placed, list[Fact]] = defaultdict(list)
    for one, other in pairs:
        for mine, theirs in ((one, other), (other, one)):
            against = found[head.get(mine, mine)]
            if theirs.fact not in against:
                against.append(theirs.fact)
    return found


def _related(fact: Fact, also: Sequence[Fact], disputed: Sequence[Fact]) -> Fact:
    before = fact.origin
    origin = replace(
        before,
        also=_united(before.also, map(_alone, also)),
        disputed=_united(before.disputed, map(_alone, disputed)),
    )
    return replace(fact, origin=origin)


def _alone(fact: Fact) -> Fact:
    """Return `fact` without what it carries itself."""
    return replace(fact, origin=replace(fact.origin, also=(), disputed=()))


def _united(before: Sequence[Fact], new: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(dict.fromkeys((*before, *new)), key=_by_place))


def _by_place(fact: Fact) -> tuple[Span, str]:
    return fact.origin.span, printed(fact)


def _merged(groups: Sequence[Sequence[Placed]]) -> Iterator[Diagnostic]:
    for first, *others in groups:
        for other in others:
            message = f"says the same as {first.fact.origin.span}, where it is asked"
            yield info("said_twice", other.fact.origin.span, message)


def _shown_only(tables: Sequence[Answered]) -> Iterator[Diagnostic]:
    for it in tables:
        for (row, column), fact in it.by.items():
            name = plain(it.table.entities[column])
            message = f"shows for {name} what is asked at {fact.origin.span}"
            yield info("said_twice", it.table.row_spans[row], message)


def _contradictions(pairs: Sequence[tuple[Placed, Placed]]) -> Iterator[Diagnostic]:
    for one, other in pairs:
        message = f"says otherwise than {one.fact.origin.span}; the card shows both"
        yield warning("contradiction", other.fact.origin.span, message, _CORRECT)


def _opposed(pairs: Sequence[tuple[Sentence, Sentence]]) -> Iterator[Diagnostic]:
    for one, other in pairs:
        message = f"“{_short(other)}” contradicts {one.span}: “{_short(one)}”"
        yield warning("contradiction", other.span, message, _CORRECT)


def _short(sentence: Sentence) -> str:
    text = sentence.written
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
