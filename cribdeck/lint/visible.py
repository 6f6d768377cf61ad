"""Whether an answer can be read somewhere: its core, and where that stands."""

from __future__ import annotations

import re
from typing import Final

_ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]|\s")
_WORD: Final = re.compile(r"[a-z0-9_]")
_SHORTEST: Final = 2
"""Characters; a shorter answer occurs anywhere by chance."""


def core(text: str) -> str:
    """Return `text` without brackets, white space and capitals."""
    return _ASIDE.sub("", text).casefold()


def stands_in(answer: str, text: str) -> bool:
    """Return whether the core `answer` occurs in the core `text`, Latin words only as a whole."""
    if len(answer) < _SHORTEST or answer not in text:
        return False
    left = r"(?<![a-z0-9_])" if _WORD.match(answer) else ""
    right = r"(?![a-z0-9_])" if _WORD.match(answer[-1]) else ""
    return re.search(left + re.escape(answer) + right, text) is not None
