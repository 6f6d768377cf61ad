"""Who claims what: each clause of the notes with the thing that it is about.

Lines and the names of the things that a table compares go in; `Claim`s come out, one for each
clause and each thing it may be about. Policy, strongest first: a clause is about the thing
that its label names, or that it begins with; else about the one that the clauses before it
were about; else about the one that the nearest title names, if it names only one; what a
clause mentions further on it is hardly about. Behind `A 和 B：` the clauses of a sentence are
about A and B in turn, if there is one for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, TypeAlias

from cribdeck.assemble.clauses import LONGEST_LINE, Clause, clauses
from cribdeck.assemble.lines import Line
from cribdeck.assemble.matching import Mention, Names, matchable
from cribdeck.relate.normalise import bigrams
from cribdeck.units import units

About: TypeAlias = Literal["cell", "label", "subject", "carried", "title", "mention"]
"""How a clause comes to be about a thing."""

_COORDINATED: Final = re.compile(r"\s*(?:和|与|、|及|或|以及|vs\.?|/|&|and|or)\s*")
_CONNECTIVE: Final = re.compile(
    r"[\s“\"*`]*(?:而且|而|但是|但|不过|同时|并且|其中|另外|此外|所以|因此|虽然|如果|当|对于|在|使用|通过|相比"
    r"|比如|例如|目前|一般|通常|因为|while|whereas|but|and|in)?(?:使用)?[\s“\"*`]*"
)
_COMPARED_WITH: Final = re.compile(
    r"(?:比|比起|相比于?|相对于?|不像|不同于|类似于?|像|与|和|跟|than|like|unlike)\s*$"
)
_LONGEST_REST: Final = 5
"""Characters that a title may have beside the name of a thing: 集群模式, 的特性."""
_PARALLEL: Final = 0.25
"""Share of pairs of characters that clauses in turn have in common."""


@dataclass(frozen=True, eq=False, slots=True)
class Setting:
    """Where a line stands, as a table sees it."""

    titles: tuple[str, ...]
    """The titles above, innermost first, for matching."""
    topics: frozenset[int]
    """What the nearest title names that names any of the things compared."""
    between: tuple[str, ...]
    """The titles below that one: what in particular is told."""
    loose: bool
    """Whether that title says much more than the name."""

    @property
    def topic(self) -> int | None:
        """The thing that the nearest title names alone."""
        return next(iter(self.topics)) if len(self.topics) == 1 else None


@dataclass(frozen=True, eq=False, slots=True)
class Claim:
    """That a clause may be about a thing."""

    line: Line
    clause: Clause
    order: int
    """Of the clause in its line."""
    entity: int
    about: About
    setting: Setting
    rivals: bool = False
    """Whether the clause names another of the things compared without being about it."""
    compares: bool = False
    """Whether a title or the label names several of the things: here they are told apart."""

    @property
    def text(self) -> str:
        """The clause, for matching."""
        return self.line.text[self.clause.start : self.clause.end]


def claims(lines: Iterable[Line], names: Names) -> Iterator[Claim]:
    """Yield what `lines` claim of the things with `names`, in reading order."""
    for line in lines:
        yield from _of_cell(line, names) if line.names else _of_line(line, names)


def _of_cell(line: Line, names: Names) -> Iterator[Claim]:
    texts = [matchable(name) for name in line.names]
    setting = Setting(line.above, frozenset(), (), loose=False)
    for order, text in enumerate(texts):
        named = {mention.entity for mention in names.in_text(text)}
        if len(named) == 1:
            clause = Clause(0, len(line.text), 0, (texts[1 - order],))
            yield Claim(line, clause, 0, named.pop(), "cell", setting)


def _of_line(line: Line, names: Names) -> Iterator[Claim]:
    mentions = names.in_text(line.text[:LONGEST_LINE], line.above)
    setting = _setting(line, names)
    if not mentions and not setting.topics:
        return
    carried: Mapping[int, About] = {} if setting.topic is None else {setting.topic: "title"}
    order = 0
    for labels, group in groupby(clauses(line.text), key=lambda it: it.labels):
        run = list(group)
        labelled = {it.entity for it in names.in_text(labels[0], line.above)} if labels else set()
        if labelled:
            carried = dict.fromkeys(labelled, "label") if len(labelled) == 1 else {}
        in_turn = _in_turn(line, run, mentions, labels[0], names) if len(labelled) > 1 else {}
        for clause in run:
            inside = [it for it in mentions if clause.start <= it.start < clause.end]
            subjects = _subjects(line.text, clause, inside)
            about: dict[int, About] = dict(carried)
            if subjects:
                carried = dict.fromkeys(subjects, "carried")
                about = dict.fromkeys(subjects, "subject")
            elif clause.start in in_turn:
                about = {in_turn[clause.start]: "carried"}
            compares = len(setting.topics) > 1 or len(labelled) > 1
            chief = about.keys() | {
                it.entity for it in inside if _is_compared_with(line.text, it)
            }
            named = {it.entity for it in inside}
            for entity in sorted(named | about.keys()):
                yield Claim(
                    line,
                    clause,
                    order,
                    entity,
                    about.get(entity, "mention"),
                    setting,
                    rivals=bool(named - {entity} - (chief if entity in about else frozenset())),
                    compares=compares,
                )
            order += 1


def _setting(line: Line, names: Names) -> Setting:
    for order, title in enumerate(line.above):
        found = names.in_text(title, line.above)
        if found:
            topics = frozenset(mention.entity for mention in found)
            # 集群模式 names the thing, 基于 TCP 协议实现的 RPC another one.
            rest = len(title) - sum(it.end - it.start for it in found)
            loose = len(topics) == 1 and units(title) > 1 and rest > _LONGEST_REST
            return Setting(line.above, topics, line.above[:order], loose)
    return Setting(line.above, frozenset(), (), loose=False)


def _in_turn(
    line: Line, run: Sequence[Clause], mentions: Sequence[Mention], label: str, names: Names
) -> Mapping[int, int]:
    """Return by its start which clause is about which thing: `A 和 B：一个…，另一个…`."""
    things = list(dict.fromkeys(it.entity for it in names.in_text(label, line.above)))
    first = [clause for clause in run if clause.sentence == run[0].sentence]
    if len(first) != len(things) or any(
        clause.start <= it.start < clause.end for it in mentions for clause in first
    ):
        return {}
    pairs = [bigrams(line.text[clause.start : clause.end]) for clause in first]
    shared = frozenset.intersection(*pairs)
    if len(shared) < _PARALLEL * min(map(len, pairs)):
        return {}
    return {clause.start: thing for clause, thing in zip(first, things, strict=True)}


def _is_compared_with(text: str, mention: Mention) -> bool:
    """Return whether a thing is only named to be compared with: `比 TCP 的 20 个字节要短`."""
    return _COMPARED_WITH.search(text, max(0, mention.start - 6), mention.start) is not None


def _subjects(text: str, clause: Clause, inside: Sequence[Mention]) -> frozenset[int]:
    """Return what the clause begins with: one of the things, or several joined by 和."""
    match = _CONNECTIVE.match(text, clause.start, clause.end)
    position = match.end() if match else clause.start
    found: list[int] = []
    for mention in inside:
        if mention.start not in (position, clause.start):
            break
        found.append(mention.entity)
        joined = _COORDINATED.match(text, mention.end, clause.end)
        if joined is None:
            break
        position = joined.end()
    return frozenset(found)
