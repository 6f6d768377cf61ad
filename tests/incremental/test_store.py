"""The cache on disk: whole entries are given, everything else is a miss and never an error."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cribdeck.incremental.packing import packed
from cribdeck.incremental.store import Cache, Key
from cribdeck.span import Span

VALUE = Span("a.md", 1, 1, 1, 2)


def cache(folder: Path, *, fresh: bool = False) -> Cache:
    return Cache(folder / ".cache", {"read": "1"}, fresh=fresh)


def put(folder: Path) -> tuple[Key, Path]:
    made = cache(folder)
    key = made.key("read", "a.md", b"bytes")
    assert made.get(key, Span) is None
    made.put(key, VALUE)
    return key, folder / ".cache" / key.name


def test_what_was_put_is_given(tmp_path: Path) -> None:
    key, _ = put(tmp_path)
    again = cache(tmp_path)
    assert again.get(key, Span) == VALUE


def test_a_key_depends_on_stage_grounds_and_every_part(tmp_path: Path) -> None:
    folder = tmp_path / ".cache"
    made = Cache(folder, {"read": "1", "extract": "1"})
    keys = [
        made.key("read", "ab", "c"),
        made.key("read", "a", "bc"),
        made.key("read", "ab", "c", ""),
        made.key("extract", "ab", "c"),
        Cache(folder, {"read": "2"}).key("read", "ab", "c"),
    ]
    assert len({key.name for key in keys}) == len(keys)


def test_a_fresh_cache_gives_nothing_and_keeps_what_is_made(tmp_path: Path) -> None:
    key, path = put(tmp_path)
    path.unlink()
    forced = cache(tmp_path, fresh=True)
    forced.put(key, VALUE)
    assert forced.get(key, Span) is None
    assert cache(tmp_path).get(key, Span) == VALUE


def test_another_kind_of_value_is_a_miss(tmp_path: Path) -> None:
    key, _ = put(tmp_path)
    assert cache(tmp_path).get(key, str) is None


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def changed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-3] + b"x" + data[-2:])


def unsealed(path: Path) -> None:
    path.write_bytes(packed(VALUE))


def renamed(path: Path) -> None:
    """Take the sealed entry of another key."""
    made = Cache(path.parent, {})
    other = made.key("read", "other")
    made.put(other, Span("b.md", 1, 1, 1, 2))
    (path.parent / other.name).replace(path)


def linked(path: Path) -> None:
    elsewhere = path.parent.parent / "elsewhere"
    path.replace(elsewhere)
    path.symlink_to(elsewhere)


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def made_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "damage", [emptied, cut, changed, unsealed, renamed, linked, made_a_folder, made_a_pipe]
)
def test_a_damaged_entry_is_a_miss_and_is_put_again(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    key, path = put(tmp_path)
    damage(path)
    again = cache(tmp_path)
    assert again.get(key, Span) is None
    again.put(key, VALUE)
    if damage is not made_a_folder:
        assert cache(tmp_path).get(key, Span) == VALUE


def test_no_link_is_written_through(tmp_path: Path) -> None:
    key, path = put(tmp_path)
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    for link in (path, path.with_name(f"{path.name}.new")):
        link.unlink(missing_ok=True)
        link.symlink_to(mine)
    cache(tmp_path).put(key, VALUE)
    assert mine.read_bytes() == b"mine"
    assert cache(tmp_path).get(key, Span) == VALUE


def test_a_cache_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    key, path = put(tmp_path)
    (tmp_path / ".cache").rename(tmp_path / "elsewhere")
    (tmp_path / ".cache").symlink_to(tmp_path / "elsewhere")
    linked_cache = cache(tmp_path)
    assert linked_cache.get(key, Span) is None
    linked_cache.sweep()
    assert (tmp_path / "elsewhere" / path.name).exists()


def test_what_cannot_be_kept_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_bytes(b"a file")
    made = cache(tmp_path)
    key = made.key("read", 1)
    made.put(key, VALUE)
    made.sweep()
    assert made.get(key, Span) is None


def test_a_sweep_removes_what_its_stages_did_not_ask_for_and_nothing_else(tmp_path: Path) -> None:
    key, path = put(tmp_path)
    folder = path.parent
    made = cache(tmp_path)
    sheet, old = made.key("sheet", "plan"), made.key("read", "old")
    made.put(sheet, VALUE)
    made.put(old, VALUE)
    (folder / f"{old.name}.new").write_bytes(b"half")
    (folder / "mine").write_bytes(b"mine")
    made.get(key, Span)
    made.sweep()
    assert {it.name for it in folder.iterdir()} == {path.name, sheet.name, "mine"}


def test_a_cache_that_is_given_up_is_empty_but_for_what_is_not_its_own(tmp_path: Path) -> None:
    key, path = put(tmp_path)
    (path.parent / "mine").write_bytes(b"mine")
    made = cache(tmp_path)
    assert made.give_up()
    made.put(key, VALUE)
    assert made.get(key, Span) is None
    assert [it.name for it in path.parent.iterdir()] == ["mine"]
    assert not made.give_up()
    assert not cache(tmp_path).give_up()


def test_what_is_remembered_is_made_once(tmp_path: Path) -> None:
    made: list[Span] = []

    def make() -> Span:
        made.append(VALUE)
        return VALUE

    for _ in range(2):
        again = cache(tmp_path)
        assert again.remembered(again.key("read", "a.md"), Span, make) == VALUE
    assert made == [VALUE]
