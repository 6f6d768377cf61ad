"""Run the project's own checks: `python3 build.py test` (what follows goes to pytest alone).

In: pytest's arguments, if any. Out: each check's own output, one line of summary per check,
exit code 1 if any failed. All checks run even when one fails; none does (exit code 2) where
the system lacks a tool they need, and the sentence says how to get it.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cribdeck.bootstrap import system_packages

PROJECT = Path(__file__).resolve().parent.parent

PYTEST = ("pytest", ("-m", "pytest"))
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    (PYTEST[0], (*PYTEST[1], "--numprocesses", "auto", "--dist", "loadfile")),
)
"""Name and arguments for the running Python, the quickest first; settings: pyproject.toml.

Tests of one file stay together, since they share what is slow to make."""


def main(arguments: Sequence[str]) -> int:
    """Run all checks, or only pytest when there are arguments for it; return the exit code."""
    hint = None if arguments else _provide_tools()
    if hint is not None:
        print(f"the tests need more than pip can bring; get it with: {hint}", file=sys.stderr)
        return 2
    summary = []
    failed = False
    for name, command in [PYTEST] if arguments else CHECKS:
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(
            [sys.executable, *command, *arguments], cwd=PROJECT, check=False
        ).returncode
        failed = failed or code != 0
        verdict = "ok" if code == 0 else f"FAILED (exit code {code})"
        summary.append(f"{name:12} {verdict}, {time.monotonic() - started:.0f} s")
    print("== summary", *summary, sep="\n", flush=True)
    return 1 if failed else 0


def _provide_tools() -> str | None:
    """Return how to get the tools that are missing, None when there are none (any more)."""
    poppler = [] if system_packages.has_poppler() else ["poppler-utils"]
    system_packages.provide([*poppler, *system_packages.missing_libraries()])
    return system_packages.hint_for_tests()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
