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

from cribdeck.extract.guards import guarded, mostly_shows
from cribdeck.extract.piece import LONGEST_PIECE
from cribdeck.extract.prose import joined, with_clozes
from cribdeck.extract.splitting import clauses
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
_KEYWORDS = re.compile(rf"[{HAN}](?:\s?[a-z_]{{2,20}} ){{3,12}}")
"""Bare words in a row: of such a line any piece is an arbitrary blank."""
_LONGEST_ATTRIBUTE = 8
_SENTENCE_ENDS = ("。", "；", "！", ";", "!", ".")
_EDGES = " \t，。；;：:、,.！!…"
_BRACKETS = (("（", "）"), ("(", ")"), ("[", "]"), ("「", "」"), ("“", "”"), ("《", "》"))
_NO_CLAUSE = re.compile(
    r"(?:如(?!何)|若|当|一旦|只要|除非|假如|因为|由于|为了|虽然|指(?!向)|可以说|比如|例如|一般|通常|以及"
    r"|或|和|与|等|可以理解|也就是|就是|即|分别|包括)"
    r"|.*(?:[的中后前下]|之间|时候?|[有分成为][两二三四五六七八几\d][种个类点步层])$"
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
            case Question(answer=answer) if _is_long(*answer):
                kept += _by_clause(fact)
            case _:
                kept.append(fact)
    return (*kept, *statements)


def _is_long(*lines: RichText) -> bool:
    return sum(units(plain(line)) for line in lines) > LONGEST_PIECE


def _parts(fact: Definition, statements: Sequence[Statement]) -> Iterator[Statement]:
    meaning = plain(fact.meaning)
    for statement in statements:
        if all(hole.answer in meaning for hole in holes(statement)):
            yield statement


def _by_clause(fact: Definition | Question) -> Iterator[Fact]:
    """Yield `fact` with its clauses hidden one at a time; as it is where that cannot be done."""
    if isinstance(fact, Definition) and _KEYWORDS.search(plain(fact.meaning)):
        yield from [replace(fact, asks="term")] if fact.asks == "both" else []
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
        yield fact
    else:
        yield from (*rest, statement)


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
        begin = flat.index(inner, start)
        folded = fold(inner)
        if (
            _SHORTEST_CLAUSE <= units(inner) <= _LONGEST_CLAUSE
            and all(folded.count(a) == folded.count(b) for a, b in _BRACKETS)
            and not is_dangling(folded)
            and not is_example(folded)
            and not mentions_person(folded)
            and not looks_like_code(folded)
            and not _NO_CLAUSE.match(folded)
            and not mostly_shows(flat[:begin] + " " + flat[begin + len(inner) :], inner)
        ):
            yield begin, begin + len(inner)
