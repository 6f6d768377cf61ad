"""The examples for scheduling do what their heads say: each is checked, and run where it can be.

What runs is the very text of the example, with its folders put in place.
"""

from __future__ import annotations

import json
import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from cribdeck.cli import main
from tests.watching import NOTE, PROJECT, term

EXAMPLES = PROJECT / "examples" / "schedule"
FILES = sorted(it for it in EXAMPLES.rglob("*") if it.is_file())
NAMES = [it.relative_to(EXAMPLES).as_posix() for it in FILES]


class Home:
    """A user's machine: notes, and the programs that the examples call."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes = root / "notes"
        self.notes.mkdir()
        # What is printed is no matter here.
        settings = '[sheets]\nvariants = ["answers"]\n'
        (self.notes / "cribdeck.toml").write_text(settings, encoding="utf-8")
        self.programs = root / "bin"
        self.programs.mkdir()
        for name in ("python", "python3"):
            self.program(name, f'exec {shlex.quote(sys.executable)} "$@"')

    def program(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def write(self, count: int) -> None:
        for number in range(count):
            text = NOTE.format(term(number), term(number))
            (self.notes / f"{number}.md").write_text(text, encoding="utf-8")

    def remove_notes(self) -> None:
        for path in self.notes.glob("*.md"):
            path.unlink()

    def run(
        self,
        *command: str | Path,
        cwd: Path | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            "HOME": str(self.root),
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "CRIBDECK_NO_VENV": "1",
            "LC_ALL": "C.UTF-8",
            **(variables or {}),
        }
        return subprocess.run(
            command,
            cwd=cwd or self.root,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def text_of(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_to_change_and_how_to_install_it(name: str) -> None:
    text = text_of(name)
    assert "Change:" in text
    assert "Install:" in text


@pytest.mark.parametrize("name", [it for it in NAMES if "build.py" in text_of(it)])
def test_each_that_builds_says_how_the_brake_is_seen_and_what_comes_then(name: str) -> None:
    head = re.sub(r"\s*\n#?\s*", " ", text_of(name))
    assert re.search(r"Seen by you: .*brake", head)
    assert re.search(r"Then: import .* on one device and sync the others", head)


@pytest.mark.parametrize("name", NAMES)
def test_the_words_for_the_program_are_words_it_knows(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each option in the examples is one of `build`."""
    text = text_of(name).replace("\\\n", " ")
    commands = re.findall(r'^[^#\n]*?build\.py"?((?: +--?[\w-]+(?: [.\w]+)?)+)', text, re.MULTILINE)
    assert bool(commands) == ("build.py" in re.sub(r"(?m)^#.*", "", text))
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    known = capsys.readouterr().out
    for option in re.findall(r"--[\w-]+", " ".join(commands)):
        assert option in known


def crontab() -> tuple[dict[str, str], str, str]:
    lines = [it for it in text_of("crontab").splitlines() if it and not it.startswith("#")]
    variables = dict(it.split("=", 1) for it in lines[:-1])
    when, command = lines[-1].split("  ", 1)
    return variables, when, command


def test_cron_prints_only_what_needs_its_user(home: Home) -> None:
    variables, when, command = crontab()
    assert re.fullmatch(r"([\d*]+ ){4}[\d*]+", when)
    assert set(variables) == {"MAILTO", "CRIBDECK", "NOTES"}
    assert "%" not in command, "cron takes it for the end of the line"
    folders = {"CRIBDECK": str(PROJECT), "NOTES": str(home.notes)}
    home.write(30)
    ran = home.run("/bin/sh", "-c", command, variables=folders)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)
    assert list((home.notes / "dist").glob("*.apkg"))

    (home.notes / "binary.md").write_bytes(b"\x00\xff\x00")
    assert home.run("/bin/sh", "-c", command, variables=folders).stdout == ""
    assert "binary.md:1:1: error" in (home.notes / "cribdeck.log").read_text(encoding="utf-8")

    home.remove_notes()
    assert "brake" in home.run("/bin/sh", "-c", command, variables=folders).stdout


UNITS = EXAMPLES / "systemd"


def unit(name: str) -> dict[str, str]:
    text = (UNITS / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


def test_systemd_finds_nothing_wrong_with_the_units(home: Home) -> None:
    if shutil.which("systemd-analyze") is None:
        warnings.warn("systemd-analyze is missing: the units were not verified", stacklevel=1)
        pytest.skip("needs systemd-analyze")
    units = sorted(UNITS.iterdir())
    runtime = {"XDG_RUNTIME_DIR": str(home.root)}
    ran = home.run("systemd-analyze", "verify", "--user", *units, variables=runtime)
    assert (ran.returncode, ran.stderr) == (0, "")

    broken = home.root / "cribdeck.timer"
    text = (UNITS / broken.name).read_text(encoding="utf-8")
    broken.write_text(text.replace("03:30", "whenever"), encoding="utf-8")
    verify = ("systemd-analyze", "verify", "--user", broken)
    assert home.run(*verify, variables=runtime).returncode, "it would see a slip"


def test_the_service_builds_and_delivers(home: Home) -> None:
    service = unit("cribdeck.service")
    assert unit("cribdeck.timer")["OnCalendar"]
    assert (UNITS / service["OnFailure"]).is_file()
    assert service["SuccessExitStatus"].split() == ["1", "4"]
    (home.root / "cribdeck").symlink_to(PROJECT)
    here = {key: it.replace("%h", str(home.root)) for key, it in service.items()}
    command = shlex.split(here["ExecStart"])
    cwd = Path(here["WorkingDirectory"])
    home.write(30)
    ran = home.run(*command, cwd=cwd)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert list((home.root / "Sync" / "cards").glob("*.apkg"))
    home.remove_notes()
    assert home.run(*command, cwd=cwd).returncode == 3


def test_launchd_shows_what_needs_its_user(home: Home) -> None:
    job = plistlib.loads((EXAMPLES / "launchd" / "dev.cribdeck.rebuild.plist").read_bytes())
    assert job["Label"] == "dev.cribdeck.rebuild"
    assert set(job["EnvironmentVariables"]) == {"CRIBDECK", "NOTES", "PATH"}
    assert set(job["StartCalendarInterval"]) <= {"Minute", "Hour", "Day", "Weekday", "Month"}
    assert job["ProcessType"] == "Background"
    assert all(isinstance(it, str) for it in job["ProgramArguments"])
    known = {"Label", "EnvironmentVariables", "ProgramArguments", "StartCalendarInterval"}
    assert set(job) == known | {"ProcessType"}, "launchd.plist(5) has these keys"

    home.program("osascript", 'echo "$2"')
    folders = {"CRIBDECK": str(PROJECT), "NOTES": str(home.notes)}
    home.write(30)
    ran = home.run(*job["ProgramArguments"], variables=folders)
    assert (ran.returncode, ran.stdout) == (0, "")
    home.remove_notes()
    ran = home.run(*job["ProgramArguments"], variables=folders)
    assert ran.returncode == 3
    assert "Exit code 3" in ran.stdout


def test_the_windows_task_is_one_that_schtasks_takes() -> None:
    raw = (EXAMPLES / "windows" / "cribdeck.xml").read_bytes()
    assert raw.isascii()
    assert raw.startswith(b'<?xml version="1.0"?>'), "schtasks insists on what is said there"
    task = ET.fromstring(raw)  # noqa: S314  our own file
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert (task.tag, task.get("version")) == (f"{space}Task", "1.2")
    # The order is that of the schema: MS-TSCH, 2.5.
    order = ["RegistrationInfo", "Triggers", "Settings", "Actions"]
    assert [it.tag.removeprefix(space) for it in task] == order
    start = task.findtext(f".//{space}StartBoundary", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", start)
    assert task.findtext(f".//{space}DaysInterval") == "1"
    assert task.findtext(f".//{space}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f".//{space}StartWhenAvailable") == "true"
    assert task.findtext(f".//{space}Exec/{space}Command") == "py.exe"
    assert "build.py" in task.findtext(f".//{space}Exec/{space}Arguments", "")
    assert task.findtext(f".//{space}Exec/{space}WorkingDirectory", "").startswith("C:\\")


def workflow() -> Any:  # noqa: ANN401  YAML has no narrower type
    return yaml.safe_load(text_of("github-actions.yml"))


def steps() -> dict[str, Mapping[str, Any]]:
    return {step["name"]: step for step in workflow()["jobs"]["build"]["steps"]}


def test_the_workflow_is_one_that_github_takes() -> None:
    loaded = workflow()
    triggers = loaded[True]  # YAML 1.1 reads the key `on` so; GitHub does not
    assert set(triggers) == {"push", "schedule", "workflow_dispatch"}
    assert triggers["push"]["branches"] == ["main"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", triggers["schedule"][0]["cron"])
    assert loaded["permissions"] == {"contents": "write"}
    assert loaded["concurrency"]["cancel-in-progress"] is False
    assert all(("run" in it) != ("uses" in it) for it in steps().values())
    for it in steps().values():
        if "uses" in it:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", it["uses"])
    order = list(steps())
    assert order.index("Commit the ledger") < order.index("Attach the outputs")


class Runner(Home):
    """A runner of the workflow: the notes are a clone of a repository that others push to."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.remote = root / "remote.git"
        self.others = root / "others"
        self.git("init", "-q", "--bare", "-b", "main", self.remote, cwd=root)
        self.git("init", "-q", "-b", "main", cwd=self.notes)
        self.git("remote", "add", "origin", self.remote)
        (root / "cribdeck").symlink_to(PROJECT)

    def git(self, *words: str | Path, cwd: Path | None = None) -> str:
        me = ("-c", "user.name=me", "-c", "user.email=me@example.org")
        ran = self.run("git", *me, *words, cwd=cwd or self.notes)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "notes")
        self.git("push", "-q", "-u", "origin", "main")

    def step(self, name: str, accept: str = "") -> subprocess.CompletedProcess[str]:
        """Run a step as the runner does: bash -e with pipefail, a file with the script."""
        script = self.root / "step.sh"
        script.write_text(steps()[name]["run"], encoding="utf-8")
        bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
        source = workflow()["jobs"]["build"]["env"]["SOURCE"]
        return self.run(*bash, variables={"SOURCE": source, "ACCEPT": accept})

    def build(self) -> None:
        for name in ("Build", "Commit the ledger"):
            ran = self.step(name)
            assert ran.returncode == 0, ran.stdout + ran.stderr

    def pushed(self) -> list[str]:
        """Return the subjects of what the others would pull, the newest first."""
        return self.git("log", "--format=%s", "main", cwd=self.remote).splitlines()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    if shutil.which("git") is None or shutil.which("bash") is None:
        warnings.warn("git or bash is missing: the workflow was not run", stacklevel=1)
        pytest.skip("needs git and bash")
    return Runner(tmp_path)


def test_the_workflow_builds_and_commits_the_ledger_once(runner: Runner) -> None:
    runner.write(2)
    runner.commit()
    runner.build()
    assert runner.pushed() == ["Ledger of the cards", "notes"]
    patterns = steps()["Attach the outputs"]["with"]["path"].split()
    # Two sheets.
    assert [len(list(runner.root.glob(pattern))) for pattern in patterns] == [1, 2, 1]
    runner.build()
    assert len(runner.pushed()) == 2, "a night without changes leaves no commit"


def test_the_ledger_reaches_a_repository_that_has_moved_on(runner: Runner) -> None:
    runner.write(1)
    runner.commit()
    runner.git("clone", "-q", runner.remote, runner.others, cwd=runner.root)
    assert runner.step("Build").returncode == 0
    (runner.others / "later.md").write_text("# 后来\n", encoding="utf-8")
    runner.git("add", "-A", cwd=runner.others)
    runner.git("commit", "-q", "-m", "later", cwd=runner.others)
    runner.git("push", "-q", cwd=runner.others)
    ran = runner.step("Commit the ledger")
    assert ran.returncode == 0, ran.stderr
    assert runner.pushed() == ["Ledger of the cards", "later", "notes"]


def test_the_workflow_fails_at_the_brake_until_somebody_accepts(runner: Runner) -> None:
    runner.write(30)
    runner.commit()
    runner.build()
    for path in sorted(runner.notes.glob("*.md"))[1:]:
        path.unlink()
    (runner.notes / "binary.md").write_bytes(b"\x00\xff\x00")
    stopped = runner.step("Build")
    assert stopped.returncode == 3
    assert "::error::stopped by the brake" in stopped.stdout

    accepted = runner.step("Build", accept="true")
    assert accepted.returncode == 0, accepted.stderr
    assert "::warning::errors in notes" in accepted.stdout
    manifest = json.loads((runner.root / "dist" / "build.json").read_bytes())
    assert manifest["changes"]["retired"] > 20
