"""A rebuild does what has to be done and says why; a no-op ends before any stage is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cribdeck import pipeline
from cribdeck.cli import main
from cribdeck.facts.model import Outline
from cribdeck.incremental import inputs as inputs_module
from cribdeck.incremental import program, record, store, unchanged
from cribdeck.incremental.files import digest
from cribdeck.incremental.kept import ExtractedSource
from cribdeck.incremental.store import Cache
from cribdeck.own_files import JOURNAL_NAME
from tests.incremental.worlds import (
    PROJECT,
    Folder,
    cheap_sheets,
    done_again,
    program_in,
    reasons,
)

A = "# 负载均衡\n\n- 会话保持：让同一客户端的请求始终落到同一台机器。\n"
B = "# 健康\n\n- 健康检查：持续判断后端好坏，据此摘除或恢复节点。\n"
NOTHING = "nothing has changed"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Folder]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = Folder(tmp_path, incremental=True)
    made.write("a.md", A)
    made.write("b.md", B)
    with cheap_sheets(), program_in(tmp_path / "program"):
        yield made


def test_only_what_changed_is_done_again(folder: Folder) -> None:
    assert done_again(folder.build()) == "2 of 2 sources, 2 of 2 sheets"
    folder.write("b.md", B + "\n- 限流：拒绝超出容量的请求。\n")
    built = folder.build()
    assert reasons(built) == ["b.md changed"]
    assert done_again(built) == "1 of 2 sources, 1 of 2 sheets"


def test_nothing_is_done_when_nothing_changed(folder: Folder) -> None:
    folder.write("a.md", A + "\n```sql\nselect 1\n")
    first = folder.build()
    for _ in range(3):
        built = folder.build()
        assert (built.summary, built.exit_code) == (NOTHING, 1)
        assert built.diagnostics == first.diagnostics
        assert json.loads(built.manifest)["changes"]["unchanged"] == 2
        assert built.manifest == (folder.dist / "build.json").read_text(encoding="utf-8")


def test_a_rebuild_without_change_leaves_the_files_alone(folder: Folder) -> None:
    folder.build()
    folder.build()
    before = {path: path.stat().st_mtime_ns for path in folder.dist.rglob("*[fgn]")}
    assert len(before) == 4
    folder.build()
    assert {path: path.stat().st_mtime_ns for path in folder.dist.rglob("*[fgn]")} == before


def edited_settings(folder: Folder) -> None:
    folder.write("cribdeck.toml", '[cards]\nscript = "simplified"\n')


def touched_card(folder: Folder) -> None:
    folder.touch_template("cards/style.css", "/* x */")


def touched_sheet(folder: Folder) -> None:
    folder.touch_template("sheet/sheet.css", "/* x */")


def renamed(folder: Folder) -> None:
    (folder.source / "b.md").rename(folder.source / "c.md")


def added(folder: Folder) -> None:
    folder.write("c.md", "# C\n")


def removed(folder: Folder) -> None:
    (folder.source / "b.md").unlink()


def emptied_deck(folder: Folder) -> None:
    (folder.dist / "backend.apkg").write_bytes(b"")


def lost_sheet(folder: Folder) -> None:
    (folder.dist / "sheets" / "b.pdf").unlink()


def edited_ledger(folder: Folder) -> None:
    path = folder.source / "ledger.jsonl"
    path.write_bytes(path.read_bytes() + b"\n")


def lost_cache(folder: Folder) -> None:
    for path in (folder.dist / ".cache").iterdir():
        path.unlink()


@pytest.mark.parametrize(
    ("change", "said", "again"),
    [
        (edited_settings, "settings changed: [cards] script", "2 of 2 sources, 0 of 2 sheets"),
        (touched_card, "templates changed: cards/style.css", "0 of 2 sources, 0 of 2 sheets"),
        (touched_sheet, "templates changed: sheet/sheet.css", "0 of 2 sources, 2 of 2 sheets"),
        (renamed, "b.md is called c.md now", "1 of 2 sources, 1 of 2 sheets"),
        (added, "c.md is new", "1 of 3 sources, 0 of 2 sheets"),
        (removed, "b.md is gone", "0 of 1 sources, 0 of 1 sheets"),
        (emptied_deck, "backend.apkg was changed", "0 of 2 sources, 0 of 2 sheets"),
        (lost_sheet, "b.pdf was removed", "0 of 2 sources, 0 of 2 sheets"),
        (
            edited_ledger,
            "ledger.jsonl was changed",
            "0 of 2 sources, 0 of 2 sheets",
        ),
        (lost_cache, "nothing is known of a build before", "2 of 2 sources, 2 of 2 sheets"),
    ],
)
def test_a_rebuild_says_why(
    folder: Folder, change: Callable[[Folder], None], said: str, again: str
) -> None:
    folder.build()
    before = folder.outputs()
    change(folder)
    built = folder.build()
    assert (reasons(built), done_again(built)) == ([said], again)
    if change in {emptied_deck, lost_sheet, lost_cache}:
        after = folder.outputs()
        assert {**after, "build.json": b""} == {**before, "build.json": b""}
    assert folder.build().summary == NOTHING


def test_many_changes_are_counted(folder: Folder) -> None:
    folder.build()
    for number in range(6):
        folder.write(f"n{number}.md", f"# {number}\n")
    assert reasons(folder.build()) == ["n0.md, n1.md, n2.md and 3 more are new"]


def test_many_new_names_are_counted(folder: Folder) -> None:
    for number in range(5):
        folder.write(f"n{number}.md", f"# {number}\n")
    folder.build()
    for number in range(5):
        (folder.source / f"n{number}.md").rename(folder.source / f"o{number}.md")
    said = reasons(folder.build())
    assert said[0] == "n0.md is called o0.md now"
    assert said[3:] == ["and 2 more have another name now"]


def test_a_cache_that_is_a_link_is_not_written_through(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.dist.mkdir()
    (folder.dist / ".cache").symlink_to(elsewhere)
    assert folder.build().exit_code == 0
    assert folder.build().exit_code == 0
    assert not list(elsewhere.iterdir())


def test_a_new_version_of_a_library_is_a_reason(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.build()
    versions = {**program.versions(), "weasyprint": "1.0"}
    monkeypatch.setattr(program, "versions", lambda: versions)
    monkeypatch.setattr(inputs_module, "_LOADED", {})  # another process
    built = folder.build()
    (why,) = reasons(built)
    assert why.startswith("new version of weasyprint: ")
    assert done_again(built) == "0 of 2 sources, 2 of 2 sheets"


def test_a_new_program_does_everything_again(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.build()
    (tmp_path / "program" / "rule.py").write_text("2", encoding="utf-8")
    built = folder.build()
    assert reasons(built) == ["Cribdeck changed: rule.py"]
    assert done_again(built) == "2 of 2 sources, 2 of 2 sheets"
    # The process still runs the old program: what it makes is not kept as the new one's.
    assert "2 of 2 sources" in done_again(folder.build())
    monkeypatch.setattr(inputs_module, "_LOADED", {})
    assert done_again(folder.build()) == "2 of 2 sources, 2 of 2 sheets"
    assert folder.build().summary == NOTHING


def test_force_skips_all_caches(folder: Folder) -> None:
    folder.build()
    built = folder.build(force=True)
    assert reasons(built) == ["everything, as asked"]
    assert done_again(built) == "2 of 2 sources, 2 of 2 sheets"


def test_an_edit_that_changes_how_a_word_is_spelt_reaches_the_other_source(
    folder: Folder,
) -> None:
    folder.write("a.md", "# Raft\n\n- 只读副本：follwer 不参加投票，只复制日志\n")
    folder.build()
    assert "is read as" not in (folder.world.read_manifest() or b"").decode()
    folder.write("b.md", B + "每个 follower 从 leader 拉取日志。\n" * 4)
    built = folder.build()
    assert reasons(built) == ["b.md changed"]
    assert done_again(built).startswith("2 of 2 sources")
    assert "follwer is read as follower" in built.manifest


def test_the_cache_does_not_grow(folder: Folder) -> None:
    def names() -> set[str]:
        return {path.name for path in (folder.dist / ".cache").iterdir()}

    folder.build()
    count = len(names())
    for number in range(5):
        folder.write("b.md", B + f"\n- 限流{number}：拒绝超出容量的请求。\n")
        folder.build()
        assert len(names()) == count
    sheets = {name for name in names() if name.startswith("sheet-")}
    folder.write("b.md", B)
    folder.build("cards")
    assert sheets <= names()


def plant(folder: Folder, stage: str, value: object) -> None:
    """Put another value in every entry of a stage, with the right seal."""
    cache = Cache(folder.dist / ".cache", {})
    for path in (folder.dist / ".cache").glob(f"{stage}-*"):
        key = cache.key(stage)
        object.__setattr__(key, "fingerprint", path.name.removeprefix(f"{stage}-"))
        cache.put(key, value)


@pytest.mark.parametrize(
    "value",
    [
        ExtractedSource(None, (), ()),  # type: ignore[arg-type]
        ExtractedSource(Outline(1, 2, 3, 4, 5, 6), (), ()),  # type: ignore[arg-type]
        ExtractedSource((), 1, 2),  # type: ignore[arg-type]
        (1, 2, 3),
    ],
)
def test_a_value_that_makes_no_sense_is_a_miss(folder: Folder, value: object) -> None:
    folder.build()
    before = folder.outputs()
    plant(folder, "extract", value)
    (folder.dist / "backend.apkg").unlink()
    built = folder.build()
    assert built.exit_code == 0
    assert {**folder.outputs(), "build.json": b""} == {**before, "build.json": b""}


def test_a_value_that_cannot_be_kept_fails_no_build(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise TypeError

    monkeypatch.setattr(store, "packed", refuse)
    built = folder.build()
    assert (built.exit_code, done_again(built)) == (0, "2 of 2 sources, 2 of 2 sheets")
    assert folder.build().summary == NOTHING


def test_a_bug_of_a_stage_is_raised(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    folder.build()
    folder.write("a.md", A + "x\n")
    monkeypatch.setattr(pipeline, "relate", broken)
    with pytest.raises(ZeroDivisionError):
        folder.build()


def rewritten(folder: Folder, **fields: Any) -> None:  # noqa: ANN401
    path = folder.dist / ".cache" / record.NAME
    table = json.loads(path.read_bytes()[40:])
    data = json.dumps({**table, **fields}).encode()
    path.write_bytes(digest(data).encode() + data)


@pytest.mark.parametrize(
    "fields",
    [
        {name: value}
        for name in record.Record.__slots__
        for value in (None, 7, "x", [["x"]], {"x": "y"}, {"/dev/zero": [0, 0, 0, 0, "x"]})
    ],
)
def test_a_record_that_somebody_made_up_does_no_harm(
    folder: Folder, fields: dict[str, Any]
) -> None:
    folder.build()
    folder.build()
    before = folder.outputs()
    rewritten(folder, **fields)
    assert folder.build().exit_code in {0, 7}
    assert folder.outputs() == before


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b"\xff", b'{"notes": [1]}'])
def test_a_manifest_that_somebody_made_up_is_made_again(folder: Folder, manifest: bytes) -> None:
    folder.build()
    path = folder.dist / "build.json"
    path.write_bytes(manifest)
    table = json.loads((folder.dist / ".cache" / record.NAME).read_bytes()[40:])
    seen = {**table["outputs"], str(path.resolve()): [len(manifest), 0, 0, 0, digest(manifest)]}
    rewritten(folder, outputs=seen)
    assert folder.build().exit_code == 0
    assert json.loads(path.read_bytes())["changes"]["unchanged"] == 2


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff" * 99, digest(b"[]").encode() + b"[]"])
def test_a_damaged_record_is_none(folder: Folder, data: bytes) -> None:
    folder.build()
    (folder.dist / ".cache" / record.NAME).write_bytes(data)
    assert reasons(folder.build()) == ["nothing is known of a build before"]


def test_a_pipe_in_place_of_a_note_is_waited_for_by_nobody(folder: Folder) -> None:
    folder.build()
    (folder.source / "a.md").unlink()
    os.mkfifo(folder.source / "a.md")
    assert [it.code for it in folder.build().diagnostics] == ["unreadable"]


def test_an_edit_within_one_tick_of_the_clock_is_seen(folder: Folder) -> None:
    folder.build()
    path = folder.source / "a.md"
    before = path.stat()
    path.write_text(A.replace("同一台", "某一台"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert reasons(folder.build()) == ["a.md changed"]


def test_files_written_again_as_they_were_are_no_change(folder: Folder) -> None:
    folder.build()
    folder.write("a.md", A)
    assert folder.build().summary == NOTHING


def test_what_a_killed_build_left_is_not_passed_over(folder: Folder) -> None:
    folder.build()
    folder.build()
    (folder.dist / JOURNAL_NAME).write_bytes(b"{}")
    asked = unchanged.options_of(
        folder.source,
        folder.dist,
        folder.world.ledger,
        folder.templates,
        None,
    )
    assert unchanged.unchanged(str(folder.dist), asked) is None


def arguments(folder: Folder) -> list[str]:
    return [
        *("--source", str(folder.source), "--dist", str(folder.dist)),
        *("--templates", str(folder.templates), "--only", "cards"),
    ]


def test_the_command_says_so_in_one_line(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("a.md", A + "\n```sql\nselect 1\n")
    assert main(arguments(folder)) == 1
    said = capsys.readouterr()
    assert "1 error," in said.out
    for _ in range(2):
        assert main(arguments(folder)) == 1
        again = capsys.readouterr()
        assert again.out == f"{NOTHING}\n"
        assert [it for it in again.err.split("\n") if it in said.err] == again.err.split("\n")
    assert main([*arguments(folder), "--json"]) == 1
    assert capsys.readouterr().out == (folder.dist / "build.json").read_text(encoding="utf-8")
    assert main([*arguments(folder), "--quiet"]) == 1
    assert capsys.readouterr() == ("", again.err)
    assert main([*arguments(folder), "--force"]) == 1
    assert "everything, as asked" in capsys.readouterr().out


def test_nothing_heavy_is_loaded_when_nothing_changed(folder: Folder) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(PROJECT)!r})
from cribdeck.cli import main
exit_code = main({arguments(folder)!r})
heavy = {{"cribdeck.pipeline", "cribdeck.world", "dataclasses", "mistune", "jinja2", "genanki",
    "weasyprint", "filelock", "tomllib", "pickle", "ctypes", "rich", "subprocess"}}
print(sorted(heavy & set(sys.modules)))
"""

    def run() -> str:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        return done.stdout.decode()

    assert "cribdeck.pipeline" in run()
    run()
    # The files were written within the last tick of the clock, which takes a closer look.
    rewritten(folder, looked=2**62)
    assert run() == f"{NOTHING}\n[]\n"
