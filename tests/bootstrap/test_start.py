"""Which Python a start ends up in, seen from outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bootstrap.conftest import BASE_PYTHON, PROJECT, Machine, ran

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are POSIX")


def test_first_start_sets_up_and_runs_the_program(machine: Machine) -> None:
    first = machine.start("build", "--quiet", stdin="typed")

    assert ran(first) == {
        "arguments": ["build", "--quiet"],
        "prefix": str(machine.venv),
        "stdin": "typed",
    }
    assert first.stderr.splitlines()[0] == "build.py: setting up .venv (once, about a minute) ..."
    (run,) = machine.pip_runs()
    assert f"install -r {machine.root}/requirements.txt" in run


def test_second_start_goes_straight_to_the_program(machine: Machine) -> None:
    machine.start()
    second = machine.start("exit", "7")

    assert second.returncode == 7
    assert second.stderr == ""
    assert len(machine.pip_runs()) == 1


def test_a_start_loads_nothing_slow() -> None:
    slow = "{'subprocess', 'importlib.metadata', 'ctypes', 'tempfile', 'dataclasses', 'platform'}"
    code = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); import cribdeck.bootstrap; "
    done = subprocess.run(
        [BASE_PYTHON, "-I", "-S", "-c", code + f"print(sorted({slow} & set(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_the_tests_get_their_own_requirements_once(machine: Machine) -> None:
    machine.start()
    machine.start("test")
    machine.start("test", "-k", "one")
    machine.start("build")

    plain, with_tests = machine.pip_runs()
    assert "tests/requirements.txt" not in plain
    assert f"-r {machine.root}/tests/requirements.txt" in with_tests


def test_changed_requirements_are_installed_into_the_same_environment(machine: Machine) -> None:
    machine.start()
    (machine.venv / "kept").touch()
    (machine.root / "requirements.txt").write_text("made-up==1.3\n")

    again = machine.start()
    assert ran(again)["prefix"] == str(machine.venv)
    assert "bringing .venv up to date" in again.stderr
    assert len(machine.pip_runs()) == 2
    assert (machine.venv / "kept").exists()


def test_the_environment_may_itself_notice_that_requirements_changed(machine: Machine) -> None:
    machine.start()
    (machine.root / "requirements.txt").write_text("made-up==1.3\n")

    ran(machine.start(python=str(machine.venv / "bin" / "python")))
    assert len(machine.pip_runs()) == 2


def test_a_moved_project_takes_its_environment_along(machine: Machine) -> None:
    machine.start()
    machine.root = machine.root.rename(machine.root.with_name("moved"))

    assert ran(machine.start())["prefix"] == str(machine.venv)
    assert len(machine.pip_runs()) == 1


def test_another_place_can_be_named_for_the_environment(machine: Machine) -> None:
    machine.environ["CRIBDECK_VENV"] = "~/elsewhere"

    assert ran(machine.start())["prefix"] == f"{machine.environ['HOME']}/elsewhere"
    assert not machine.venv.exists()


def test_an_active_environment_with_the_packages_is_used(
    machine: Machine, somebodys: Callable[..., str]
) -> None:
    python = somebodys(["made-up==1.2"])

    assert ran(machine.start(python=python))["prefix"] == str(Path(python).parent.parent)
    assert not machine.venv.exists()


def test_an_active_environment_with_gaps_is_left_alone(
    machine: Machine, somebodys: Callable[..., str]
) -> None:
    python = somebodys(["made-up==1.1"])
    stopped = machine.start("test", python=python)

    assert stopped.returncode == 2
    (sentence,) = stopped.stderr.splitlines()
    assert "lacks made-up==1.2, made-up-test==4.0;" in sentence
    assert f"`{python} -m pip install -r tests/requirements.txt`" in sentence
    assert machine.pip_runs() == []
    assert not machine.venv.exists()


def test_any_python_is_used_as_it_is_on_demand(machine: Machine) -> None:
    machine.environ["CRIBDECK_NO_VENV"] = "1"
    stopped = machine.start()
    assert stopped.returncode == 2
    assert "unset CRIBDECK_NO_VENV" in stopped.stderr

    machine.install(machine.stand_ins, "made-up==1.2")
    assert ran(machine.start())["prefix"] == sys.base_prefix
    assert not machine.venv.exists()


def test_a_python_that_has_everything_needs_no_environment(machine: Machine) -> None:
    machine.install(machine.stand_ins, "made-up==1.5")

    assert ran(machine.start())["prefix"] == sys.base_prefix
    assert not machine.venv.exists()


def test_conda_counts_as_a_choice_unless_it_is_base(machine: Machine) -> None:
    machine.environ |= {"CONDA_PREFIX": sys.base_prefix, "CONDA_DEFAULT_ENV": "work"}
    assert "`deactivate`" in machine.start().stderr

    machine.environ["CONDA_DEFAULT_ENV"] = "base"
    assert ran(machine.start())["prefix"] == str(machine.venv)


def test_an_environment_we_did_not_make_is_used_but_never_changed(
    machine: Machine, somebodys: Callable[..., str]
) -> None:
    somebodys([], at=machine.venv)
    stopped = machine.start()
    assert stopped.returncode == 2
    assert "lacks made-up==1.2" in stopped.stderr
    assert "move .venv away" in stopped.stderr

    (site_packages,) = machine.venv.glob("lib/python*/site-packages")
    machine.install(site_packages, "made-up==1.2")
    assert ran(machine.start())["prefix"] == str(machine.venv)
    assert machine.pip_runs() == []


def test_a_folder_in_the_way_is_not_emptied(machine: Machine) -> None:
    machine.venv.mkdir()
    (machine.venv / "thesis.txt").touch()
    stopped = machine.start()

    assert stopped.returncode == 2
    assert f"{machine.venv} is in the way" in stopped.stderr
    assert (machine.venv / "thesis.txt").exists()


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10)])
def test_an_old_python_gets_one_sentence(version: tuple[int, int]) -> None:
    code = (
        f"import runpy, sys; sys.version_info = {version}; "
        f"runpy.run_path({str(PROJECT / 'build.py')!r}, run_name='__main__')"
    )
    stopped = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert stopped.returncode == 2
    (sentence,) = stopped.stderr.splitlines()
    assert "needs Python 3.11 or newer and this is Python {}.{};".format(*version) in sentence


def test_old_pythons_can_read_the_entry_point() -> None:
    source = (PROJECT / "build.py").read_text(encoding="ascii")
    newer = (ast.JoinedStr, ast.AnnAssign, ast.AsyncFunctionDef, ast.Nonlocal, ast.Starred)

    tree = ast.parse(source, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    assert "__future__" not in source


def test_bootstrap_stands_on_the_standard_library_alone() -> None:
    for path in (PROJECT / "cribdeck" / "bootstrap").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names):
                    modules = [alias.name for alias in names]
                case ast.ImportFrom(module=str(module)):
                    modules = [module]
                case _:
                    continue
            for module in modules:
                known = module.split(".")[0] in sys.stdlib_module_names
                assert known or module.startswith("cribdeck.bootstrap"), (path, module)
