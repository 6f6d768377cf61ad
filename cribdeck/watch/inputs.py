"""What a build would read now, and how that differs from what the last one has read.

A `World` goes in, a digest of every input comes out, by a name the user knows: notes by their
path, the others by what they are. Everything is read each time: times of files are too coarse
to tell two quick saves apart, and a build reads the same bytes anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import Final, TypeAlias
from urllib.parse import unquote

from cribdeck.config import SETTINGS_NAME
from cribdeck.diagnostics import listed
from cribdeck.media.kinds import MEDIA
from cribdeck.media.loading import LARGEST
from cribdeck.world import World

Inputs: TypeAlias = Mapping[str, str]
"""Digest by name; the empty string stands for what is there and cannot be read."""

LEDGER: Final = "the ledger"
"""Name of that input: a build changes it, and so may a merge or another build."""


def inputs_of(world: World) -> Inputs:
    """Return what a build of `world` would read now."""
    found = {path: _digest(partial(world.read_source, path)) for path in world.source_paths()}
    found |= {
        path: _digest(partial(world.read_media, path, LARGEST)) for path in _mentioned(world, found)
    }
    found |= {
        f"template {path.relative_to(world.templates).as_posix()}": _digest(path.read_bytes)
        for path in sorted(world.templates.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    found[SETTINGS_NAME] = _digest(world.read_settings)
    return {**found, **ledger_of(world)}


def _mentioned(world: World, sources: Iterable[str]) -> list[str]:
    """Return the pictures and recordings whose names stand in some note; others are of no use."""
    paths = world.media_paths(MEDIA)
    if not paths:
        return []
    text = ""
    for source in sources:
        with suppress(OSError):
            text += unquote(world.read_source(source).decode("utf-8", "replace")).casefold()
    return [path for path in paths if path.rpartition("/")[2].casefold() in text]


def ledger_of(world: World) -> Inputs:
    """Return what a build of `world` would read as the ledger now."""
    return {LEDGER: _digest(world.read_ledger)}


def difference(before: Inputs, now: Inputs) -> str:
    """Return in words what has changed; the empty string if nothing has.

    A rename is told by its content:

        >>> difference({"a.md": "1", "b.md": "2"}, {"c.md": "1", "b.md": "3", "d.md": "4"})
        'b.md, a.md → c.md, new d.md'
    """
    gone = {name: digest for name, digest in before.items() if name not in now}
    words = [name for name, digest in now.items() if before.get(name, digest) != digest]
    for name, digest in now.items():
        if name in before:
            continue
        old = next((it for it, content in gone.items() if content == digest), None)
        if old is None:
            words.append(f"new {name}")
        else:
            del gone[old]
            words.append(f"{old} → {name}")
    words += [f"gone {name}" for name in gone]
    return listed(words)


def _digest(read: Callable[[], bytes | None]) -> str:
    try:
        content = read()
    except OSError:
        return ""
    return "absent" if content is None else blake2b(content, digest_size=16).hexdigest()
