"""What one build of a watch has to say: what came of it in a few words, and new remarks.

A remark that the build before has made, too, is not repeated: of thirty warnings the one that
the last edit brought is the one to see. What stands still is counted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cribdeck.diagnostics import Diagnostic, Severity
from cribdeck.exit_codes import HELD, HOOK_FAILED, STOPPED

_STOPPED: Final = {
    STOPPED: "stopped, nothing was written",
    HELD: (
        "stopped by the brake, nothing was written; if this is meant, `build.py --accept` goes on"
    ),
}
"""What the exit codes mean after which the outputs are the old ones."""


@dataclass(slots=True)
class Said:
    """The remarks of the build before."""

    before: frozenset[tuple[str, ...]] = frozenset()
    """Without their lines, which any edit above them moves."""

    def news(self, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Return the errors and warnings that the build before did not have."""
        told = [it for it in diagnostics if it.severity is not Severity.INFO]
        fresh = [it for it in told if _content(it) not in self.before]
        self.before = frozenset(map(_content, told))
        return fresh


def came_to(exit_code: int, manifest: str, diagnostics: Sequence[Diagnostic]) -> str:
    """Return in words what a build came to.

    Args:
        exit_code: of the build.
        manifest: text of its `build.json`; empty when nothing was written.
        diagnostics: all the build has said.
    """
    if exit_code in _STOPPED:
        return _STOPPED[exit_code]
    if not manifest:
        return "nothing was built"
    changes = json.loads(manifest)["changes"]
    words = [f"{it} {state}" for state, it in changes.items() if it and state != "unchanged"]
    words = words or ["no card changed"]
    for severity in (Severity.ERROR, Severity.WARNING):
        count = sum(it.severity is severity for it in diagnostics)
        words += [f"{count} {severity.value}{'s' if count > 1 else ''}"] if count else []
    return ", ".join([*words, *(["the hook failed"] if exit_code == HOOK_FAILED else [])])


def _content(it: Diagnostic) -> tuple[str, ...]:
    return it.severity, it.code, it.span.path, it.message
