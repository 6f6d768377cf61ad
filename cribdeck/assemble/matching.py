"""Texts as names are looked for in them, and the names of things that a table compares.

A text goes in; out comes one of the same length, with width, case and script set aside, so
that offsets hold in the original. A Latin name is found only as a whole word, with or
without its plural s: `Go` is not in `Gossip`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from cribdeck.extract.glossary import TECHNICAL
from cribdeck.folding import fold
from cribdeck.units import HAN, units

_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MARKS_KEPT: Final = {ord(mark): ord(mark) for mark in "，：；！？（）"}
"""Chinese marks end clauses; made narrow they could not be told from those inside numbers."""
_TABLE: Final = _HALF_WIDTH | _MARKS_KEPT
_KNOWN_AS: Final = (
    ("go", "golang"),
    ("kubernetes", "k8s"),
    ("postgresql", "postgres", "pg"),
    ("mongodb", "mongo"),
    ("elasticsearch", "es"),
    ("javascript", "js"),
    ("typescript", "ts"),
    ("zookeeper", "zk"),
    ("memcached", "memcache"),
    ("rabbitmq", "rabbit"),
    ("protobuf", "protocol buffers", "pb"),
    ("websocket", "web socket"),
    ("2pc", "两阶段提交", "二阶段提交", "两阶段"),
    ("3pc", "三阶段提交", "三阶段"),
    ("b+树", "b+ tree", "b+tree"),
    ("b树", "b-tree", "b tree", "btree"),
)
"""Names that notes use for one another without saying so."""
_ACRONYM_AND_HAN: Final = re.compile(
    rf"(?:[A-Z][A-Z\d]{{0,4}})\s*([{HAN}]{{2,}})|([{HAN}]{{2,}})\s*(?:[A-Z][A-Z\d]{{0,4}})"
)
"""`C 一致性`, `读已提交 RC`: the same thing twice; but `session 同步` is one name."""
_TWICE: Final = re.compile(rf"([a-z][a-z -]+)\s+([{HAN}]{{2,}})|([{HAN}]{{2,}})\s+([a-z][a-z -]+)")
_ACRONYM: Final = re.compile(r"(?<![A-Za-z])[A-Z][A-Z\d]{1,4}(?![A-Za-z])")
_SHORTEST_REST: Final = 2
_DISTINCT: Final = 3
"""Units of a translation that is taken for the thing wherever it stands: 快速失败, not 队列."""
_IN_WORD: Final = re.compile("[a-z0-9]{2}")
_VERSION: Final = re.compile(r"([a-z]+)[ /]?(\d+(?:\.\d+)?)")
_ALTERNATIVE: Final = re.compile(rf"[{HAN}].+|[a-z][a-z -]{{3,}}")
"""A name that can stand alone; TCP and I/O are too short."""


def matchable(text: str) -> str:
    """Return `text`, of the same length, as names and words are looked for in it."""
    folded = fold(text).translate(_TABLE)
    lower = folded.lower()
    return lower if len(lower) == len(text) else folded


class Mention(NamedTuple):
    """Where a text names one of the things compared."""

    start: int
    end: int
    entity: int
    """Its order in the table."""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of the things that one table compares."""

    pattern: re.Pattern[str]
    entity: dict[str, int]
    words: tuple[tuple[str, ...], ...]
    """The names of each thing, as they are looked for."""
    weak: frozenset[str]
    """Names that only count beside a full one: `tcp` for `tcp socket`, told from `unix socket`."""

    translated: frozenset[str] = frozenset()
    """Names that the glossary gives: a note that says them explains the thing."""

    @property
    def all(self) -> Iterable[str]:
        """All names of all things, the longest first."""
        return sorted(self.entity, key=lambda it: (-len(it), it))

    def in_text(self, text: str, around: Iterable[str] = ()) -> list[Mention]:
        """Return where `text`, matchable, names one of the things, in reading order.

        Args:
            text: a line or title.
            around: titles, which may name a thing in full.
        """
        named = [match for match in self.pattern.finditer(text) if _counts(text, match)]
        if named and all(match["name"] in self.weak for match in named):
            others = (match["name"] for it in around for match in self.pattern.finditer(it))
            if all(name in self.weak for name in others):
                return []
        return [Mention(match.start(), match.end(), self.entity[match["name"]]) for match in named]


def names_of(given: Sequence[Sequence[str]]) -> Names:
    """Return how the things with these names may be called; what is shared names none of them."""
    pairs = _pairs([names[0] if names else "" for names in given])
    mine = [
        list(dict.fromkeys((*_forms(names), *pair)))
        for names, pair in zip(given, pairs, strict=True)
    ]
    weak: set[str] = set()
    for forms, rest in zip(
        mine, _without_shared_end([it[0] if it else "" for it in mine]), strict=True
    ):
        if rest and rest not in forms:
            forms.append(rest)
            weak.add(rest)
    owner: dict[str, int] = {}
    shared: set[str] = set()
    for order, forms in enumerate(mine):
        for form in forms:
            if owner.setdefault(form, order) != order:
                shared.add(form)
    for form in shared:
        del owner[form]
    ordered = sorted(owner, key=lambda it: (-len(it), it))
    pattern = re.compile(f"(?P<name>{'|'.join(map(edged, ordered))})" if ordered else "(?!)")
    words = tuple(tuple(form for form in forms if form in owner) for forms in mine)
    written = {" ".join(matchable(name).split()) for names in given for name in names}
    known = {other for name in written for other in _translated().get(name, ())}
    return Names(pattern, owner, words, frozenset(weak), frozenset(known - written))


def edged(name: str) -> str:
    """Return the pattern of a name: one that ends in Latin letters, only as a whole word."""
    before = r"(?<![a-z0-9_])" if name[0].isascii() else ""
    after = r"(?![a-z0-9_])" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"


def _forms(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        flat = " ".join(matchable(name).split())
        if not flat:
            continue
        yield flat
        for group in _KNOWN_AS:
            if flat in group:
                yield from group
        yield from _translated().get(flat, ())
        yield from _versioned(flat)
        yield from _alternatives(flat)
        mixed = _ACRONYM_AND_HAN.fullmatch(name.strip())
        if mixed:
            yield matchable(mixed[1] or mixed[2])
            yield from map(matchable, _ACRONYM.findall(name))
        if " " in flat or "-" in flat:
            yield flat.replace(" ", "").replace("-", "")
            last = re.split(r"[ -]", flat)[-1]
            if "-" in flat and len(last) > _SHORTEST_REST and last.isascii():
                yield last


@lru_cache(maxsize=1)
def _translated() -> Mapping[str, Sequence[str]]:
    """Return each name of the glossary with those others of the same that mean nothing else."""
    found: dict[str, set[str]] = defaultdict(set)
    for words, others in TECHNICAL.by_latin.items():
        for name in others:
            found[name] |= {" ".join(words), *others} - {name}
        found[" ".join(words)] |= others
    return {
        name: sorted(other for other in others if units(other) >= _DISTINCT)
        for name, others in found.items()
    }


def _pairs(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return both halves of names that all say the same thing twice: 持久 durable, 暂存 transient.

    Where they share a half, as in `session 同步`, `session 复制`, it is no name of either.
    """
    halves = [_TWICE.fullmatch(" ".join(matchable(name).split())) for name in names]
    found = [tuple(filter(None, match.groups())) if match else () for match in halves]
    distinct = {half for pair in found for half in pair}
    if len(names) > 1 and all(found) and len(distinct) == 2 * len(names):
        return found
    return [() for _ in names]


def _versioned(name: str) -> Iterator[str]:
    """Yield how else a version is written: http/1.1, http1.1, http 2.0 for http/2."""
    match = _VERSION.fullmatch(name)
    if match is None:
        return
    for number in (match[2], match[2] if "." in match[2] else f"{match[2]}.0"):
        for between in ("", " ", "/"):
            yield f"{match[1]}{between}{number}"


def _alternatives(name: str) -> Iterator[str]:
    """Yield the names that a slash joins: 多进程/线程; but TCP/IP is one name."""
    parts = [part.strip() for part in name.split("/")]
    if len(parts) > 1 and all(map(_ALTERNATIVE.fullmatch, parts)):
        yield from parts


def _without_shared_end(names: Sequence[str]) -> list[str]:
    """Return the names without the word that all of them end with: 正向代理, 反向代理."""
    if len(names) <= 1:
        return ["" for _ in names]
    shortest = min(map(len, names))
    shared = 0
    while shared < shortest and len({name[len(name) - shared - 1] for name in names}) == 1:
        shared += 1
    rests = [name[: len(name) - shared].strip() for name in names]
    in_word = any(map(_IN_WORD.search, (name[-shared - 1 :][:2] for name in names)))
    if in_word or shared < _SHORTEST_REST or any(len(rest) < _SHORTEST_REST for rest in rests):
        return ["" for _ in names]
    return rests


def _counts(text: str, match: re.Match[str]) -> bool:
    """Return whether a name is meant: a single character only where a text begins with it."""
    if len(match["name"]) > 1:
        return True
    return match.start() == 0 and not text[match.end() : match.end() + 1].isdigit()
