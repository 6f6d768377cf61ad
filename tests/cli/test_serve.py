"""`build.py serve` as its user has it: a process, its lines, its end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import segno

from cribdeck.cli import main
from cribdeck.emit.qr import terminal_text
from cribdeck.serve.answer import address_of
from tests.serve.served import DECK, FILES, fill

PROJECT = Path(__file__).resolve().parent.parent.parent


def start(dist: Path, *words: str, encoding: str = "utf-8") -> subprocess.Popen[str]:
    # A shell's background job ignores Ctrl-C, and its children with it.
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, str(PROJECT / "build.py"), "serve", "--dist", str(dist), *words],
            env={**os.environ, "CRIBDECK_NO_VENV": "1", "PYTHONIOENCODING": encoding},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding=encoding,
        )
    finally:
        signal.signal(signal.SIGINT, ignored)


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as reply:  # noqa: S310  our own address
        return bytes(reply.read())


@pytest.mark.skipif(os.name == "nt", reason="signals as shells and schedulers send them")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_serves_until_it_is_ended(tmp_path: Path, number: int, code: int) -> None:
    dist = fill(tmp_path / "dist")
    process = start(dist)
    assert process.stdout
    assert process.stdout.readline() == f"serving 4 files of {dist} (Ctrl-C ends it)\n"
    url = process.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{22}/", url)
    assert "后端 速记" in fetch(url).decode()
    assert fetch(f"{url}report.html") == FILES["report.html"]
    assert process.stdout.readline() == "report.html -> 127.0.0.1\n"
    process.send_signal(number)
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == code


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_phone_gets_the_address_as_a_code(tmp_path: Path, encoding: str) -> None:
    dist = fill(tmp_path / "dist")
    process = start(dist, "--lan", "127.0.0.2", encoding=encoding)
    assert process.stdout
    process.stdout.readline()
    url = process.stdout.readline().strip()
    assert url.startswith("http://127.0.0.2:")
    assert fetch(url + address_of(DECK)) == FILES[DECK]
    process.terminate()
    said, wrong = process.communicate(timeout=60)
    code = terminal_text(url, coloured=False)
    assert (code in said) == (encoding == "utf-8")
    assert "A firewall may be closed to port" in said
    assert wrong == ""


def test_a_code_holds_what_it_was_made_of() -> None:
    """Half blocks are light modules, two rows to a line; the ground shows the dark ones."""
    url = "http://192.168.1.20:43210/AbCdEfGhIjKlMnOpQrStUv/"
    upper, lower = "▀█", "▄█"
    drawn = [
        [char not in half for char in line]
        for line in terminal_text(url, coloured=False).splitlines()
        for half in (upper, lower)
    ]
    code = segno.make_qr(url, error="l")
    modules = [[bool(it) for it in row] for row in code.matrix_iter(border=4)]
    assert drawn[: len(modules)] == modules
    coloured = terminal_text(url, coloured=True).splitlines()
    assert all(it.startswith("\x1b[") and it.endswith("\x1b[0m") for it in coloured)


def test_a_taken_port_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        dist = str(fill(tmp_path / "dist"))
        assert main(["serve", "--dist", dist, "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"build.py: cannot serve at 127.0.0.1, port {port}: ")
    assert "another --port may be free" in said


def test_an_address_of_another_machine_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dist = str(fill(tmp_path / "dist"))
    assert main(["serve", "--dist", dist, "--lan", "198.51.100.7"]) == 2
    assert "cannot serve at 198.51.100.7" in capsys.readouterr().err
    assert main(["serve", "--dist", dist, "--lan", "0.0.0.0"]) == 2  # noqa: S104  refused
    assert "--lan wants one such as" in capsys.readouterr().err


def test_without_outputs_there_is_nothing_to_serve(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--dist", str(tmp_path / "none")]) == 2
    assert "nothing to serve" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("port", ["-1", "65536", "x", "٣"])
def test_what_is_no_port_is_a_slip(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as slip:
        main(["serve", f"--port={port}"])
    assert slip.value.code == 2
    assert "is not a port" in capsys.readouterr().err
