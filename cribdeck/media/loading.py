"""Files that notes show become what cards refer to: outlines go in, `Media` and remarks come out.

A file is read once and encoded once, however many notes show it. Its name on cards is made
from the bytes as they lie on the disk, not from what an encoder made of them: so it is the same
on every machine, and a picture that was edited has another.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Final, TypeAlias

from cribdeck.diagnostics import Diagnostic, warning
from cribdeck.facts.model import Outline
from cribdeck.media.kinds import PICTURES
from cribdeck.media.locating import places
from cribdeck.media.model import Encoded, Media, OnCard, Unfit
from cribdeck.media.raster import raster
from cribdeck.media.sound import recording
from cribdeck.media.svg import drawing
from cribdeck.span import Span

LARGEST: Final = 32 << 20
"""Bytes of a file that is looked at."""
_ON_CARD: Final = 1200
"""Pixels: three for each of a phone's 400."""
_RECIPE: Final = b"card 1\0"
"""Changes when pictures on cards are to be made otherwise, so that they get new names."""

Read: TypeAlias = Callable[[str], bytes | None]
"""Returns the bytes of a file by its path below the source folder; None if it is too large.

Raises OSError if it cannot be read.
"""
Encode: TypeAlias = Callable[[Sequence[tuple[bytes, str]]], Sequence[Encoded | Unfit]]
"""Makes what cards show of files, given the bytes of each and the suffix of its name."""


def media_of(
    outlines: Iterable[Outline], files: Iterable[str], read: Read, encode: Encode
) -> tuple[Media, list[Diagnostic]]:
    """Return all files that the outlines show.

    Args:
        outlines: with targets as `locating` leaves them.
        files: paths of what may be shown.
        read: reads a file.
        encode: does what `on_card` does to each.
    """
    known = frozenset(files)
    first: dict[str, Span] = {}
    for outline in outlines:
        for span, it in places(outline):
            if it.target in known:
                first[it.target] = min(span, first.get(it.target, span))
    found = {path: _read(path, read) for path in sorted(first)}
    readable = [(data, _suffix(path)) for path, data in found.items() if isinstance(data, bytes)]
    encoded = iter(encode(readable))
    sources: dict[str, bytes] = {}
    cards: dict[str, OnCard] = {}
    remarks: list[Diagnostic] = []
    for path, data in found.items():
        match data if isinstance(data, Unfit) else next(encoded):
            case Encoded() as made:
                assert isinstance(data, bytes)  # noqa: S101  it was encoded
                sources[path] = data
                cards[path] = OnCard(f"cribdeck-{_digest(data)}{made.suffix}", made)
            case Unfit(fault, why, hint):
                kind = "picture" if _suffix(path) in PICTURES else "sound"
                message = f"{path} {why}, so only its words are shown"
                remarks.append(warning(f"{fault}_{kind}", first[path], message, hint))
    return Media(sources, cards), remarks


def on_card(data: bytes, suffix: str) -> Encoded | Unfit:
    """Return what cards show of a file, given its bytes and the suffix of its name."""
    if suffix == ".svg":
        return drawing(data)
    if suffix in PICTURES:
        return raster(data, _ON_CARD, _ON_CARD, moving=True)
    return recording(data, suffix)


def on_paper(data: bytes, suffix: str, width: int, height: int) -> Encoded | Unfit:
    """Return what sheets print of a picture in a room of so many dots."""
    if suffix == ".svg":
        return drawing(data, on_paper=True)
    return raster(data, width, height)


def _read(path: str, read: Read) -> bytes | Unfit:
    try:
        data = read(path)
    except OSError as problem:
        why = f"cannot be read: {problem.strerror or problem}"
        return Unfit("unreadable", why, "check that it may be read")
    if data is None:
        return Unfit("too_large", f"has more than {LARGEST >> 20} MB", "make it smaller")
    return data


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def _digest(data: bytes) -> str:
    return blake2b(_RECIPE + data, digest_size=8).hexdigest()
