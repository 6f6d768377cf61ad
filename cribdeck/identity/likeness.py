"""Likeness: two texts go in, how alike they are comes out, and whether they are one answer.

Compared are normal forms: width, case, traditional or simplified script, white space, quotes and
the marks at the end count for nothing. What is left is cut into Chinese characters, words and
numbers; the measure is Dice's coefficient over pairs of neighbours, in which words and numbers
weigh more, since look-alikes are told apart by names and figures. An opposite or a negation
(`telling`) weighs most of all. It needs no word boundaries, so it serves Chinese and English.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import Final

from cribdeck.folding import fold
from cribdeck.identity.telling import turns
from cribdeck.units import HAN, has_han

ALIKE: Final = 0.5
"""From here on a text counts as an edited version of the other, if nothing else is as alike."""
_SAME_VALUE: Final = 0.65
_SAME_EXPLANATION: Final = 0.3
"""What an answer in the place of another must reach to be the same one: short values differ in a
character or two; of unrelated explanations in real notes one pair in two hundred is as alike."""
_EXPLANATION: Final = 12
"""Tokens from which on an answer is an explanation rather than a value."""
REPLACED: Final = 0.15
"""Share of the words that may be replaced before it is another text: 心跳 for 会话."""
_MOST: Final = 2 / 3
"""Share of a text that makes it the same if another clause begins or ends it."""
_SENTENCE: Final = 8
"""Tokens of a text that is telling when it stands whole within another."""
_WITHIN: Final = 0.75
"""Likeness of a text with sentences or qualifying words added to the text without."""

_WEIGHT_OF_NUMBER: Final = 3
_WEIGHT_OF_WORD: Final = 2
"""Also of a number in Chinese characters, which may be none: 一些."""
_WEIGHT_OF_TURN: Final = 5
_SHORTEST_TYPO: Final = 5
"""Letters of a word in which one slip leaves no doubt what was meant."""
_SHORTEST_MISTYPED: Final = 4
"""Characters of a value of which one may be mistaken."""
_MOST_WORDS: Final = 20
"""Words that are looked through for slips; bounds the work."""

_MARKS: Final = str.maketrans(
    {"。": ".", "、": ",", "’": "'", "—": "-", "–": "-", "〜": "~", **dict.fromkeys('“”"‘「」『』')}
)
_SPACE: Final = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")
_ENDS: Final = ".,;:!?"
_HAN_DIGITS: Final = "零一二两三四五六七八九十百千万亿"
_HAN_NUMBER: Final = rf"[{_HAN_DIGITS}]+(?![致般些样直定旦起边])"
_FIGURES: Final = str.maketrans("零一二两三四五六七八九", "01223456789")
_TOKEN: Final = re.compile(
    rf"\d+(?:\.\d+)*|{_HAN_NUMBER}|[{HAN}]|[^\W\d_{HAN}]+(?:'[a-z]+)?|!=|[^\s.,;:!?]"
)
_CLAUSE_END: Final = re.compile(f"[{_ENDS}]+")
_GLOSS: Final = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Gist:
    """What a text is compared by."""

    normal: str
    tokens: tuple[str, ...]
    features: Counter[str]


@lru_cache(maxsize=1 << 13)
def normal(text: str) -> str:
    """Return `text` without what does not change its meaning."""
    flat = unicodedata.normalize("NFKC", text.translate(_MARKS)).casefold()
    return " ".join(_SPACE.sub("", fold(flat).translate(_MARKS)).split()).rstrip(_ENDS)


@lru_cache(maxsize=1 << 13)
def gist(text: str) -> Gist:
    """Return what `text` is compared by."""
    flat = normal(text)
    tokens = tuple(_TOKEN.findall(flat))
    return Gist(flat, tokens, _features(tokens))


def likeness(one: Gist, other: Gist) -> float:
    """Return how alike two texts are, from 0 to 1."""
    if one.normal == other.normal:
        return float(bool(one.normal))
    mine, theirs = one.features, _without_slips(other, one)
    both = mine.total() + theirs.total() + _WEIGHT_OF_TURN * turns(one.normal, other.normal)
    value = 2 * (mine & theirs).total() / both if both else 0.0
    is_more = any(
        is_within(longer, shorter) or _is_qualified(longer, shorter)
        for longer, shorter in ((one, other), (other, one))
    )
    return max(value, _WITHIN) if is_more else value


def same_answer(one: str, other: str) -> bool:
    """Return whether `other` is `one`, edited at most: not another answer to the question."""
    mine, theirs = gist(one), gist(other)
    if mine.normal == theirs.normal:
        return True
    if ("(" in mine.normal) != ("(" in theirs.normal) and bare(mine.normal) == bare(theirs.normal):
        return True
    shorter, longer = sorted((len(mine.tokens), len(theirs.tokens)))
    value = likeness(mine, theirs)
    if 2 * shorter < longer:
        # One of several things named together is not all of them.
        return value >= _WITHIN and 3 * shorter >= longer
    if says_the_opposite(mine, theirs) or _gives_another_fact(mine, theirs):
        return False
    limit = _SAME_EXPLANATION if shorter >= _EXPLANATION else _SAME_VALUE
    return value >= limit or _is_mistyped(mine, theirs) or _is_reordered(mine, theirs)


def says_the_opposite(one: Gist, other: Gist) -> bool:
    """Return whether an opposite or a negation is about all that lies between two texts."""
    return turns(one.normal, other.normal) > 0 and _are_nearly_the_same(one, other)


def _gives_another_fact(one: Gist, other: Gist) -> bool:
    """Return whether a figure, or a name among Chinese, is all that was exchanged: 8080, 9090."""
    mine, theirs = _figures(one), _figures(other)
    are_exchanged = bool(mine - theirs and theirs - mine) or (
        has_han(one.normal) and has_han(other.normal) and name_another(one, other)
    )
    return are_exchanged and _are_nearly_the_same(_without_figures(one), _without_figures(other))


def _are_nearly_the_same(one: Gist, other: Gist) -> bool:
    return replaced(one, other) <= REPLACED and not (is_within(one, other) or is_within(other, one))


def _without_figures(it: Gist) -> Gist:
    rest = tuple(token for token in it.tokens if not token[0].isdecimal())
    return Gist(it.normal, rest, it.features)


def _figures(it: Gist) -> frozenset[str]:
    written = (token.translate(_FIGURES) for token in it.tokens)
    return frozenset(token for token in written if token[0].isdecimal())


def _is_mistyped(one: Gist, other: Gist) -> bool:
    """Return whether one of several characters is another: 消费者祖."""
    pairs = tuple(zip(one.tokens, other.tokens, strict=False))
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    return (
        len(one.tokens) == len(other.tokens) >= _SHORTEST_MISTYPED
        and len(wrong) == 1
        and all(has_han(token) and token[0] not in _HAN_DIGITS for token in wrong[0])
        and not turns(one.normal, other.normal)
    )


def _is_reordered(one: Gist, other: Gist) -> bool:
    """Return whether the words of a longer answer are still there, in another order."""
    return (
        min(len(one.tokens), len(other.tokens)) >= _SENTENCE
        and likeness(one, other) >= _SAME_EXPLANATION
        and replaced(one, other) <= REPLACED
        and not asks_for_another(one, other)
    )


def bare(text: str) -> str:
    """Return a normal form without what stands in brackets, a gloss or another name."""
    return _GLOSS.sub("", text).strip() or text


def _is_qualified(longer: Gist, shorter: Gist) -> bool:
    """Return whether `longer` is `shorter` with words before it: 路由键, 绑定的路由键."""
    added = longer.normal.removesuffix(shorter.normal)
    return added.endswith("的") and not turns(added, "")


def _features(tokens: tuple[str, ...]) -> Counter[str]:
    # The ends count too, so that texts of one character can be compared.
    framed = ("\u0002", *tokens, "\u0003") if tokens else ()
    found = Counter(f"{left}\u241f{right}" for left, right in pairwise(framed))
    for token in tokens:
        if token[0].isdecimal():
            found[token] += _WEIGHT_OF_NUMBER
        elif len(token) > 1 or token in _HAN_DIGITS or (token.isascii() and token.isalpha()):
            found[token] += _WEIGHT_OF_WORD
    return found


def is_within(longer: Gist, shorter: Gist) -> bool:
    """Return whether all clauses of `shorter` stand in `longer`, and they are not few."""
    if len(shorter.tokens) < _SENTENCE or len(shorter.normal) >= len(longer.normal):
        return False
    return not _clauses(shorter) - _clauses(longer)


def share_clauses(one: Gist, other: Gist) -> bool:
    """Return whether most of each text is clauses of the other, to the letter."""
    said = "".join((_clauses(one) & _clauses(other)).elements())
    same = len(gist(said).tokens)
    return same >= max(_SENTENCE, _MOST * max(len(one.tokens), len(other.tokens)))


def _clauses(it: Gist) -> Counter[str]:
    return Counter(_CLAUSE_END.split(it.normal))


def _without_slips(text: Gist, like: Gist) -> Counter[str]:
    """Return the features of `text`, with words that are slips of words in `like` put right."""
    mine, theirs = _long_words(text), _long_words(like)
    wrong, right = mine - theirs, theirs - mine
    if not wrong or not right or max(len(wrong), len(right)) > _MOST_WORDS:
        return text.features
    meant = {
        word: better
        for word, better in product(sorted(wrong), sorted(right))
        if is_slip(word, better)
    }
    if not meant:
        return text.features
    return _features(tuple(meant.get(token, token) for token in text.tokens))


def _long_words(it: Gist) -> frozenset[str]:
    return frozenset(
        token for token in it.tokens if len(token) >= _SHORTEST_TYPO and token.isalpha()
    )


def is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one letter: added, left out, mistaken or exchanged."""
    if min(len(one), len(other)) < _SHORTEST_TYPO or abs(len(one) - len(other)) > 1:
        return False
    if one.endswith(other) or other.endswith(one):
        # A letter in front makes another word: synchronous, asynchronous.
        return one == other
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    mine, theirs = one[start:], other[start:]
    exchanged = mine[:2] == theirs[1::-1] and len(mine) > 1 and mine[2:] == theirs[2:]
    tails = ((mine[1:], theirs[1:]), (mine[1:], theirs), (mine, theirs[1:]))
    return exchanged or any(left == right for left, right in tails)


def replaced(one: Gist, other: Gist) -> float:
    """Return the share of tokens that stand in the place of others; added ones do not count."""
    mine, theirs = Counter(one.tokens), Counter(other.tokens)
    fewest = min(mine.total(), theirs.total())
    both_ways = min((mine - theirs).total(), (theirs - mine).total())
    # One character is a slip.
    return both_ways / fewest if both_ways > 1 else 0.0


def name_another(one: Gist, other: Gist) -> bool:
    """Return whether each text has a name or a number that the other lacks, slips apart."""
    mine, theirs = _names(one), _names(other)
    return any(
        all(not is_slip(name, it) for it in rest)
        for left, rest in ((mine - theirs, theirs), (theirs - mine, mine))
        for name in left
    ) and bool(mine - theirs and theirs - mine)


def asks_for_another(one: Gist, other: Gist) -> bool:
    """Return whether each text has a name or an opposite that the other lacks."""
    return name_another(one, other) or turns(one.normal, other.normal) > 0


def _names(it: Gist) -> frozenset[str]:
    return frozenset(token for token in it.tokens if token.isascii() and token.isalnum())
