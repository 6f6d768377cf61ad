"""What pip cannot bring: libraries for sheets, Debian's half of `venv`, tools of the tests.

Root on Debian and its kin gets them installed while the environment is made; everybody
else gets the exact command for the system at hand. Without the libraries the deck is
built all the same, so only a build that is about to make sheets asks for the hint.

Sources: WeasyPrint 70, `text/ffi.py` for the libraries, manual "First steps" for the
packages; for dnf, pacman and zypper those packages that hold the same files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cribdeck.bootstrap.messages import tell

LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib"),
    "win32": ("libpango-1.0-0.dll", "libpangoft2-1.0-0.dll"),
}
"""Without these WeasyPrint does not start; all others come with them."""

SUBSETTER = "libharfbuzz-subset.so.0"
"""Embeds fonts; without it Python does, seven times slower. Ubuntu 22.04 has no package."""

DEBIAN_LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

WINDOWS_FOLDERS = (
    r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
)
"""Where WeasyPrint looks unless `WEASYPRINT_DLL_DIRECTORIES` says otherwise."""

HOMEBREW = "brew install pango"
MSYS2 = (
    "install MSYS2 (https://www.msys2.org), then in its shell: "
    "pacman -S mingw-w64-ucrt-x86_64-pango"
)

INSTALLERS = {
    "debian": ("apt-get install", DEBIAN_LIBRARIES, "poppler-utils"),
    "fedora": ("dnf install", ("pango", "harfbuzz"), "poppler-utils"),
    "arch": ("pacman -S", ("pango", "harfbuzz"), "poppler"),
    "alpine": ("apk add", ("pango", "so:libharfbuzz-subset.so.0"), "poppler-utils"),
    "suse": ("zypper install", ("libpango-1_0-0", "libharfbuzz-subset0"), "poppler-tools"),
}
"""Linux families, as `ID` or `ID_LIKE` in os-release(5) name them, and the names they use:
the command, the libraries, the package of poppler's programs."""


def system_libraries_hint() -> str | None:
    """Return how to get the libraries that sheets need, None when they are there.

    The libraries are looked for by loading them, as WeasyPrint does next (2 ms).
    """
    if all(_is_there(name) for name in LIBRARIES.get(sys.platform, ())):
        return None
    if sys.platform == "darwin":
        return HOMEBREW
    if sys.platform == "win32":
        return MSYS2
    return command_for(os_release(), as_root=_is_root())


def hint_for_tests() -> str | None:
    """Return how to get what the tests need beside pip's packages, None when it is there.

    That is the libraries, and poppler's programs, with which the tests read sheets.
    """
    hint = system_libraries_hint()
    if has_poppler():
        return hint
    if sys.platform == "darwin":
        return f"{HOMEBREW} poppler"
    if sys.platform == "win32":
        return f"{MSYS2} mingw-w64-ucrt-x86_64-poppler"
    release = os_release()
    names = (INSTALLERS[name][2] for name in _families(release) if name in INSTALLERS)
    return command_for(release, as_root=_is_root(), more=[next(names, "poppler")])


def has_poppler() -> bool:
    """Return whether poppler's programs are on the path."""
    import shutil  # noqa: PLC0415 - few starts get here

    return shutil.which("pdftotext") is not None


def command_for(release: Mapping[str, str], *, as_root: bool, more: Sequence[str] = ()) -> str:
    """Return the command that installs the libraries, and `more`, on this kind of Linux."""
    family = next((name for name in _families(release) if name in INSTALLERS), None)
    if family is None:
        return f"install {', '.join([*more, 'Pango', 'HarfBuzz'])} with your package manager"
    installer, libraries, _ = INSTALLERS[family]
    return " ".join([*([] if as_root else ["sudo"]), installer, *more, *libraries])


def venv_packages() -> list[str]:
    """Return the package that completes the running Python, if it is Debian's own."""
    if sys.base_prefix == "/usr" and "debian" in _families(os_release()):
        return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]
    return []


def venv_hint() -> str:
    """Return the sentence for a Python that cannot make environments."""
    packages = venv_packages()
    if not packages:
        return (
            f"the Python at {sys.executable} lacks ensurepip, the part that makes environments; "
            "install a complete Python 3.11 or newer (python.org) and start with that"
        )
    # The libraries are asked for in the same breath: one command instead of two rounds.
    command = command_for(os_release(), as_root=_is_root(), more=packages)
    return f"this Python lacks its venv module; run `{command}` and start again"


def missing_libraries() -> list[str]:
    """Return Debian's packages of the libraries, nothing when all are there."""
    needed = (*LIBRARIES["linux"], SUBSETTER)
    return [
        package
        for name, package in zip(needed, DEBIAN_LIBRARIES, strict=True)
        if not _is_there(name)
    ]


def provide(packages: Sequence[str]) -> None:
    """Install `packages` if we are root on Debian or its kin; else leave it to the user."""
    if not packages or not _is_root() or "debian" not in _families(os_release()):
        return
    tell(f"installing {' '.join(packages)} with apt-get ...")
    # Fresh machines have no package lists yet, old ones have stale lists, and where one
    # package does not exist the others are still worth having.
    if not _apt_get("install", *packages):
        return
    update = _apt_get("update")
    if not _apt_get("install", *packages):
        return
    for problem in [update, *(_apt_get("install", package) for package in packages)]:
        if problem:
            tell(f"apt-get says: {problem}")


def os_release() -> Mapping[str, str]:
    """Return what the system calls itself (os-release(5)), nothing where it does not say."""
    import platform  # noqa: PLC0415 - few starts get here

    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _families(release: Mapping[str, str]) -> list[str]:
    return [release.get("ID", ""), *release.get("ID_LIKE", "").split()]


def _is_there(library: str) -> bool:
    if sys.platform == "win32":
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";")
        return any(Path(folder, library).exists() for folder in folders)
    try:
        import ctypes  # noqa: PLC0415 - few starts get here, and some Pythons lack it
    except ImportError:
        return True  # WeasyPrint will tell
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


def _apt_get(command: str, *packages: str) -> str:
    """Run apt-get unseen; return its last line of complaint, nothing when all went well."""
    import subprocess  # noqa: PLC0415 - few starts get here

    options = ("-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            ["apt-get", *options, command, *packages],  # noqa: S607 - wherever root has it
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
        )
    except OSError as problem:
        return str(problem)
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    return (lines or [f"exit code {done.returncode}"])[-1]
