"""The hook: real commands after real builds."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from cribdeck.cli import main
from cribdeck.own_files import HOOK_NAME
from tests.watching import NOTE

REPORT = """
import json, os, sys
with open(sys.argv[1], "a", encoding="utf-8") as report:
    names = ("CRIBDECK_DIST", "CRIBDECK_CHANGED", "CRIBDECK_REMOVED")
    report.write(json.dumps([sys.argv[2:], *(os.environ[it] for it in names)]) + "\\n")
print("said by the hook")
sys.exit(int(os.environ.get("HOOK_EXIT", "0")))
"""


class Hooked:
    """Builds of a folder with one note, with a hook that reports what it is told."""

    def __init__(self, root: Path) -> None:
        self.source, self.dist, self.report = root / "backend", root / "dist", root / "report"
        self.source.mkdir()
        script = root / "report.py"
        script.write_text(REPORT, encoding="utf-8")
        self.command = [sys.executable, str(script), str(self.report)]
        self.write("会话保持")

    def write(self, meaning: str) -> None:
        text = NOTE.format("会话保持", meaning)
        (self.source / "a.md").write_text(text, encoding="utf-8")

    def build(self, *words: str, hook: list[str] | None = None) -> int:
        options = ["--only", "cards", "--source", str(self.source), "--dist", str(self.dist)]
        return main(["build", *options, *words, "--hook", *(hook or self.command)])

    def runs(self) -> list[list[object]]:
        if not self.report.exists():
            return []
        return [json.loads(line) for line in self.report.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def hooked(tmp_path: Path) -> Hooked:
    return Hooked(tmp_path)


def test_it_runs_when_the_outputs_are_new_and_only_then(hooked: Hooked) -> None:
    assert hooked.build() == 0
    told = [[], str(hooked.dist.resolve()), "backend.apkg", ""]
    assert hooked.runs() == [told]
    assert hooked.build() == 0
    assert hooked.build() == 0
    assert len(hooked.runs()) == 1
    hooked.write("粘性会话")
    assert hooked.build() == 0
    assert hooked.runs() == [told, told]


def test_it_is_told_what_is_gone(hooked: Hooked) -> None:
    hooked.build()
    (hooked.source / "cribdeck.toml").write_text('deck = "另一副"\n', encoding="utf-8")
    hooked.build()
    assert hooked.runs()[-1][2:] == ["另一副.apkg", "backend.apkg"]


def test_a_hook_that_failed_runs_again_even_when_nothing_has_changed(
    hooked: Hooked, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A target that is away for a night must not miss what was built then."""
    monkeypatch.setenv("HOOK_EXIT", "7")
    assert hooked.build() == 5
    assert "failed (exit code 7); the next build runs it again" in capfd.readouterr().err
    assert (hooked.dist / "backend.apkg").exists()
    assert hooked.build() == 5
    monkeypatch.setenv("HOOK_EXIT", "0")
    assert hooked.build() == 0
    assert hooked.build() == 0
    assert len(hooked.runs()) == 3


def test_another_command_has_not_run_yet(hooked: Hooked) -> None:
    hooked.build()
    hooked.build(hook=[*hooked.command, "again"])
    assert [it[0] for it in hooked.runs()] == [[], ["again"]]


@pytest.mark.parametrize("damage", [b"", b"\xff", b"[]", b'{"command": 3}', b"[" * 100_000])
def test_a_damaged_record_costs_one_run_more(hooked: Hooked, damage: bytes) -> None:
    hooked.build()
    (hooked.dist / HOOK_NAME).write_bytes(damage)
    assert hooked.build() == 0
    assert len(hooked.runs()) == 2


def test_errors_in_notes_do_not_keep_it_from_running(hooked: Hooked) -> None:
    (hooked.source / "binary.md").write_bytes(b"\x00\xff\x00")
    assert hooked.build() == 1
    assert len(hooked.runs()) == 1


def test_a_build_that_was_stopped_has_nothing_to_deliver(hooked: Hooked) -> None:
    hooked.build()
    hooked.write("粘性会话")
    (hooked.source / "cribdeck.toml").write_text("deck = 3\n", encoding="utf-8")
    assert hooked.build() == 2
    assert len(hooked.runs()) == 1
    (hooked.source / "cribdeck.toml").unlink()
    assert hooked.build("--dry-run") == 0
    assert len(hooked.runs()) == 1


def test_all_words_behind_it_are_its_own_and_no_shell_reads_them(hooked: Hooked) -> None:
    words = ["--source", "-h", "$HOME", "; exit 3", "a b", ""]
    assert hooked.build(hook=[*hooked.command, *words]) == 0
    assert hooked.runs()[0][0] == words


def test_a_command_that_is_not_there_is_said(
    hooked: Hooked, capfd: pytest.CaptureFixture[str]
) -> None:
    assert hooked.build(hook=["no-such-command"]) == 5
    assert "the hook cannot be started: no-such-command: " in capfd.readouterr().err


def test_its_words_do_not_mix_with_those_of_the_build(
    hooked: Hooked, capfd: pytest.CaptureFixture[str]
) -> None:
    hooked.build("--json")
    said = capfd.readouterr()
    assert json.loads(said.out)["deck"] == "backend"
    assert "said by the hook" in said.err


def test_nobody_else_builds_meanwhile(
    hooked: Hooked, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It can copy the outputs without any of them being replaced under its hands."""
    project = Path(__file__).resolve().parents[2]
    folders = ["--source", str(hooked.source), "--dist", str(hooked.dist)]
    nested = [sys.executable, str(project / "build.py"), "--force", *folders]
    monkeypatch.setenv("CRIBDECK_NO_VENV", "1")
    assert hooked.build(hook=nested) == 5
    assert "failed (exit code 4)" in capfd.readouterr().err


def test_settings_that_come_with_notes_cannot_name_a_command(
    hooked: Hooked, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever builds somebody else's notes must not run their programs."""
    ruin = hooked.source / "ruin"
    for settings in (f'hook = ["touch", "{ruin}"]\n', f'[hook]\ncommand = ["touch", "{ruin}"]\n'):
        (hooked.source / "cribdeck.toml").write_text(settings, encoding="utf-8")
        assert hooked.build() == 2
        assert "unknown setting `hook`" in capfd.readouterr().err
    assert not ruin.exists()


@pytest.mark.skipif(shutil.which("cp") is None, reason="needs a shell and cp")
def test_copying_to_a_synced_folder(hooked: Hooked, tmp_path: Path) -> None:
    synced = tmp_path / "Sync"
    script = 'mkdir "$1" && cp -r "$CRIBDECK_DIST"/* "$1"'
    assert hooked.build(hook=["sh", "-c", script, "sh", str(synced)]) == 0
    assert sorted(it.name for it in synced.iterdir()) == [
        "backend.apkg",
        "build.json",
        "report.html",
    ]
