"""Making the environment: interruptions, two makers at once, failures and their sentences."""

from __future__ import annotations

import errno
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cribdeck.bootstrap import environment
from cribdeck.bootstrap.set_up import about_disk, about_pip
from tests.bootstrap.conftest import Machine, ran

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are POSIX")


def wait_for_pip(machine: Machine, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        if machine.pip_runs():
            return
        assert process.poll() is None
        time.sleep(0.02)
    pytest.fail("pip was never run")


def test_a_half_made_environment_is_made_from_scratch(machine: Machine) -> None:
    machine.start()
    (machine.venv / environment.INSTALLED).unlink()
    (machine.venv / "left over").mkdir()

    ran(machine.start())
    assert len(machine.pip_runs()) == 2
    assert not (machine.venv / "left over").exists()


def test_a_failed_pip_leaves_a_half_made_environment(machine: Machine) -> None:
    machine.start()
    (machine.root / "requirements.txt").write_text("made-up==9\n")
    machine.environ |= {"PIP_EXIT": "1", "PIP_SAYS": "noise\nERROR: it rains\n[notice] upgrade"}
    stopped = machine.start()

    assert stopped.returncode == 2
    assert "it says: ERROR: it rains (all of it: " in stopped.stderr.splitlines()[-1]
    assert "noise" not in stopped.stderr
    assert "noise" in (machine.venv / "cribdeck-setup.log").read_text()

    del machine.environ["PIP_EXIT"]
    assert "setting up .venv" in machine.start().stderr


@pytest.mark.parametrize("damage", ["gone", "does not run", "another Python"])
def test_a_broken_interpreter_means_from_scratch(machine: Machine, damage: str) -> None:
    machine.start()
    python = machine.venv / "bin" / "python"
    match damage:
        case "gone":
            python.unlink()
            python.symlink_to("/nowhere/python")
        case "does not run":
            python.unlink()
            python.touch()
        case _:
            marker = machine.venv / environment.INSTALLED
            _, requirements = marker.read_text().split("\n", 1)
            marker.write_text(f".cpython-310-other.so\n{requirements}")

    assert ran(machine.start())["prefix"] == str(machine.venv)
    assert machine.start().stderr == ""
    assert len(machine.pip_runs()) == 2


def test_starts_at_the_same_time_set_up_once(machine: Machine) -> None:
    machine.environ["PIP_SECONDS"] = "1"
    first = machine.popen("one")
    wait_for_pip(machine, first)
    second = machine.start("two")
    out, _ = first.communicate("", timeout=60)

    assert '"one"' in out
    assert ran(second)["arguments"] == ["two"]
    assert "another start is setting up .venv" in second.stderr
    assert len(machine.pip_runs()) == 1


def test_a_pip_that_outlives_its_killed_start_is_waited_for(machine: Machine) -> None:
    machine.environ["PIP_SECONDS"] = "1"
    first = machine.popen()
    wait_for_pip(machine, first)
    first.kill()
    ran(machine.start())

    lines = [line.split()[0] for line in machine.pip_log.read_text().splitlines()]
    assert lines == ["begin", "end", "begin", "end"]


def test_ctrl_c_stops_the_set_up_with_a_sentence(machine: Machine) -> None:
    machine.environ["PIP_SECONDS"] = "30"
    process = machine.popen()
    wait_for_pip(machine, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate("", timeout=20)

    assert process.returncode == 130
    assert err.splitlines()[-1].startswith("build.py: interrupted;")
    assert not (machine.venv / environment.INSTALLED).exists()


def test_a_place_that_cannot_be_written_is_one_sentence(machine: Machine) -> None:
    (machine.root / "file").touch()
    machine.environ["CRIBDECK_VENV"] = "file/venv"
    stopped = machine.start()

    assert stopped.returncode == 2
    (sentence,) = stopped.stderr.splitlines()
    assert sentence.startswith(f"build.py: {machine.root}/file/venv cannot be set up (")


@pytest.mark.parametrize(
    ("number", "cure"),
    [
        (errno.ENOSPC, "the disk is full; free about 400 MB for /p/.venv"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "/p/.venv/bin cannot be written (no); start as the owner"),
        (errno.EROFS, "CRIBDECK_VENV=~/.cache/cribdeck-venv"),
        (errno.EIO, "delete it and start again"),
    ],
)
def test_disk_errors_name_their_cure(number: int, cure: str) -> None:
    assert cure in about_disk(OSError(number, "no", "/p/.venv/bin"), Path("/p/.venv"))


RETRY = (
    "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by "
    "'NewConnectionError: [Errno 111] Connection refused': /simple/a/\n"
)
NOT_FOUND = "ERROR: No matching distribution found for a==1"


@pytest.mark.parametrize(
    ("output", "cure"),
    [
        (RETRY + NOT_FOUND, f"cannot reach the package index; go online .* says: {NOT_FOUND}$"),
        ("WARNING: Retrying (Retry(... SSLError(CERTIFICATE_VERIFY_FAILED", "PIP_CERT=FILE"),
        ("WARNING: b.test is not a trusted or secure host\n" + NOT_FOUND, "PIP_TRUSTED_HOST"),
        (NOT_FOUND, "no build of a package for this Python"),
        ("ERROR: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: Failed building wheel for a\n", "another Python"),
        ("ERROR: boom\n\n", r"ERROR: boom \(all of it: /p/.venv/cribdeck-setup.log\)$"),
        ("", "it says: nothing"),
    ],
)
def test_pips_failures_name_their_cure(output: str, cure: str) -> None:
    sentence = about_pip(output, Path("/p/.venv"))
    assert "\n" not in sentence
    assert re.search(cure, sentence)
