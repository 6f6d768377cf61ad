"""What a text is about, whoever words it: as `tokens`, with all names of one thing made one.

Text goes in, weighed tokens come out. The names of a thing are those of the glossary of the
program, one line each, and the synonyms of `tokens.py`. A name becomes a code word before the
text is cut into pairs of characters, so 线程池 and thread pool are the same token.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from benchmarks.quality.tokens import SYNONYMS, tokens
from cribdeck.folding import fold

_GLOSSARY: Final = Path(__file__).resolve().parents[2] / "cribdeck" / "extract" / "glossary.txt"
_MARK: Final = "zx"
"""With which all code words begin, and no word."""
_LETTERS: Final = "bcdfghjklmnpqrtv"
"""Of code words; none can be read as a plural, or as a word."""


def _groups() -> list[tuple[str, ...]]:
    lines = _GLOSSARY.read_text(encoding="utf-8").splitlines()
    written = [line.split("#")[0].split(" = ") for line in lines if " = " in line]
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
_LATIN_NAME: Final = re.compile(
    rf"(?<![a-z])({'|'.join(map(re.escape, _LATIN))})(?:s|es|ed|ing)?(?![a-z])"
)
_HAN_NAME: Final = re.compile("|".join(map(re.escape, _HAN)))


@lru_cache(maxsize=100_000)
def terms(text: str) -> frozenset[str]:
    """Return the tokens of `text`, with code words for all that the glossary knows."""
    flat = fold(text).casefold()
    flat = _LATIN_NAME.sub(lambda found: f" {_CODES[found[1]]} ", flat)
    flat = _HAN_NAME.sub(lambda found: f" {_CODES[found[0]]} ", flat)
    # `tokens` closes gaps between characters; a code word between them keeps them apart.
    return tokens(flat)


def is_code(token: str) -> bool:
    """Return whether a token stands for all names of a thing."""
    return token.startswith(_MARK)


def weights(texts: Iterable[str]) -> Mapping[str, float]:
    """Return what each token tells: the more, the fewer of the texts have it."""
    everything = list(texts)
    found = Counter(token for text in everything for token in terms(text))
    return {token: math.log(1 + len(everything) / count) for token, count in found.items()}
