"""The command line: what its help says is what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from cribdeck import exit_codes
from cribdeck.cli import main


def test_help_explains_every_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "10000")
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == exit_codes.DONE
    said = capsys.readouterr().out
    codes = {it for it in vars(exit_codes).values() if isinstance(it, int)}
    assert codes == exit_codes.MEANINGS.keys()
    assert all(f"{code} {meaning}" in said for code, meaning in exit_codes.MEANINGS.items())


def test_words_that_are_no_command_are_a_slip(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bild"])
    assert ended.value.code == exit_codes.STOPPED
    assert "invalid choice: 'bild'" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["rule", "check"])
def test_a_name_that_nothing_has_is_said_with_the_way_to_those_there_are(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"{kind}s", "none"]) == exit_codes.STOPPED
    said = capsys.readouterr().err
    assert said == f"build.py: there is no {kind} 'none'; `build.py {kind}s` lists them\n"


def test_a_folder_in_place_of_a_command_is_said_with_the_option_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == exit_codes.STOPPED
    assert f"--source {tmp_path}" in capsys.readouterr().err


def test_a_hook_without_a_command_is_a_slip(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as slip:
        main(["build", "--hook"])
    assert slip.value.code == exit_codes.STOPPED
    assert "--hook needs a command" in capsys.readouterr().err
