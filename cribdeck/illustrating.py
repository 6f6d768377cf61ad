"""Pictures and recordings of a build: outlines go in, the files that their notes show come out.

A picture whose bytes are what they were is not encoded again: the cache has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from cribdeck.diagnostics import Diagnostic
from cribdeck.facts.model import Outline
from cribdeck.incremental.store import Cache
from cribdeck.media.kinds import MEDIA
from cribdeck.media.loading import LARGEST, media_of, on_card
from cribdeck.media.locating import places
from cribdeck.media.model import NO_MEDIA, Encoded, Media, Unfit
from cribdeck.world import World


def media_of_build(
    world: World, outlines: Sequence[Outline], cache: Cache
) -> tuple[Media, list[Diagnostic]]:
    """Return the files that `outlines` show, and what there is to say about them."""
    if not any(True for outline in outlines for _ in places(outline)):
        return NO_MEDIA, []

    def encode(data: bytes, suffix: str) -> Encoded | Unfit:
        key = cache.key("media", blake2b(data).digest(), suffix)
        known = cache.get(key, Encoded)
        made = known or on_card(data, suffix)
        if known is None and isinstance(made, Encoded):
            cache.put(key, made)
        return made

    files = world.media_paths(MEDIA)
    return media_of(outlines, files, lambda path: world.read_media(path, LARGEST), encode)
