"""What a text is about, whoever words it: all names of one thing are one, and order is nothing.

Text goes in, weighed terms come out. The names of a thing are those of the glossary of the
program, one line each, and the synonyms of `tokens.py`: each becomes a code word, so 线程池 and
thread pool are one term. What is left are Latin words, numbers and single Chinese characters:
who says a thing anew keeps most of its characters, but seldom two in a row (by pairs, which
`tokens.py` counts within the same lines, half of the facts were not found again).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from benchmarks.quality.tokens import EMPTY_HAN, MORE_SCRIPT, SYNONYMS, tokens
from cribdeck.folding import fold
from cribdeck.units import HAN

_GLOSSARY: Final = Path(__file__).resolve().parents[2] / "cribdeck" / "extract" / "glossary.txt"
_MARK: Final = "zx"
"""With which all code words begin, and no word."""
_LETTERS: Final = "bcdfghjklmnpqrtv"
"""Of code words; none can be read as a plural, or as a word."""


def _groups() -> list[tuple[str, ...]]:
    lines = _GLOSSARY.read_text(encoding="utf-8").splitlines()
    written = [it.split(" = ") for it in lines if " = " in it and not it.startswith("#")]
    return [tuple(name.strip().casefold() for name in it) for it in [*SYNONYMS, *written]]


def _codes() -> dict[str, str]:
    """Return the code word of each name; a name with several meanings has that of the first."""
    codes: dict[str, str] = {}
    for number, names in enumerate(_groups()):
        known = next((codes[name] for name in names if name in codes), _code(number))
        for name in names:
            codes.setdefault(name, known)
    return codes


def _code(number: int) -> str:
    digits = [_LETTERS[number >> shift & 15] for shift in (8, 4, 0)]
    return f"{_MARK}{''.join(digits)}"


_CODES: Final = _codes()
_LATIN: Final = sorted((it for it in _CODES if it.isascii()), key=len, reverse=True)
_HAN: Final = sorted((it for it in _CODES if not it.isascii()), key=len, reverse=True)
_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")
_LATIN_NAME: Final = re.compile(
    rf"(?<![a-z])({'|'.join(map(re.escape, _LATIN))})(?:s|es|ed|ing)?(?![a-z])"
)
_HAN_NAME: Final = re.compile("|".join(map(re.escape, _HAN)))


@lru_cache(maxsize=100_000)
def terms(text: str) -> frozenset[str]:
    """Return the terms of `text`, with code words for all that the glossary knows."""
    flat = fold(text).translate(MORE_SCRIPT).casefold()
    flat = _LATIN_NAME.sub(lambda found: f" {_CODES[found[1]]} ", flat)
    flat = _HAN_NAME.sub(lambda found: f" {_CODES[found[0]]} ", flat)
    characters = frozenset(_HAN_CHARACTER.findall(flat)) - EMPTY_HAN
    return tokens(_HAN_CHARACTER.sub(" ", flat)) | characters


def is_code(token: str) -> bool:
    """Return whether a token stands for all names of a thing."""
    return token.startswith(_MARK)


def weights(texts: Iterable[str]) -> Mapping[str, float]:
    """Return what each token tells: the more, the fewer of the texts have it."""
    everything = list(texts)
    found = Counter(token for text in everything for token in terms(text))
    return {token: math.log(1 + len(everything) / count) for token, count in found.items()}
