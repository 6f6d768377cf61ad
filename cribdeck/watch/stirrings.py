"""The only door to watchfiles: says when something in a folder has stirred, and has settled.

Folders go in; the iterator yields each time files below them have changed and then been quiet.
What has changed is for others to find out. It ends when a folder is gone or another one has
taken its place, because the system's notices stay with the folder that was.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import watchfiles

_QUIET: Final = 400
"""Milliseconds without a change after which files count as settled."""
_POLL: Final = 1000
"""Milliseconds between two looks at a folder that gives no notices."""
_RESTLESS: Final = 10_000
"""Milliseconds after which a build begins even if files go on changing."""
_LOOK: Final = 1000
"""Milliseconds between two looks at whether the folders still stand."""

# It would tell of every change through the logging of the program that uses it.
logging.getLogger("watchfiles").setLevel(logging.ERROR)


class NoNoticesError(Exception):
    """The system gives no notices of changes here, and says why; polling still works."""


def stirrings(
    folders: Sequence[Path], concerns: Callable[[Path], bool], *, poll: bool
) -> Iterator[None]:
    """Yield once as soon as the folders are watched, then each time they have stirred.

    Args:
        folders: resolved folders, watched with all below them.
        concerns: whether a change of the file or folder at this path matters.
        poll: look at all files again and again, as network folders need it.

    Raises:
        NoNoticesError: `poll` is needed.
    """
    standing = [_identity(folder, poll=poll) for folder in folders]
    if None in standing:
        return
    notices = watchfiles.watch(
        *folders,
        watch_filter=None,
        step=_POLL + _QUIET if poll else _QUIET,
        debounce=_RESTLESS,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        force_polling=poll or None,
        poll_delay_ms=_POLL,
        ignore_permission_denied=True,
    )
    first = True
    try:
        for changes in notices:
            if [_identity(folder, poll=poll) for folder in folders] != standing:
                return
            if first or any(concerns(Path(path)) for _, path in changes):
                yield
            first = False
    except FileNotFoundError:
        return
    except (OSError, RuntimeError) as problem:
        if not poll:
            raise NoNoticesError(problem) from problem
        # Not even that, as below a link to a folder above it: whoever asked looks every time.
        while [_identity(folder, poll=poll) for folder in folders] == standing:
            yield
            threading.Event().wait(_POLL / 1000)


def _identity(folder: Path, *, poll: bool) -> tuple[int, int] | None:
    """Return which folder stands at a path; polling goes by paths, so there any will do."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (0, 0) if poll else (status.st_dev, status.st_ino)
