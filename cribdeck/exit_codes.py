"""The exit codes of all commands: what a script or a scheduler learns from a start.

A watch that is ended from outside has done well, and says so with `DONE`.

Imports next to nothing: every start passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DONE: Final = 0
ERRORS_IN_NOTES: Final = 1
STOPPED: Final = 2
HELD: Final = 3
BUSY: Final = 4
HOOK_FAILED: Final = 5
"""It goes before errors in notes, since what was built has not arrived."""
INTERRUPTED: Final = 130
ENDED: Final = 143
"""128 and the number of the signal, as shells count it."""

BUILT: Final = frozenset({DONE, ERRORS_IN_NOTES})
"""Those of a build whose outputs are in place."""

MEANINGS: Final[Mapping[int, str]] = {
    DONE: "done or unchanged",
    ERRORS_IN_NOTES: "errors in notes, everything else was built",
    STOPPED: "usage, settings or set-up",
    HELD: "stopped by the brake, nothing was written (look with --dry-run, go on with --accept)",
    BUSY: "another build is running",
    HOOK_FAILED: "the hook failed",
    INTERRUPTED: "Ctrl-C",
    ENDED: "ended from outside",
}
