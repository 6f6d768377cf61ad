"""Pictures and recordings of a build: outlines go in, the files that their notes show come out.

A picture whose bytes are what they were is not encoded again: the cache has it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from typing import Final

from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Outline
from cribdeck.incremental.store import Cache
from cribdeck.inline import Image
from cribdeck.media.kinds import MEDIA
from cribdeck.media.loading import LARGEST, media_of, on_card, on_paper
from cribdeck.media.locating import places
from cribdeck.media.model import NO_MEDIA, Encoded, Media, Unfit
from cribdeck.sheets.model import PrintedPicture
from cribdeck.sheets.pictures import Printed, Room
from cribdeck.world import World

_AT_ONCE: Final = 4
"""Pictures; each may take 200 MB while it is decoded."""


def media_of_build(
    world: World, outlines: Sequence[Outline], cache: Cache
) -> tuple[Media, list[Diagnostic]]:
    """Return the files that `outlines` show, and what there is to say about them."""
    if not any(True for outline in outlines for _ in places(outline)):
        return NO_MEDIA, []

    def encode(files: Sequence[tuple[bytes, str]]) -> list[Encoded | Unfit]:
        keys = [cache.key("media", blake2b(data).digest(), suffix) for data, suffix in files]
        known = [cache.get(key, Encoded) for key in keys]
        missing = [it for it, before in zip(files, known, strict=True) if before is None]
        # Pillow lets go of the interpreter while it works.
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            new = iter(pool.map(on_card, *zip(*missing, strict=True)) if missing else ())
        made = [before or next(new) for before in known]
        for key, before, it in zip(keys, known, made, strict=True):
            if before is None and isinstance(it, Encoded):
                cache.put(key, it)
        return made

    files = world.media_paths(MEDIA)
    return media_of(outlines, files, lambda path: world.read_media(path, LARGEST), encode)


def printed(media: Media, cache: Cache) -> Printed:
    """Return what makes pictures ready for paper, with a memory."""

    def make(image: Image, room: Room) -> PrintedPicture | None:
        source, card = media.sources.get(image.target), media.on_cards.get(image.target)
        if source is None or card is None or not card.content.width:
            return None
        ratio = card.content.height / card.content.width
        width = room.width_of(image.width or card.content.width, ratio)
        dots = room.dots(width, ratio)
        suffix = posixpath.splitext(image.target)[1].lower()
        key = cache.key("media", blake2b(source).digest(), suffix, dots)
        known = cache.get(key, Encoded)
        made = known or on_paper(source, suffix, *dots)
        if not isinstance(made, Encoded):
            return None
        if known is None:
            cache.put(key, made)
        name = f"{card.name.rpartition('.')[0]}-{dots[0]}{made.suffix}"
        return PrintedPicture(name, made.data, width, ratio)

    return make
