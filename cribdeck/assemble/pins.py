"""Pins: `[?](kafka.md#副本)` asks only the section 副本 of kafka.md.

A wanted cell and a line go in, a yes or no comes out. A path is relative to the folder of the
table, as in a link, or the bare name of a note, as in Obsidian; without one, the section is
one of the same note. Titles are compared without case, script, marks and spaces.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from cribdeck.assemble.lines import Line
from cribdeck.facts.model import Wanted
from cribdeck.relate.normalise import bare


def pinned(wanted: Wanted, line: Line) -> bool:
    """Return whether `line` stands in the section that `wanted` is pinned to."""
    path, _, section = unquote(wanted.pin).partition("#")
    if not _is_note(path.strip(), wanted.span.path, line.span.path):
        return False
    title = bare(section.rpartition("#")[2])
    return not title or any(bare(it) == title for it in line.titles)


def _is_note(path: str, here: str, there: str) -> bool:
    if not path:
        return here == there
    folder = PurePosixPath(here).parent
    if normpath(str(folder / path)) == there or normpath(path) == there:
        return True
    name = PurePosixPath(path)
    wanted = name.stem if name.suffix in (".md", ".txt") else name.name
    return "/" not in path and PurePosixPath(there).stem.casefold() == wanted.casefold()
