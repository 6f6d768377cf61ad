"""What a build stands on: settings, ledger, clock. What is wrong with them stops it in words."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cribdeck import pipeline
from cribdeck.cli import main
from cribdeck.emit.package_times import published
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.ledger_text import ledger_bytes
from cribdeck.pipeline import Built, Options, build, check
from cribdeck.progress import Silent
from cribdeck.rebuild import rebuild
from cribdeck.world import World
from tests.incremental.worlds import program_in

PROJECT = Path(__file__).resolve().parent.parent
NOTE = "# MQ\n\n- ACK：消费者处理完发出的回执。\n- 幂等：多次执行结果相同。\n"


@pytest.fixture(autouse=True)
def _program(tmp_path: Path) -> Iterator[None]:
    with program_in(tmp_path / "program"):
        yield


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    source = tmp_path / "notes"
    source.mkdir()
    (source / "mq.md").write_text(NOTE, encoding="utf-8")
    return World(source, tmp_path / "dist", source / "ledger.jsonl", PROJECT / "templates")


def built(world: World, *, accept: bool = False) -> Built:
    return build(world, Options("cards", accept=accept), Silent())


def codes(it: Built) -> list[str]:
    return [diagnostic.code for diagnostic in it.diagnostics]


def files(world: World) -> dict[str, bytes]:
    folders = (world.dist, world.source)
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in paths}


@pytest.mark.parametrize("epoch", ["", "yesterday", "-5", "9" * 30, "99999999999"])
def test_a_clock_set_to_what_is_no_time_stops_every_command_in_words(
    world: World,
    epoch: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    for command in (built, check):
        stopped = command(world)
        assert (stopped.exit_code, codes(stopped)) == (2, ["bad_clock"])
        assert stopped.diagnostics[0].hint
    arguments = ["--source", str(world.source), "--dist", str(world.dist), "--only", "cards"]
    assert main(arguments) == 2
    assert "error bad_clock SOURCE_DATE_EPOCH is" in capsys.readouterr().err
    assert not (world.dist / "build.json").exists()
    assert not world.ledger.exists()


def test_a_clock_set_to_what_is_no_time_is_said_even_when_nothing_has_changed(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--source", str(world.source), "--dist", str(world.dist), "--only", "cards"]
    for _ in range(2):
        assert main(arguments) == 0
    assert "nothing has changed" in capsys.readouterr().out
    before = files(world)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    for it in (arguments, [*arguments, "--hook", "true"]):
        assert main(it) == 2
        said = capsys.readouterr()
        assert "error bad_clock SOURCE_DATE_EPOCH is" in said.err
        assert not said.out
    assert files(world) == before


def test_a_ledger_that_cannot_be_read_is_not_taken_for_none(world: World) -> None:
    world.ledger.mkdir()
    stopped = built(world)
    assert (stopped.exit_code, codes(stopped)) == (2, ["unreadable"])
    assert stopped.diagnostics[0].span.path == "ledger.jsonl"
    assert not world.dist.exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'{"type": "ledger", "schema": 2}\n', id="newer"),
        pytest.param(NOTE.encode(), id="a note of the learner"),
    ],
)
def test_a_ledger_that_is_none_of_ours_stops_the_build_before_anything_is_written(
    world: World, content: bytes
) -> None:
    built(world)
    world.ledger.write_bytes(content)
    (world.source / "mq.md").write_text(f"{NOTE}- 削峰：把高峰摊平。\n", encoding="utf-8")
    before = files(world)
    stopped = built(world)
    assert stopped.exit_code == 2
    assert files(world) == before


@pytest.mark.parametrize("content", [None, b"", b"\n \n"])
def test_a_ledger_that_has_vanished_is_said_with_the_way_back(
    world: World, content: bytes | None
) -> None:
    built(world)
    world.ledger.unlink()
    if content is not None:
        world.ledger.write_bytes(content)
    before = files(world)
    held = built(world)
    assert (held.exit_code, codes(held)) == (3, ["lost_ledger", "brake"])
    assert str(held.diagnostics[0]).startswith("ledger.jsonl:1:1: warning lost_ledger")
    assert "git checkout -- ledger.jsonl" in held.diagnostics[0].hint
    assert files(world) == before
    assert codes(built(world, accept=True)) == ["lost_ledger"]
    assert codes(built(world)) == []


def test_a_folder_that_cannot_be_read_stops_the_build_since_its_notes_are_not_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused by a double, since nothing is unreadable to root."""
    folder = world.source / "more"
    folder.mkdir()
    (folder / "tcp.md").write_text(NOTE, encoding="utf-8")
    built(world)
    before = files(world)
    scandir = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "more":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        stopped = built(world)
    assert (stopped.exit_code, codes(stopped)) == (2, ["unreadable"])
    assert files(world) == before


def test_a_ledger_taken_back_is_said_and_anki_gets_back_what_the_notes_say(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(world)
    ledger, note = world.ledger.read_bytes(), world.source / "mq.md"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700001000")
    note.write_text(f"{NOTE}- 削峰：把高峰摊平。\n".replace("回执", "确认"), encoding="utf-8")
    built(world)
    (package,) = world.dist.glob("*.apkg")
    later = published(package.read_bytes())
    world.ledger.write_bytes(ledger)
    note.write_text(NOTE, encoding="utf-8")
    assert codes(built(world)) == ["ledger_taken_back"]
    now = published(package.read_bytes())
    edited = {guid for guid, mod in later.notes.items() if mod == 1700001000}
    assert len(edited & now.notes.keys()) == 1
    assert all(now.notes[guid] > later.notes[guid] for guid in edited & now.notes.keys())
    assert codes(built(world)) == []


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_a_damaged_package_of_the_last_build_is_made_anew(world: World, content: bytes) -> None:
    built(world)
    (package,) = world.dist.glob("*.apkg")
    whole = package.read_bytes()
    package.write_bytes(content)
    assert codes(built(world)) == []
    assert package.read_bytes() == whole


def test_the_outputs_of_other_notes_are_no_reason_to_miss_a_ledger(
    world: World, tmp_path: Path
) -> None:
    built(world)
    manifest = json.loads((world.dist / "build.json").read_bytes())
    world.ledger.unlink()
    for edited in (
        {**manifest, "deck": "another"},
        {**manifest, "notes": []},
        {"deck": "notes"},
        7,
    ):
        (world.dist / "build.json").write_text(json.dumps(edited), encoding="utf-8")
        assert "lost_ledger" not in codes(check(world))
    other = tmp_path / "other" / "notes"
    other.mkdir(parents=True)
    (other / "tcp.md").write_text(NOTE, encoding="utf-8")
    elsewhere = World(other, world.dist, other / "ledger.jsonl", world.templates)
    (world.dist / "build.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "lost_ledger" not in codes(check(elsewhere))


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_a_ledger_its_owner_has_made_read_only_is_said_before_anything_is_built(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    built(world)
    world.ledger.chmod(0o444)
    arguments = ["--source", str(world.source), "--dist", str(world.dist), "--only", "cards"]
    (world.source / "mq.md").write_text(f"{NOTE}- 削峰：把高峰摊平。\n", encoding="utf-8")
    before = files(world)
    assert main(arguments) == 2
    assert "ledger.jsonl cannot be written" in capsys.readouterr().err
    # Who only reads may do so.
    assert main(["check", "--source", str(world.source)]) == 0
    assert main([*arguments, "--dry-run"]) == 0
    assert {name: it for name, it in files(world).items() if ".lock" not in name} == before


def test_a_note_whose_name_is_not_utf_8_is_said_and_the_rest_is_built(world: World) -> None:
    name = os.fsdecode(b"\xff\xfe.md")
    try:
        (world.source / name).write_text(NOTE, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    (world.source / f"{'长' * 84}.md").write_text(
        "# TCP\n\n- 慢启动：逐步增大发送窗口。\n", "utf-8"
    )
    result = build(world, Options(), Silent())
    assert (result.exit_code, codes(result)) == (1, ["file_name"])
    assert str(result.diagnostics[0]).startswith("\\udcff\\udcfe.md:1:1: error file_name")
    sheets = {it.name for it in (world.dist / "sheets").glob("*.pdf")}
    assert len(sheets - {"mq.pdf"}) >= 1
    assert rebuild(world, Options("cards"), Silent()).exit_code == 1


def test_a_clock_that_has_gone_back_is_said_and_stamps_nothing_earlier_than_the_ledger(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def times() -> set[int]:
        lines = world.ledger.read_text(encoding="utf-8").splitlines()
        return {int(json.loads(line).get("mod", 0)) for line in lines}

    built(world)
    assert times() == {0, 1_700_000_000}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    (world.source / "mq.md").write_text(f"{NOTE}- 削峰：把高峰摊平。\n", encoding="utf-8")
    said = built(world)
    assert codes(said) == ["clock"]
    assert said.diagnostics[0].hint
    # What is new has the time of the clock, wrong as it may be; nothing is later than either.
    assert times() == {0, 1_600_000_000, 1_700_000_000}
    edited = NOTE.replace("多次执行", "执行多次")
    (world.source / "mq.md").write_text(edited, encoding="utf-8")
    built(world)
    assert max(times()) == 1_700_000_001


def test_a_ledger_that_changes_while_a_build_runs_is_said_and_nothing_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def written_meanwhile(ledger: Ledger) -> bytes:
        world.ledger.write_bytes(b"merged by git")
        return ledger_bytes(ledger)

    monkeypatch.setattr(pipeline, "ledger_bytes", written_meanwhile)
    arguments = ["--source", str(world.source), "--dist", str(world.dist), "--only", "cards"]
    assert main(arguments) == 4
    said = capsys.readouterr().err
    assert f"build.py: {world.ledger} was changed during the build; nothing was written" in said
    assert world.read_ledger() == b"merged by git"
    assert world.read_manifest() is None
