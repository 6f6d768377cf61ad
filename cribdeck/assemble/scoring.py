"""How well a claim answers a cell: a visible table of signals and their weights.

A claim and what a cell asks go in; out comes an `Answer` with its score and the part of the
line that answers, or None. A claim answers if it says of the thing (how it comes to be about
it) something of the aspect (what shows that); the rest speaks for or against it. The weights
were set by hand, on many tables (`benchmarks/quality/table_fill.py`); a logistic model and
boosted trees over the same signals, learned with tables held out, did no better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cribdeck.assemble.asked import Asked
from cribdeck.assemble.claims import About, Claim
from cribdeck.assemble.evidence import Sign, evidence, without
from cribdeck.units import units
from cribdeck.wording import (
    aspect_label,
    is_example,
    is_generic_lead,
    is_question,
    mentions_person,
)

ABOUT: Final[Mapping[About, float]] = {
    "cell": 4.0,
    "label": 3.0,
    "subject": 3.0,
    "bracket": 3.0,
    "carried": 2.4,
    "title": 2.2,
    "block": 2.0,
    "mention": 0.8,
}
"""How surely a clause is about the thing."""
SHOWN: Final[Mapping[Sign, float]] = {
    "cell": 3.0,
    "label": 3.0,
    "beside": 5.2,
    "called": 3.0,
    "title": 2.4,
    "form": 2.4,
    "flag": 2.6,
    "degree": 2.6,
    "defined": 2.2,
    "like title": 2.0,
    "near label": 2.0,
    "word": 1.8,
    "stem": 1.8,
    "cue": 1.2,
    "letters": 1.5,
    "known": 0.8,
    "part": 0.8,
}
"""How surely it says something of the aspect."""
ENOUGH: Final = 4.6
"""What a claim must score to fill a cell."""
ENOUGH_IN_PAIRS: Final = 3.4
"""The same for one that has a counterpart: the notes tell the things apart there."""
CANDIDATE: Final = 2.8
"""What it must score to be named among the candidates."""
CONDITION: Final = -1.0
"""The clause says when something holds; if what then holds follows, both are the answer."""
LONGEST: Final = 45
"""Units of a clause that makes a good cell."""
_FEWEST: Final = 2
"""Units that a clause must say beside the names of thing and aspect."""
_SHORT: Final = 2
"""Units of a Chinese name that may be anything's."""
_COMMON: Final = frozenset(
    (
        *("leader", "follower", "master", "slave", "worker", "client", "server", "producer"),
        *("consumer", "proxy", "node", "primary", "backup", "reader", "writer", "push", "pull"),
        *("read", "write", "get", "set", "table", "view", "model", "controller", "service"),
        *("agent", "host", "observer", "candidate", "learner", "acceptor", "proposer", "queue"),
        *("topic", "fair", "type", "index", "all", "static", "dynamic"),
    )
)
"""Latin names that may be anything's."""
_LOOSELY: Final[frozenset[Sign]] = frozenset(
    {"defined", "near label", "word", "letters", "known", "part"}
)
_IF: Final = re.compile(
    r"\s*(?:如果|若(?!干)|当(?!前)|假如|一旦|为了|需要保证|要保证|如何|if |when |to )"
)
_GOES_ON: Final = re.compile(r"\s*(?:来(?!自|源)|以及|从而)")
_TASK: Final = re.compile(r"简述|简易描述|描述一下|谈谈|说说|介绍一下|请解释|区别[？?]?$")
_CIRCUMSTANCE: Final = re.compile(r"(?:时候?|之?后|之?前|情况下|的话|过程中)$")
_NOTHING_SAID: Final = re.compile(
    r"(?:的|上|区别|不同|方面|等|比较|问题|也|都|和|与|、|以及|之间)+"
)
_SAYS_LITTLE: Final = re.compile(
    r"[（(][^（()）]{0,60}[)）]|的|特[点性征]|优缺点|优点|缺点|介绍|简介|概念|定义|原理|模式|协议|算法|方式|事务|负载均衡"
)
_TEXTBOOK: Final = re.compile(
    r"是(?:一[个种款类套门]|基于|用来|用于|指|实现)|指的?是|代表"
    r"|是[^，。；]{2,24}(?:系统|服务|工具|协议|框架|中间件|数据库|队列|架构|组件|服务器|语言|存储|缓存|算法|模型)$"
)


@dataclass(frozen=True, eq=False)
class Answer:
    """A claim that answers a cell more or less well."""

    claim: Claim
    shown: Sign
    score: float
    start: int
    end: int
    """Of the answer, in the line."""
    paired: bool = False
    """Whether it has a counterpart for another thing, where the things are told of together."""

    @property
    def text(self) -> str:
        """The answer, for matching."""
        return self.claim.line.text[self.start : self.end]


def answer(claim: Claim, asked: Asked) -> Answer | None:
    """Return how `claim` answers what is asked."""
    found = evidence(claim, asked)
    if found is None:
        return None
    score = ABOUT[claim.about] + SHOWN[found.sign]
    given = Answer(claim, found.sign, score, found.start, found.end)
    if not units(given.text) or mentions_person(given.text):
        return None
    if given.shown != "cell":
        score += sum(weight for weight, holds in _ALSO if holds(given, asked))
    return replace(given, score=round(score, 2))


def is_condition(text: str) -> bool:
    """Return whether a clause says when something holds, or what is to be done."""
    return bool(_IF.match(text) or _CIRCUMSTANCE.search(text))


def _rivals(given: Answer, _: Asked) -> bool:
    """Whether the clause names another of the things compared, and is not about both."""
    claim = given.claim
    return claim.rivals > 0 and not (claim.about == "label" and claim.home)


def _mentioned_with_rivals(given: Answer, asked: Asked) -> bool:
    """Whether the clause does not even begin with the thing, or stands in a list of them."""
    first = given.claim.about in ("label", "subject") and given.shown != "near label"
    return not first and _rivals(given, asked)


def _compares(given: Answer, _: Asked) -> bool:
    """Whether a title or label names several of the things: here they are told apart."""
    return given.claim.compares and given.shown != "defined"


def _at_home(given: Answer, _: Asked) -> bool:
    """Whether the nearest title is about this thing alone."""
    return given.claim.entity == given.claim.setting.topic


def _behind_another_label(given: Answer, asked: Asked) -> bool:
    """Whether a label names neither thing nor aspect: something else is explained."""
    claim = given.claim
    if claim.compares or claim.about == "label" or given.shown in ("label", "near label"):
        return False
    label = next(iter(claim.clause.labels), "")
    if not label or is_generic_lead(label) or aspect_label(label) is not None:
        return False
    return not any(name in label for name in asked.names)


def _by_title(given: Answer) -> bool:
    """Whether all that shows what the clause is about is a title, and the aspect is none."""
    return given.claim.about == "title" and given.shown not in ("title", "like title", "beside")


def _below_one_title(given: Answer, _: Asked) -> bool:
    """Whether a title stands below that of the thing, and names no aspect."""
    setting = given.claim.setting
    return _by_title(given) and len(setting.between) > 0 and not setting.parallel


def _parallel_sections(given: Answer, _: Asked) -> bool:
    """Whether sections of several things have the same title but for the name."""
    return _by_title(given) and given.claim.setting.parallel


def _in_company(given: Answer, _: Asked) -> bool:
    """Whether the section speaks of others of the things, too."""
    return given.claim.company > 0


def _in_full_company(given: Answer, _: Asked) -> bool:
    return given.claim.company >= 1


def _cue_at_home(given: Answer, _: Asked) -> bool:
    """Whether a cue shows the aspect where the things are told of side by side."""
    return given.shown == "cue" and given.claim.home


def _several_cues(given: Answer, asked: Asked) -> bool:
    """Whether more than one cue shows the aspect."""
    if given.shown != "cue":
        return False
    return len({*asked.cue.findall(without(given.claim.text, asked.all_names))}) > 1


def _cue_by_title(given: Answer, _: Asked) -> bool:
    """Whether a cue shows the aspect, and only a title the thing: much stands below a title."""
    return given.shown == "cue" and given.claim.about in ("title", "block")


def _common_name_elsewhere(given: Answer, asked: Asked) -> bool:
    """Whether a word that names many things is met where the things are not compared."""
    claim = given.claim
    written = (name for name in asked.names if name in asked.all_names)
    return claim.away and claim.company == 0 and all(map(_is_common, written))


def _fragment(given: Answer, _: Asked) -> bool:
    """Whether the clause only goes on with one before it: 来决定…, 以及…."""
    return _GOES_ON.match(given.text) is not None


def _is_common(name: str) -> bool:
    """Return whether a name may be anything's: leader, 同步."""
    return units(name) <= _SHORT if not name.isascii() else name in _COMMON


def _loose_label(given: Answer, asked: Asked) -> bool:
    """Whether the label that names the thing says more than a name: 基于 TCP 实现."""
    claim = given.claim
    if claim.about != "label" or given.shown in ("label", "near label", "defined"):
        return False
    if claim.setting.systematic:
        return False
    if not claim.clause.labels:
        return False
    rest = _SAYS_LITTLE.sub("", without(claim.clause.labels[0], asked.names))
    return units(rest) >= _FEWEST


def _further_on(given: Answer, _: Asked) -> bool:
    """Whether the thing was named two sentences ago or more."""
    return given.claim.since > 1 and given.shown not in ("label", "near label")


def _another_subject(given: Answer, _: Asked) -> bool:
    """Whether the clause is about something else that the notes name."""
    claim = given.claim
    if claim.about not in ("title", "carried", "block") or given.shown in ("label", "title"):
        return False
    return claim.strayed


def _textbook(given: Answer, _: Asked) -> bool:
    """Whether a definition says 是一种, 是基于, 是指."""
    return given.shown == "defined" and _TEXTBOOK.search(given.text) is not None


def _question(given: Answer, _: Asked) -> bool:
    return bool(
        is_question(given.claim.line.written[given.start : given.end + 1])
        or _TASK.search(given.text)
    )


def _example(given: Answer, asked: Asked) -> bool:
    return is_example(given.text) and not any("例" in name for name in asked.aspect.own)


def _condition(given: Answer, asked: Asked) -> bool:
    asked_for = given.shown == "cue" and asked.cue.match(given.text.strip())
    return is_condition(given.text) and not asked_for


def _long(given: Answer, _: Asked) -> bool:
    return units(given.text) > LONGEST


def _empty(given: Answer, asked: Asked) -> bool:
    """Whether the clause says nothing but the names of things and of the aspect."""
    if given.shown in ("flag", "degree", "form", "beside"):
        return False
    said = (
        *asked.all_names,
        *(asked.aspect.own if given.shown in _LOOSELY else ()),
    )
    fewest = _FEWEST if given.shown in _LOOSELY else 1
    return units(_NOTHING_SAID.sub("", without(given.text, said))) < fewest


_ALSO: Final[tuple[tuple[float, Callable[[Answer, Asked], bool]], ...]] = (
    (+0.6, _compares),
    (+1.0, _textbook),
    (+0.3, _at_home),
    (+0.2, _in_company),
    (+0.2, _in_full_company),
    (+0.3, _parallel_sections),
    (+0.3, _cue_at_home),
    (+0.5, _several_cues),
    (-0.6, _cue_by_title),
    (-1.2, _common_name_elsewhere),
    (-0.8, _fragment),
    (-0.4, _below_one_title),
    (-0.8, _another_subject),
    (-0.6, _loose_label),
    (-0.6, _further_on),
    (-0.8, _long),
    (-1.0, _example),
    (CONDITION, _condition),
    (-0.6, _rivals),
    (-0.6, _mentioned_with_rivals),
    (-1.6, _behind_another_label),
    (-3.0, _question),
    (-3.0, _empty),
)
"""What else speaks for or against an answer; not for a cell of another table."""
