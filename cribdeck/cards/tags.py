r"""Tags: a path and the author's words go in, tags that Anki keeps as they are come out.

In Anki white space ends a tag, `::` nests it, and `*`, `_` and `\` are wildcards of its
search, so all that is neither letter nor digit nor one of `-.+#` becomes a hyphen. Tags are
replaced, not merged, when a note is updated; all ours stand below `cribdeck::`. The tag of
retired notes is nobody else's: the learner is told to delete what it finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from cribdeck.identity.retired import TAG as RETIRED

ROOT: Final = "cribdeck"

_RISKY: Final = re.compile(r"[^\w.+#-]+|_")


def tags(paths: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of a note: one for each source it comes from, and the author's own."""
    sources = ("::".join((ROOT, *PurePosixPath(path).with_suffix("").parts)) for path in paths)
    cleaned = (_clean(tag) for tag in (*sources, *words))
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _clean(tag: str) -> str:
    # Obsidian nests tags with a slash and marks them with a hash.
    levels = re.split(r"::|/", unicodedata.normalize("NFC", tag).lstrip("#"))
    safe = (_RISKY.sub("-", level).strip("-") for level in levels)
    tag = "::".join(level for level in safe if level)
    # Anki finds what stands below a tag, too, in whatever case.
    if f"{tag}::".casefold().startswith(f"{RETIRED}::"):
        return f"{tag[: len(RETIRED)]}.source{tag[len(RETIRED) :]}"
    return tag
