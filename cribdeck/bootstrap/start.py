"""Find the interpreter that has everything, and go there; make it first when there is none.

In: the command line. Out: None when the running interpreter is the one, else (the program
has run elsewhere, or could not) an exit code. Every start passes through here twice, so
what only few starts need is imported where they need it.
"""
# ruff: noqa: PLC0415 - for that reason

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cribdeck.bootstrap import environment
from cribdeck.bootstrap.messages import SetUpError, tell

PROJECT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS = PROJECT / "requirements.txt"
TEST_REQUIREMENTS = PROJECT / "tests" / "requirements.txt"

CANNOT_START = 2
"""Exit code when the set-up fails."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells count it."""

NAMED_GAPS = 4
"""So many missing packages are named, the others counted."""

BREW_LIBRARIES = "/opt/homebrew/lib"
"""Where Homebrew on Apple silicon keeps libraries, and where only its own Python looks."""


def enter(arguments: Sequence[str]) -> int | None:
    """Return None if the program can run right here, else the exit code of having run it."""
    wanted = [REQUIREMENTS]
    if arguments[:1] == ["test"]:
        wanted.append(TEST_REQUIREMENTS)
    try:
        python = _interpreter(wanted)
        return None if python is None else _run_with(python, arguments)
    except SetUpError as problem:
        tell(str(problem))
        return CANNOT_START
    except KeyboardInterrupt:
        tell("interrupted; the next start begins the set-up anew")
        return INTERRUPTED


def _interpreter(wanted: Sequence[Path]) -> Path | None:
    """Return the interpreter to go on with, None for the running one; make it if need be."""
    venv = _managed_environment()
    way_out = _way_out_of_somebodys_environment(venv)
    if way_out is not None:
        _demand(wanted, way_out)
        return None
    complete = environment.is_complete(venv, wanted)
    if _runs_in(venv):
        if complete and environment.fits_running_python(venv):
            return None
    elif complete:
        return environment.python_of(venv)
    elif environment.is_filled(venv) and not environment.is_ours(venv):
        return _python_of_a_stranger(venv)
    elif not _gaps(wanted):
        return None

    from cribdeck.bootstrap.set_up import set_up

    set_up(venv, wanted)
    return environment.python_of(venv)


def _managed_environment() -> Path:
    chosen = os.environ.get("CRIBDECK_VENV")
    return Path(chosen).expanduser().absolute() if chosen else PROJECT / ".venv"


def _way_out_of_somebodys_environment(venv: Path) -> str | None:
    """Return how to leave the environment that somebody else manages, None if nobody does.

    Conda's `base` is active in every shell of its users, so it says nothing.
    """
    if os.environ.get("CRIBDECK_NO_VENV") == "1":
        return "unset CRIBDECK_NO_VENV"
    if _runs_in(venv):
        return None if environment.is_ours(venv) else f"move {venv.name} away"
    conda = os.environ.get("CONDA_PREFIX")
    in_conda = conda is not None and _runs_in(Path(conda))
    if sys.prefix != sys.base_prefix or (
        in_conda and os.environ.get("CONDA_DEFAULT_ENV") != "base"
    ):
        return "leave that environment (`deactivate`)"
    return None


def _runs_in(folder: Path) -> bool:
    return Path(sys.prefix).resolve() == folder.resolve()


def _python_of_a_stranger(venv: Path) -> Path:
    python = environment.python_of(venv)
    if os.access(python, os.X_OK):
        return python
    message = (
        f"{venv} is in the way: build.py did not make it and it holds no working Python; "
        "move it away, or name another place with CRIBDECK_VENV=DIR"
    )
    raise SetUpError(message)


def _demand(wanted: Sequence[Path], way_out: str) -> None:
    gaps = _gaps(wanted)
    if not gaps:
        return
    more = len(gaps) - NAMED_GAPS
    named = ", ".join(gaps[:NAMED_GAPS]) + (f" and {more} more" if more > 0 else "")
    message = (
        f"the Python in {sys.prefix} lacks {named}; run `{sys.executable} -m pip install "
        f"-r {os.path.relpath(wanted[-1])}`, or {way_out} and build.py makes its own"
    )
    raise SetUpError(message)


def _gaps(wanted: Sequence[Path]) -> list[str]:
    from cribdeck.bootstrap.requirements import gaps

    return gaps(environment.requirements_text(wanted))


def _run_with(python: Path, arguments: Sequence[str]) -> int:
    command = [str(python), str(PROJECT / "build.py"), *arguments]
    if sys.platform == "darwin" and Path(BREW_LIBRARIES).is_dir():
        folders = f"{BREW_LIBRARIES}:/usr/local/lib:/usr/lib"
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", folders)
    try:
        if os.name == "nt":
            return _run_as_child(command)
        sys.stdout.flush()
        os.execv(python, command)  # noqa: S606 - our own interpreter, no shell wanted
    except OSError as problem:
        venv = python.parent.parent
        message = f"{python} does not start ({problem.strerror}); delete {venv} and start again"
        raise SetUpError(message) from problem


def _run_as_child(command: Sequence[str]) -> int:
    """Wait for `command` where a process cannot become another; Ctrl-C is the child's affair."""
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own interpreter
