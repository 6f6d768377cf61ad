"""Make the virtual environment, or bring it up to date.

In: its folder and the requirement files. Out: a complete environment (`environment.py`).
Whatever is not complete was interrupted and is made from scratch. One start does this at a
time, the others wait. Every failure is one sentence with its cure.
"""

from __future__ import annotations

import errno
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from cribdeck.bootstrap import environment, system_packages
from cribdeck.bootstrap.messages import SetUpError, tell

LOG: Final = "cribdeck-setup.log"
"""All that pip said when it failed."""

DISK_FULL: Final = "the disk is full; free about 400 MB for {place} and start again"
FULL: Final = 8_000_000
"""Bytes left when a failure is put down to the disk; `venv` hides why its pip failed."""

UNTRUSTED: Final = (
    "the package index answers, but its certificate is not trusted; behind a company's proxy "
    "name its certificate with PIP_CERT=FILE and start again; pip says: {last}"
)
UNREACHABLE: Final = (
    "pip cannot reach the package index; go online (proxy: HTTPS_PROXY=URL, mirror: "
    "PIP_INDEX_URL=URL) and start again; pip says: {last}"
)
INSECURE: Final = (
    "the package mirror is plain http, which pip ignores; name it as https in PIP_INDEX_URL, or "
    "trust it with PIP_TRUSTED_HOST=NAME, and start again; pip says: {last}"
)
NO_SUCH_PACKAGE: Final = (
    "the package index has no build of a package for this Python ({python}) and machine; take "
    "another mirror (PIP_INDEX_URL=URL) or another Python (`python3.12 build.py`); "
    "pip says: {last}"
)
UNKNOWN: Final = "pip could not install the packages; it says: {last} (all of it: {log})"

PIP_FAILURES: Final = (
    (r"No space left on device|Errno 28\b|WinError 112\b|Disk quota exceeded", DISK_FULL),
    (r"is not a trusted or secure host", INSECURE),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError", UNTRUSTED),
    (r"Retrying \(Retry|NewConnectionError|Connect(ion)?Timeout|ReadTimeout", UNREACHABLE),
    (r"ProxyError|Could not fetch URL|Network is unreachable|name resolution", UNREACHABLE),
    (r"No matching distribution found|Failed to build|Failed building wheel", NO_SUCH_PACKAGE),
    (r"", UNKNOWN),
)
"""What pip's output tells about the cause: the first sign found counts."""


def set_up(venv: Path, wanted: Sequence[Path]) -> None:
    """Make `venv` an environment that holds what the requirement files list.

    Raises:
        SetUpError: it cannot be done here and now.
    """
    try:
        with _held(venv) as lock:
            sound = environment.fits(venv, _stamp(venv))
            if sound and environment.is_complete(venv, wanted):
                return
            started = time.monotonic()
            if sound:
                tell(f"bringing {venv.name} up to date ...")
            else:
                tell(f"setting up {venv.name} (once, about a minute) ...")
                _make(venv, lock)
            _install(venv, wanted, lock)
            tell(f"{venv.name} is ready after {time.monotonic() - started:.0f} s")
    except OSError as problem:
        raise SetUpError(about_disk(problem, venv)) from problem


@contextmanager
def _held(venv: Path) -> Iterator[int]:
    """Hold the right to change the environment; yield the descriptor that stands for it.

    The lock belongs to the descriptor, so a pip that outlives us keeps the others waiting.
    """
    venv.mkdir(parents=True, exist_ok=True)
    lock = os.open(venv / environment.LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _locks(lock):
            tell(f"another start is setting up {venv.name}; waiting for it ...")
            while not _locks(lock):
                time.sleep(0.2)
        yield lock
    finally:
        os.close(lock)


def _locks(lock: int) -> bool:
    """Return whether the lock is ours now; it counts as ours where the disk knows no locks."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows alone

        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl  # noqa: PLC0415 - exists everywhere but there

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _stamp(venv: Path) -> str | None:
    """Return the stamp of the environment's interpreter, None if it does not start."""
    ask = "from importlib import machinery; print(machinery.EXTENSION_SUFFIXES[0])"
    try:
        asked = _run([str(environment.python_of(venv)), "-I", "-c", ask])
    except OSError:
        return None
    return asked.stdout.strip() if asked.returncode == 0 else None


def _make(venv: Path, lock: int) -> None:
    lacking = [] if _has_ensurepip() else system_packages.venv_packages()
    system_packages.provide([*lacking, *system_packages.missing_libraries()])
    if not _has_ensurepip():
        raise SetUpError(system_packages.venv_hint())
    for path in venv.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != environment.LOCK:
            path.unlink()
    # When we run in the very environment that is being replaced, its maker does it again.
    base = getattr(sys, "_base_executable", None) or sys.executable
    _run_or_explain([base, "-m", "venv", str(venv)], venv, lock)


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _install(venv: Path, wanted: Sequence[Path], lock: int) -> None:
    environment.mark_half_made(venv)
    python = str(environment.python_of(venv))
    pip = [python, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    files = [word for path in wanted for word in ("-r", str(path))]
    _run_or_explain([*pip, *files], venv, lock)
    stamp = _stamp(venv)
    if stamp is None:
        message = f"the Python in {venv} does not start; delete that folder and start again"
        raise SetUpError(message)
    environment.mark_complete(venv, stamp, wanted)


def _run_or_explain(command: Sequence[str], venv: Path, lock: int) -> None:
    done = _run(command, lock)
    if done.returncode != 0:
        with suppress(OSError):
            (venv / LOG).write_text(done.stdout, encoding="utf-8")
        if shutil.disk_usage(venv).free < FULL:
            raise SetUpError(DISK_FULL.format(place=venv))
        raise SetUpError(about_pip(done.stdout, venv))


def _run(command: Sequence[str], lock: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run `command` unseen; it goes on holding `lock` should we be killed."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if lock is None or os.name == "nt" else (lock,),
        env=os.environ | {"PIP_USER": "0", "PYTHONIOENCODING": "utf-8"},
    )


def about_pip(output: str, venv: Path) -> str:
    """Return the sentence for a pip, or a `venv`, that failed with this output."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    last = (errors or lines or ["nothing"])[-1]
    sentence = next(sentence for sign, sentence in PIP_FAILURES if re.search(sign, output))
    python = sys.version.split()[0]
    return sentence.format(place=venv, log=venv / LOG, python=python, last=last)


def about_disk(problem: OSError, venv: Path) -> str:
    """Return the sentence for a folder that could not be written."""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DISK_FULL.format(place=venv)
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"{problem.filename or venv} cannot be written ({problem.strerror}); start as the "
            "owner of that folder, or put the environment elsewhere, as in "
            "`CRIBDECK_VENV=~/.cache/cribdeck-venv python3 build.py`"
        )
    return f"{venv} cannot be set up ({problem}); delete it and start again"
