"""Whatever happens to a build, ledger and outputs are the old ones or the new ones, whole.

Every test has the same shape: a build comes to grief, somebody starts again, and then there is
nothing on disk but one of the two; and what is built next is what an undisturbed build gives.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.own_files import JOURNAL_NAME
from cribdeck.world import LedgerChangedError, UnfinishedError, World
from cribdeck.world.disk import Disk
from tests.failing_disk import FAULTS, FailingDisk, Fault, KilledError

Files = Mapping[str, bytes]

OLD_LEDGER, NEW_LEDGER = b"the ledger of before", b"the ledger of after, which is longer"
OLD: Files = {
    "build.json": b"old",
    "d.apkg": b"old deck",
    "sheets/a.pdf": b"a",
    "sheets/b.pdf": b"b",
}
NEW: Files = {
    "build.json": b"new",
    "d.apkg": b"new deck",
    "sheets/a.pdf": b"a",
    "sheets/c.pdf": b"c",
}
OBSOLETE = frozenset({"sheets/b.pdf"})


@dataclass(frozen=True)
class Scene:
    """Folders as they may stand to each other."""

    world: World
    folders: tuple[Path, ...]
    """All that may hold a file of ours."""

    def files(self) -> Files:
        """Return everything that lies there, hidden or not."""
        return {
            str(path): path.read_bytes()
            for folder in self.folders
            for path in folder.rglob("*")
            if path.is_file() and path.name != ".lock"
        }

    def publish(self, disk: Disk, *, first: bool = False, only: str = "") -> bool:
        world = replace(self.world, disk=disk)
        with world.alone():
            if first:
                return world.publish(OLD_LEDGER, OLD, frozenset(), read=None)
            if only == "sheets":
                sheets = {name: it for name, it in NEW.items() if not name.endswith(".apkg")}
                return world.publish(None, sheets, OBSOLETE, read=None)
            if only == "cards":
                cards = {name: it for name, it in NEW.items() if not name.startswith("sheets")}
                return world.publish(NEW_LEDGER, cards, frozenset(), read=OLD_LEDGER)
            return world.publish(NEW_LEDGER, NEW, OBSOLETE, read=OLD_LEDGER)

    def start_again(self) -> Files:
        with self.world.alone():
            return self.files()


def usual(root: Path, _: Path) -> Scene:
    source, dist = root / "notes", root / "dist"
    source.mkdir()
    return Scene(World(source, dist, source / "ledger.jsonl", root), (source, dist))


def in_dist(root: Path, _: Path) -> Scene:
    return Scene(World(root, root / "dist", root / "dist" / "ledger.jsonl", root), (root / "dist",))


def elsewhere(root: Path, other: Path) -> Scene:
    dist = root / "dist"
    return Scene(World(root, dist, other / "deep" / "ledger.jsonl", root), (dist, other))


def links(root: Path, other: Path) -> Scene:
    """The outputs, the sheets among them and the ledger are links to three other places."""
    source, dist = root / "notes", root / "dist"
    for folder in (source, other / "dist", other / "sheets", root / "kept"):
        folder.mkdir()
    dist.symlink_to(other / "dist")
    (other / "dist" / "sheets").symlink_to(root / "kept")
    (source / "ledger.jsonl").symlink_to(other / "sheets" / "mine.jsonl")
    return Scene(
        World(source, dist, source / "ledger.jsonl", root),
        (source, other / "dist", other / "sheets", root / "kept"),
    )


def unusual_names(root: Path, _: Path) -> Scene:
    source, dist = root / "笔记 (1)'\n", root / ("长" * 80)
    source.mkdir()
    return Scene(World(source, dist, source / f"{'账' * 84}.l", root), (source, dist))


SCENES: tuple[Callable[[Path, Path], Scene], ...] = (
    usual,
    in_dist,
    elsewhere,
    links,
    unusual_names,
)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory, where the system has such: nothing has to be waited for there."""
    shared = Path("/dev/shm")  # noqa: S108
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="cribdeck-test-", dir=shared))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def other_disk(tmp_path: Path) -> Path:
    """Return a folder on another file system than `memory`, where there is one."""
    folder = tmp_path / "other"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    ("scene_of", "only"),
    [*((scene_of, "") for scene_of in SCENES), (elsewhere, "cards"), (usual, "sheets")],
)
def test_at_every_operation_all_is_old_or_all_is_new(
    scene_of: Callable[[Path, Path], Scene],
    fault: Fault,
    only: str,
    memory: Path,
    other_disk: Path,
) -> None:
    outcomes = set[str]()
    for at in count():
        for folder in (memory / "work", other_disk / "work"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        scene = scene_of(memory / "work", other_disk / "work")
        scene.publish(Disk(), first=True)
        old = scene.files()
        disk = FailingDisk(at, fault)
        with suppress(OSError, KilledError):
            scene.publish(disk, only=only)
        after = scene.start_again()
        assert scene.world.ledger.is_symlink() == (scene_of is links)
        scene.publish(Disk(), only=only)
        new = scene.files()
        assert after in (old, new), (at, sorted(after))
        assert len(new) == len(old)
        outcomes.add("old" if after == old else "new")
        if not disk.has_failed:
            break
    assert outcomes == {"old", "new"}


def fresh(root: Path) -> Scene:
    """Return the usual scene after a first build."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    scene = usual(root, root)
    scene.publish(Disk(), first=True)
    return scene


def journal_written(scene: Scene) -> int:
    """Return the first operation before which a kill leaves a complete journal."""
    for at in count():
        scene = fresh(scene.world.templates)
        with suppress(KilledError):
            scene.publish(FailingDisk(at, "killed"))
        journal = scene.world.dist / JOURNAL_NAME
        if journal.exists() and json.loads(journal.read_bytes())["complete"]:
            return at
    raise AssertionError


@pytest.fixture
def interrupted(memory: Path) -> Scene:
    """Return a scene in which everything is written, and nothing is moved yet."""
    at = journal_written(fresh(memory / "work"))
    scene = fresh(memory / "work")
    with suppress(KilledError):
        scene.publish(FailingDisk(at, "killed"))
    assert scene.world.read_ledger() == OLD_LEDGER
    return scene


@pytest.mark.parametrize("fault", FAULTS)
def test_a_start_that_is_killed_while_it_cleans_up_is_followed_by_another(
    fault: Fault, memory: Path
) -> None:
    scene = fresh(memory / "work")
    old = scene.files()
    scene.publish(Disk())
    new = scene.files()
    first = journal_written(scene)
    outcomes = set[bool]()
    for at in (first - 3, first - 1, first, first + 1, first + 2, first + 3):
        for second in count():
            scene = fresh(memory / "work")
            with suppress(KilledError):
                scene.publish(FailingDisk(at, "killed"))
            disk = FailingDisk(second, fault)
            with suppress(OSError, KilledError), replace(scene.world, disk=disk).alone():
                pass
            after = scene.start_again()
            assert after == (old if at < first else new)
            outcomes.add(at < first)
            if not disk.has_failed:
                break
    assert outcomes == {True, False}


def test_no_output_is_ever_newer_than_the_ledger(memory: Path) -> None:
    """A copy of the deck taken between two moves must not give numbers that no ledger knows."""
    seen = set[tuple[bytes | None, bytes]]()
    first = journal_written(fresh(memory / "work"))
    for at in range(first, first + 6):
        scene = fresh(memory / "work")
        with suppress(KilledError):
            scene.publish(FailingDisk(at, "killed"))
        seen.add((scene.world.read_ledger(), (scene.world.dist / "d.apkg").read_bytes()))
    assert seen >= {(OLD_LEDGER, b"old deck"), (NEW_LEDGER, b"old deck"), (NEW_LEDGER, b"new deck")}
    assert (OLD_LEDGER, b"new deck") not in seen


def test_what_a_start_has_done_is_said(interrupted: Scene) -> None:
    with interrupted.world.alone() as recovered:
        assert recovered == "finished"
    with interrupted.world.alone() as recovered:
        assert recovered is None
    assert interrupted.world.read_ledger() == NEW_LEDGER


@pytest.mark.parametrize("content", [b"merged by git", None])
def test_a_ledger_changed_by_another_hand_is_not_overwritten_afterwards(
    interrupted: Scene, content: bytes | None
) -> None:
    ledger = interrupted.world.ledger
    ledger.unlink()
    if content is not None:
        ledger.write_bytes(content)
    with interrupted.world.alone() as recovered:
        assert recovered == "discarded"
    assert interrupted.world.read_ledger() == content
    found = {
        path.name: path.read_bytes() for path in interrupted.world.dist.iterdir() if path.is_file()
    }
    assert found == {".lock": b"", "build.json": b"old", "d.apkg": b"old deck"}


@pytest.mark.parametrize("place", ["dist", "source"])
def test_what_can_no_longer_be_finished_is_discarded(interrupted: Scene, place: str) -> None:
    (written, *_) = getattr(interrupted.world, place).glob(".cribdeck-*.new")
    written.write_bytes(b"damaged")
    with interrupted.world.alone() as recovered:
        assert recovered == "discarded"
    after = interrupted.files()
    assert after == fresh(interrupted.world.templates).files()


def test_a_ledger_changed_during_the_build_stops_it(memory: Path) -> None:
    scene = fresh(memory / "work")
    scene.world.ledger.write_bytes(b"merged by git")
    before = scene.files()
    with pytest.raises(LedgerChangedError):
        scene.publish(Disk())
    assert scene.files() == before


def test_two_builds_into_two_folders_share_one_ledger_in_turn(memory: Path) -> None:
    """The second to publish was made from a ledger that is no more: it must not win."""
    scene = fresh(memory / "work")
    other = replace(scene.world, dist=memory / "work" / "dist2")
    assert scene.publish(Disk())
    with other.alone(), pytest.raises(LedgerChangedError):
        other.publish(b"another ledger", OLD, frozenset(), read=OLD_LEDGER)
    assert scene.world.read_ledger() == NEW_LEDGER
    assert not (other.dist / "build.json").exists()


def test_a_killed_build_never_undoes_the_ledger_of_a_build_into_another_folder(
    interrupted: Scene, memory: Path
) -> None:
    other = replace(interrupted.world, dist=memory / "work" / "dist2")
    with other.alone():
        other.publish(b"a later ledger", NEW, frozenset(), read=OLD_LEDGER)
    with interrupted.world.alone() as recovered:
        assert recovered == "discarded"
    assert interrupted.world.read_ledger() == b"a later ledger"
    assert sorted(path.name for path in interrupted.world.source.iterdir()) == ["ledger.jsonl"]


def test_a_target_that_cannot_be_moved_to_is_moved_to_by_the_next_start(memory: Path) -> None:
    """Windows refuses to replace a file that another program has open."""

    class Windows(Disk):
        def replace(self, path: Path, target: Path) -> None:
            if target.name == "d.apkg":
                raise PermissionError(13, "in use by another program", str(target))
            super().replace(path, target)

    scene = fresh(memory / "work")
    with pytest.raises(UnfinishedError, match=r"in use by another program.*d\.apkg"):
        scene.publish(Windows())
    with pytest.raises(PermissionError), replace(scene.world, disk=Windows()).alone():
        pass
    after = scene.start_again()
    scene = fresh(memory / "work")
    scene.publish(Disk())
    assert after == scene.files()


@pytest.mark.parametrize("at", range(3))
def test_who_ends_the_build_between_two_moves_gets_the_whole_of_it(at: int, memory: Path) -> None:
    class Impatient(Disk):
        moves = 0

        def replace(self, path: Path, target: Path) -> None:
            super().replace(path, target)
            self.moves += 1
            # The first two moves are those of the journal.
            if self.moves == 3 + at:
                raise KeyboardInterrupt

    scene = fresh(memory / "work")
    with pytest.raises(KeyboardInterrupt):
        scene.publish(Impatient())
    after = scene.files()
    scene = fresh(memory / "work")
    scene.publish(Disk())
    assert after == scene.files()


NAMES = st.sampled_from(
    [
        "",
        "d.apkg",
        "../outside",
        "/etc/x",
        "C:\\x",
        "sheets/../../outside",
        ".lock",
        "..",
        "a\0b",
        "\ud800",
    ]
)
DIGESTS = st.sampled_from(["absent", "", "0" * 64]) | st.text(max_size=3)
JOURNALS = st.fixed_dictionaries(
    {},
    optional={
        "complete": st.sampled_from([True, False, 1, None]),
        "moves": st.dictionaries(NAMES, DIGESTS, max_size=3) | st.lists(NAMES, max_size=2),
        "obsolete": st.lists(NAMES | st.integers(), max_size=3) | st.none(),
        "ledger": st.none() | st.tuples(DIGESTS, DIGESTS) | st.integers() | st.text(max_size=2),
    },
).map(lambda it: json.dumps(it).encode())


@given(JOURNALS | st.binary(max_size=30) | st.just(b"[" * 100_000))
def test_no_journal_reaches_outside_or_stops_a_build(
    tmp_path_factory: pytest.TempPathFactory, journal: bytes
) -> None:
    root = tmp_path_factory.getbasetemp() / "planted"
    scene = fresh(root)
    (root / "outside").write_bytes(b"not ours")
    (scene.world.dist / JOURNAL_NAME).write_bytes(journal)
    scene.start_again()
    assert (root / "outside").read_bytes() == b"not ours"
    assert scene.world.read_ledger() == OLD_LEDGER
    assert not (scene.world.dist / JOURNAL_NAME).exists()
    assert (scene.world.dist / ".lock").exists()
