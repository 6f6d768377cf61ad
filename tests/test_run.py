"""`build.py test`: every check runs, one that fails is enough."""

from __future__ import annotations

import pytest

from cribdeck.bootstrap import system_packages
from tests import run


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = ("bad", ("-c", "raise SystemExit(3)"))
    echo = (
        "pytest",
        ("-c", "import sys; print(sys.argv[1:]); raise SystemExit(len(sys.argv) == 1)"),
    )
    monkeypatch.setattr(run, "CHECKS", (bad, ("good", ("-c", "pass"))))
    monkeypatch.setattr(run, "PYTEST", echo)
    monkeypatch.setattr(system_packages, "provide", lambda _: None)
    monkeypatch.setattr(system_packages, "hint_for_tests", lambda: None)


@pytest.mark.usefixtures("checks")
def test_all_checks_run_even_if_one_fails(capfd: pytest.CaptureFixture[str]) -> None:
    assert run.main([]) == 1
    out = capfd.readouterr().out.splitlines()
    assert out[:3] == ["== bad", "== good", "== summary"]
    assert out[3].startswith("bad          FAILED (exit code 3)")
    assert out[4].startswith("good         ok")


@pytest.mark.usefixtures("checks")
def test_arguments_go_to_pytest_alone(capfd: pytest.CaptureFixture[str]) -> None:
    assert run.main(["-k", "one"]) == 0
    assert "['-k', 'one']" in capfd.readouterr().out


@pytest.mark.usefixtures("checks")
def test_a_missing_tool_is_one_sentence_instead_of_many_failures(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(system_packages, "provide", asked.append)
    monkeypatch.setattr(system_packages, "has_poppler", lambda: False)
    monkeypatch.setattr(system_packages, "missing_libraries", lambda: ["libpango-1.0-0"])
    monkeypatch.setattr(system_packages, "hint_for_tests", lambda: "get it")

    assert run.main([]) == 2
    said = capfd.readouterr()
    assert said.err == "the tests need more than pip can bring; get it with: get it\n"
    assert said.out == ""
    assert asked == [["poppler-utils", "libpango-1.0-0"]]

    assert run.main(["-k", "one"]) == 0


def test_the_whole_run_ends_with_pytest() -> None:
    """Its closing line is what a reader of a log looks for."""
    name, command = run.CHECKS[-1]
    assert name == run.PYTEST[0]
    assert " ".join(command).startswith(" ".join(run.PYTEST[1]))
