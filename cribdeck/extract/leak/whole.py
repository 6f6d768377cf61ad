"""Whether the whole of an answer can be read in a text, brackets and spaces aside."""

from __future__ import annotations

import re
from functools import lru_cache

from cribdeck.extract.splitting import without_brackets

_SHORTEST_ANSWER = 2
"""Characters; a shorter answer occurs anywhere by chance."""


def shows(prompt: str, answer: str) -> bool:
    """Return whether the core of `answer` (no brackets, no spaces) can be read in `prompt`.

    A Latin word counts with or without its plural s, and only as a whole word: `topic` is
    not in `topical`.
    """
    words = _core_words(answer)
    core = "".join(words)
    if len(core) < _SHORTEST_ANSWER:
        return False
    if not core.isascii():
        return core in _squeezed(prompt)
    text = prompt.casefold()
    stems = [word.removesuffix("s") for word in words]
    if not all(stem in text for stem in stems):
        return False  # without a pattern, which takes long to build
    loose = r"\s?".join(f"{re.escape(stem)}s?" for stem in stems)
    return re.search(rf"(?<![a-z0-9]){loose}(?![a-z0-9])", text) is not None


@lru_cache(maxsize=512)  # an answer is looked for in the question and in each title
def _core_words(answer: str) -> tuple[str, ...]:
    return tuple(without_brackets(answer).casefold().split())


@lru_cache(maxsize=512)
def _squeezed(prompt: str) -> str:
    return "".join(prompt.casefold().split())
