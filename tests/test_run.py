"""`build.py test`: every check runs, one that fails is enough."""

from __future__ import annotations

import pytest

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


def test_the_whole_run_ends_with_pytest() -> None:
    """Its closing line is what a reader of a log looks for."""
    assert run.CHECKS[-1] == run.PYTEST
