"""Length as a reader feels it: one unit is one CJK character, one Latin word or one number.

A passage of about 153 English words is about 153 Chinese characters when read at the
same speed (Trauzettel-Klosinski 2012, IReST), so both count as one; every threshold in
the program is given in units.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Character class (without brackets) of CJK ideographs, for regular expressions."""

LONGEST_STATEMENT = 5_000
"""Characters; a line beyond is data or has lost its line ends, and no rule looks into it."""

_HAN = re.compile(f"[{HAN}]")
_UNIT = re.compile(rf"[{HAN}]|[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:\.\d+)*")


def units(text: str) -> int:
    """Return the number of units in `text`."""
    return len(_UNIT.findall(text))


def split_units(text: str) -> list[str]:
    """Return the units of `text` in reading order."""
    return _UNIT.findall(text)


def measured(text: str) -> str:
    """Return the length of `text` as a phrase: `14 characters`, or `6 words` if it is Latin."""
    count = units(text)
    word = "character" if is_chinese(text) else "word"
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def is_chinese(text: str) -> bool:
    """Return whether Chinese characters carry `text`: at least one for every two Latin letters."""
    han = len(_HAN.findall(text))
    return han > 0 and han * 2 >= sum(map(str.isascii, filter(str.isalpha, text)))


def has_han(text: str) -> bool:
    """Return whether `text` holds any CJK ideograph."""
    return _HAN.search(text) is not None
