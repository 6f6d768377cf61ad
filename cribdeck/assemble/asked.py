"""What one cell asks, ready to be looked for: an aspect of a thing, as patterns.

The names of a thing and an aspect go in, an `Asked` comes out. Everything that depends on
the words of the cell is compiled here once, since every clause about the thing is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cribdeck.assemble.aspects import Aspect
from cribdeck.assemble.matching import Names, edged

_COPULA: Final = r"(?:主要)?(?:是|为|在于|有|包括|：|:)(?!了|因)"
_HAS: Final = (
    r"(?:支持|具有|具备|没有|无|提供|允许|自带|内置|保证|(?<!所)有|实现|确保"
    r"|不需要?|不要求|不能|无法)"
)
_HAS_IT: Final = rf"{_HAS}[^，。；]{{0,10}}?"
_MUCH: Final = (
    r"(?:上|方面|也|都|会|就|非常|比较|相对|最|更|较|很|十分|特别|太|极|不)*"
    r"(?:高|低|好|差|强|弱|快|慢|大|小|多|少|简单|复杂|昂贵|低廉|便宜|丰富|有限|提升|下降|活跃)"
)
_LITTLE_BEFORE: Final = r"(?:(?<!提)高|低|强|弱|多|少|大|小|单|轻|重)"
_IS: Final = (
    r"(?:本质上|其实|实际上|就|也|只|则|主要|更主要|应该|算)*"
    r"(?:是(?!否|对|在|把|将|由|因)|作为|属于|代表|指的?是?|意味着"
    r"|(?:is|are) (?:an?|the|one) |refers? to |means? |stands for )"
)
_BEFORE_SUBJECT: Final = r"(?:而且?|其中|其实|因为)?\s*"
_GLOSS: Final = r"\s*(?:[（(][^（）()]{1,40}[)）])?\s*"
_LONGEST_HEAD: Final = 24
"""Characters before `的优点是`."""


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """One cell of a table."""

    names: tuple[str, ...]
    """Of the thing, as they are looked for."""
    all_names: tuple[str, ...]
    """Of all things compared, the longest first, as the notes and the table call them."""
    aspect: Aspect
    own: re.Pattern[str]
    """The author's words for the aspect."""
    known: re.Pattern[str]
    """General synonyms."""
    part: re.Pattern[str]
    """Words that are part of its name."""
    called: re.Pattern[str]
    """`(E 的) A 是`: the value follows."""
    flag: re.Pattern[str]
    """支持 A, 没有 A."""
    stem_flag: re.Pattern[str]
    """不可靠, 保证可靠: the aspect without 性."""
    possessed: re.Pattern[str]
    """`E 的 20 个字节的 A`, `支持 E 的 A`: the value as a group."""
    degree: re.Pattern[str]
    """A 很高, 低 A."""
    form: re.Pattern[str]
    """An answer of the form that is known for the aspect."""
    cue: re.Pattern[str]
    """Words by which a clause tells of it, without its name."""
    beside: re.Pattern[str]
    """An answer, as a group, beside the name of the thing."""
    defined: re.Pattern[str]
    """E 是."""


def asked(names: Names, entity: int, aspect: Aspect) -> Asked:
    """Return what the cell of a thing, by its order in the table, asks by `aspect`."""
    mine = names.words[entity]
    thing, own = _any(mine), _any(aspect.own)
    called = _any((*aspect.own, *aspect.known))
    return Asked(
        mine,
        tuple(it for it in names.all if it not in names.translated),
        aspect,
        re.compile(own),
        re.compile(_any(aspect.known)),
        re.compile(_any((*aspect.parts, *aspect.own))),
        re.compile(rf"(?:.{{0,{_LONGEST_HEAD}}}?(?:的|(?:{thing})))?(?:{called}){_COPULA}"),
        re.compile(rf"{_HAS_IT}(?:{own})"),
        re.compile(rf"(?:不|{_HAS})[^，。；]{{0,4}}?(?:{_any(aspect.stems)})"),
        re.compile(
            rf"(?:{thing})\s?的\s?(\d[^，。；的]{{0,9}})的(?:{own})"
            rf"|({_HAS}\s?(?:{thing})\s?的[^，。；]{{0,4}}(?:{own}))"
        ),
        re.compile(rf"(?:{own}){_MUCH}|{_LITTLE_BEFORE}(?:{own})"),
        re.compile(aspect.form or "(?!)"),
        re.compile("|".join(aspect.cues) or "(?!)"),
        re.compile(aspect.beside.replace("{name}", f"(?:{thing})") or "(?!)"),
        re.compile(rf"{_BEFORE_SUBJECT}(?:{thing}){_GLOSS}{_IS}"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(edged, sorted(words, key=lambda it: (-len(it), it)))) or "(?!)"
