"""A disk that is nearly full: the outputs need the room more than the cache does."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.incremental.files import write
from cribdeck.own_files import CACHE_NAME
from cribdeck.world.disk import Disk
from tests.incremental.worlds import Folder, cheap_sheets, done_again, program_in

NOTES = {
    "a.md": "# 负载均衡\n\n- 会话保持：让同一客户端的请求始终落到同一台机器。\n",
    "b.md": "# 健康\n\n- 健康检查：持续判断后端好坏，据此摘除或恢复节点。\n",
}
SLACK = 2_000
"""Bytes for the journal of publishing; far less than the cache takes."""


class SmallDisk(Disk):
    """The real disk, with room for so many bytes below one folder, whoever has written them."""

    def __init__(self, folder: Path, room: int) -> None:
        self.folder = folder
        self.room = room

    def write(self, path: Path, content: bytes, like: Path | None = None) -> None:
        if size(self.folder) + len(content) > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        super().write(path, content, like)


def size(folder: Path) -> int:
    return sum(it.stat().st_size for it in folder.rglob("*") if it.is_file())


def cached(folder: Folder) -> set[str]:
    """Return the stages of which something is kept."""
    return {it.name.split("-")[0] for it in (folder.dist / CACHE_NAME).iterdir()} - {"now", "last"}


def filled(root: Path, *, incremental: bool) -> Folder:
    made = Folder(root, incremental=incremental)
    for name, text in NOTES.items():
        made.write(name, text)
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with cheap_sheets(), program_in(tmp_path / "program"):
        yield filled(tmp_path / "built", incremental=True)


def narrow(folder: Folder, room: int) -> None:
    folder.world = replace(folder.world, disk=SmallDisk(folder.dist, room))


def test_the_cache_is_given_up_where_the_outputs_need_its_room(
    folder: Folder, tmp_path: Path
) -> None:
    clean = filled(tmp_path / "clean", incremental=False)
    assert clean.build().exit_code == 0
    narrow(folder, size(clean.dist) + SLACK)
    built = folder.build()
    assert built.exit_code == 0
    assert folder.outputs() == clean.outputs()
    assert not cached(folder)


def test_a_later_build_gives_it_up_too_and_the_one_after_has_one_again(folder: Folder) -> None:
    folder.build()
    assert cached(folder)
    folder.write("b.md", NOTES["b.md"].replace("恢复节点", "放回节点"))
    # What is new waits beside what it replaces, so for a moment both are there.
    narrow(folder, 2 * (size(folder.dist) - size(folder.dist / CACHE_NAME)) + SLACK)
    assert done_again(folder.build()) == "1 of 2 sources, 1 of 2 sheets"
    assert not cached(folder)
    narrow(folder, 1 << 30)
    folder.write("b.md", NOTES["b.md"])
    folder.build()
    assert cached(folder) == {"read", "extract", "join", "cards", "sheet", "heights"}


def test_a_disk_too_small_even_so_leaves_everything_as_it_was(folder: Folder) -> None:
    folder.build()
    before = folder.outputs()
    folder.write("b.md", NOTES["b.md"] + "\n- 限流：拒绝超出容量的请求。\n")
    narrow(folder, SLACK)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        folder.build()
    assert folder.outputs() == before


def test_a_manifest_that_has_no_room_beside_the_cache_is_settled_all_the_same(
    folder: Folder,
) -> None:
    folder.build()
    narrow(folder, size(folder.dist) + SLACK)
    built = folder.build()
    assert built.exit_code == 0
    assert '"unchanged": 2' in (folder.dist / "build.json").read_text(encoding="utf-8")


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Have every write fail that would make a file of this process larger."""
    resource = pytest.importorskip("resource", reason="limits of Unix")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_could_not_be_kept_whole_takes_no_room(tmp_path: Path) -> None:
    with no_file_above(1_000):
        assert not write(str(tmp_path / "entry"), b"x" * 10_000)
    assert not list(tmp_path.iterdir())
