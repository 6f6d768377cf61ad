"""What an environment of ours is: the files by which a start knows it, cheap to ask.

`LOCK` is the first file in it, `INSTALLED` the last one written: without `LOCK` it is
somebody else's, without `INSTALLED` it is half-made. `INSTALLED` holds the stamp of its
interpreter on the first line and below it the requirements as they were installed, so one
comparison of texts tells whether anything has to be done. No path is recorded: a project
folder that is moved or copied takes its environment along.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import machinery
from pathlib import Path

INSTALLED = "cribdeck-installed.txt"
LOCK = "cribdeck-lock"


def python_of(venv: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def is_ours(venv: Path) -> bool:
    """Return whether build.py made this folder, completely or not."""
    return (venv / LOCK).exists()


def is_filled(venv: Path) -> bool:
    """Return whether there is a folder with anything in it."""
    return venv.is_dir() and any(venv.iterdir())


def is_complete(venv: Path, wanted: Sequence[Path]) -> bool:
    """Return whether the environment holds what the requirement files list today."""
    _, requirements = _installed(venv)
    complete = requirements.startswith(requirements_text(wanted))
    return complete and os.access(python_of(venv), os.X_OK)


def requirements_text(wanted: Sequence[Path]) -> str:
    """Return the requirement files as one text, the program's own first."""
    return "".join(path.read_text(encoding="utf-8") + "\n" for path in wanted)


def fits(venv: Path, stamp: str | None) -> bool:
    """Return whether the packages were installed for an interpreter with this stamp."""
    return stamp is not None and stamp == _installed(venv)[0]


def fits_running_python(venv: Path) -> bool:
    """Return whether the packages fit this very interpreter, not one that took its place."""
    return fits(venv, running_stamp())


def running_stamp() -> str:
    """Return what compiled packages depend on: Python version, platform and C library."""
    return machinery.EXTENSION_SUFFIXES[0]


def mark_half_made(venv: Path) -> None:
    """Say that packages are about to change; from here on an interruption shows."""
    (venv / INSTALLED).unlink(missing_ok=True)


def mark_complete(venv: Path, stamp: str, wanted: Sequence[Path]) -> None:
    """Say what the environment holds, all at once or not at all."""
    new = venv / f"{INSTALLED}.new"
    new.write_text(f"{stamp}\n{requirements_text(wanted)}", encoding="utf-8")
    new.replace(venv / INSTALLED)


def _installed(venv: Path) -> tuple[str, str]:
    """Return stamp and requirements of a complete environment, empty ones for any other."""
    try:
        text = (venv / INSTALLED).read_text(encoding="utf-8")
    except OSError:
        return "", ""
    stamp, _, requirements = text.partition("\n")
    return stamp, requirements
