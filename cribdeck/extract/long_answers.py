"""A long answer is asked for in pieces rather than as a whole.

All facts of one passage go in; out come the same facts, where a definition or an answer
that nobody can recite has given way to shorter ones: to the statements that rules for
prose have found in it, if these hide enough of it, or else to its clauses, each hidden by
a card of its own while the others are read. Of judged cards whose answer had at most 20
units 62 % were good, of those above 45 none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cribdeck.extract.complement import is_evaluation
from cribdeck.extract.enumeration import opening
from cribdeck.extract.guards import guarded
from cribdeck.extract.leak import Shown, leak
from cribdeck.extract.piece import LONGEST_PIECE
from cribdeck.extract.prose import joined, with_clozes
from cribdeck.extract.splitting import clauses, sentences
from cribdeck.extract.trivial import says_little
from cribdeck.facts.holes import holes
from cribdeck.facts.model import Definition, Fact, Question, Statement
from cribdeck.folding import fold
from cribdeck.inline import Break, Inline, RichText, Text, plain
from cribdeck.units import HAN, units
from cribdeck.wording import is_dangling, is_example, looks_like_code, mentions_person

_ENOUGH = 0.4
"""Share of an answer that its pieces must hide to stand for it."""
_SHORTEST_CLAUSE, _LONGEST_CLAUSE = 4, 20
"""Units of a clause that is asked for."""
_SHORTEST_FIRST = 7
"""Units of a clause of which nothing but the label says what is asked for."""
_MODALS = re.compile(
    r"(?:是(?!否|非)|也(?!许)|则|就(?![绪近])|并且|可以(?!说)|会(?![话员议计])|它们?(?!的))+\s?"
)
"""Words at the start of a clause that are shown, not asked for."""
_KEYWORDS = re.compile(rf"[{HAN}](?:\s?[a-z_]{{2,20}} ){{3,12}}")
"""Bare words in a row: of such a line any piece is an arbitrary blank."""
_NESTED_LABEL = re.compile(r"[，,][^，,。；]{1,20}：")
"""Labels within what a label says; of such notes, too."""
_SHORTEST_MEANING = 8
"""Units of the first clauses that stand for a meaning."""
_LONGEST_WHOLE = 40
"""Units of an answer that no clause can be taken out of."""
_LONGEST_ATTRIBUTE = 8
_SENTENCE_ENDS = ("。", "；", "！", ";", "!", ".")
_FULL_STOP = re.compile(r"\.\s")
_EDGES = " \t，。；;：:、,.！!…—–"
_BRACKETS = (("（", "）"), ("(", ")"), ("[", "]"), ("「", "」"), ("“", "”"), ("《", "》"))
_NO_CLAUSE = re.compile(
    r"(?:如(?!何)|若|当|一旦|只要|除非|假如|因为|由于|为了|虽然|指(?!向)|可以说|比如|例如|一般|通常|以及"
    r"|或|和|与|等|可以理解|来(?!源)|对于|相比|按照?(?!.*来)|.*这[种个些样]|也就是|就是|即|分别|包括)"
    r"|.*(?:[的中后前下]|基础上|开始|之间|时候?|[有分成为][两二三四五六七八几\d][种个类点步层])$"
    r"|(?:if|when|because|since|although|e\.g|i\.e|and|or|which|that)\b",
    re.IGNORECASE,
)
"""Clauses that say nothing without the next, or that only begin a phrase."""


def leaves_open(fact: Fact) -> bool:
    """Return whether pieces of what `fact` explains may be asked for beside it."""
    return isinstance(fact, Definition) and (fact.asks == "term" or _is_long(fact.meaning))


def in_pieces(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts of one passage; statements that show the same text become one."""
    found = tuple(facts)
    statements = joined(fact for fact in found if isinstance(fact, Statement))
    kept: list[Fact] = []
    for fact in found:
        match fact:
            case Statement():
                pass
            case Definition(asks="both" | "meaning", meaning=meaning) if _is_long(meaning):
                parts = tuple(_parts(fact, statements))
                hidden = sum(units(hole.answer) for part in parts for hole in holes(part))
                if hidden < _ENOUGH * units(plain(meaning)):
                    statements = tuple(it for it in statements if it not in parts)
                    kept += _by_clause(fact)
                elif fact.asks == "both":
                    kept.append(replace(fact, asks="term"))
            case Question(answer=answer) if _is_long(*answer) and not _are_two(fact):
                kept += _by_clause(fact)
            case _:
                kept.append(fact)
    return (*kept, *statements)


def _is_long(*lines: RichText, longest: int = LONGEST_PIECE) -> bool:
    return sum(units(plain(line)) for line in lines) > longest


def _are_two(fact: Question) -> bool:
    """Return whether an answer is two sentences that can be said as a whole, and no two merits."""
    said = sum(len(sentences(line)) for line in fact.answer)
    short = not _is_long(*fact.answer, longest=_LONGEST_WHOLE)
    return said == len(("one", "two")) and short and fact.origin.rule != "aspect_label"


def _parts(fact: Definition, statements: Sequence[Statement]) -> Iterator[Statement]:
    meaning = plain(fact.meaning)
    for statement in statements:
        if all(hole.answer in meaning for hole in holes(statement)):
            yield statement


def _by_clause(fact: Definition | Question) -> Iterator[Fact]:
    """Yield `fact` with its clauses hidden one at a time; as it is where that cannot be done."""
    if isinstance(fact, Definition) and _is_notes(plain(fact.meaning)):
        yield replace(fact, asks="term") if fact.asks == "both" else _shortened(fact)
        return
    match fact:
        case Definition(term=term, link=link, meaning=meaning):
            text = _with_clauses_hidden((*term, Text(link)), (meaning,))
            rest: tuple[Fact, ...] = (replace(fact, asks="term"),) if fact.asks == "both" else ()
        case Question(prompt=prompt, answer=answer):
            text = _with_clauses_hidden((*prompt, Break()), answer)
            rest = ()
    statement = guarded(Statement(fact.origin, text)) if text else ""
    if isinstance(statement, str):
        yield _without_whole(fact)
    else:
        yield from (*rest, statement)


def _is_notes(meaning: str) -> bool:
    return _KEYWORDS.search(meaning) is not None or _NESTED_LABEL.search(meaning) is not None


def _without_whole(fact: Definition | Question) -> Fact:
    """Return `fact`; a definition that asks for more than anybody says asks for its term only."""
    if not isinstance(fact, Definition) or fact.asks != "both":
        return fact
    return replace(fact, asks="term") if units(plain(fact.meaning)) > _LONGEST_WHOLE else fact


def _shortened(fact: Definition) -> Fact:
    """Return a definition with the first clauses of its meaning only, if they say enough."""
    part = opening(fact.meaning, LONGEST_PIECE)
    flat = fold(plain(part))
    if units(flat) < _SHORTEST_MEANING or _NO_CLAUSE.match(flat):
        return fact
    shorter = guarded(replace(fact, meaning=part))
    return fact if isinstance(shorter, str) else shorter


def _with_clauses_hidden(before: RichText, lines: Sequence[RichText]) -> RichText:
    """Return `before` and the lines with one or two clauses hidden; empty if none can be.

    They are the first that can be asked for, which says the most, and the longest of the others.
    """
    spans = [(order, *span) for order, line in enumerate(lines) for span in _askable(line)]
    chosen = [*spans[:1], *sorted(spans[1:], key=lambda it: it[1] - it[2])[:1]]
    hidden = sum(units(plain(lines[order])[start:end]) for order, start, end in chosen)
    left = sum(units(plain(line)) for line in lines) - hidden
    if not chosen or (len(chosen) == 1 and left < _SHORTEST_CLAUSE):
        return ()
    content: list[Inline] = [*before]
    for order, line in enumerate(lines):
        content += [Break()] if order else []
        content += with_clozes(line, ((a, b) for at, a, b in chosen if at == order))
    return tuple(content)


def _askable(line: RichText) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a line that say something by themselves, and are not said twice.

    A whole sentence further on is none, unless it is as short as an attribute: nothing would
    say what is asked for.
    """
    flat = plain(line)
    for start, end in clauses(line):
        inner = flat[start:end].strip(_EDGES)
        opens = flat[:start].rstrip().endswith(_SENTENCE_ENDS)
        closes = end == len(flat) or flat[:end].endswith(_SENTENCE_ENDS)
        if not inner or (opens and closes and units(inner) > _LONGEST_ATTRIBUTE):
            continue
        if flat[:end].rstrip().endswith(("：", ":")):
            continue  # a label: what it announces is the answer
        if flat[:start].rstrip().endswith("—"):
            continue  # said of what stands before the dash, and clumsy without it
        begin = flat.index(inner, start)
        modals = _MODALS.match(fold(inner))
        if modals:
            begin, inner = begin + modals.end(), inner[modals.end() :]
        folded = fold(inner)
        if (
            (_SHORTEST_CLAUSE if start else _SHORTEST_FIRST) <= units(inner) <= _LONGEST_CLAUSE
            and all(folded.count(a) == folded.count(b) for a, b in _BRACKETS)
            and not _FULL_STOP.search(folded)
            and not is_dangling(folded)
            and not is_evaluation(folded)
            and not says_little(folded)
            and not is_example(folded)
            and not mentions_person(folded)
            and not looks_like_code(folded)
            and not _NO_CLAUSE.match(folded)
            and not leak(Shown(flat[:begin] + " " + flat[begin + len(inner) :]), inner, "name")
        ):
            yield begin, begin + len(inner)
