"""Text for a terminal: columns are counted, not characters; a wide character takes two.

Source of the widths: Unicode's East Asian Width (UAX 11); combining characters and
controls take no column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

COLUMNS: Final = 80

_WIDE: Final = frozenset("WF")
_NO_COLUMN: Final = frozenset(("Mn", "Me", "Cf", "Cc"))
_WORD: Final = re.compile(r"[!-~]+|\s+|[^!-~\s]")
"""What a line is not broken in: a Latin word with its marks, spaces, any other character."""
_NEVER_FIRST: Final = frozenset("，。、；：！？）》」』】”’…%")


def width(text: str) -> int:
    """Return the columns that `text` takes."""
    return sum(map(_columns, text))


def clipped(text: str, columns: int) -> str:
    """Return `text` on one line of at most `columns`, cut with an ellipsis."""
    flat = visible(" ".join(text.split()))
    if width(flat) <= columns:
        return flat
    kept = ""
    for character in flat:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return f"{kept.rstrip()}…"


def visible(text: str) -> str:
    """Return `text` without the controls that could move the cursor or colour the terminal."""
    return "".join("�" if unicodedata.category(it) == "Cc" and it != "\n" else it for it in text)


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield `text` in lines of at most `columns`; its own line ends are kept."""
    for paragraph in visible(text).split("\n"):
        yield from _filled(paragraph, columns)


def _filled(paragraph: str, columns: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(paragraph, columns):
        if line.strip() and width(line + piece) > columns and piece not in _NEVER_FIRST:
            yield line.rstrip()
            line = ""
        if line or not piece.isspace():
            line += piece
    yield line.rstrip()


def _pieces(paragraph: str, columns: int) -> Iterator[str]:
    for match in _WORD.finditer(paragraph):
        word = match[0]
        for start in range(0, len(word), columns):
            yield word[start : start + columns]


def _columns(character: str) -> int:
    if unicodedata.category(character) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
