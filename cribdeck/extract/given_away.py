"""How much of an answer can be read around its blank, word by word.

The text that is shown and the answer go in; a yes or no comes out. Policy: content is
counted, not characters. A Chinese character counts when it stands in a pair that the text
holds too, a Latin word (worth two characters) with or without its plural s; words that
carry nothing (的, 一个, 方式, the) count on neither side. An answer of which half can be
read and hardly anything new is left asks for nothing; neither does an acronym beside the
words it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from operator import or_

from cribdeck.folding import fold
from cribdeck.units import HAN, has_han

_FUNCTION = re.compile(
    r"一定的?|[一某每][个种些条次]|多个|各个|所有|对应|相应|不同|普通|具体"
    r"|方式|方法|机制|模式|情况|规则|操作|处理|使用|实现|获取|拿到|得到|拥有|下降|提高|变化|进行|完成|没有|可以|需要|已经|认为"
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
_LARGEST_SHARE = 0.75
"""Where more is new, or what is new comes first: 顺序写 beside 随机写 tells them apart."""
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 5
_LONGEST_NAMED = 8
"""Units of content of an answer that a single word in a title gives away."""


def gives_away(shown: str, answer: str) -> bool:
    """Return whether so much of `answer` can be read in `shown` that nothing is asked."""
    told, asked = fold(shown).casefold(), fold(answer).casefold()
    if _ONE_OF_THEM.search(asked) or (
        _AT_MOST.search(told) and _HOW_MANY.search(asked) and "多个" not in told
    ):
        return False  # only one of them may read it: the number is the point
    modal = _MODAL.search(asked)
    predicate = asked[modal.end() :] if modal else asked
    return (_mostly(told, asked) and _mostly(told, predicate)) or _spells(answer.strip(), shown)


def named_by(titles: Iterable[str], answer: str) -> bool:
    """Return whether the Latin words that make up half of a short answer stand in `titles`."""
    asked = fold(answer).casefold()
    words = _words(asked)
    content, _ = _content(_FUNCTION.sub(" ", asked), "")
    if not words or content > _LONGEST_NAMED:
        return False
    for title in titles:
        known = words & _words(title.casefold())
        if known and _WORTH * len(known) >= _SHARE * content:
            return True
        if any(_shortens(answer.strip(), word) for word in _WORD.findall(title)):
            return True
    return False


def _mostly(told: str, answer: str) -> bool:
    bare = _FUNCTION.sub(" ", answer)
    content, known = _content(bare, told)
    if not content or known < _SHARE * content:
        return False
    first = _FIRST_WORD.search(bare)
    opens = first is not None and _content(first[0], told)[1] > 0
    named = bool(_words(bare) - _words(told)) or any(
        quoted[0] not in told for quoted in _QUOTED.finditer(answer)
    )
    most_new = _MORE_NEW if known >= _LARGER_SHARE * content else _MOST_NEW
    if opens and not named and content - known <= most_new:
        return True
    return known >= (1 if named else _LARGEST_SHARE) * content


def _content(bare: str, told: str) -> tuple[int, int]:
    """Return how much content there is, function words aside, and how much of it `told` holds."""
    words = _words(bare)
    content = _WORTH * len(words)
    known = _WORTH * len(words & _words(told))
    pairs = {*pairwise(told), *zip(told, told[2:], strict=False)}  # 长短 stands in 从长到短, too
    for run in _HAN_RUN.findall(bare):
        content += len(run)
        in_pair = [pair in pairs for pair in pairwise(run)]
        known += sum(map(or_, [False, *in_pair], [*in_pair, False]))
    return content, known


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(text)}


def _spells(answer: str, shown: str) -> bool:
    """Return whether an acronym can be read off the initials of words: SSO, Single Sign On."""
    if not _is_acronym(answer) or len(answer) < _SHORTEST_ACRONYM + 1:
        return False
    initials = "".join(word[0] for word in _WORD.findall(shown)).upper()
    return answer in initials


def _shortens(answer: str, word: str) -> bool:
    """Return whether an acronym is short for one word: ZK, ZooKeeper."""
    if not _is_acronym(answer) or len(word) <= len(answer) or word[0].upper() != answer[0]:
        return False
    letters = iter(word.upper())
    return all(letter in letters for letter in answer)


def _is_acronym(text: str) -> bool:
    size = _SHORTEST_ACRONYM <= len(text) <= _LONGEST_ACRONYM
    return size and text.isascii() and text.isalpha() and text.isupper() and not has_han(text)
