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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal, TypeAlias

from cribdeck.assemble.clauses import LONGEST_LINE, Clause, clauses
from cribdeck.assemble.home import home
from cribdeck.assemble.lines import Line
from cribdeck.assemble.matching import Mention, Names, matchable
from cribdeck.extract.splitting import labelled
from cribdeck.relate.normalise import bigrams
from cribdeck.units import HAN, units
from cribdeck.wording import aspect_label, is_generic_lead

About: TypeAlias = Literal[
    "cell", "label", "subject", "bracket", "carried", "title", "block", "mention"
]
"""How a clause comes to be about a thing."""

_COORDINATED: Final = re.compile(r"\s*(?:和|与|、|及|或|以及|vs\.?|/|&|and|or)\s*")
_CONNECTIVE: Final = re.compile(
    r"(?:[\s“\"*`]|而且|而|但是|但|不过|同时|并且|其中|另外|此外|所以|因此|虽然|如果|当|对于|在|使用|通过|相比"
    r"|比如|例如|目前|一般|通常|因为|while |whereas |but |and |in )*+"
)
_COMPARED_WITH: Final = re.compile(
    r"(?:比|比起|相比于?|相对于?|不像|不同于|类似于?|像|与|和|跟|than|like|unlike)\s*$"
)
_LONGEST_REST: Final = 5
"""Characters that a title may have beside the name of a thing: 集群模式, 的特性."""
_LONGEST_OPENING: Final = 30
"""Characters of a line that may be its label."""
_LATIN_SUBJECT: Final = re.compile(
    r"(?:每个|一个|该|某个|多个|所有|接着|其他|新的?|旧的?|而|且|当|如果)*\s*([a-z]{3,})\s*"
    r"(?![a-z]|方式|模式|协议|语言|格式|接口|[,，。)）])"
)
_GLOSSED: Final = re.compile(rf"[{HAN}]{{2,8}}\s*[（(](?=[^（()）]{{2,40}}[)）])")
"""What has the name of a thing as its gloss: `扇型交换机（fanout exchange）将…`."""
_DIFFERENCE: Final = re.compile(r"\s*(?:之间)?的?(?:本质|主要|最大)?的?(?:区别|不同|差异|差别)")
_EXPLAINED: Final = re.compile(r"\s*[（(](?!或|如|等|即|例如|比如|见|参)([^（()）]{2,200})[)）]")
_SHORTEST_EXPLANATION: Final = 4
"""Units in brackets that say something; fewer are another name."""
_SAYS: Final = re.compile(r"，|是(?!什么|否)|指|[（(][a-z]+ [a-z]")
"""A line above others that says something itself: `TS 指线程安全`."""
_MARKS: Final = ' *`“”"'
_TELLING: Final[frozenset[About]] = frozenset({"label", "subject", "bracket", "title", "block"})
_GLOSS: Final = re.compile(r"^\s*[（(][^（()）]{1,40}[)）]")
_IN_BRACKETS: Final = re.compile(r"\s*[（(][^（()）]{1,60}[)）]")
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
    parallel: bool = False
    """Whether that title says of the thing what another says of another: Go 平滑重启."""
    systematic: bool = False
    """Whether the label says of the thing what another label says of another: Y 的特点."""

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
    rivals: int = 0
    """How many others of the things the clause names without being about them."""
    company: float = 0.0
    """The share of the other things that lines of the section are about, too."""
    since: int = 0
    """Sentences since the thing was named."""
    opens: bool = False
    """Whether it is the first clause that tells of the thing: behind its label, below its title."""
    home: bool = False
    """Whether most of the things are told of within a few lines from here."""
    away: bool = False
    """Whether that is elsewhere."""
    compares: bool = False
    """Whether a title or the label names several of the things: here they are told apart."""

    strayed: bool = False
    """Whether this clause or one before it in the sentence is about something else."""
    hidden: tuple[tuple[int, int], ...] = ()
    """Parts of the line, in brackets, that tell of another of the things."""

    @property
    def text(self) -> str:
        """The clause, for matching: blank where it tells of another thing."""
        text = self.line.text
        for start, end in self.hidden:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return text[self.clause.start : self.clause.end]


def claims(lines: Iterable[Line], names: Names) -> Iterator[Claim]:
    """Yield what `lines` claim of the things with `names`, in reading order."""
    found = list(_told(list(lines), names))
    told = ((it.line.span.path, it.line.order, it.entity) for it in found if it.about in _TELLING)
    at_home = home(told, len(names.words))
    for claim in found:
        here = claim.line.order in at_home
        yield replace(claim, home=here, away=bool(at_home) and not here)


def _told(known: Sequence[Line], names: Names) -> Iterator[Claim]:
    shared = _shared_rests(known, names)
    for _, group in groupby(known, key=lambda it: it.section):
        found: list[Claim] = []
        head: tuple[Line, int] | None = None
        opened_titles: set[tuple[str, ...]] = set()
        for line in group:
            if line.names:
                found += _of_cell(line, names)
                continue
            if head is not None and not continues(head[0], line):
                head = None
            first = line.titles not in opened_titles
            opened_titles.add(line.titles)
            opened = _opens(line, names)
            block = None if head is None else head[1]
            of_line = _of_line(line, names, shared, None if opened else block)
            if not line.leads or labelled(line.content) or _SAYS.search(line.text):
                found += (_opening(it) if first else it for it in of_line)
            if opened:
                head = (line, opened[0]) if len(opened) == 1 else None
            elif head is not None:
                head = (line, head[1])
        told = {it.entity for it in found if it.about in ("label", "subject", "title")}
        for claim in found:
            others = len(told - {claim.entity})
            yield replace(claim, company=others / max(1, len(names.words) - 1))


def continues(before: Line, line: Line) -> bool:
    """Return whether a line goes on about what one right above it is about: 缺点：…, or prose."""
    label = labelled(line.content)
    return (
        label is None or is_generic_lead(label.name) or aspect_label(label.name) is not None
    ) and (
        before.depth == line.depth == 0
        and line.span.path == before.span.path
        and 0 <= line.span.line - before.span.end_line <= 1
        and line.titles == before.titles
    )


def _opens(line: Line, names: Names) -> list[int]:
    """Return the things that a line begins with, as a label or as its subject."""
    first = names.in_text(line.text[:_LONGEST_OPENING], line.above)
    return list(dict.fromkeys(it.entity for it in first if it.start <= _LONGEST_REST))


def _shared_rests(lines: Iterable[Line], names: Names) -> frozenset[str]:
    """Return what titles and labels say of several things alike: 平滑重启, 的特点."""
    said: dict[str, set[int]] = defaultdict(set)
    texts = {title for line in lines for title in line.above}
    texts |= {line.text[:_LONGEST_OPENING].partition("：")[0].partition(":")[0] for line in lines}
    for text in texts:
        found = {it.entity for it in names.in_text(text, ())}
        if len(found) == 1:
            said[_rest(text, names)] |= found
    return frozenset(rest for rest, things in said.items() if len(things) > 1)


def _rest(text: str, names: Names) -> str:
    return names.pattern.sub("", text).strip(" *`：:")


def _opening(claim: Claim) -> Claim:
    """Return a claim of the first line below a title as one that opens what is told."""
    setting = claim.setting
    below = claim.about == "title" and not (setting.between or setting.loose)
    return replace(claim, opens=True) if below and claim.order == 0 else claim


def _of_cell(line: Line, names: Names) -> Iterator[Claim]:
    texts = [matchable(name) for name in line.names]
    setting = Setting(line.above, frozenset(), (), loose=False)
    for order, text in enumerate(texts):
        named = {mention.entity for mention in names.in_text(text)}
        if len(named) == 1:
            clause = Clause(0, len(line.text), 0, (texts[1 - order],))
            yield Claim(line, clause, 0, named.pop(), "cell", setting)


def _of_line(
    line: Line, names: Names, shared: frozenset[str], block: int | None
) -> Iterator[Claim]:
    mentions = names.in_text(line.text[:LONGEST_LINE], line.above)
    setting = _setting(line, names, shared)
    carried: Mapping[int, About] = {}
    if block is not None:
        carried = {block: "block"}
    elif setting.topic is not None:
        carried = {setting.topic: "title"}
    if not mentions and not carried:
        return
    explained = _brackets(line, mentions)
    order = named_in = 0
    bare_name = -2
    for labels, group in groupby(clauses(line.text), key=lambda it: it.labels):
        run = list(group)
        told = _first_told(labels, line, names)
        carried = _below_label(carried, told)
        named_in = run[0].sentence if told else named_in
        in_turn = _in_turn(line, run, mentions, told) if len(told) > 1 else {}
        strayed_in = -1
        for clause in run:
            inside = [it for it in mentions if clause.start <= it.start < clause.end]
            subjects = _subjects(line.text, clause, inside)
            about: dict[int, About] = dict(carried)
            if _is_elsewhere(line.text, clause, inside):
                strayed_in = clause.sentence
            if subjects:
                bare = order == 0 and len(subjects) == 1 and _only_names(line.text, clause, inside)
                again = {it for it in subjects if bare and carried.get(it) == "label"}
                bare_name = 0 if bare and not again else bare_name
                carried = dict.fromkeys(subjects, "label" if bare else "carried")
                named_in, strayed_in = clause.sentence, -1
                about = {it: "label" if it in again else "subject" for it in subjects}
            elif clause.start in in_turn:
                about = {in_turn[clause.start]: "carried"}
            compares = len(setting.topics) > 1 or len(told) > 1
            chief = about.keys() | {it.entity for it in inside if _is_compared_with(line.text, it)}
            named = {it.entity for it in inside}
            for entity in sorted(named | about.keys()):
                yield Claim(
                    line,
                    clause,
                    order,
                    entity,
                    about.get(entity, "mention"),
                    setting,
                    rivals=len(named - {entity} - (chief if entity in about else frozenset())),
                    since=clause.sentence - named_in,
                    opens=order == bare_name + 1 and about.get(entity) == "label",
                    compares=compares,
                    strayed=strayed_in == clause.sentence,
                    hidden=tuple(span for it, span in explained if it.entity != entity),
                )
            order += 1
    yield from _of_brackets(line, explained, setting)


def _brackets(line: Line, mentions: Sequence[Mention]) -> list[tuple[Mention, tuple[int, int]]]:
    """Return what stands in brackets behind names: `惰性删除（占内存）、定时删除（占处理器）`."""
    found = []
    for mention in mentions:
        match = _EXPLAINED.match(line.text, mention.end, LONGEST_LINE)
        if match and units(match[1]) >= _SHORTEST_EXPLANATION:
            found.append((mention, match.span(1)))
    return found


def _of_brackets(
    line: Line, explained: Iterable[tuple[Mention, tuple[int, int]]], setting: Setting
) -> Iterator[Claim]:
    for mention, (start, end) in explained:
        name = line.text[mention.start : mention.end]
        for order, clause in enumerate(clauses(line.text[start:end])):
            first, last = start + clause.start, start + clause.end
            placed = Clause(first, last, clause.sentence, (*clause.labels, name))
            yield Claim(line, placed, order, mention.entity, "bracket", setting)


def _below_label(carried: Mapping[int, About], told: Sequence[int]) -> Mapping[int, About]:
    """Return what clauses behind a label are about; a label of one sentence ends with it."""
    if told:
        return dict.fromkeys(told, "label") if len(told) == 1 else {}
    return {it: "carried" if how == "label" else how for it, how in carried.items()}


def _first_told(labels: Sequence[str], line: Line, names: Names) -> Sequence[int]:
    """Return what the nearest label names that names any of the things, in its order."""
    for label in labels:
        found = list(dict.fromkeys(it.entity for it in names.in_text(label, line.above)))
        if found:
            return found
    return ()


def _setting(line: Line, names: Names, shared: frozenset[str]) -> Setting:
    label = line.text[:_LONGEST_OPENING].partition("：")[0].partition(":")[0]
    systematic = _rest(label, names) in shared
    for order, title in enumerate(line.above):
        found = names.in_text(title, line.above)
        if found:
            topics = frozenset(mention.entity for mention in found)
            # 集群模式 names the thing, 基于 TCP 协议实现的 RPC another one.
            told = _rest(title, names)
            rest = len(_rest(_IN_BRACKETS.sub("", title), names))
            loose = len(topics) == 1 and units(title) > 1 and rest > _LONGEST_REST
            parallel = len(topics) == 1 and told != "" and told in shared
            loose = loose and not parallel
            return Setting(line.above, topics, line.above[:order], loose, parallel, systematic)
    return Setting(line.above, frozenset(), (), loose=False, systematic=systematic)


def _in_turn(
    line: Line, run: Sequence[Clause], mentions: Sequence[Mention], things: Sequence[int]
) -> Mapping[int, int]:
    """Return by its start which clause is about which thing: `A 和 B：一个…，另一个…`."""
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


def _only_names(text: str, clause: Clause, inside: Sequence[Mention]) -> bool:
    """Return whether a clause is a name, with a gloss at most: `fair（第三方），按…`."""
    last = max(it.end for it in inside)
    rest = _GLOSS.sub("", text[last : clause.end])
    return clause.end < len(text) and not rest.strip(_MARKS)


def _is_elsewhere(text: str, clause: Clause, inside: Sequence[Mention]) -> bool:
    """Return whether a clause begins with another Latin name: `partition 在…`, not Kafka."""
    match = _LATIN_SUBJECT.match(text, clause.start, clause.end)
    return match is not None and all(it.start != match.start(1) for it in inside)


def _is_compared_with(text: str, mention: Mention) -> bool:
    """Return whether a thing is only named to be compared with: `比 TCP 的 20 个字节要短`."""
    return _COMPARED_WITH.search(text, max(0, mention.start - 6), mention.start) is not None


def _subjects(text: str, clause: Clause, inside: Sequence[Mention]) -> frozenset[int]:
    """Return what the clause begins with: one of the things, or several joined by 和."""
    match = _CONNECTIVE.match(text, clause.start, clause.end)
    position = match.end() if match else clause.start
    glossed = _GLOSSED.match(text, position, clause.end)
    of_gloss = glossed.end() if glossed else position
    found: list[int] = []
    for mention in inside:
        if mention.start not in (position, clause.start, of_gloss):
            break
        found.append(mention.entity)
        joined = _COORDINATED.match(text, mention.end, clause.end)
        if joined is None:
            if len(found) > 1 and _DIFFERENCE.match(text, mention.end):
                return frozenset()  # what the difference is follows
            break
        position = joined.end()
    return frozenset(found)
