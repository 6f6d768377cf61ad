"""File names: words of the author go in, a name that every file system takes comes out."""

from __future__ import annotations

import re
from typing import Final

BLANKS: Final = "-blanks"
"""Follows the name of a sheet in that of its blanks."""
BOOKLET: Final = "-booklet"
"""Follows the name of the deck in that of its booklet."""

_UNSAFE: Final = re.compile(r'[\x00-\x1f\ud800-\udfff/\\:*?"<>|]')
"""What no file name may hold on some system."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that mean devices on Windows, whatever follows the first dot."""
_LONGEST: Final = 200
"""Bytes. File systems take 255, and an ending and a number may have to follow."""


def file_name(words: str, otherwise: str) -> str:
    """Return `words` as a file name without ending.

    Args:
        words: what the file is about.
        otherwise: the name if nothing is left of them.

    >>> file_name('TCP/IP: "?"', "sheet"), file_name("...", "sheet"), file_name("Con", "deck")
    ('TCP-IP- ---', 'sheet', '_Con')
    """
    safe = _UNSAFE.sub("-", words).encode()[:_LONGEST]
    name = safe.decode("utf-8", "ignore").strip(". ") or otherwise
    return f"_{name}" if _RESERVED.match(name) else name
