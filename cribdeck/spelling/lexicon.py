"""Words that are spelt right: `lexicon.txt`, and what grammar makes of them.

The file holds frequent words of English notes about computers and the names of products,
commands and functions, in small letters, one in a line, sorted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_PREFIXES = ("un", "re", "non", "pre", "sub", "multi", "micro", "inter", "over", "in", "dis", "co")
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("iness", "y"), ("ily", "y"), ("ier", "y"), ("iest", "y"),
    ("iers", "y"),
    ("isation", "ize"), ("ising", "ize"), ("ised", "ize"), ("ise", "ize"), ("iser", "ize"),
    ("ization", "ize"), ("izing", "ize"), ("ized", "ize"), ("izes", "ize"),
    ("ation", "e"), ("ation", ""), ("ions", ""), ("ion", "e"), ("ion", ""), ("ability", "able"),
    ("ing", "e"), ("ing", ""), ("ings", ""), ("ings", "e"), ("ed", "e"), ("ed", ""), ("er", "e"),
    ("er", ""), ("ers", "e"), ("ers", ""), ("or", ""), ("or", "e"), ("ors", "e"), ("ors", ""),
    ("able", "e"), ("able", ""), ("ible", "e"), ("ably", "able"), ("ally", ""), ("ly", ""),
    ("ness", ""), ("less", ""), ("ful", ""), ("ment", ""), ("ments", ""), ("al", ""), ("ic", ""),
    ("ity", "e"), ("ity", ""), ("ive", "e"), ("ive", ""), ("ist", ""), ("ish", ""), ("wise", ""),
    ("like", ""), ("est", "e"), ("est", ""), ("y", ""), ("y", "e"), ("es", ""), ("s", ""),
    ("d", ""),
)  # fmt: skip
"""What may stand at the end of a word, and at the end of the word it comes from."""
_SHORTEST_STEM = 3
_UNCHANGING = frozenset({
    "also", "although", "always", "and", "any", "away", "because", "before", "both", "each",
    "ever", "from", "if", "into", "just", "led", "less", "more", "most", "much", "must",
    "never", "not", "often", "once", "only", "or", "other", "over", "same", "should", "than",
    "that", "the", "them", "then", "there", "these", "they", "this", "those", "though",
    "through", "too", "very", "what", "when", "where", "which", "while", "who", "why", "with",
    "without", "would", "your",
})  # fmt: skip
"""Words that take no ending: `aways` is a slip, `ways` is not."""


class Neighbours:
    """Words, looked up by what is at most one edit away from them.

    An edit is a letter left out, put in or replaced, or two neighbours swapped. Two words
    are that close only if they, or what is left of them without some letter, are equal.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Index `words`."""
        self._index: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            for rest in _shortened(word):
                self._index[rest].append(word)

    def of(self, word: str) -> set[str]:
        """Return the words exactly one edit away from `word`."""
        near = {found for rest in _shortened(word) for found in self._index.get(rest, ())}
        return {found for found in near if found != word and is_one_edit(word, found)}


def is_one_edit(one: str, other: str) -> bool:
    """Return whether two different words are one edit apart."""
    start, end = common_ends(one, other)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(right)) <= 1 or (
        len(left) == len(right) == 2 and left == right[::-1]  # noqa: PLR2004 - a pair
    )


def common_ends(one: str, other: str) -> tuple[int, int]:
    """Return how many letters two words share at the start, and how many besides at the end."""
    start = _common(one, other)
    return start, _common(one[start:][::-1], other[start:][::-1])


@cache
def lexicon() -> frozenset[str]:
    """Return the words of `lexicon.txt`."""
    text = files("cribdeck.spelling").joinpath("lexicon.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@cache
def lexicon_neighbours() -> Neighbours:
    """Return the lexicon, looked up by closeness."""
    return Neighbours(sorted(lexicon()))


def is_known(word: str) -> bool:
    """Return whether `word`, in small letters, is in the lexicon or derived from a word that is."""
    words = lexicon()
    if word in words or any(stem in words for stem in _stems(word)):
        return True
    rests = [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
    return any(
        len(rest) > _SHORTEST_STEM and (rest in words or any(it in words for it in _stems(rest)))
        for rest in rests
    )


def inserted(word: str, letters: str) -> set[str]:
    """Return the known words that come of `word` when `letters` are put into it."""
    longer = {word[:at] + letters + word[at:] for at in range(len(word) + 1)}
    return {it for it in longer if it in lexicon() or it.removesuffix("s") in lexicon()}


def _stems(word: str) -> Iterator[str]:
    for ending, replaced in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            if len(stem) >= _SHORTEST_STEM - bool(replaced) and stem not in _UNCHANGING:
                yield stem + replaced
                if stem[-1:] == stem[-2:-1]:
                    yield stem[:-1]  # stopped, stop


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _common(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)
