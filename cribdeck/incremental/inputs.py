"""What a build is made of: a world goes in, everything that its outputs depend on comes out.

Taken before anything is read by a stage: what changes while a build runs has other times or
other bytes than the record says, and is looked at by the next one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cribdeck.config import SETTINGS_NAME, named_settings
from cribdeck.incremental import program
from cribdeck.incremental.files import Seen, clock, names, seen, seen_again
from cribdeck.incremental.packing import fingerprint
from cribdeck.incremental.record import Record
from cribdeck.incremental.unchanged import PACKAGE
from cribdeck.media.kinds import MEDIA
from cribdeck.own_files import CACHE_NAME, TEMPLATES
from cribdeck.world import SOURCE_SUFFIXES, World

_CODE: Final = [".py", ".txt"]
"""Suffixes of the files of the package: modules, and lists that they read."""
_LOADED: Final[dict[str, str]] = {}
"""The program as the first build of this process found it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a build reads, as it was found at its start."""

    looked: int
    """When, in nanoseconds since 1970."""
    folders: dict[str, list[list[str] | None]]
    files: dict[str, Seen | None]
    """All of them by path; None is one that is not there, or cannot be read."""
    sources: dict[str, str]
    """Names of notes and of files that they may show, as `World` calls them, by path."""
    templates: dict[str, str]
    """Paths below their folder by path; so for the files of the package."""
    package: dict[str, str]
    settings: dict[str, str]
    """What `cribdeck.toml` sets, by name."""
    libraries: dict[str, str]
    """Versions by name."""
    python: str

    @property
    def is_of_this_process(self) -> bool:
        """Whether program and libraries are still those that this process has loaded.

        A watch may run through an upgrade: what the old program makes then must not be taken for
        what the new one would make.
        """
        now = fingerprint(self._digests(self.package), sorted(self.libraries.items()))
        return now == _LOADED.setdefault("program", now)

    def _digests(self, part: dict[str, str]) -> list[tuple[str, str]]:
        """Return name and digest of the files of one part, none for one that cannot be read."""
        return sorted((name, str((self.files[it] or [""])[-1])) for it, name in part.items())

    def grounds(self, *, with_sheets: bool) -> dict[str, str]:
        """Return by stage what its results depend on, whatever it is given."""
        program_ = fingerprint(self._digests(self.package), self.python)
        cards = [it for it in self._digests(self.templates) if it[0].startswith("cards/")]
        sheets = [it for it in self._digests(self.templates) if it[0].startswith("sheet/")]
        typesetting = program.typesetting() if with_sheets else []

        def ground(stage: str, *more: object) -> str:
            libraries = [(it, self.libraries.get(it)) for it in program.LIBRARIES.get(stage, ())]
            return fingerprint(program_, libraries, *more)

        return {
            "read": ground("read"),
            "extract": ground("read"),
            "join": ground("read"),
            "cards": ground("cards", cards),
            "media": ground("media"),
            "sheet": ground("sheet", sheets, typesetting),
            "heights": ground("sheet", sheets, typesetting),
            "booklet": ground("booklet", sheets, typesetting),
        }


def inputs_of(world: World, before: Record | None) -> Inputs:
    """Look at everything that a build of `world` reads.

    Args:
        world: the folders of the build.
        before: the last build, which spares reading what certainly has not changed.
    """
    looked = clock(str(world.dist / CACHE_NAME))
    real = os.path.realpath
    dist = real(world.dist)
    folders: dict[str, list[list[str] | None]] = {}
    sources, shipped, own, package = (
        dict(_files_below(real(root), suffixes, dist, folders))
        for root, suffixes in (
            (world.source, [*SOURCE_SUFFIXES, *MEDIA]),
            (TEMPLATES, None),
            (world.templates, None),
            (PACKAGE, _CODE),
        )
    )
    # A folder of templates need hold only those that differ from ours.
    templates = {path: name for path, name in shipped.items() if name not in own.values()} | own
    paths = [*sources, *templates, *package]
    paths += [os.path.join(real(world.source), SETTINGS_NAME), real(world.ledger)]
    known = {} if before is None else before.files
    files: dict[str, Seen | None] = {}
    for path in paths:
        was = known.get(path)
        files[path] = (
            seen(path) if was is None or before is None else seen_again(path, was, before.looked)
        )
    return Inputs(
        looked=looked,
        folders=folders,
        files=files,
        sources=sources,
        templates=templates,
        package=package,
        settings=named_settings(world.read_settings()),
        libraries=program.versions(),
        python=program.python(),
    )


def _files_below(
    root: str, suffixes: list[str] | None, dist: str, folders: dict[str, list[list[str] | None]]
) -> Iterator[tuple[str, str]]:
    """Yield path and name below `root` of all files that matter; note the folders passed."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        found = names(folder, suffixes, dist)
        folders[folder] = [suffixes, found]
        for name in found or ():
            path = os.path.join(folder, name.rstrip("/"))
            if name.endswith("/"):
                waiting.append(path)
            else:
                yield path, os.path.relpath(path, root).replace(os.sep, "/")
