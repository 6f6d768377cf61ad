"""Whole builds that come to grief: as `tests/test_faults.py`, with the compiler and real processes.

A build of edited notes is disturbed; then somebody starts again. Ledger and outputs are those
of before or those of after, and what is built next is what an undisturbed build gives.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.pipeline import Built, Options
from cribdeck.progress import Silent
from cribdeck.rebuild import rebuild
from cribdeck.world import World
from cribdeck.world.disk import Disk
from tests.failing_disk import FailingDisk, Fault, KilledError

PROJECT = Path(__file__).resolve().parent.parent
Files = Mapping[str, bytes]

NOTE = """# 负载均衡

- 会话保持：让同一客户端的请求始终落到同一台机器。
- 健康检查：持续判断后端好坏，据此摘除或恢复节点。
- 惊群：一个事件唤醒所有等待的进程。
"""
OTHER = "# MQ\n\n- ACK：消费者处理完发出的回执。\n"
ADDED = "# TCP\n\n- 慢启动：连接之初逐步增大发送窗口。\n"


class Stand:
    """A source folder with outputs of before, edited since."""

    def __init__(self, root: Path) -> None:
        source = root / "notes"
        source.mkdir(parents=True)
        self.world = World(source, root / "dist", source / "ledger.jsonl", PROJECT / "templates")
        (source / "lb.md").write_text(NOTE, encoding="utf-8")
        (source / "mq.md").write_text(OTHER, encoding="utf-8")

    def edit(self) -> None:
        edited = NOTE.replace("所有等待的进程", "所有在等待它的进程")
        (self.world.source / "lb.md").write_text(edited, encoding="utf-8")
        (self.world.source / "mq.md").unlink()
        (self.world.source / "tcp.md").write_text(ADDED, encoding="utf-8")

    def build(self, only: str = "", disk: Disk | None = None) -> Built:
        world = self.world if disk is None else replace(self.world, disk=disk)
        options = Options(only or None)  # type: ignore[arg-type]
        with world.alone():
            return rebuild(world, options, Silent())

    def files(self) -> Files:
        """Return ledger and outputs, and whatever else a build may have left."""
        folders = (self.world.source, self.world.dist)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".md" and ".cache" not in path.parts
            if path.name != ".lock"
        }

    def start_again(self) -> Files:
        with self.world.alone():
            return self.files()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


class Story:
    """What the outputs are before the edit and after it, and a fresh copy of before each time."""

    def __init__(self, root: Path, only: str = "") -> None:
        self.root = root
        self.only = only
        self.first = Stand(root / "first")
        self.first.build()
        # The second build calls nothing new, so that outputs do not depend on which it was.
        self.first.build()
        self.first.edit()
        self.old = self.first.files()
        undisturbed = self.copy()
        undisturbed.build(only)
        self.new = undisturbed.files()
        assert self.new != self.old
        undisturbed.build(only)
        self.settled = undisturbed.files()

    def copy(self) -> Stand:
        root = self.root / "again"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.root / "first", root)
        stand = Stand.__new__(Stand)
        stand.world = World(
            root / "notes", root / "dist", root / "notes" / "ledger.jsonl", PROJECT / "templates"
        )
        return stand

    def is_whole(self, stand: Stand) -> str:
        """Check what a disturbed build has left, and what the next makes of it."""
        after = stand.start_again()
        assert after in (self.old, self.new), sorted(after)
        stand.build(self.only)
        stand.build(self.only)
        assert stand.files() == self.settled
        return "old" if after == self.old else "new"


@pytest.mark.parametrize("fault", ["killed", "killed halfway", "hiccup"])
def test_a_build_of_cards_killed_at_any_operation(fault: Fault, tmp_path: Path) -> None:
    story = Story(tmp_path, "cards")
    outcomes = set[str]()
    for at in range(1000):
        stand = story.copy()
        disk = FailingDisk(at, fault)
        built: Built | None = None
        with suppress(OSError, KilledError):
            built = stand.build("cards", disk)
        if built is not None and "unreadable" in {it.code for it in built.diagnostics}:
            # What could not be read is said; it was not for this build to be whole.
            assert built.exit_code in {1, 2}
            continue
        outcomes.add(story.is_whole(stand))
        if not disk.has_failed:
            break
    assert outcomes == {"old", "new"}


def test_a_build_of_cards_and_sheets_killed_at_some_operations(tmp_path: Path) -> None:
    story = Story(tmp_path)
    outcomes = set[str]()
    for at in range(0, 1000, 9):
        stand = story.copy()
        disk = FailingDisk(at, "killed halfway")
        with suppress(KilledError):
            stand.build("", disk)
        outcomes.add(story.is_whole(stand))
        if not disk.has_failed:
            break
    assert outcomes == {"old", "new"}


COMMAND = (
    sys.executable,
    "-c",
    "import sys; from cribdeck.cli import main; sys.exit(main(sys.argv[1:]))",
)
STOPPING = (
    sys.executable,
    "-c",
    """
import sys
from dataclasses import replace
from pathlib import Path
from cribdeck.pipeline import Options
from cribdeck.progress import Silent
from cribdeck.rebuild import rebuild
from cribdeck.world import World
from cribdeck.world.disk import Disk

class Stopping(Disk):
    def write(self, path, content, like=None):
        super().write(path, content, like)
        print(path.name, flush=True)
        sys.stdin.readline()

source, dist, templates = map(Path, sys.argv[1:])
world = World(source, dist, source / "ledger.jsonl", templates, Stopping())
with world.alone():
    sys.exit(rebuild(world, Options("cards"), Silent()).exit_code)
""",
)
"""A build that stops after every file it has written, and waits for a line."""


def start(stand: Stand, command: tuple[str, ...], *words: str) -> subprocess.Popen[str]:
    """Start a build in a process of its own."""
    return subprocess.Popen(
        [*command, *words],
        cwd=stand.world.source,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def words_of(stand: Stand) -> tuple[str, ...]:
    return (
        "--source",
        str(stand.world.source),
        "--dist",
        str(stand.world.dist),
        "--only",
        "cards",
        "--quiet",
    )


def run(stand: Stand) -> tuple[int, str]:
    """Build in a process of its own; return its exit code and what it says on the error stream."""
    process = start(stand, COMMAND, *words_of(stand))
    _, said = process.communicate()
    return process.returncode, said


@pytest.fixture
def stopping() -> Iterator[Callable[[Stand], subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def begin(stand: Stand) -> subprocess.Popen[str]:
        folders = (stand.world.source, stand.world.dist, stand.world.templates)
        started.append(start(stand, STOPPING, *map(str, folders)))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def in_the_midst(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
    """Wait until a build that stops after each file has written the first."""
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_killed_by_the_system_after_every_file_it_writes(
    tmp_path: Path, stopping: Callable[[Stand], subprocess.Popen[str]]
) -> None:
    story = Story(tmp_path, "cards")
    outcomes: list[str] = []
    for files in range(1, 100):
        stand = story.copy()
        process = stopping(stand)
        assert process.stdin is not None
        assert process.stdout is not None
        for written in range(1, files + 1):
            if not process.stdout.readline():
                break
            if written < files:
                process.stdin.write("\n")
                process.stdin.flush()
        process.kill()
        ended = process.wait()
        outcomes.append(story.is_whole(stand))
        if ended != -signal.SIGKILL:
            break
    assert outcomes[0] == "old"
    assert outcomes[-1] == "new"


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_killed_by_the_system_at_random_moments(tmp_path: Path) -> None:
    story = Story(tmp_path, "cards")
    began = time.monotonic()
    assert run(story.copy())[0] == 0
    usual = time.monotonic() - began
    moments = random.Random()  # noqa: S311  any moments will do
    for _ in range(6):
        stand = story.copy()
        process = start(stand, COMMAND, *words_of(stand))
        time.sleep(moments.uniform(0.3, 1.1) * usual)
        process.kill()
        process.communicate()
        story.is_whole(stand)


def test_of_two_builds_at_once_one_is_refused_and_the_other_is_whole(
    tmp_path: Path, stopping: Callable[[Stand], subprocess.Popen[str]]
) -> None:
    story = Story(tmp_path, "cards")
    stand = story.copy()
    first = in_the_midst(stopping(stand))
    code, said = run(stand)
    assert code == 4
    assert "another build is writing to" in said
    first.communicate("\n" * 100)
    assert first.returncode == 0
    assert stand.files() == story.new
    assert story.is_whole(stand) == "new"


def test_the_lock_of_a_dead_build_stands_in_nobodys_way(
    tmp_path: Path, stopping: Callable[[Stand], subprocess.Popen[str]]
) -> None:
    story = Story(tmp_path, "cards")
    stand = story.copy()
    first = in_the_midst(stopping(stand))
    first.kill()
    first.wait()
    assert (stand.world.dist / ".lock").exists()
    assert run(stand) == (0, "")
    assert stand.files() == story.new


@pytest.mark.skipif(os.name == "nt", reason="no such limit")
def test_a_file_too_large_for_the_system_leaves_everything_as_it_was(tmp_path: Path) -> None:
    story = Story(tmp_path, "cards")
    stand = story.copy()
    limited = (
        sys.executable,
        "-c",
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        + COMMAND[2],
    )
    process = start(stand, limited, *words_of(stand))
    _, said = process.communicate()
    assert process.returncode == 2
    assert "cannot write the outputs" in said
    assert "nothing has been replaced" in said
    assert stand.files() == story.old
    assert story.is_whole(stand) == "old"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return the mount point of a file system of one MiB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no right to mount a file system")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("free", range(0, 49_152, 8192))
def test_a_full_disk_leaves_old_or_new(tmp_path: Path, small_disk: Path, free: int) -> None:
    """The outputs stand on a disk of their own, the ledger does not."""
    story = Story(tmp_path, "cards")
    stand = story.copy()
    shutil.rmtree(stand.world.dist / ".cache", ignore_errors=True)
    shutil.copytree(stand.world.dist, small_disk / "dist")
    shutil.rmtree(stand.world.dist)
    stand.world.dist.symlink_to(small_disk / "dist")
    filler = small_disk / "filler"
    usage = shutil.disk_usage(small_disk)
    filler.write_bytes(b"x" * max(0, usage.free - free))
    code, said = run(stand)
    assert (code, "nothing has been replaced" in said) in {(0, False), (2, True)}
    outcome = "new" if code == 0 else "old"
    filler.unlink()
    assert story.is_whole(stand) == outcome


def test_a_read_only_folder_of_outputs_is_said_and_leaves_everything_as_it_was(
    tmp_path: Path,
) -> None:
    story = Story(tmp_path, "cards")
    stand = story.copy()
    stand.world.dist.chmod(0o555)
    code, said = run(stand)
    assert (code, "the folder is read-only" in said) == (2, True)
    stand.world.dist.chmod(0o755)
    assert stand.files() == story.old
    assert story.is_whole(stand) == "old"


def test_a_folder_of_outputs_that_has_vanished_is_made_again(tmp_path: Path) -> None:
    story = Story(tmp_path, "cards")
    stand = story.copy()
    shutil.rmtree(stand.world.dist)
    assert run(stand) == (0, "")
    built = {name: it for name, it in story.settled.items() if not name.startswith("sheets/")}
    stand.build("cards")
    # What the last changes were is said by nothing else.
    told = {"build.json", "report.html"}
    found = {name: it for name, it in stand.files().items() if name not in told}
    assert found == {name: it for name, it in built.items() if name not in told}


def test_a_source_folder_that_has_vanished_stops_the_build(tmp_path: Path) -> None:
    story = Story(tmp_path, "cards")
    stand = story.copy()
    away = stand.world.source.with_name("away")
    stand.world.source.rename(away)
    process = subprocess.run(
        [*COMMAND, *words_of(stand)],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, "there is no folder" in process.stderr) == (2, True)
    away.rename(stand.world.source)
    assert stand.files() == story.old
