"""What the value of a setting must be: a value goes in, what it must be comes out in words.

Nothing comes out for a good value. TOML knows texts, numbers, booleans and lists of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from cribdeck import paper

Check: TypeAlias = Callable[[Any], str]
"""Says what a value must be, if it is not; for a good one it returns the empty string."""


def text(value: Any) -> str:  # noqa: ANN401  TOML values have no narrower type
    """Check for a text that is more than white space."""
    return "" if isinstance(value, str) and value.strip() else "a text that is not empty"


def texts(value: Any) -> str:  # noqa: ANN401
    """Check for a list of such texts."""
    good = isinstance(value, list) and value and not any(map(text, value))
    return "" if good else "a list of texts"


def flag(value: Any) -> str:  # noqa: ANN401
    """Check for a boolean."""
    return "" if isinstance(value, bool) else "true or false"


def number(low: int, high: int) -> Check:
    """Return a check for a whole number."""

    def check(value: Any) -> str:  # noqa: ANN401
        good = type(value) is int and low <= value <= high
        return "" if good else f"a whole number from {low} to {high}"

    return check


def share(value: Any) -> str:  # noqa: ANN401
    """Check for a part of a whole."""
    good = type(value) in {int, float} and 0 <= value <= 1
    return "" if good else "a number from 0 to 1"


def one_of(*choices: str) -> Check:
    """Return a check for one of several words."""

    def check(value: Any) -> str:  # noqa: ANN401
        return "" if value in choices else " or ".join(f'"{choice}"' for choice in choices)

    return check


def some_of(*choices: str) -> Check:
    """Return a check for a list of some of several words, each once."""

    def check(value: Any) -> str:  # noqa: ANN401
        listed = isinstance(value, list) and bool(value) and all(it in choices for it in value)
        if listed and len(set(value)) == len(value):
            return ""
        return "a list of " + " and ".join(f'"{choice}"' for choice in choices) + ", or one of them"

    return check


def size_of_paper(value: Any) -> str:  # noqa: ANN401
    """Check for the name of a size of paper, or its sides."""
    if isinstance(value, str) and paper.sides(value) is not None:
        return ""
    named = ", ".join(f'"{name}"' for name in paper.PAPERS)
    return f'{named} or millimetres as "210x297", each from {paper.LEAST} to {paper.MOST}'


def address_or(word: str, holes: tuple[str, ...]) -> Check:
    """Return a check for nothing, a word, or an address with names in braces to be filled in."""
    named = "|".join(holes)
    address = re.compile(rf"[a-z][a-z0-9+.-]*:(?:[^\s{{}}]|\{{(?:{named})\}})+", re.ASCII)
    wanted = f'"", "{word}" or an address, which may have ' + " and ".join(
        f"{{{hole}}}" for hole in holes
    )

    def check(value: Any) -> str:  # noqa: ANN401
        good = isinstance(value, str) and (value in {"", word} or address.fullmatch(value))
        return "" if good else wanted

    return check
