"""`build.py watch`: real processes, real files, and lines that are waited for."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import filelock
import pytest

from cribdeck.diagnostics import Diagnostic, error
from cribdeck.span import Span
from cribdeck.watch import Said, came_to
from cribdeck.watch import watch as watch_world
from cribdeck.watch.inputs import difference
from cribdeck.watch.stirrings import stirrings
from cribdeck.world import World
from tests.watching import NOTE, PROJECT, Watching, term


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    watching = Watching(tmp_path)
    watching.write("会话保持.md", "会话")
    yield watching
    watching.stop()


def start(watching: Watching) -> None:
    watching.start()
    watching.expect("watching")


def sources_of(watching: Watching) -> set[str]:
    """Return what the last build has read."""
    manifest = json.loads((watching.dist / "build.json").read_bytes())
    return set(manifest["coverage"])


@pytest.mark.parametrize("words", [(), ("--poll",)], ids=["notices", "polling"])
def test_one_build_for_each_change_and_none_for_its_own_writes(
    watching: Watching, words: tuple[str, ...]
) -> None:
    """Outputs and ledger lie in the watched folder; each line is waited for, then all compared."""
    watching.words = words
    start(watching)
    watching.write("会话保持.md", "粘性会话")
    watching.expect("会话保持.md: 1 edited")

    os.utime(watching.source / "会话保持.md")
    for hidden in (".obsidian/workspace.md", ".git/COMMIT.md"):
        watching.write(hidden, "不看")
    (watching.source / "picture.png").write_bytes(b"x")

    watching.write("健康检查.md", "健康")
    watching.expect("new 健康检查.md: 1 new")
    (watching.source / "健康检查.md").rename(watching.source / "检查.md")
    watching.expect("健康检查.md → 检查.md: ")
    (watching.source / "cribdeck.toml").write_text('deck = "另一副"\n', encoding="utf-8")
    watching.expect("cribdeck.toml: ")

    assert watching.end() == 0
    heads = [line.partition(": ")[0] for line in watching.told()]
    assert heads == [
        "first build",
        f"watching {watching.source} (Ctrl-C ends it)",
        "会话保持.md",
        "new 健康检查.md",
        "健康检查.md → 检查.md",
        "cribdeck.toml",
    ]
    assert watching.errors == []


def test_templates_are_watched_too(watching: Watching, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(PROJECT / "templates", templates)
    watching.words = ("--templates", str(templates))
    start(watching)
    style = templates / "cards" / "style.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n.x { color: red }\n", encoding="utf-8")
    watching.expect("template cards/style.css: no card changed")


def test_editors_that_save_by_renaming(watching: Watching) -> None:
    start(watching)
    note = watching.source / "会话保持.md"

    # Vim: the old file becomes the backup, a new one is written, the backup goes.
    backup = note.with_name(note.name + "~")
    note.rename(backup)
    watching.write(note.name, "第一次")
    backup.unlink()
    watching.expect("^[^a-z]*会话保持.md: 1 edited")

    # VS Code, Obsidian's sync: a new file is moved over the old one.
    for count, meaning in enumerate(("第二次", "第三次")):
        known = len(watching.lines)
        new = watching.source / f".{count}.tmp"
        new.write_text(NOTE.format("会话保持", meaning), encoding="utf-8")
        new.replace(note)
        watching.expect("会话保持.md: 1 edited", known)
    assert watching.end() == 0


def test_a_checkout_of_hundreds_of_files_is_not_hundreds_of_builds(watching: Watching) -> None:
    start(watching)
    known = len(watching.lines)
    names = {f"{term(number)}.md" for number in range(300)}
    for name in names:
        watching.write(name, name)
    while not names <= sources_of(watching):
        known += 1
        watching.expect("new", known - 1)
    assert watching.end() == 0
    assert len(watching.lines) < 30


@pytest.mark.parametrize("words", [(), ("--poll",)], ids=["notices", "polling"])
def test_a_folder_that_vanishes_is_waited_for(
    watching: Watching, words: tuple[str, ...], tmp_path: Path
) -> None:
    watching.words = words
    start(watching)
    away = watching.source.rename(tmp_path / "unmounted")
    watching.expect("is gone; waiting for it to come back")
    away.rename(watching.source)
    watching.expect("is back")
    watching.write("会话保持.md", "回来之后")
    watching.expect("会话保持.md: 1 edited")

    # Another folder in its place, as a fresh clone.
    known = len(watching.lines)
    shutil.copytree(watching.source, tmp_path / "clone")
    watching.source.rename(tmp_path / "old")
    (tmp_path / "clone").rename(watching.source)
    for meaning in ("克隆之后", "再往后", "最后"):
        watching.write("会话保持.md", meaning)
        watching.expect("会话保持.md: 1 edited", known)
        known = len(watching.lines)
    assert watching.end() == 0


def test_another_build_is_waited_for(watching: Watching) -> None:
    watching.dist.mkdir()
    with filelock.FileLock(watching.dist / ".lock"):
        watching.start()
        watching.expect("another build is writing to .*; waiting for it")
        assert not (watching.dist / "build.json").exists()
    watching.expect("first build: 1 new")
    assert watching.end() == 0
    assert sum("another build" in line for line in watching.lines) == 1


def test_errors_are_said_and_the_watch_goes_on(watching: Watching) -> None:
    start(watching)
    settings = watching.source / "cribdeck.toml"
    settings.write_text("deck = 3\n", encoding="utf-8")
    watching.expect("cribdeck.toml: stopped, nothing was written")
    settings.unlink()
    watching.expect("cribdeck.toml: no card changed")
    (watching.source / "binary.md").write_bytes(b"\x00\xff\x00binary")
    watching.expect("new binary.md: no card changed, 1 error")
    watching.write("会话保持.md", "还在")
    watching.expect("会话保持.md: 1 edited, 1 error")
    assert watching.end() == 0
    assert [line.split(": ")[0] for line in watching.errors] == [
        "cribdeck.toml:1:1",
        "binary.md:1:1",
    ], "each is said once, when it is new"


def test_the_brake_waits_for_the_notes_or_for_somebody_to_accept(watching: Watching) -> None:
    """The notes vanish and return all at once, as hidden folders are passed over."""
    for number in range(40):
        watching.write(f"many/{term(number)}.md", term(number))
    many, hidden = watching.source / "many", watching.source / ".many"
    start(watching)
    many.rename(hidden)
    watching.expect("stopped by the brake, nothing was written")
    hidden.rename(many)
    known = len(watching.lines)
    watching.write("会话保持.md", "又都在了")
    watching.expect("会话保持.md.*: 1 edited", known)
    many.rename(hidden)
    watching.expect("stopped by the brake", known)
    assert watching.end() == 0

    watching.words = ("--accept",)
    watching.lines.clear()
    start(watching)
    watching.expect("first build: 40 retired")
    hidden.rename(many)
    watching.expect("new many/.* and 37 more: ")
    many.rename(hidden)
    watching.expect("stopped by the brake")
    assert watching.end() == 0


@pytest.mark.skipif(os.name == "nt", reason="signals as shells and schedulers send them")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_the_end_is_quiet_at_any_moment(watching: Watching, number: int, code: int) -> None:
    """Once while it waits, once in the midst of a build, wherever that is by then."""
    start(watching)
    assert watching.end(number) == code

    for count in range(60):
        watching.write(f"{term(count)}.md", term(count))
    watching.lines.clear()
    watching.start()
    watching.expect("first build")
    watching.write("会话保持.md", "结束之前")
    assert watching.end(number) == code

    assert watching.errors == []
    assert watching.leftovers() == []
    start(watching)
    assert watching.end() == 0
    assert len(sources_of(watching)) == 61


def test_a_folder_that_is_not_there_at_the_start_is_a_slip(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    watching.source.rmdir()
    watching.start()
    assert watching.process.wait(240) == 2


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ({"a": "1"}, {"a": "1"}, ""),
        ({"a": "1"}, {"a": ""}, "a"),
        ({"a": "1"}, {"b": "1"}, "a → b"),
        ({"a": "1"}, {}, "gone a"),
        ({}, dict.fromkeys("abcde", "1"), "new a, new b, new c and 2 more"),
        ({"a": "1", "b": "1"}, {"c": "1", "d": "1"}, "a → c, b → d"),
    ],
)
def test_what_has_changed_is_said_in_words(
    before: dict[str, str], now: dict[str, str], words: str
) -> None:
    assert difference(before, now) == words


def remark(line: int, message: str) -> Diagnostic:
    return error("unclosed_fence", Span("a.md", line, 1, line, 1), message)


def test_a_remark_is_said_when_it_is_new_not_when_its_line_moves() -> None:
    said = Said()
    assert said.news([remark(1, "x")]) == [remark(1, "x")]
    assert said.news([remark(2, "x"), remark(3, "y")]) == [remark(3, "y")]
    assert said.news([]) == []
    assert said.news([remark(2, "x")]) == [remark(2, "x")]


def test_what_a_build_came_to() -> None:
    manifest = json.dumps({"changes": {"new": 2, "edited": 0, "unchanged": 9, "retired": 1}})
    assert came_to(0, manifest, []) == "2 new, 1 retired"
    assert came_to(1, manifest, [remark(1, "x")]) == "2 new, 1 retired, 1 error"
    assert came_to(5, manifest, []) == "2 new, 1 retired, the hook failed"
    assert came_to(0, '{"changes": {}}', []) == "no card changed"
    assert came_to(3, "", []).startswith("stopped by the brake")
    assert came_to(1, "", []) == "nothing was built"


def test_where_the_system_gives_no_notices_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the limit of watched folders is reached."""
    polled: list[object] = []

    def notices(*_: Path, **options: object) -> Iterator[AbstractSet[object]]:
        polled.append(options["force_polling"])
        if not options["force_polling"]:
            message = "OS file watch limit reached"
            raise OSError(message)
        (tmp_path / "a.md").write_text("new", encoding="utf-8")
        yield set()

    monkeypatch.setattr("watchfiles.watch", notices)
    lines: list[str] = []
    builds: list[str] = []

    def build() -> str:
        builds.append("built")
        if len(builds) > 1:
            raise KeyboardInterrupt
        return "1 new"

    world = World(tmp_path, tmp_path / "dist", tmp_path / "ledger.jsonl", tmp_path / "templates")
    world.templates.mkdir()
    with pytest.raises(KeyboardInterrupt):
        watch_world(world, build, lines.append, poll=False)
    assert polled == [None, True]
    assert "the system cannot tell of changes (OS file watch limit reached)" in lines[1]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("poll", [False, True], ids=["notices", "polling"])
def test_links_that_lead_nowhere_or_in_circles_do_not_end_it(tmp_path: Path, *, poll: bool) -> None:
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nothing")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "circle").symlink_to(tmp_path)
    stirring = stirrings([tmp_path.resolve()], lambda _: True, poll=poll)
    next(stirring)
    (tmp_path / "a.md").write_text("new", encoding="utf-8")
    next(stirring)
