"""The door to disk: what counts as a note, and outputs that appear whole or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.world import AnotherBuildError, BadClockError, World, is_writable
from cribdeck.world.disk import Disk


@pytest.fixture
def world(tmp_path: Path) -> World:
    source = tmp_path / "notes"
    source.mkdir()
    return World(source, tmp_path / "dist", source / "ledger.jsonl", tmp_path / "templates")


def test_notes_are_found_in_subfolders_in_a_fixed_order(world: World) -> None:
    for name in ("b.md", "a.TXT", "sub/c.markdown", "sub/picture.png", ".hidden.md", ".git/x.md"):
        path = world.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert world.source_paths() == ["a.TXT", "b.md", "sub/c.markdown"]


def test_links_out_of_the_source_folder_are_not_followed(world: World, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("x", encoding="utf-8")
    (world.source / "link.md").symlink_to(secret)
    (world.source / "inside.md").write_text("x", encoding="utf-8")
    (world.source / "alias.md").symlink_to(world.source / "inside.md")
    assert world.source_paths() == ["alias.md", "inside.md"]


def test_the_output_folder_is_no_source(world: World) -> None:
    inner = World(world.source, world.source / "dist", world.ledger, world.templates)
    inner.dist.mkdir()
    (inner.dist / "x.md").write_text("x", encoding="utf-8")
    assert inner.source_paths() == []


def test_publishing_the_same_again_touches_nothing(world: World) -> None:
    assert world.publish(b"l", {"sheets/a.pdf": b"1", "d.apkg": b"2"}, frozenset(), read=None)
    before = {p: p.stat().st_mtime_ns for p in world.dist.rglob("*")}
    assert not world.publish(b"l", {"sheets/a.pdf": b"1", "d.apkg": b"2"}, frozenset(), read=b"l")
    assert {p: p.stat().st_mtime_ns for p in world.dist.rglob("*")} == before


def test_outputs_of_an_earlier_build_are_removed_only_when_named(world: World) -> None:
    world.publish(b"l", {"sheets/a.pdf": b"1"}, frozenset(), read=None)
    (world.dist / "sheets" / "mine.pdf").write_bytes(b"3")
    assert world.publish(b"l", {"sheets/b.pdf": b"2"}, frozenset({"sheets/a.pdf"}), read=b"l")
    assert sorted(p.name for p in (world.dist / "sheets").iterdir()) == ["b.pdf", "mine.pdf"]


def test_a_write_that_fails_leaves_everything_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publish(b"old", {"a": b"old", "b": b"old"}, frozenset(), read=None)
    flush = os.fsync

    def full_disk(descriptor: int) -> None:
        if os.fstat(descriptor).st_size == len(b"too long"):
            raise OSError(28, "No space left on device")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        world.publish(b"new", {"a": b"new", "b": b"too long"}, frozenset(), read=None)
    monkeypatch.undo()
    assert world.ledger.read_bytes() == b"old"
    assert {p.name: p.read_bytes() for p in world.dist.iterdir()} == {"a": b"old", "b": b"old"}


def test_a_second_build_is_refused(world: World) -> None:
    refused = pytest.raises(AnotherBuildError, match="another build is writing")
    with world.alone(), refused, world.alone():
        pass
    with world.alone():
        pass


@pytest.mark.parametrize("epoch", ["0", "1700000000"])
def test_the_clock_can_be_set_from_outside(
    world: World, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert world.now() == int(epoch)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert world.now() > 1_700_000_000


@pytest.mark.parametrize(
    "epoch",
    [
        "",
        " ",
        "nonsense",
        "-1",
        "+1",
        "1.5",
        "1_700",
        "１７００",
        "2026-11-21",
        "0x10",
        "253402300800",
        "9" * 5000,
        "1700000000\n",
    ],
)
def test_a_clock_set_to_what_is_no_time_is_not_passed_over(
    world: World, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BadClockError):
        world.now()


def test_a_folder_marked_read_only_is_respected_by_root_too(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir(mode=0o555)
    assert not is_writable(folder)
    assert is_writable(tmp_path / "not" / "there" / "yet")


@pytest.mark.parametrize("name", ["", "sheets"])
def test_a_read_only_folder_of_outputs_leaves_everything_as_it_was(world: World, name: str) -> None:
    world.publish(b"old", {"a": b"old", "sheets/b": b"old"}, frozenset(), read=None)
    (world.dist / name).chmod(0o555)
    with pytest.raises(PermissionError, match="read-only"):
        world.publish(b"new", {"a": b"new", "sheets/b": b"new"}, frozenset(), read=b"old")
    (world.dist / name).chmod(0o755)
    assert world.ledger.read_bytes() == b"old"
    found = {p.name: p.read_bytes() for p in world.dist.rglob("*") if p.is_file()}
    assert found == {"a": b"old", "b": b"old"}


def test_a_read_only_folder_of_outputs_is_said_before_anything_is_built(world: World) -> None:
    world.dist.mkdir(mode=0o555)
    with pytest.raises(PermissionError, match="read-only"), world.alone():
        pass


def test_a_ledger_its_owner_has_made_read_only_is_not_replaced(world: World) -> None:
    world.ledger.write_bytes(b"old")
    assert world.ledger_is_writable()
    world.ledger.chmod(0o444)
    assert not world.ledger_is_writable()


def test_permissions_of_what_is_replaced_are_kept(world: World) -> None:
    world.publish(b"old", {"a": b"old"}, frozenset(), read=None)
    world.ledger.chmod(0o640)
    (world.dist / "a").chmod(0o600)
    world.publish(b"new", {"a": b"new"}, frozenset(), read=b"old")
    assert world.ledger.stat().st_mode & 0o777 == 0o640
    assert (world.dist / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("standing", ["a", "sheets/b"])
def test_a_folder_where_a_file_is_to_go_leaves_everything_as_it_was(
    world: World, standing: str
) -> None:
    world.publish(b"old", {"z": b"old"}, frozenset(), read=None)
    (world.dist / standing).mkdir(parents=True)
    with pytest.raises(OSError, match=standing):
        world.publish(b"new", {"a": b"1", "sheets/b": b"2", "z": b"new"}, frozenset(), read=b"old")
    assert (world.ledger.read_bytes(), (world.dist / "z").read_bytes()) == (b"old", b"old")
    assert not [p for p in (*world.dist.rglob("*"), *world.source.iterdir()) if ".new" in p.name]


def test_a_file_where_a_folder_is_to_go_leaves_everything_as_it_was(world: World) -> None:
    world.publish(b"old", {"sheets": b"old"}, frozenset(), read=None)
    with pytest.raises(OSError, match="sheets"):
        world.publish(b"new", {"sheets/b": b"2"}, frozenset(), read=b"old")
    assert (world.ledger.read_bytes(), (world.dist / "sheets").read_bytes()) == (b"old", b"old")


def test_a_link_planted_where_a_file_is_written_first_is_not_followed(world: World) -> None:
    class Watched(Disk):
        written: list[Path] = []  # noqa: RUF012  a list for this test alone

        def write(self, path: Path, content: bytes, like: Path | None = None) -> None:
            self.written.append(path)
            super().write(path, content, like)

    watched = replace(world, disk=Watched())
    watched.publish(b"l", {"a": b"1"}, frozenset(), read=None)
    mine = world.source / "mine.md"
    mine.write_bytes(b"mine")
    for path in set(Watched.written):
        path.symlink_to(mine)
    world.publish(b"l2", {"a": b"2"}, frozenset(), read=b"l")
    assert mine.read_bytes() == b"mine"


def test_an_output_that_differs_from_an_old_one_in_case_alone_is_not_removed(
    world: World,
) -> None:
    """Two names of one file stand in for a file system that does not tell case."""
    world.publish(b"l", {"Kafka.pdf": b"1", "MQ.pdf": b"1"}, frozenset(), read=None)
    (world.dist / "kafka.pdf").hardlink_to(world.dist / "Kafka.pdf")
    (world.dist / "mq.pdf").write_bytes(b"1")
    old = frozenset({"Kafka.pdf", "MQ.pdf"})
    world.publish(b"l", {"kafka.pdf": b"1", "mq.pdf": b"1"}, old, read=b"l")
    found = sorted(path.name for path in world.dist.iterdir())
    assert found == ["Kafka.pdf", "kafka.pdf", "mq.pdf"]


@pytest.mark.parametrize("name", ["../mine", "/mine", "C:\\mine", ".lock", "", ".", "sheets"])
def test_a_manifest_somebody_has_edited_removes_nothing_else(world: World, name: str) -> None:
    (world.dist / "sheets").mkdir(parents=True)
    for path in (world.dist / ".lock", world.dist.parent / "mine", world.dist / "C:\\mine"):
        path.write_bytes(b"x")
    before = sorted(world.dist.parent.rglob("*"))
    assert not world.publish(None, {}, frozenset({name}), read=None)
    assert sorted(world.dist.parent.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_a_pipe_among_the_notes_is_not_waited_for(world: World) -> None:
    os.mkfifo(world.source / "pipe.md")
    with pytest.raises(OSError, match="not a regular file"):
        world.read_source("pipe.md")
