"""Anki's own web files, style sheet and MathJax of its reviewer, out of the `aqt` wheel (no Qt).

They belong to the version of `anki` that the tests run with. Where `aqt` is not installed, its
wheel alone is fetched once by pip and unpacked beside the tests' environment.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

_INSIDE: Final = "_aqt/data/web/"
_PATIENCE: Final = 120


class NoAnkiWebError(Exception):
    """The files cannot be had here; the text says why."""


@cache
def anki_web() -> Path:
    """Return the folder that Anki serves as `/_anki`.

    Raises:
        NoAnkiWebError: the wheel is neither installed nor to be had.
    """
    spec = importlib.util.find_spec("_aqt")
    for folder in spec.submodule_search_locations or () if spec else ():
        if (Path(folder) / "data/web/css/reviewer.css").is_file():
            return Path(folder) / "data/web"
    version = importlib.metadata.version("anki")
    unpacked = Path(sys.prefix) / f"anki-web-{version}"
    if not unpacked.is_dir():
        _fetch(version, unpacked)
    return unpacked / _INSIDE


def _fetch(version: str, target: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"aqt=={version}"]
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            subprocess.run(
                [*command, "--dest", folder], check=True, capture_output=True, timeout=_PATIENCE
            )
            (wheel,) = Path(folder).glob("*.whl")
            whole = Path(folder) / "unpacked"
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(
                    whole, [it for it in archive.namelist() if it.startswith(_INSIDE)]
                )
            whole.rename(target)
    except subprocess.CalledProcessError as problem:
        reason = problem.stderr.decode(errors="replace").strip().splitlines()[-1:]
        message = f"pip cannot fetch aqt=={version}: {' '.join(reason)}"
        raise NoAnkiWebError(message) from problem
    except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
        message = f"the web files of aqt=={version} cannot be fetched: {problem}"
        raise NoAnkiWebError(message) from problem
