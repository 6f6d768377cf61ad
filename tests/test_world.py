"""The door to disk: what counts as a note, and outputs that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cribdeck.world import AnotherBuildError, World, is_writable


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
    assert world.publish(b"l", {"sheets/a.pdf": b"1", "d.apkg": b"2"}, frozenset())
    before = {p: p.stat().st_mtime_ns for p in world.dist.rglob("*")}
    assert not world.publish(b"l", {"sheets/a.pdf": b"1", "d.apkg": b"2"}, frozenset())
    assert {p: p.stat().st_mtime_ns for p in world.dist.rglob("*")} == before


def test_outputs_of_an_earlier_build_are_removed_only_when_named(world: World) -> None:
    world.publish(b"l", {"sheets/a.pdf": b"1"}, frozenset())
    (world.dist / "sheets" / "mine.pdf").write_bytes(b"3")
    assert world.publish(b"l", {"sheets/b.pdf": b"2"}, frozenset({"sheets/a.pdf"}))
    assert sorted(p.name for p in (world.dist / "sheets").iterdir()) == ["b.pdf", "mine.pdf"]


def test_a_write_that_fails_leaves_everything_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publish(b"old", {"a": b"old", "b": b"old"}, frozenset())
    flush = os.fsync

    def full_disk(descriptor: int) -> None:
        if os.fstat(descriptor).st_size == len(b"too long"):
            raise OSError(28, "No space left on device")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        world.publish(b"new", {"a": b"new", "b": b"too long"}, frozenset())
    monkeypatch.undo()
    assert world.ledger.read_bytes() == b"old"
    assert {p.name: p.read_bytes() for p in world.dist.iterdir()} == {"a": b"old", "b": b"old"}


def test_a_second_build_is_refused(world: World) -> None:
    with world.alone(), pytest.raises(AnotherBuildError), world.alone():
        pass
    with world.alone():
        pass


def test_the_clock_can_be_set_from_outside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert world.now() == 1_700_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "nonsense")
    assert world.now() > 1_700_000_000


def test_a_folder_marked_read_only_is_respected_by_root_too(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir(mode=0o555)
    assert not is_writable(folder)
    assert is_writable(tmp_path / "not" / "there" / "yet")
