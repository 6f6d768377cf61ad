"""A copy of the project whose pip is a stand-in, so that whole starts can be watched.

The environment is a real one, made by the real `venv`; only pip is replaced, and `apt-get`,
which must not run.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
BASE_PYTHON = str(getattr(sys, "_base_executable", None) or sys.executable)
"""The interpreter outside any environment, as on a fresh machine."""

CLI = """
    import json, os, sys
    def main(arguments):
        if arguments[:1] == ["exit"]:
            return int(arguments[1])
        print(json.dumps({
            "arguments": arguments, "prefix": sys.prefix, "stdin": sys.stdin.read(),
        }))
        return 0
"""

PIP = """
    import os, sys, time
    log = open(os.environ["PIP_LOG_FILE"], "a", buffering=1)
    log.write("begin " + " ".join(sys.argv[1:]) + "\\n")
    time.sleep(float(os.environ.get("PIP_SECONDS", "0")))
    log.write("end\\n")
    print(os.environ.get("PIP_SAYS", ""))
    sys.exit(int(os.environ.get("PIP_EXIT", "0")))
"""

VENV = """
    import pathlib, shutil, subprocess, sys
    folder = pathlib.Path(sys.argv[1])
    subprocess.run([sys.executable, "-I", "-m", "venv", "--without-pip", folder], check=True)
    packages, = folder.glob("lib/python*/site-packages")
    shutil.copytree(pathlib.Path(__file__).parent.parent / "pip", packages / "pip")
"""


@dataclass(slots=True)
class Machine:
    """One project folder on one machine."""

    root: Path
    stand_ins: Path
    pip_log: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    def popen(self, *arguments: str, python: str = BASE_PYTHON) -> subprocess.Popen[str]:
        """Start `build.py` the way a user does."""
        return subprocess.Popen(
            [python, str(self.root / "build.py"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=self.root,
            env=self.environ,
            # Whoever started the tests may have Ctrl-C switched off.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )

    def start(
        self, *arguments: str, python: str = BASE_PYTHON, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Start `build.py` and wait for its end."""
        process = self.popen(*arguments, python=python)
        out, err = process.communicate(stdin, timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def pip_runs(self) -> list[str]:
        """Return what pip was asked for, one line per run that began."""
        lines = self.pip_log.read_text().splitlines() if self.pip_log.exists() else []
        return [line.removeprefix("begin ") for line in lines if line.startswith("begin")]

    def install(self, packages: Path, *names: str) -> None:
        """Let the packages, as `name==version`, be there in a folder of packages."""
        for name, version in (pin.split("==") for pin in names):
            metadata = packages / f"{name.replace('-', '_')}-{version}.dist-info" / "METADATA"
            metadata.parent.mkdir(parents=True)
            metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a project that has never been started, on a machine without its packages."""
    root = tmp_path / "project"
    (root / "tests").mkdir(parents=True)
    shutil.copy(PROJECT / "build.py", root)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "cribdeck" / "bootstrap", root / "cribdeck/bootstrap", ignore=ignore)
    shutil.copy(PROJECT / "cribdeck" / "__init__.py", root / "cribdeck")
    (root / "cribdeck" / "cli.py").write_text(dedent(CLI))
    (root / "requirements.txt").write_text("made-up==1.2\nfar-away==3.0  # via made-up\n")
    (root / "tests" / "requirements.txt").write_text("-r ../requirements.txt\nmade-up-test==4.0\n")

    stand_ins = tmp_path / "stand-ins"
    for name, code in (("venv", VENV), ("pip", PIP)):
        (stand_ins / name).mkdir(parents=True)
        (stand_ins / name / "__init__.py").touch()
        (stand_ins / name / "__main__.py").write_text(dedent(code))
    (stand_ins / "ensurepip.py").touch()
    apt_get = stand_ins / "bin" / "apt-get"
    apt_get.parent.mkdir()
    apt_get.write_text("#!/bin/sh\nexit 1\n")
    apt_get.chmod(0o755)

    pip_log = tmp_path / "pip.log"
    environ = {
        "PATH": str(apt_get.parent),
        "HOME": str(tmp_path),
        "PYTHONPATH": str(stand_ins),
        "PIP_LOG_FILE": str(pip_log),
    }
    if "LD_LIBRARY_PATH" in os.environ:
        environ["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return Machine(root, stand_ins, pip_log, environ)


@pytest.fixture
def somebodys(machine: Machine) -> Callable[[Sequence[str]], str]:
    """Return a maker of environments that are not ours: packages in, interpreter out."""

    def make(packages: Sequence[str], at: Path | None = None) -> str:
        folder = at or machine.root.parent / "somebodys"
        subprocess.run([BASE_PYTHON, "-m", "venv", "--without-pip", folder], check=True)
        (site_packages,) = folder.glob("lib/python*/site-packages")
        machine.install(site_packages, *packages)
        return str(folder / "bin" / "python")

    return make


def ran(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """Return what the program saw, after a start that reached it."""
    assert done.returncode == 0, done.stderr
    seen: dict[str, object] = json.loads(done.stdout)
    return seen
