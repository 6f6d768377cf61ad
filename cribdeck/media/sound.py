"""Recordings: bytes go in, the same bytes come out if they are what the name says.

Nothing is decoded: players of the learner's own system do that. A page or a program that calls
itself `.mp3` is refused.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.media.model import Encoded, Unfit

_LARGEST: Final = 16 << 20
"""Bytes: more than a quarter of an hour."""
_BEGINNINGS: Final = {
    ".mp3": re.compile(rb"ID3|\xff[\xe2-\xff]"),
    ".ogg": re.compile(rb"OggS"),
    ".oga": re.compile(rb"OggS"),
    ".opus": re.compile(rb"OggS.{24,64}OpusHead", re.DOTALL),
    ".wav": re.compile(rb"RIFF.{4}WAVE", re.DOTALL),
    ".flac": re.compile(rb"fLaC"),
    ".m4a": re.compile(rb".{4}ftyp(?:M4A|mp4|iso|dash|qt)", re.DOTALL),
}


def recording(data: bytes, suffix: str) -> Encoded | Unfit:
    """Return a recording as it is, if it is one.

    Args:
        data: a file.
        suffix: of its name, in small letters.
    """
    if len(data) > _LARGEST:
        why = f"has more than {_LARGEST >> 20} MB"
        return Unfit("too_large", why, "cut it, or encode it with fewer bits")
    if not _BEGINNINGS[suffix].match(data):
        return Unfit("unreadable", f"is no {suffix[1:]} file", "export it again")
    return Encoded(data, suffix)
