"""Look-alikes of one section: definitions go in, which-one cards come out.

What stands close together and reads nearly the same is there to be told apart: 最多一次 and
至少一次, 正向代理 and 反向代理. Of 37 such pairs 26 were contrasts. Policy: precision before
number. Both terms stand below the same titles, both claims can be read at a glance, neither
names a term of the other or shows which is which, and a definition is used once, with
the one most like it. The definitions keep their own cards.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cribdeck.extract.guards import guarded
from cribdeck.facts.holes import clozes
from cribdeck.facts.model import Contrast, Definition, Origin
from cribdeck.inline import Cloze, RichText, Text, plain
from cribdeck.relate.normalise import words
from cribdeck.relate.overlap import jaccard
from cribdeck.relate.placed import Placed
from cribdeck.units import units
from cribdeck.wording import is_example, mentions_person

RULE: Final = "look_alikes"
"""Stands as the rule in the origin of these contrasts."""
_ALIKE: Final = 0.40
_ALIKE_WITH_PARALLEL_NAMES: Final = 0.20
_LONGEST_CLAIM: Final = 45
"""Units."""
_LONGEST_TERM: Final = 10
"""Units."""
_SHORTEST_TOLD: Final = 4
"""Units."""
_SHORTEST_STEM: Final = 4
"""Letters."""
_NEGATED_NAME: Final = re.compile(r"^(?:非|不|无|non|un|in)")
_NEGATION: Final = re.compile(r"不(?![同过仅但])|没|无|未|非|(?:not|no|never|without)")
_CHINESE: Final = {
    "random": ("随机",),
    "timeout": ("超时",),
    "lru": ("最近最少",),
    "lfu": ("最不经常",),
    "earliest": ("最早",),
    "latest": ("最新",),
    "first": ("最先", "第一"),
    "last": ("最后",),
    "least": ("最少", "至少"),
    "most": ("最多",),
    "exactly": ("精确", "恰好"),
    "read": ("读",),
    "write": ("写",),
    "push": ("推",),
    "pull": ("拉",),
    "static": ("静态",),
    "dynamic": ("动态",),
    "forward": ("正向",),
    "reverse": ("反向",),
    "public": ("公开", "公共", "公有"),
    "private": ("私有",),
    "sync": ("同步",),
    "async": ("异步",),
    "blocking": ("阻塞",),
    "direct": ("直接", "直连"),
    "topic": ("主题",),
    "fanout": ("广播", "扇"),
    "broadcast": ("广播",),
    "ordered": ("有序", "顺序"),
    "sequential": ("顺序",),
    "client": ("客户端",),
    "server": ("服务端", "服务器"),
    "start": ("开始", "起始"),
    "end": ("末", "结束"),
}
"""Latin words of names, and what gives them away."""
_REACH: Final = 8
"""Definitions between the two; bounds the work in long glossaries."""


@dataclass(frozen=True, eq=False)
class _Sibling:
    """A short definition, and the words in which it may give itself away.

    Without slots, so that its parts are worked out once: it meets several neighbours.
    """

    placed: Placed
    fact: Definition
    name: tuple[str, ...]
    told: tuple[str, ...]

    @cached_property
    def parts_of_name(self) -> frozenset[str]:
        """The words and characters of the name."""
        return _parts(self.name)

    @cached_property
    def parts_of_claim(self) -> frozenset[str]:
        """The words and characters of what is told."""
        return _parts(self.told)

    @cached_property
    def given_away(self) -> frozenset[str]:
        """What the name and what is told of it have in common."""
        return self.parts_of_name & self.parts_of_claim


def contrasts(facts: Sequence[Placed]) -> Iterator[tuple[Placed, Contrast]]:
    """Yield each contrast among `facts`, with the fact beside which it is found."""
    sections: defaultdict[object, list[_Sibling]] = defaultdict(list)
    for it in facts:
        fact = it.fact
        if isinstance(fact, Definition) and it.key is not None and _is_short(fact):
            sibling = _Sibling(it, fact, words(plain(fact.term)), words(plain(fact.meaning)))
            sections[it.place, fact.origin.breadcrumb].append(sibling)
    for siblings in sections.values():
        used: set[_Sibling] = set()
        for one, other in _most_alike(siblings):
            if one in used or other in used:
                continue
            made = _contrast(one.fact, other.fact)
            if made is not None:
                used |= {one, other}
                yield other.placed, made


def _most_alike(siblings: Sequence[_Sibling]) -> list[tuple[_Sibling, _Sibling]]:
    found: list[tuple[float, _Sibling, _Sibling]] = []
    for place, one in enumerate(siblings):
        for other in siblings[place + 1 : place + 1 + _REACH]:
            index = jaccard(one.placed.told, other.placed.told)
            enough = _ALIKE_WITH_PARALLEL_NAMES if _are_parallel(one, other) else _ALIKE
            if enough <= index < 1 and not _tells_nothing_apart(one, other):
                found.append((index, one, other))
    # The sort is stable: of equal pairs the first in the note comes first.
    return [(one, other) for _, one, other in sorted(found, key=lambda it: -it[0])]


def _is_short(fact: Definition) -> bool:
    term, meaning = plain(fact.term), plain(fact.meaning)
    return (
        units(term) <= _LONGEST_TERM
        and units(meaning) >= _SHORTEST_TOLD
        and units(term) + units(meaning) <= _LONGEST_CLAIM
        and not mentions_person(meaning)
        and not is_example(meaning)
        and not any(clozes((*fact.term, *fact.meaning)))
    )


def _are_parallel(one: _Sibling, other: _Sibling) -> bool:
    """Return whether the names are built alike: 生产者 and 消费者, `at most once`."""
    mine, theirs = one.name, other.name
    if mine[-1].isascii() or theirs[-1].isascii():
        return len(mine) == len(theirs) > 1 and bool(frozenset(mine) & frozenset(theirs))
    return mine[-1][-1] == theirs[-1][-1]


def _tells_nothing_apart(one: _Sibling, other: _Sibling) -> bool:
    """Return whether a claim shows whose it is, or is but the other cut short."""
    texts = "".join(one.told), "".join(other.told)
    if texts[0] in texts[1] or texts[1] in texts[0]:
        return True
    if _denies(one, other) or _denies(other, one):
        return True
    return any(
        _shows_itself(*pair) or _translates_itself(*pair) for pair in ((one, other), (other, one))
    )


def _shows_itself(one: _Sibling, other: _Sibling) -> bool:
    """Return whether `one` has a word of its name, or an alias, which `other` has not."""
    of_name = one.parts_of_name - other.parts_of_name
    of_claim = one.parts_of_claim - other.parts_of_claim
    key = one.placed.key
    return (
        bool(of_name & of_claim)
        or _repeats(one, other)
        or _has_form(one, other)
        or (key is not None and key.name in one.placed.body)
    )


def _repeats(one: _Sibling, other: _Sibling) -> bool:
    """Return whether `one` says a word that its name has more often: First In First Out."""
    more = Counter(one.name) - Counter(other.name)
    return any(word.isascii() and word in one.told for word in more)


def _has_form(one: _Sibling, other: _Sibling) -> bool:
    """Return whether `one` says a form of a word of its own name."""
    of_name = one.parts_of_name - other.parts_of_name
    of_claim = one.parts_of_claim - other.parts_of_claim
    return any(_same_stem(mine, said) for mine in of_name for said in of_claim)


def _same_stem(one: str, other: str) -> bool:
    """Return whether two Latin words are forms of one: writing and write."""
    if not (one.isascii() and other.isascii()) or min(len(one), len(other)) < _SHORTEST_STEM:
        return False
    return one[:_SHORTEST_STEM] == other[:_SHORTEST_STEM]


def _translates_itself(one: _Sibling, other: _Sibling) -> bool:
    """Return whether `one` has a word in Latin script in its name and says it in Chinese."""
    words_of_name = {part for word in set(one.name) - set(other.name) for part in word.split("-")}
    mine, theirs = "".join(one.told), "".join(other.told)
    said = (_CHINESE[word] for word in words_of_name if word in _CHINESE)
    return any(it in mine and it not in theirs for words in said for it in words)


def _denies(one: _Sibling, other: _Sibling) -> bool:
    """Return whether `one` is the other with a negation, in its name and in what it says."""
    mine, theirs = "".join(one.name), "".join(other.name)
    said, heard = "".join(one.told), "".join(other.told)
    return _NEGATED_NAME.sub("", mine, count=1) == theirs and _has_no(said) and not _has_no(heard)


def _has_no(text: str) -> bool:
    return _NEGATION.search(text) is not None


def _parts(found: Iterable[str]) -> frozenset[str]:
    """Return Latin words whole and Chinese ones by character."""
    return frozenset(part for word in found for part in ([word] if word.isascii() else word))


def _contrast(one: Definition, other: Definition) -> Contrast | None:
    origin = one.origin
    place = Origin(origin.span.to(other.origin.span), RULE, origin.breadcrumb)
    made = guarded(Contrast(place, (_claim(one), _claim(other))))
    return made if isinstance(made, Contrast) else None


def _claim(fact: Definition) -> RichText:
    return (Cloze(fact.term), Text(fact.link), *fact.meaning)
