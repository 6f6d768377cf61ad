"""How much of an answer can be read around its blank, word by word.

The text that is shown and the answer go in; a yes or no comes out. Policy: content is
counted, not characters. A Chinese character counts when it stands in a pair that the text
holds too, a Latin word (worth two characters) with or without its plural s, either of them
also when the text says it in the other language; words that carry nothing (的, 一个, 方式,
the) count on neither side. An answer of which half can be read and hardly anything new is
left asks for nothing; neither does an acronym beside the words it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import or_

from cribdeck.extract.glossary import NOTHING, Glossary
from cribdeck.extract.leak.initials import is_acronym
from cribdeck.folding import fold
from cribdeck.units import HAN

_FUNCTION = re.compile(
    r"一定的?|[一某每][个种些条次]|多个|各个|所有|对应|相应|不同|普通|具体"
    r"|方式|方法|机制|模式|情况|规则|操作|处理|使用|实现|实作|获取|拿到|得到|拥有|下降|提高|变化|进行|完成|没有|可以|需要|已经|认为"
    r"|(?<!存)在|(?<!路)由|(?<![实定延])时(?![间戳])|(?<![行])为|(?<![功性])能|会(?!话)|对(?![象等])|从(?![库节])"
    r"|后(?![端台])|中(?![间断])|[上下](?![游线])|[的了是来和与或及其被把将到以就都也只个种]"
    r"|\b(?:the|an?|of|to|in|on|for|with|by|and|or|is|are|be|it|its|that|this|will|can)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“「『\"][^”」』\"]{1,20}[”」』\"]")
_HOW_MANY = re.compile(r"[一二两]个|其中|半数|全部")
_ONE_OF_THEM = re.compile(r"[里中](?:的?某)?的?一[个台条]|一[个台条]且")
_AT_MOST = re.compile(r"[只仅]|[最至][多少]|\b(?:only|at most|at least)\b")
_MODAL = re.compile(
    r"(?<=..)(?:也|都|就|则)*(?:不?会(?!话)|不?可以|将(?!来)|不?能够?|无法|被(?!动))"
)
_HAN_RUN = re.compile(f"[{HAN}]+")
_FIRST_WORD = re.compile(f"[{HAN}]{{2}}|[a-z]+", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z_]*(?:/[a-z](?![a-z]))?|\d+(?:\.\d+)*", re.IGNORECASE)
_WORTH = 2
"""Characters that a Latin word or a number is worth."""
_SHARE, _MOST_NEW = 0.5, 1
"""Of an answer that is given away; characters of it that are new all the same."""
_LARGER_SHARE, _MORE_NEW = 0.66, 3
_SMALL_SHARE, _LARGEST_SHARE = 0.34, 0.75
"""Where more is new, or what is new comes first: 顺序写 beside 随机写 tells them apart."""
_SHORTEST_SPELLED_OUT = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """A text that is shown, as far as an answer can be compared with it."""

    text: str
    """Folded, in small letters."""
    words: frozenset[str]
    """Latin, without plural s; those of the other names of what the text names, too."""
    characters: frozenset[str]
    """Names of one character for what the text names in Latin: 锁 for lock."""
    glossary: Glossary

    @staticmethod
    def of(shown: str, glossary: Glossary) -> Telling:
        """Return `shown` as it is compared."""
        return _telling(shown, glossary)

    def holds(self, first: str, second: str) -> bool:
        """Return whether two characters stand side by side, or with one between: 从长到短."""
        if first + second in self.text:
            return True
        at = self.text.find(first)
        while at >= 0:
            if self.text.startswith(second, at + 2):
                return True
            at = self.text.find(first, at + 1)
        return False


@lru_cache(maxsize=512)  # of one sentence several pieces are tried
def _telling(shown: str, glossary: Glossary) -> Telling:
    text = fold(shown).casefold()
    others = glossary.others(shown)
    told = " ".join((text, *others))
    return Telling(
        told,
        _words(told),
        frozenset(name for name in others if len(name) == 1),
        glossary,
    )


def mostly_told(shown: str, answer: str, glossary: Glossary) -> bool:
    """Return whether so much of `answer` can be read in `shown` that nothing is asked."""
    told, asked = Telling.of(shown, glossary), fold(answer)
    if is_how_many(told.text, asked):
        return False
    modal = _MODAL.search(asked)
    read = _mostly(told, asked) and (modal is None or _mostly(told, asked[modal.end() :]))
    return read or _spells(answer.strip(), shown)


def told_with(title: str, shown: str, answer: str, glossary: Glossary) -> bool:
    """Return whether three quarters of `answer` can be read in `shown` and the `title` above.

    More than a third must stand in `shown` itself.
    """
    content, known, _ = content_of(answer, Telling.of(shown, glossary))
    if content <= _MOST_NEW or known <= _SMALL_SHARE * content:
        return False
    told = Telling.of(f"{title} {shown}", NOTHING)
    _, known, _ = content_of(answer, told)
    return known >= _LARGEST_SHARE * content and not is_how_many(told.text, answer)


def is_how_many(shown: str, answer: str) -> bool:
    """Return whether a number is the point of `answer`: only one of them may read it."""
    told, asked = fold(shown).casefold(), fold(answer)
    if _ONE_OF_THEM.search(asked):
        return True
    return bool(_AT_MOST.search(told) and _HOW_MANY.search(asked)) and "多个" not in told


def content_beside(shown: str, answer: str, idle: re.Pattern[str]) -> tuple[int, int]:
    """Return how much content `answer` has, `idle` words aside, and how much `shown` holds."""
    bare = idle.sub(" ", _FUNCTION.sub(" ", fold(answer)))
    return _content(bare, Telling.of(shown, NOTHING))[:2]


def content_of(answer: str, told: Telling) -> tuple[int, int, int]:
    """Return how much content there is, how much `told` holds of it, and of that, in Latin."""
    return _content(_FUNCTION.sub(" ", fold(answer)), told)


def _mostly(told: Telling, answer: str) -> bool:
    bare = _FUNCTION.sub(" ", answer)
    content, known, latin = _content(bare, told)
    if not content or known < _SHARE * content:
        return False
    first = _FIRST_WORD.search(bare)
    opens = first is not None and _content(first[0], told)[1] > 0
    named = _WORTH * len(_words(bare.casefold())) > latin or any(
        quoted[0].casefold() not in told.text for quoted in _QUOTED.finditer(answer)
    )
    most_new = _MORE_NEW if known >= _LARGER_SHARE * content else _MOST_NEW
    if opens and not named and content - known <= most_new:
        return True
    return known >= (1 if named else _LARGEST_SHARE) * content


def _content(bare: str, told: Telling) -> tuple[int, int, int]:
    words = _words(bare.casefold())
    read = words & told.words
    if words != read:
        read |= words & told.glossary.told_in(bare, told.text)
    content, latin = _WORTH * len(words), _WORTH * len(read)
    known = latin
    for run in _HAN_RUN.findall(bare):
        content += len(run)
        in_pair = [told.holds(*pair) for pair in pairwise(run)]
        known += sum(map(or_, [False, *in_pair], [*in_pair, False]))
    if told.characters:
        known += sum(bare.count(name) for name in told.characters)
    return content, min(content, known), latin


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text))


def _spells(answer: str, shown: str) -> bool:
    """Return whether an acronym can be read off the initials of words: SSO, Single Sign On."""
    if not is_acronym(answer) or len(answer) < _SHORTEST_SPELLED_OUT:
        return False
    return answer in "".join(word[0] for word in _WORD.findall(shown)).upper()
